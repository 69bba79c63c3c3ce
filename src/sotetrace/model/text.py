"""Localized text: one string per language, in the languages the tool can write its reports in."""

from __future__ import annotations

from typing import Literal, get_args

from sotetrace.model.base import NonEmpty, Value

Language = Literal["fi", "sv", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class Text(Value):
    """A text in one or more languages.

    Which language is the original, and whether a translation is official, is said once per document.
    """

    fi: NonEmpty | None = None
    sv: NonEmpty | None = None
    en: NonEmpty | None = None

    def get(self, language: Language) -> str | None:
        """Return the text in a language, or None when it has none."""
        text: str | None = getattr(self, language)
        return text

    def best(self, *languages: Language) -> tuple[str, Language] | None:
        """Return the text in the first of the languages that has one (then in any), with its language."""
        for language in (*languages, *LANGUAGES):
            text = self.get(language)
            if text is not None:
                return text, language
        return None

    def items(self) -> tuple[tuple[Language, str], ...]:
        """Return (language, text) for every language that has a text, in the fixed order of languages."""
        every: tuple[tuple[Language, str | None], ...] = (("fi", self.fi), ("sv", self.sv), ("en", self.en))
        return tuple([(language, text) for language, text in every if text is not None])
