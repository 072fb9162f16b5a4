"""Bodies and queries of requests, decoded strictly; a refusal names every fault at once."""

import msgspec

from comanda.engine.http.problems import InvalidBody
from comanda.engine.strict import Misshapen, Shape, fault_of_message, read
from comanda.engine.typed import tidy
from comanda.kernel.text import mask_cards

LARGEST_BODY = 256 * 1024


def decode(body: bytes, shape: type[Shape]) -> Shape:
    """Raises InvalidBody with at most fifty faults; `{}` stands for an empty body. What people type is cleaned."""
    try:
        return tidy(read(body or b"{}", shape))
    except Misshapen as misshapen:
        faults = [{name: mask_cards(text) for name, text in one.items()} for one in misshapen.faults]
        raise InvalidBody(errors=faults, truncated=misshapen.more or None) from None


def convert_query(values: dict[str, str], shape: type[Shape]) -> Shape:
    """Query texts become the shape's types; raises InvalidBody."""
    try:
        return msgspec.convert(values, shape, strict=False)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$.")
        name = path.rstrip("`")
        kinds = {field.encode_name: field.type for field in msgspec.structs.fields(shape)}
        raise InvalidBody(errors=[fault_of_message(f"?{name}", message, kinds.get(name))]) from None
