"""`sotetrace impact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.options import Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, find_context, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape


def impact(
    identifiers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help="What to remove, together.", show_default=False, autocompletion=complete_id
        ),
    ] = None,
    model: ModelOption = None,
    rank_all: Annotated[bool, typer.Option("--all", help="Rank every measure by what rests on it.")] = False,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show what falls when elements are removed: which sub-goal loses its last carrier, which chain breaks, and why.

    Example: sotetrace impact M10
    """
    from sotetrace.coverage import find_impact, rank_impacts

    if bool(identifiers) == rank_all:
        raise UsageError(
            "name what to remove, or ask for --all", "Write: sotetrace impact M10, or: sotetrace impact --all"
        )
    project = open_project(model, lang)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    context, _ = find_context(project, identifiers[0]) if identifiers else (project.contexts[0], None)
    ids = [find_context(project, identifier)[1].id for identifier in identifiers or ()]
    graph, coverage = context.graph, context.coverage
    results = rank_impacts(graph, coverage) if rank_all else [find_impact(graph, ids, coverage)]

    def build_page() -> Page:
        from sotetrace.report.pages.impact import build_impact_page, build_ranking_page

        if rank_all:
            return build_ranking_page(results, context.document, words)
        return build_impact_page(results[0], context.document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import impacts_shape

        return impacts_shape(results)

    emit(output_format, build_page, build_shape)
