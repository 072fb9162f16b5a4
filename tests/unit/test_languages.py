"""Which language a reader gets: chosen, asked for, the house's, English."""

import pytest

from comanda.engine.http.languages import best_language

SPOKEN = {"en", "de", "ar", "zh-Hant"}


@pytest.mark.parametrize(
    ("chosen", "accepted", "house", "language"),
    [
        ("ar", "de", "en", "ar"),
        ("", "de-AT,de;q=0.9,en;q=0.8", "en", "de"),
        ("", "fr-FR, en;q=0.2, de;q=0.7", "ar", "de"),
        ("", "fr, it", "de", "de"),
        ("", "", "ar", "ar"),
        ("", "*", "de", "de"),
        ("", "de;q=0", "ar", "ar"),
        ("", "", "ja", "en"),
        ("klingon", "", "de", "de"),
        ("", "ZH-hant-TW", "en", "zh-Hant"),
        ("", "zh", "de", "de"),
        ("../../etc", "de;q=a lot,;q=", "ar", "ar"),
        ("", "," * 5_000 + "de", "ar", "ar"),
    ],
)
def test_a_reader_is_spoken_to_in_the_best_language_there_is(chosen: str, accepted: str, house: str, language: str):
    assert best_language(chosen, accepted, house, SPOKEN) == language
