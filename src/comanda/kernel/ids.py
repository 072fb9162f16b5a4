"""External ids are UUIDv7 text: they sort by time and say nothing about how many there are."""

import re

import uuid_utils

_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def new_id() -> str:
    return str(uuid_utils.uuid7())


def is_uuid(text: str) -> bool:
    """True for the canonical lower-case form, of any version."""
    return _UUID.fullmatch(text) is not None
