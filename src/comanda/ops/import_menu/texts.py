"""Texts of a menu file, which come by language, as the house keeps them: its own text and translations beside it."""

import msgspec
from msgspec import UNSET, Struct, UnsetType

from comanda.catalog.values import Row
from comanda.kernel.text import clean
from comanda.ops.import_menu.shapes import Text

_json = msgspec.json.Encoder().encode
_texts = msgspec.json.Decoder(dict[str, dict[str, str]]).decode


class Speaker(Struct, frozen=True):
    """Speaks the organization's language, `en` of `en-GB`."""

    language: str

    def words(self, text: Text, *, breaks: bool = False) -> str:
        """In the organization's language, else in the first there is; empty where there is none."""
        texts = (clean(words, breaks=breaks) for words in (_spoken(text).get(self.language, ""), *text.values()))
        return next((words for words in texts if words), "")

    def field(self, old: Row | None, field: str, text: Text | UnsetType) -> str | UnsetType:
        """What becomes of a text that is there; a file in other languages leaves it, unless it had given it itself."""
        if text is UNSET:
            return UNSET
        if old is None or not old[field] or not text or clean(_spoken(text).get(self.language, "")):
            return self.words(text, breaks=field == "description")
        if old[field] in _texts(old["translations"]).get(field, {}).values():
            return self.words(text, breaks=field == "description")
        return UNSET

    def translations(self, old: Row | None, **fields: Text | UnsetType) -> str:
        """What the file says in other languages beside what people have written in those it does not speak."""
        stored = "{}" if old is None else str(old["translations"])
        kept = _texts(stored)
        said = {field: self._others(text or {}, breaks=field == "description") for field, text in fields.items()}
        merged = {field: {**kept.get(field, {}), **said.get(field, {})} for field in {**kept, **said}}
        told = {field: texts for field, texts in merged.items() if texts or field in kept}
        return stored if told == kept else _json(told).decode()

    def _others(self, text: Text, *, breaks: bool) -> dict[str, str]:
        cleaned = {language: clean(words, breaks=breaks) for language, words in sorted(_spoken(text).items())}
        return {language: words for language, words in cleaned.items() if words and language != self.language}


def _spoken(text: Text) -> Text:
    """By languages without their places: `de` of `de-AT`."""
    return {language.partition("-")[0].lower(): words for language, words in reversed(text.items())}
