"""What people may type: no control characters, no direction overrides; a note may break its line."""

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_BREAKS = re.compile(r"[\n\t]")


def has_control(text: str, *, breaks: bool = False) -> bool:
    """True when the text holds a character nobody can see; `breaks` allows line breaks and tabs."""
    return _CONTROL.search(text) is not None or (not breaks and _BREAKS.search(text) is not None)


def clean(text: str, *, breaks: bool = False) -> str:
    """NFC, no control characters, no white space at the ends; line breaks become blanks unless they may stay."""
    visible = _CONTROL.sub("", unicodedata.normalize("NFC", text))
    return (visible if breaks else _BREAKS.sub(" ", visible)).strip()
