"""`sotetrace impact`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_id
from sotetrace.cli.documents import document_of, each_page, each_shape
from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import ImpactResult
    from sotetrace.messages import Translator
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.report.shapes.losses import ImpactsShape


def impact(
    identifiers: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]...", help="What to remove, together.", show_default=False, autocompletion=complete_id
        ),
    ] = None,
    model: ModelOption = None,
    document: DocumentOption = None,
    rank_all: Annotated[bool, typer.Option("--all", help="Rank every measure by what rests on it.")] = False,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show what falls when elements are removed: which sub-goal loses its last carrier, which chain breaks, and why.

    Example: sotetrace impact M10
    """
    if bool(identifiers) == rank_all:
        raise UsageError(
            "name what to remove, or ask for --all", "Write: sotetrace impact M10, or: sotetrace impact --all"
        )
    project = open_project(model, lang, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    if rank_all:
        _emit_ranking(project, output_format, words)
    else:
        _emit_impact(project, identifiers or [], output_format, words)


def _emit_impact(project: Project, identifiers: list[str], output_format: Format, words: Translator) -> None:
    from sotetrace.coverage import find_impact

    context, ids = project.find_together(identifiers)
    result = find_impact(context.graph, ids, context.coverage)

    def build_page() -> Page:
        from sotetrace.report.pages.impact import build_impact_page

        return build_impact_page(result, context.document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import impacts_shape

        return impacts_shape([result], document_of(project, context.document))

    emit(output_format, build_page, build_shape)


def _emit_ranking(project: Project, output_format: Format, words: Translator) -> None:
    from sotetrace.coverage import rank_impacts

    def rank(one: Project) -> Sequence[ImpactResult]:
        return rank_impacts(one.graph, one.contexts[0].coverage)

    def build_page(one: Project) -> Page:
        from sotetrace.report.pages.impact import build_ranking_page

        return build_ranking_page(rank(one), one.document, words)

    def build_shape(one: Project) -> ImpactsShape:
        from sotetrace.report.exporters.json import impacts_shape

        return impacts_shape(rank(one), document_of(one, one.document))

    emit(output_format, lambda: each_page(project, words, build_page), lambda: each_shape(project, build_shape))
