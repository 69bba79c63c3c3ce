"""The words of reports in every language: one catalogue a language, and the translator that fills the slots."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.model.text import Language


class Translator:
    """Looks words up in the catalogue of one language. A missing key is a bug and raises KeyError."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._words: Mapping[str, str] = import_module(f"sotetrace.messages.catalogue_{language}").WORDS

    def __call__(self, key: str, **slots: object) -> str:
        """Return the words of a key, with its named slots filled."""
        return self._words[key].format_map(slots)

    def slot(self, value: str) -> str:
        """Return an argument of a finding as it is shown: `@date` or `@kind.goal` is a word, all else as it is."""
        if not value.startswith("@"):
            return value
        name = value[1:]
        return self._words.get(name if "." in name else f"slot.{name}", value)
