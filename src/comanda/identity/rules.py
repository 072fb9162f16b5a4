"""What is decided about houses from values alone."""

from comanda.engine.tokens import base32, derive


def branch_code(branch_id: str) -> str:
    """The public beginning of a branch's links: eight letters, the same for ever, saying nothing."""
    return base32(derive(b"branch code", branch_id), 8)
