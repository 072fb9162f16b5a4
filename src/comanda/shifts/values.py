"""Shifts as other rooms hold them."""

from enum import StrEnum


class ShiftStatus(StrEnum):
    OPEN = "OPEN"
    COUNTING = "COUNTING"
    CLOSED = "CLOSED"


class ShiftKind(StrEnum):
    DRAWER = "drawer"
    PURSE = "purse"


class CashReason(StrEnum):
    SALE = "sale"
