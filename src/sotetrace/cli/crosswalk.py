"""`sotetrace crosswalk`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import AtOption, DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def crosswalk(
    documents: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[DOCUMENT]...",
            help="Two documents of the workspace, by their ids.",
            show_default="every two that a crosswalk joins",
        ),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    at: AtOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show how two documents meet: what is mapped, what has no counterpart either way, and what is in tension.

    Mappings that follow from others are labelled as derived, with their path. The crosswalks are files of mappings
    (SSSOM/TSV) that the settings name.

    Exit status: 0 shown, 2 wrong use or an unknown document, 3 the model cannot be read.

    Example: sotetrace crosswalk
    """
    if documents and len(documents) != 2:
        raise UsageError("a crosswalk joins two documents", "Name two, or none for all; with -d, all those of one.")
    if documents and document is not None:
        raise UsageError("two documents are named already", "Leave -d out.")
    project = open_project(model, lang, at=at, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    results = project.crosswalk(*documents or ())
    if document is not None:
        results = tuple(result for result in results if document in (result.first, result.second))

    def build_page() -> Page:
        from sotetrace.report.pages.crosswalk import build_crosswalk_page

        return build_crosswalk_page(results, project.crosswalks.documents, words)

    def build_shape() -> Shape:
        from sotetrace.report.json_crosswalk import crosswalk_shape

        return crosswalk_shape(results)

    emit(output_format, build_page, build_shape)
