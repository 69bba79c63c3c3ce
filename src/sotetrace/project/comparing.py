"""Comparing two projects: what a side has to give, and where on it a change stands."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sotetrace.store.positions import locate_findings

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.diff import ChangeFinding, DiffResult, Reading
    from sotetrace.model.expectations import Expectation
    from sotetrace.project.project import Project


def build_reading(project: Project) -> Reading:
    """Return what a comparison needs of a side."""
    from sotetrace.diff import Reading
    from sotetrace.project.judging import evaluate_document

    contexts = {context.document.document.id: context for context in project.contexts}

    def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
        return evaluate_document(project, contexts[document], contexts[document].graph, expectations)

    graphs = {name: context.graph for name, context in contexts.items()}
    opened = project.opened
    workspace = replace(opened.workspace, documents=project.documents)
    is_narrowed = len(project.documents) < len(opened.workspace.documents)
    return Reading(
        workspace,
        graphs,
        project.findings,
        cover,
        opened.settings_file,
        opened.waivers_file,
        left_out=opened.left_out,
        only=frozenset(contexts) if is_narrowed else frozenset(),
    )


def compare_projects(old: Project, new: Project) -> DiffResult:
    """Compare two projects, what changed located on the side it stands on. Raises nothing for what is in them."""
    from sotetrace.diff import compare_readings

    result = compare_readings(old.reading, new.reading, new.today)
    sides = {"old": old, "new": new}
    located = (_locate(change, sides[change.side]) for change in result.changes)
    faults = filter(new.is_asked, locate_findings(result.faults, new.opened.positions))
    return replace(result, changes=tuple(_anchor(change, new) for change in located), faults=tuple(faults))


def _locate(change: ChangeFinding, side: Project) -> ChangeFinding:
    return replace(change, finding=locate_findings([change.finding], side.opened.positions)[0])


def _anchor(change: ChangeFinding, new: Project) -> ChangeFinding:
    """Pin a change to the nearest place on the new side."""
    if change.side == "new":
        return replace(change, anchor=change.finding.location)
    own = new.workspace_contexts.get(change.document)
    asked = new.contexts if own is None else (own,)
    context = next((one for one in asked if change.element in one.paths), None)
    place = context.place(*context.paths[change.element], "id") if context is not None else change.finding.place
    known = new.opened.positions
    positions = known.get(place.document) or known.get(new.document.document.id)
    if positions is None:
        return change  # nothing is on this side
    return replace(change, anchor=positions.locate(place) if context is not None else positions.at(0, 0, 0))
