"""What two branches live through on an ordinary day, drawn from a seed: the same day comes out alike everywhere."""

from collections.abc import Set as AbstractSet
from datetime import date, datetime, time, timedelta
from random import Random

from msgspec import Struct

from comanda.floor.values import DiningTable
from comanda.kernel.clock import MINUTE, SECOND, from_datetime, zone
from comanda.ops.living.party import Party
from comanda.ops.living.place import DESSERTS, DRINKS, LUNCH, MAINS, STARTERS, Dish, Place, line_of, some
from comanda.orders.schemas import LineIn
from comanda.payments.values import Method

LUNCH_HOURS, DINNER_HOURS = ((11, 30), (14, 0)), ((17, 15), (21, 45))
PARTIES = {
    # by how many tables there are: parties of a day at lunch and at dinner, Monday to Sunday
    True: ((13, 14, 14, 15, 16, 11, 12), (12, 13, 14, 16, 22, 24, 17)),
    False: ((7, 7, 8, 8, 8, 5, 6), (6, 6, 7, 8, 11, 12, 9)),
}
MANY_TABLES = 12
SIZES = ((1, 12), (2, 42), (3, 16), (4, 20), (5, 6), (6, 4))
"""People of a party, and how often."""
TAKES_AWAY, BY_PHONE, BY_CARD, TIPS, CHANGES_ITS_MIND = 0.12, 0.35, 0.55, 0.6, 0.06
DRINKS_TOO, STARTS_SMALL, MORE = 0.65, 0.45, 0.8
"""Shares of the parties, and of the people."""
SUMMER = range(4, 10)
"""Months in which people sit outside."""
WHY = ("Gast hat es sich anders überlegt", "Vertippt", "Ausverkauft", "Doppelt bestellt")


class Sitting(Struct, frozen=True):
    """A party that comes and goes (microseconds), with its own luck."""

    begin: int
    end: int
    guests: int
    at_lunch: bool
    takes_away: bool
    seed: str


def sittings_of(place: Place, day: date) -> list[Sitting]:
    """Everybody who comes on that day, in order."""
    chance = Random(f"{place.branch.name} {day}")  # noqa: S311  it is a play
    found: list[Sitting] = []
    meals = zip((LUNCH_HOURS, DINNER_HOURS), PARTIES[len(place.tables) > MANY_TABLES], strict=True)
    for (first, last), by_weekday in meals:
        at_lunch = first == LUNCH_HOURS[0]
        for number in range(by_weekday[day.weekday()] + chance.randint(-2, 2)):
            begin = _moment(place, day, first, last, chance.triangular(0, 1, 0.4))
            takes_away = chance.random() < TAKES_AWAY
            guests = 1 if takes_away else chance.choices(*zip(*SIZES, strict=True))[0]
            minutes = 24 if takes_away else chance.randint(34, 55) if at_lunch else chance.randint(52, 95)
            seed = f"{place.branch.name} {day} {at_lunch} {number}"
            found.append(Sitting(begin, begin + minutes * MINUTE, guests, at_lunch, takes_away, seed))
    return sorted(found, key=lambda sitting: sitting.begin)


class Span(Struct, frozen=True):
    """Whom we hear of: those who come after `since` and are gone before `until`.

    The tables of `kept` (labels) are wanted by others from `kept_from` on. All in microseconds.
    """

    since: int
    until: int
    kept: frozenset[str]
    kept_from: int


def parties_of(place: Place, day: date, span: Span) -> list[Party]:
    """Those of a day, each at a table that is free."""
    found: list[Party] = []
    taken: dict[str, int] = {}
    for sitting in sittings_of(place, day):
        if sitting.begin < span.since or sitting.end > span.until:
            continue
        chance = Random(sitting.seed)  # noqa: S311
        closed = span.kept if sitting.end > span.kept_from else frozenset[str]()
        inside = {table.label for table in place.tables if day.month in SUMMER or not table.label.startswith("G")}
        table = None if sitting.takes_away else _free_table(place, sitting, taken, inside - closed)
        if table is None and not sitting.takes_away:
            continue
        if table is not None:
            taken[table.id] = sitting.end + 3 * MINUTE
        party = Party(place, table, sitting.guests if table else None)
        _evening_of(party, sitting, day, chance)
        found.append(party)
    return found


