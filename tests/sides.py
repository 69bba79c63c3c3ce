"""Two sides of a comparison from a few words: what changed, and what was found of it.

old = raw_vision(measures=[measure("M1")])
told(old, edited(old, measures=[]))      # ["element-removed M1"]
"""

from __future__ import annotations

import copy
import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

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
    from sotetrace.model.mapping import Crosswalk
    from sotetrace.model.settings import Acceptance, Waiver
    from tests.builders import Raw

TODAY = dt.date(2026, 11, 22)


def reading_of(
    *raws: Raw,
    waivers: Iterable[Waiver] = (),
    acceptances: Iterable[Acceptance] = (),
    findings: Sequence[Finding] = (),
    settings: Raw | None = None,
    crosswalks: Iterable[Crosswalk] = (),
    only: Iterable[str] = (),
) -> Reading:
    """Return a side that has some documents."""
    documents = tuple(VisionDocument.model_validate(raw) for raw in raws)
    graphs = {document.document.id: build_graph(document) for document in documents}

    def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
        return evaluate_coverage(graphs[document], expectations=expectations)

    own = Settings.model_validate(settings or {})
    workspace = Workspace(documents, own, tuple(waivers), tuple(acceptances), tuple(crosswalks))
    return Reading(workspace, graphs, findings, cover, "sotetrace.yaml", "waivers.yaml", only=frozenset(only))


def diff_of(old: Raw | Reading, new: Raw | Reading) -> DiffResult:
    """Compare two sides; a document alone is a side of its own."""
    before, after = (side if isinstance(side, Reading) else reading_of(side) for side in (old, new))
    return compare_readings(before, after, TODAY)


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


# ---- edits -----------------------------------------------------------------------------------------------------------

Edit = tuple[str, str, object]


def put(path: str, value: object) -> Edit:
    """Set what stands at a path of keys and positions such as `measures.0.title.fi`."""
    return ("put", path, value)


def add(path: str, value: object, at: int | None = None) -> Edit:
    """Add to the list at a path: at its end, or before a position."""
    return ("add", path, value if at is None else (at, value))


def drop(path: str) -> Edit:
    """Take away what stands at a path."""
    return ("drop", path, None)


def edited(raw: Raw, *edits: Edit) -> Raw:
    """Return a document as it is after some edits, one after the other."""
    new = copy.deepcopy(raw)
    for verb, path, value in edits:
        *parents, last = (int(key) if key.isdigit() else key for key in path.split("."))
        at: Any = new
        for key in parents:
            at = at[key]
        if verb == "drop":
            del at[last]
        elif verb == "put":
            at[last] = value
        elif isinstance(value, tuple):
            at[last].insert(*value)
        else:
            at.setdefault(last, []).append(value)
    return new


def renamed(raw: Raw, old: str, new: str, *, is_declared: bool = True) -> Raw:
    """Return a document in which an element has another id, everywhere, as have its parts; with `formerly`."""
    pattern = re.compile(rf'"{re.escape(old)}((\.[a-z])?)"')
    written = pattern.sub(rf'"{new}\1"', json.dumps(raw))
    result: Raw = json.loads(written)
    for section in result.values():
        for element in section if isinstance(section, list) else ():
            if is_declared and element.get("id") == new:
                element["formerly"] = [old]
    return result
