"""What can be sold: every fault of a product, type or group of options, each at its field."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec
from msgspec import Struct
from msgspec.structs import asdict

from comanda.catalog.values import NONE_OF_THEM, Row
from comanda.engine.strict import Faults, fault
from comanda.kernel.text import alike
from comanda.pricing.options import OptionGroup, answerable

_value = msgspec.json.Decoder(list[str]).decode


class Present(Struct, frozen=True):
    """What a product or a type may refer to: ids of what is not archived, and the codes other products have."""

    tax_rates: AbstractSet[str]
    windows: AbstractSet[str]
    types: AbstractSet[str]
    groups: AbstractSet[str]
    skus: AbstractSet[str] = frozenset()


def product_faults(product: Row, group_ids: Sequence[str], present: Present) -> Faults:
    """`skus` of `present` are those of other products; an empty code may stand many times."""
    faults = name_faults(product)
    faults += _unknown("/product_type_id", product["product_type_id"], present.types, "product type")
    faults += _unknown("/tax_rate_id", product["tax_rate_id"], present.tax_rates, "tax rate")
    faults += _unknown("/takeaway_tax_rate_id", product["takeaway_tax_rate_id"], present.tax_rates, "tax rate")
    faults += _unknown("/window_id", product["window_id"], present.windows, "hours")
    if product["sku"] and alike(product["sku"]) in map(alike, present.skus):
        faults.append(fault("/sku", "taken", "another product has this code"))
    return faults + allergen_faults("/allergens", product["allergens"]) + group_id_faults(group_ids, present)


def allergen_faults(at: str, stored: str) -> Faults:
    """Of a list as it is stored: what contains none of the fourteen names nothing beside."""
    codes = _value(stored)
    if NONE_OF_THEM in codes and len(codes) > 1:
        return [fault(at, "contradiction", f"{NONE_OF_THEM!r} stands alone, or not at all")]
    return []


def type_faults(kind: Row, group_ids: Sequence[str], present: Present) -> Faults:
    faults = name_faults(kind) + _unknown("/window_id", kind["window_id"], present.windows, "hours")
    return faults + group_id_faults(group_ids, present)


def group_id_faults(group_ids: Sequence[str], present: Present) -> Faults:
    faults: Faults = []
    for index, group_id in enumerate(group_ids):
        at = f"/option_group_ids/{index}"
        faults += _unknown(at, group_id, present.groups, "option group")
        if group_id in group_ids[:index]:
            faults.append(fault(at, "twice", "this group stands here already"))
    return faults


def group_faults(group: Row, options: Sequence[Row]) -> Faults:
    """What makes a group impossible to answer, or its options impossible to tell apart."""
    faults = name_faults(group) + _option_faults(options)
    most, least, each = group["max"], group["min"], group["max_per_option"]
    if most is not None and least > most:
        faults.append(fault("/max", "below-min", f"at least {least} answers are wanted, but only {most} allowed"))
        return faults
    everything = frozenset(str(index) for index in range(len(options)))
    available = {str(index) for index, option in enumerate(options) if option["available"]}
    if not answerable(OptionGroup("", least, most, each, everything), available):
        detail = f"{least} answers are wanted, but the options that are available cannot give as many"
        faults.append(fault("/min", "group-cannot-be-answered", detail))
    if most is not None and sum(option["is_default"] for option in options) > most:
        faults.append(fault("/max", "too-many-defaults", f"more options are chosen beforehand than the {most} allowed"))
    return faults


def _option_faults(options: Sequence[Row]) -> Faults:
    faults: Faults = []
    names: set[str] = set()
    for index, option in enumerate(options):
        name = alike(option["name"])
        if not name:
            faults.append(fault(f"/options/{index}/name", "empty", "a name is needed"))
        elif name in names:
            faults.append(
                fault(f"/options/{index}/name", "duplicate-name", "another option of this group is called so")
            )
        faults += allergen_faults(f"/options/{index}/allergens", option["allergens"])
        if option["is_default"] and not option["available"]:
            detail = "what is chosen beforehand must be available"
            faults.append(fault(f"/options/{index}/default", "default-not-available", detail))
        names.add(name)
    return faults


def order_faults(wanted: Sequence[str], there: AbstractSet[str], at: str = "/ids") -> Faults:
    """A new order names what there is, each once; what it leaves out keeps its order behind it."""
    faults: Faults = []
    before: set[str] = set()
    for index, one in enumerate(wanted):
        faults += _unknown(f"{at}/{index}", one, there, "entry")
        if one in before:
            faults.append(fault(f"{at}/{index}", "twice", "this stands here already"))
        before.add(one)
    return faults


def translation_faults(translations: object, language: str, at: str = "") -> Faults:
    """The text itself is in the house's own language; translations are in the others."""
    said: dict[str, Mapping[str, str]] = asdict(translations) if isinstance(translations, Struct) else {}
    return [
        fault(f"{at}/translations/{field}/{language}", "own-language", "the text itself is in this language")
        for field, texts in said.items()
        if language in texts
    ]


def name_faults(row: Row) -> Faults:
    """A name of blanks is none."""
    return [] if row["name"] else [fault("/name", "empty", "a name is needed")]


def _unknown(at: str, wanted: str | None, there: AbstractSet[str], what: str) -> Faults:
    if wanted is None or wanted in there:
        return []
    return [fault(at, "unknown", f"there is no such {what}")]
