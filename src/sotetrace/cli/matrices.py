"""The matrix of `coverage --by`, for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.cli.documents import each_page, each_shape
from sotetrace.cli.output import emit_all

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.cli.options import FacetName
    from sotetrace.cli.output import Output
    from sotetrace.coverage import MatrixResult
    from sotetrace.messages import Translator
    from sotetrace.model.links import Basis
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.matrix import MatrixShape


def emit_matrix(
    project: Project,
    gone: Mapping[str, Sequence[str]],
    bases: Sequence[Basis],
    by: FacetName,
    outputs: Sequence[Output],
    words: Translator,
) -> None:
    """Write the matrix of each document without what is `gone` in it, of links on some bases (none: on all)."""
    from sotetrace.coverage import build_matrix

    def build(one: Project) -> MatrixResult:
        graph = one.graph.without(gone[one.document.document.id])
        return build_matrix(graph.only(bases) if bases else graph, by.value)

    def build_page(one: Project) -> Page:
        from sotetrace.report.pages.matrix import build_matrix_page

        return build_matrix_page(build(one), one.document, words)

    def build_shape(one: Project) -> MatrixShape:
        from sotetrace.report.writers.json import matrix_shape

        return matrix_shape(build(one))

    emit_all(outputs, lambda: each_page(project, words, build_page), lambda: each_shape(project, build_shape))