def _free_table(place: Place, sitting: Sitting, taken: dict[str, int], labels: AbstractSet[str]) -> DiningTable | None:
    """The smallest one they fit at."""
    fitting = [
        table
        for table in place.tables
        if table.label in labels and table.seats >= sitting.guests and taken.get(table.id, 0) <= sitting.begin
    ]
    chance = Random(sitting.seed)  # noqa: S311
    chance.shuffle(fitting)
    return min(fitting, key=lambda table: table.seats, default=None)


def _evening_of(party: Party, sitting: Sitting, day: date, chance: Random) -> None:
    """From sitting down to paying; three moments in four the same steps, as evenings are."""
    begin, end = sitting.begin, sitting.end
    party.sit_down(begin)
    by_phone = not sitting.takes_away and chance.random() < BY_PHONE
    if by_phone:
        party.join(begin + MINUTE)
    rounds = _rounds(party.place, sitting, day, chance)
    at = begin + chance.randint(2, 6) * MINUTE
    for number, lines in enumerate(rounds):
        party.order(at, lines, by_phone=by_phone)
        if by_phone:
            party.confirm(at + 40 * SECOND, number)
        if len(lines) > 1 and chance.random() < CHANGES_ITS_MIND:
            party.take_back(at + 70 * SECOND, number, chance.randrange(len(lines)), chance.choice(WHY))
        ready = at + chance.randint(6, 14) * MINUTE
        party.serve(ready + chance.randint(30, 150) * SECOND, number)
        at = min(ready + chance.randint(4, 9) * MINUTE, end - 17 * MINUTE)
    method = Method.CARD if chance.random() < BY_CARD else Method.CASH
    party.pay(end, method, chance.choice((5, 8, 10)) if chance.random() < TIPS else 0)
    party.fall_silent(end)


def _rounds(place: Place, sitting: Sitting, day: date, chance: Random) -> list[list[LineIn]]:
    """What a party orders: all at once at lunch and to take away, else drinks first, then to eat, perhaps more."""

    def each(course: str, share: float = 1) -> list[Dish]:
        """One for each of them, or for some."""
        wanted = sum(chance.random() < share for _ in range(sitting.guests))
        return [dish for _ in range(wanted) for dish in some(place.courses[course], chance)]

    lunch = sitting.at_lunch and day.weekday() < 5 and place.courses[LUNCH]
    food, drinks, starters = each(LUNCH if lunch else MAINS), each(DRINKS, DRINKS_TOO), each(STARTERS, STARTS_SMALL)
    if sitting.takes_away:
        return [_lines([*food, *starters], chance)]
    if sitting.at_lunch or not [*drinks, *starters]:
        return [_lines([*drinks, *food], chance)]
    rounds = [_lines([*drinks, *starters], chance), _lines(food, chance)]
    if sitting.end - sitting.begin > 70 * MINUTE and chance.random() < 0.7:
        rounds.append(_lines(each(chance.choice((DESSERTS, DRINKS)), MORE), chance))
    return [lines for lines in rounds if lines]


def _lines(dishes: list[Dish], chance: Random) -> list[LineIn]:
    """The same dish twice is one line of two, unless there is something to choose with it."""
    together: dict[str, int] = {}
    for dish in dishes:
        together[dish.id] = together.get(dish.id, 0) + 1
    by_id = {dish.id: dish for dish in dishes}
    return [line_of(by_id[dish_id], quantity, chance) for dish_id, quantity in together.items()]


def _moment(place: Place, day: date, first: tuple[int, int], last: tuple[int, int], share: float) -> int:
    """A moment of the branch's own clock between two times of day."""
    begin, end = (from_datetime(datetime.combine(day, time(*at), zone(place.branch.timezone))) for at in (first, last))
    return begin + int((end - begin) * share) // SECOND * SECOND


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
