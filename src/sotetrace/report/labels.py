"""The words by which a page calls the elements and vocabulary of a document, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.messages import Translator
from sotetrace.report.page import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sotetrace.coverage import ElementCoverage, ExpectationCoverage, Tier
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.model.elements import Part
    from sotetrace.model.text import Language, Text
    from sotetrace.report.page import Style

TIER_STYLE: dict[Tier, Style] = {
    "stated": "good",
    "layout": "good",
    "blanket": "poor",
    "high": "good",
    "medium": "fair",
    "low": "poor",
    "partial": "poor",
    "none": "bad",
}


@dataclass(frozen=True, slots=True)
class Labels:
    """Titles and words for one document in one language."""

    document: VisionDocument
    words: Translator

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.words.language

    def text(self, text: Text | None) -> str:
        """Return a text in the language of the page, else in the original, marked with its language; else nothing."""
        best = text.best(self.language, self.document.document.original) if text is not None else None
        if best is None:
            return ""
        return best[0] if best[1] == self.language else f"{best[0]} [{best[1]}]"

    def title(self, identifier: str) -> str:
        """Return the title of an element or scope, or the label of a part; of an unknown id, nothing."""
        element = self.document.elements.get(identifier)
        if element is not None:
            return self.text(element.title)
        owner = self.document.elements.get(identifier.rpartition(".")[0])
        others: list[Part | Scope] = [*(owner.parts if owner is not None else ()), *self.document.scopes]
        return next((self.text(other.title) for other in others if other.id == identifier), "")

    def place(self, where: str | None) -> str:
        """Return the label of a place, or its id when no source declares it."""
        places = (place for source in self.document.sources for place in source.places)
        return next((self.text(place.title) for place in places if place.id == where), where or "")

    def standing(self, language: Language, official: Collection[Language] = ()) -> str:
        """Return, in brackets, whose translation a text in a language is: our own, official, or the source's name."""
        header = self.document.document
        if language == header.original:
            return ""
        standing = "source" if language in official else header.translations.get(language, "own")
        return f" ({self.words(f'translation.{standing}')})"

    def tier(self, tier: Tier) -> Span:
        """Return the word of a tier in its style."""
        return Span(self.words(f"tier.{tier}"), TIER_STYLE[tier])

    def expectation(self, expectation: ExpectationCoverage) -> str:
        """Return what is expected, by the first of the kinds that can meet it: `sub-goal ← measure`."""
        other = self.words(f"kind.{expectation.by[0]}") if expectation.by else ""
        arrow = "→" if expectation.direction == "out" else "←"
        return f"{self.words(f'kind.{expectation.of}')} {arrow} {other}"

    def named(self, identifier: str) -> tuple[Span, Span]:
        """Return an id followed by its title."""
        return Span(identifier, "id"), Span(f" {self.title(identifier)}")


def notes_of(found: ElementCoverage, words: Translator, *, has_parts: bool = True) -> list[str]:
    """Return what a table of coverage notes beside the statuses: parts without, and what is waived."""
    waived = words("coverage.waived")
    without = [part for part in found.parts if not part.is_served] if has_parts else []
    notes = [part.id if part.waived is None else f"{part.id} ({waived})" for part in without]
    return [*notes, waived] if found.waived is not None else notes


def id_list(identifiers: Iterable[str]) -> str:
    """Return ids as a list in words: `M1, M2`."""
    return ", ".join(identifiers)
