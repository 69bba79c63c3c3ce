"""How pages across documents call elements, mappings and what reaches them: every id with its document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.labels import id_list
from sotetrace.report.page import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sotetrace.across import Backing, Bridge, Crossing, Standing
    from sotetrace.coverage import Tier
    from sotetrace.crosswalk import Term
    from sotetrace.messages import Translator
    from sotetrace.report.labels import Labels

_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SHORT_TITLE, _FEW = 56, 8
"""How many letters of a title a list of many shows, and how many measures are named one by one."""


@dataclass(frozen=True, slots=True)
class AcrossWords:
    """The labels of every document, and the words of the page."""

    labels: Mapping[str, Labels]
    words: Translator

    def document(self, name: str) -> str:
        """Return the title of a document, and its id."""
        labels = self.labels[name]
        return f"{labels.text(labels.document.document.title)} ({name})"

    def validity(self, name: str) -> str:
        """Return what a document says of itself: its standing, and the first sentence of its note."""
        labels = self.labels[name]
        header = labels.document.document
        note = _SENTENCE.split(labels.text(header.note).strip(), maxsplit=1)[0]
        return f"{name}, {self.words(f'status.{header.standing}')}. {note}".rstrip()

    def title(self, term: Term) -> str:
        """Return the title of an element or part; of what no document here has, nothing."""
        labels = self.labels.get(term.document)
        return labels.title(term.id) if labels is not None else ""

    def short_title(self, term: Term, room: int = _SHORT_TITLE) -> str:
        """Return a title cut to what a line of many can hold; `show` has the whole."""
        title = self.title(term)
        return title if len(title) <= room else f"{title[: room - 1].rstrip()}…"

    def named(self, term: Term) -> tuple[Span, Span]:
        """Return an id with its document, and the title."""
        return Span(term.qualified, "id"), Span(f" {self.title(term)}")

    def standing(self, standing: Standing) -> str:
        """Return the words of a standing."""
        return self.words(f"across_standing.{standing}")

    def relation(self, bridge: Bridge, *, has_reason: bool = False) -> str:
        """Return how a bridge relates its ends and how sure that is; what nobody made is called derived.

        With a reason, also how somebody came to it: the weakest justification of its steps.
        """
        said = [self.confidence(bridge.confidence)]
        said += [self.words("sides.derived")] if bridge.is_derived else []
        said += [bridge.justification.partition(":")[2]] if has_reason else []
        return f"{self.words(f'relation.{bridge.relation}')} ({', '.join(said)})"

    def crossing(self, crossing: Crossing) -> str:
        """Return a counterpart in few words: how it relates, and its id."""
        return f"{self.relation(crossing.bridge)} → {crossing.bridge.end.qualified}"

    def path(self, bridge: Bridge) -> str:
        """Return the steps of a derived bridge."""
        steps = (f" – {self.words(f'relation.{step.relation}')} → {step.object.qualified}" for step in bridge.steps)
        return f"{bridge.start.qualified}{''.join(steps)}"

    def confidence(self, confidence: float | None) -> str:
        """Return a confidence from 0 to 1, or a dash."""
        return "–" if confidence is None else f"{confidence:g}"

    def tier(self, tier: Tier | None) -> str:
        """Return the word of a tier; a measure itself is on no scale."""
        return "–" if tier is None else self.words(f"tier.{tier}")

    def tiers(self, backing: Backing) -> str:
        """Return how a counterpart is reached in its own document, on both scales."""
        if backing.as_source is None:
            return self.words("across.itself")
        return self.words("across.tiers", source=self.tier(backing.as_source), read=self.tier(backing.as_read))

    def measures(self, backing: Backing) -> str:
        """Return the measures that reach a counterpart, many as a count.

        Those that only a blanket claim leads to are left out, unless there are no others.
        """
        solid = [backer.measure for backer in backing.backers if not backer.is_blanket]
        ids = solid or [backer.measure for backer in backing.backers]
        return id_list(ids) if len(ids) <= _FEW else f"{len(ids)}: {id_list(ids[:_FEW])} …"
