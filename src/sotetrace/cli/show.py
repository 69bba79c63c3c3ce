"""`sotetrace show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.completion import complete_shown
from sotetrace.cli.options import AtOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, find_context, open_project, warn_of_errors, words_for

if TYPE_CHECKING:
    from sotetrace.messages import Translator
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape


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
    at: AtOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show everything about one element: wordings, source, parts, links both ways, coverage; or about one scope.

    Example: sotetrace show G2.2
    """
    project = open_project(model, lang, at=at)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    scopes = [(document, scope) for document in project.documents for scope in document.scopes]
    found = next(((document, scope) for document, scope in scopes if scope.id == identifier), None)
    if found is not None and not any(identifier in document.elements for document in project.documents):
        _show_scope(*found, output_format, words)
    else:
        _show_element(project, identifier, [scope.id for _, scope in scopes], output_format, words)


def _show_scope(document: VisionDocument, scope: Scope, output_format: Format, words: Translator) -> None:
    def build_page() -> Page:
        from sotetrace.report.pages.scope import build_scope_page

        return build_scope_page(scope, document, words)

    def build_shape() -> Shape:
        from sotetrace.report.exporters.json import scope_shape

        return scope_shape(scope, document)

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
        from sotetrace.report.exporters.json import element_shape, link_shape
        from sotetrace.report.shapes import ElementPageShape
        from sotetrace.report.writers.json import element_coverage_shape

        return ElementPageShape(
            element=element_shape(element, context.document),
            links_from=[link_shape(link) for link in graph.find_links_from(element.id)],
            links_to=[link_shape(link) for link in graph.find_links_to(element.id)],
            coverage={
                expectation.id: element_coverage_shape(found)
                for expectation in coverage.expectations
                for found in expectation.elements
                if found.id == element.id
            },
        )

    emit(output_format, build_page, build_shape)
