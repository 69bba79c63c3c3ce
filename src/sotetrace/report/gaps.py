"""Gaps: what an evaluation of coverage found to have nothing, each under its rule and in the rule's words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import rule_of_gap, rule_of_part
from sotetrace.rules import load_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage import CoverageResult, ElementCoverage, ExpectationCoverage
    from sotetrace.report.labels import Labels


@dataclass(frozen=True, slots=True)
class Gap:
    """An element or part that has nothing of what is expected; `waived` is the reason when somebody accepts that."""

    rule: str
    expectation: str
    element: str
    part: str | None
    waived: str | None

    @property
    def id(self) -> str:
        """The id of what has nothing: of the part when it is one, else of the element."""
        return self.part or self.element


def iter_gaps(coverage: CoverageResult) -> Iterator[Gap]:
    """Yield the gaps of a document, by expectation, in the order of the document; waived ones are among them."""
    for expectation in coverage.expectations:
        for element in expectation.elements if expectation.is_applicable else ():
            yield from iter_gaps_of(element, expectation)


def iter_gaps_of(element: ElementCoverage, expectation: ExpectationCoverage) -> Iterator[Gap]:
    """Yield the gap of an element, or those of its parts when only they have nothing."""
    if element.is_gap:
        yield Gap(rule_of_gap(expectation), expectation.id, element.id, None, element.waived)
        return
    for part in element.parts if "indicator" not in expectation.by else ():
        if not part.is_served:
            yield Gap(rule_of_part(expectation), expectation.id, element.id, part.id, part.waived)


def words_of_gap(gap: Gap, labels: Labels) -> str:
    """Return the message of a gap's rule in the language of the page."""
    slots = {"element": gap.id, "expectation": gap.expectation, "part": gap.id, "title": labels.title(gap.id)}
    return load_rule(gap.rule).messages[labels.language].format_map(slots)
