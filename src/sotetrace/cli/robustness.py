"""`sotetrace robustness`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.cli.documents import each_page, each_shape
from sotetrace.cli.options import DocumentOption, Format, FormatOption, LanguageOption, ModelOption
from sotetrace.cli.output import emit, open_project, warn_of_errors, words_for

if TYPE_CHECKING:
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.losses import RobustnessShape


def robustness(
    model: ModelOption = None,
    document: DocumentOption = None,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
) -> None:
    """Show what rests on one measure, what every chain passes through, and which measures are enough.

    Example: sotetrace robustness
    """
    project = open_project(model, lang, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)

    def build_page(one: Project) -> Page:
        from sotetrace.report.pages.robustness import build_robustness_page

        return build_robustness_page(one.robustness(), one.document, words)

    def build_shape(one: Project) -> RobustnessShape:
        from sotetrace.report.writers.json import robustness_shape

        return robustness_shape(one.robustness())

    emit(output_format, lambda: each_page(project, words, build_page), lambda: each_shape(project, build_shape))
