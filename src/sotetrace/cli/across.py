"""`coverage --across` and `trace --across`: what the documents of a workspace have in one another."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from sotetrace.cli.output import emit, emit_all
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sotetrace.cli.options import Format
    from sotetrace.cli.output import Output
    from sotetrace.messages import Translator
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def refuse_beside_across(second: str | None, outputs: Sequence[Output], *, is_other: bool) -> None:
    """Raise UsageError for what cannot be asked together with --across, and for --brief without it."""
    if second is None:
        raise UsageError("--brief goes with --across only", "Write: sotetrace coverage --across DOC --brief")
    standing = [output.name for output in outputs if output.is_standing]
    if is_other or standing:
        hint = "Ask for them one by one, as terminal, markdown or json."
        raise UsageError(
            "--across shows other documents: no gate, matrix, what-if or list of findings goes with it", hint
        )


def more_of(model: Path | None, second: str) -> str:
    """Return the command that shows all of what is said in a few lines."""
    opened = f" -m {shlex.quote(model.as_posix())}" if model is not None else ""
    return f"sotetrace coverage{opened} --across {shlex.quote(second)}"


def emit_across(project: Project, second: str, outputs: Sequence[Output], words: Translator, *, more: str = "") -> None:
    """Print what each document of a project has in another; a few lines only, where `more` is the command for the rest.

    Raises UsageError for a document that the workspace does not have, and when there is no other one to ask about.
    """
    results = project.across(second)
    documents = {name: context.document for name, context in project.workspace_contexts.items()}

    def build_page() -> Page:
        from sotetrace.report.pages.across import build_across_page, build_family_page

        if not more:
            return build_across_page(results, documents, words)
        rows = [row for row in project.crosswalks.counted if row.subject is not None and row.object is not None]
        tensions = sum(1 for row in rows if row.relation == "tension")
        return build_family_page(results, len(rows) - tensions, tensions, words, more)

    def build_shape() -> Shape:
        from sotetrace.report.json_across import across_shape

        return across_shape(results, documents)

    emit_all(outputs, build_page, build_shape)


def emit_trace_across(project: Project, identifier: str, output_format: Format, words: Translator) -> None:
    """Print every chain from an element into other documents. Raises UsageError for an unknown id."""
    found = project.trace_across(identifier)

    def build_page() -> Page:
        from sotetrace.report.pages.trace_across import build_trace_across_page

        documents = {name: context.document for name, context in project.workspace_contexts.items()}
        return build_trace_across_page(found, documents, words)

    def build_shape() -> Shape:
        from sotetrace.report.json_across import trace_across_shape

        return trace_across_shape(found)

    emit(output_format, build_page, build_shape)
