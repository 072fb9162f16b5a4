"""What reports refuse."""

from comanda.kernel.errors import Invalid


class InvalidDate(Invalid):
    """Write a date like 2026-11-22."""

    slug = "invalid-date"
