"""Cash: the coins a country has, what goes into the drawer, what comes back out.

Only the part settled by the cash payment that closes the bill is rounded; a card payment, or cash in part, never is.
Amounts, roundings and tips stay separate entries.
"""

from msgspec import Struct

from comanda.kernel.money import Minor, to_step


class CashRounding(Struct, frozen=True, gc=False):
    """due_in_cash = due + rounding; the rounding is negative when the guest pays less."""

    due_in_cash: Minor
    rounding: Minor


def round_cash(due: Minor, step: int) -> CashRounding:
    """Nearest multiple of the branch's step (minor units, 1 = no rounding), ties up; giving back mirrors taking."""
    due_in_cash = to_step(due, step)
    return CashRounding(due_in_cash=due_in_cash, rounding=Minor(due_in_cash - due))


def received(amount: Minor, rounding: Minor, tip: Minor) -> Minor:
    """What the drawer or the terminal holds of a payment; of cash it is what the shift counts."""
    return Minor(amount + rounding + tip)


def change(tendered: Minor, due: Minor) -> Minor:
    """What goes back to the guest; a negative change is what is still missing."""
    return Minor(tendered - due)
