"""What a guest is called is a word that pages say in their own language."""

import json
from pathlib import Path

import pytest

from comanda.floor.rules import GIVEN_NAMES

LOCALES = Path(__file__).parents[2] / "web" / "locales"


@pytest.mark.parametrize("language", ["ar", "de", "en"])
def test_every_given_name_has_its_word_in_every_language(language: str):
    words = json.loads((LOCALES / language / "names.json").read_text())
    assert list(words) == [f"given.{name}" for name in GIVEN_NAMES]
