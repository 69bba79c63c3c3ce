"""`sotetrace robustness`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.cli.options import Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for

if TYPE_CHECKING:
    from sotetrace.report.page import Page
    from sotetrace.report.shapes import Shape


def robustness(
    model: ModelOption = None, output_format: FormatOption = Format.terminal, lang: LanguageOption = None
) -> None:
    """Show what rests on one measure, what every chain passes through, and which measures are enough.

    Example: sotetrace robustness
    """
    from sotetrace.coverage import evaluate_robustness

    project = open_project(model, lang)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    context = project.contexts[0]
    result = evaluate_robustness(context.graph, context.coverage)

    def build_page() -> Page:
        from sotetrace.report.pages.robustness import build_robustness_page

        return build_robustness_page(result, context.document, words)

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import robustness_shape

        return robustness_shape(result)

    emit(output_format, build_page, build_shape)
