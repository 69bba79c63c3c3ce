"""Gaps and the headline on the page: sentences that are made in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage.gap_rules import rule_of_gap, rule_of_part
from sotetrace.report.page import text_of
from sotetrace.report.pages.coverage import headline
from sotetrace.report.web.texts import as_link
from sotetrace.rules import code_of, load_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.coverage import CoverageResult, ElementCoverage, ExpectationCoverage
    from sotetrace.report.labels import Labels
    from sotetrace.report.web.html import Html
    from sotetrace.report.web.texts import Texts


def build_headline(coverage: CoverageResult, texts: Texts) -> Html:
    """Build the sentences that say what the source ties together, and what rests on inference."""
    return texts.sentence(lambda labels: map(text_of, headline(coverage, labels)))


def build_gaps(coverage: CoverageResult, texts: Texts) -> Html:
    """Build the list of gaps, each in the words of its rule."""
    return texts.sentence(lambda labels: list(_iter_gaps(coverage, labels)) or [labels.words("coverage.no_gaps")])


def _iter_gaps(coverage: CoverageResult, labels: Labels) -> Iterator[str]:
    for expectation in coverage.expectations:
        if expectation.is_applicable:
            for element in expectation.elements:
                yield from _gaps_of(element, expectation, labels)
        elif expectation.elements:
            kind = labels.words(f"kind.{expectation.by[0]}") if expectation.by else ""
            yield f"{code_of('kind-not-declared')} {labels.words('coverage.gap.kind', kind=kind)}"


def _gaps_of(element: ElementCoverage, expectation: ExpectationCoverage, labels: Labels) -> Iterator[str]:
    if element.is_gap:
        yield _gap(rule_of_gap(expectation), element.id, element.waived, labels, expectation=expectation.id)
        return
    for part in element.parts if "indicator" not in expectation.by else ():
        if not part.is_served:
            title = labels.title(part.id)
            yield _gap(rule_of_part(expectation), part.id, part.waived, labels, part=as_link(part.id), title=title)


def _gap(rule: str, identifier: str, waived: str | None, labels: Labels, **slots: str) -> str:
    message = load_rule(rule).messages[labels.language].format_map({"element": as_link(identifier), **slots})
    title = labels.title(identifier)
    tail = f" ({title})" if title not in message else ""
    reason = f" {labels.words('coverage.gap.waived', reason=waived)}" if waived else ""
    return f"{code_of(rule)} {message}{tail}{reason}"
