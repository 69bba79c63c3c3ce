"""Questions of a workspace that reach across its documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across import evaluate_across, find_trace_across
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.across import AcrossResult, TraceAcross
    from sotetrace.project.project import Project


def evaluate_all_across(project: Project, second: str) -> tuple[AcrossResult, ...]:
    """Evaluate what each document that the project is about has in another; of that one itself nothing is asked."""
    project.refuse_unknown_document(second)
    firsts = [document.document.id for document in project.documents if document.document.id != second]
    if not firsts:
        raise UsageError(f"there is no other document than {second} to ask about", "Name another one of the workspace.")
    known = project.workspace_contexts
    return tuple(evaluate_across(project.crosswalks, known[first], known[second]) for first in firsts)


def trace_across(project: Project, identifier: str) -> TraceAcross:
    """Find every chain from an element into the other documents of the workspace; a part stands for its element."""
    context, element = project.find(identifier)
    others = [other for other in project.workspace_contexts.values() if other is not context]
    return find_trace_across(project.crosswalks, context, others, element.id)
