"""The words by which a page calls the elements and vocabulary of a document, in the language of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.messages import Translator
from sotetrace.report.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.coverage import ExpectationCoverage, Tier
    from sotetrace.model.document import VisionDocument
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
        """Return the title of an element or the label of a part; of an unknown id, nothing."""
        element = self.document.elements.get(identifier)
        if element is not None:
            return self.text(element.title)
        owner = self.document.elements.get(identifier.rpartition(".")[0])
        part = next((part for part in owner.parts if part.id == identifier), None) if owner is not None else None
        return self.text(part.title) if part is not None else ""

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


def id_list(identifiers: Iterable[str]) -> str:
    """Return ids as a list in words: `M1, M2`."""
    return ", ".join(identifiers)
