"""`sotetrace show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_shown
from sotetrace.cli.documents import document_of
from sotetrace.cli.options import AtOption, DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, find_context, open_project, warn_of_errors, words_for

if TYPE_CHECKING:
    from sotetrace.checks.context import CheckContext
    from sotetrace.messages import Translator
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape


def show(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="The id of an element, part or scope, as in M6, G2.2.c or X1.",
            autocompletion=complete_shown,
        ),
    ],
    model: ModelOption = None,
    document: DocumentOption = None,
    at: AtOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show everything about one element: wordings, source, parts, links both ways, coverage; or about one scope.

    Example: sotetrace show G2.2
    """
    project = open_project(model, lang, at=at, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    found = project.find_holder(
        identifier, lambda context, wanted: wanted in context.paths or wanted in _scopes(context)
    )
    if found is not None and found[1] not in found[0].paths:
        context, name = found
        _show_scope(
            context.document, _scopes(context)[name], output_format, words, document_of(project, context.document)
        )
    else:
        scopes = [name for context in project.contexts for name in _scopes(context)]
        _show_element(project, identifier, scopes, output_format, words)


def _scopes(context: CheckContext) -> dict[str, Scope]:
    return {scope.id: scope for scope in context.document.scopes}


def _show_scope(
    document: VisionDocument, scope: Scope, output_format: Format, words: Translator, named: str | None
) -> None:
    def build_page() -> Page:
        from sotetrace.report.pages.scope import build_scope_page

        return build_scope_page(scope, document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import scope_shape

        return scope_shape(scope, document, named)

    emit(output_format, build_page, build_shape)


def _show_element(
    project: Project, identifier: str, scopes: list[str], output_format: Format, words: Translator
) -> None:
    context, element = find_context(project, identifier, also=scopes)
    graph = context.graph
    coverage = project.coverage()[project.contexts.index(context)]

    def build_page() -> Page:
        from sotetrace.report.pages.element import build_element_page

        return build_element_page(element, graph, coverage, words)

    def build_shape() -> Shape:
        from sotetrace.graph import find_foreign_links
        from sotetrace.report.exporters.json import element_shape, link_shape
        from sotetrace.report.shapes.lists import ElementPageShape
        from sotetrace.report.writers.json import element_coverage_shape

        return ElementPageShape(
            document=document_of(project, context.document),
            element=element_shape(element, context.document),
            links_from=[
                link_shape(link)
                for link in (*graph.find_links_from(element.id), *find_foreign_links(graph.document, element.id))
            ],
            links_to=[link_shape(link) for link in graph.find_links_to(element.id)],
            coverage={
                expectation.id: element_coverage_shape(found)
                for expectation in coverage.expectations
                for found in expectation.elements
                if found.id == element.id
            },
        )

    emit(output_format, build_page, build_shape)
