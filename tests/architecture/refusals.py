"""The list of all refusals, and docs/problems.md made from it: `python -m tests.architecture.refusals`."""

from comanda.engine.http.problems import status_of
from comanda.kernel.errors import Refusal
from tests.architecture.house import ROOT, modules

DOCUMENT = ROOT / "docs/problems.md"

INTRODUCTION = """\
# What Comanda says no to

A refusal is an `application/problem+json` (RFC 9457) whose `type` is `/problems/<slug>`. Programs go by the slug,
people read the title; facts come as further members. Nothing was changed, whatever the refusal, but for
`outcome-unknown`: something was being stored when the connection to the database was lost, or an answer took too long.
`make contract` writes this list.

| slug | status | title |
| --- | --- | --- |
"""


def all_refusals() -> list[type[Refusal]]:
    """The whole family, once every module of the house is loaded; by status, then slug."""
    for module in modules():
        if module.room != "migrations":
            module.load()
    found, waiting = set[type[Refusal]](), [Refusal]
    while waiting:
        children = [child for child in waiting.pop().__subclasses__() if child.__module__.startswith("comanda.")]
        waiting += children
        found.update(children)
    return sorted(found, key=lambda refusal: (status_of(refusal), refusal.slug, refusal.__name__))


def document() -> str:
    """What docs/problems.md has to say."""
    rows = [f"| `{refusal.slug}` | {status_of(refusal)} | {refusal.title()} |\n" for refusal in all_refusals()]
    return INTRODUCTION + "".join(rows)


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
