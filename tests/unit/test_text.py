"""What nobody can see is taken out of a text, what is needed to write it stays, and alike is what reads alike."""

import pytest

from comanda.kernel.text import alike, clean, has_hidden, opaque

INVISIBLE = [
    "\u200b", "\u00ad", "\u3164", "\u2800", "\ufeff", " ", "\u00a0", "\u3000", "\u115f", "\u1160", "\uffa0", "\u180e",
    "\u2060", "\u200c", "\u200d", "\u200e", "\u200f", "\u061c", "\u034f", "\ufe0f", "\u2063", "\u202e", "\u2066",
    "\u17b4", "\u2028", "\r\n", "\t", "\U000e0041", "\U0001d159", "\u0301", "\ufffe", "\u206f", "\ufff9",
    "\u200b \u00ad\u3164",
]  # fmt: skip
KEPT = {
    "a family": "👩\u200d👩\u200d👧",
    "a cook": "👨🏽\u200d🍳",
    "a heart in colour": "❤\ufe0f",
    "a flag of a part": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "Persian": "می\u200cخواهم",
    "Hindi": "क\u094d\u200dष",
    "Thai": "ข้าว\u200bผัด",
    "a wide blank": "ミックス\u3000グリル",
    "a direction within": "abc\u200fאבג",
    "an emoji newer than this Python": "\U0001fadc",
}


@pytest.mark.parametrize("text", INVISIBLE, ids=ascii)
def test_what_nobody_can_see_is_nothing(text: str):
    assert (clean(text), clean(text, breaks=True)) == ("", "")


@pytest.mark.parametrize("text", KEPT.values(), ids=KEPT.keys())
def test_what_is_needed_to_write_a_language_stays(text: str):
    assert (clean(text), clean(f" {text}\u202c ", breaks=True)) == (text, text)


@pytest.mark.parametrize(
    ("typed", "line", "lines"),
    [
        ("\u2066Anna\u2069 \u202bB.\u202c", "Anna B.", "Anna B."),
        ("no onions\r\nplease\r", "no onions please", "no onions\nplease"),
        ("a\u2028b\x0bc", "a b c", "a\nb\nc"),
        ("  two   words\t\u00a0here ", "two words here", "two   words\t\u00a0here"),
        ("A\u0308", "Ä", "Ä"),
        ("T\u00ade\u200ba\ufeff", "Tea", "Tea"),
        ("a\u200db", "ab", "ab"),
        ("A\u3164B", "A B", "A B"),
    ],
)
def test_texts_are_cleaned(typed: str, line: str, lines: str):
    assert (clean(typed), clean(typed, breaks=True)) == (line, lines)


@pytest.mark.parametrize(
    "other", ["1 ", "1\u200b", "\u200e1", "\uff11", "1\u2069", "1\ufe0e", "\u115f1", "1\u00a0", "1\u034f", "1\u3164"]
)
def test_labels_that_read_the_same_are_alike(other: str):
    assert alike(other) == alike("1")


def test_texts_that_read_differently_are_not_alike():
    assert alike("A\u0308 1") == alike("ä\u00a01") == alike("ä\u30001")
    assert len({alike(text) for text in ("a", "ä", "a 1", "a1", "آ", "ا", "か", "が")}) == 8


def test_hidden_characters_are_told_of():
    assert [has_hidden(text) for text in ("a\u202e", "a\nb", "a b", KEPT["Persian"])] == [True, True, False, False]


def test_a_password_has_one_form_whichever_keyboard_typed_it():
    assert opaque("Mu\u0308nchen\u00a0Süd") == "München Süd"
    assert opaque(" Case  stays ＡB ") == " Case  stays ＡB "
