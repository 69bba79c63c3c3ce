"""`sotetrace trace`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.across import emit_trace_across
from sotetrace.cli.completion import complete_id
from sotetrace.cli.documents import document_of
from sotetrace.cli.options import (
    AtOption,
    BasisOption,
    DocumentOption,
    Format,
    FormatOption,
    LanguageOption,
    MinConfidenceOption,
    ModelOption,
)
from sotetrace.cli.output import emit, find_context, link_filter, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def trace(
    identifier: Annotated[
        str, typer.Argument(metavar="ID", help="The id of an element, as in M8.", autocompletion=complete_id)
    ],
    model: ModelOption = None,
    document: DocumentOption = None,
    at: AtOption = None,
    up: Annotated[bool, typer.Option("--up", help="Only upwards, to the vision sentence.")] = False,
    down: Annotated[bool, typer.Option("--down", help="Only downwards, to measures, actors and milestones.")] = False,
    depth: Annotated[
        int | None, typer.Option("--depth", min=1, help="How many links far.", show_default="to the end")
    ] = None,
    across: Annotated[
        bool, typer.Option("--across", help="Into other documents instead, over the mappings of the workspace.")
    ] = False,
    basis: BasisOption = None,
    min_confidence: MinConfidenceOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show every chain through an element as a tree, with the basis of each link and the weakest of each chain.

    Example: sotetrace trace M8 --up
    """
    from sotetrace.graph import find_trace

    project = open_project(model, lang, at=at, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    if across:
        if up or down or depth is not None or basis or min_confidence is not None:
            raise UsageError("--across shows whole chains: nothing that narrows a trace goes with it", "Leave it out.")
        emit_trace_across(project, identifier, output_format, words)
        return
    context, element = find_context(project, identifier)
    found = find_trace(
        context.graph,
        element.id,
        has_up=up or not down,
        has_down=down or not up,
        depth=depth,
        accepts=link_filter(basis, min_confidence),
    )

    def build_page() -> Page:
        from sotetrace.report.pages.trace import build_trace_page

        return build_trace_page(found, context.graph, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import trace_shape

        return trace_shape(found, document_of(project, context.document))

    emit(output_format, build_page, build_shape)
