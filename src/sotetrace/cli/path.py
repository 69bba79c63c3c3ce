"""`sotetrace path`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.documents import document_of
from sotetrace.cli.options import (
    BasisOption,
    DocumentOption,
    Format,
    FormatOption,
    LanguageOption,
    MinConfidenceOption,
    ModelOption,
)
from sotetrace.cli.output import emit, link_filter, open_project, warn_of_errors, words_for

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def path(
    start: Annotated[
        str, typer.Argument(metavar="FROM", help="The id of an element, as in M8.", autocompletion=complete_id)
    ],
    end: Annotated[str, typer.Argument(metavar="TO", help="The id of another, as in P3.", autocompletion=complete_id)],
    model: ModelOption = None,
    document: DocumentOption = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many chains to show; the rest are counted.")] = 20,
    basis: BasisOption = None,
    min_confidence: MinConfidenceOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show every chain between two elements, shortest first, of equally short ones the strongest.

    Exit status: 0 whether or not there is one.

    Example: sotetrace path M8 P3
    """
    from sotetrace.graph import find_paths

    project = open_project(model, lang, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    context, (first, second) = project.find_together((start, end))
    found = find_paths(context.graph, first, second, limit=limit, accepts=link_filter(basis, min_confidence))

    def build_page() -> Page:
        from sotetrace.report.pages.trace import build_paths_page

        return build_paths_page(found, context.graph, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import paths_shape

        return paths_shape(found, document_of(project, context.document))

    emit(output_format, build_page, build_shape)
