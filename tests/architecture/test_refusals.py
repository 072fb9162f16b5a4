"""Every refusal can be told apart by a program, read by a person, and looked up in docs/problems.md."""

import re
from collections import Counter

import pytest

from comanda.kernel.errors import Refusal
from tests.architecture.refusals import DOCUMENT, all_refusals, document

ALL = all_refusals()


def test_no_two_refusals_share_a_slug():
    assert [slug for slug, uses in Counter(refusal.slug for refusal in ALL).items() if uses > 1] == []


@pytest.mark.parametrize("refusal", ALL, ids=lambda refusal: refusal.__name__)
def test_a_refusal_can_be_read(refusal: type[Refusal]):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", refusal.slug)
    assert re.fullmatch(r"[A-Z].{5,90}[.?]", refusal.title())


def test_the_docs_list_every_refusal_and_no_other():
    assert DOCUMENT.read_text(encoding="utf-8") == document()
