"""Two sides of a comparison from a few words: what changed, and what was found of it.

old = raw_vision(measures=[measure("M1")])
told(old, edited(old, measures=[]))      # ["element-removed M1"]
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sotetrace.coverage import evaluate_coverage
from sotetrace.diff import Reading, compare, compare_readings
from sotetrace.graph import build_graph
from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Settings
from sotetrace.model.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.diff import Change, ChangeFinding, DiffResult
    from sotetrace.findings import Finding
    from sotetrace.model.expectations import Expectation
    from sotetrace.model.settings import Acceptance, Waiver
    from tests.builders import Raw

TODAY = dt.date(2026, 11, 22)


def reading_of(
    *raws: Raw,
    waivers: Iterable[Waiver] = (),
    acceptances: Iterable[Acceptance] = (),
    findings: Sequence[Finding] = (),
    settings: Raw | None = None,
) -> Reading:
    """Return a side that has some documents."""
    documents = tuple(VisionDocument.model_validate(raw) for raw in raws)
    graphs = {document.document.id: build_graph(document) for document in documents}

    def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
        return evaluate_coverage(graphs[document], expectations=expectations)

    workspace = Workspace(documents, Settings.model_validate(settings or {}), tuple(waivers), tuple(acceptances))
    return Reading(workspace, graphs, findings, cover, "sotetrace.yaml", "waivers.yaml")


def diff_of(old: Raw | Reading, new: Raw | Reading) -> DiffResult:
    """Compare two sides; a document alone is a side of its own."""
    sides = [side if isinstance(side, Reading) else reading_of(side) for side in (old, new)]
    return compare_readings(*sides, TODAY)


def changes_of(old: Raw, new: Raw) -> tuple[Change, ...]:
    """Return what differs between two documents, before anything is judged."""
    return compare(VisionDocument.model_validate(old), VisionDocument.model_validate(new)).changes


def told(old: Raw | Reading, new: Raw | Reading, *rules: str) -> list[str]:
    """Return "rule subject" of every change between two sides, or of those of some rules, sorted."""
    found = diff_of(old, new).changes
    return sorted(f"{one.rule} {one.subject}" for one in found if not rules or one.rule in rules)


def the_one(old: Raw | Reading, new: Raw | Reading, rule: str) -> ChangeFinding:
    """Return the one change of a rule between two sides; the test fails when there is not exactly one."""
    found = [change for change in diff_of(old, new).changes if change.rule == rule]
    assert len(found) == 1, told(old, new)
    return found[0]
