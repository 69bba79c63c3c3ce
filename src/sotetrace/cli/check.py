"""`sotetrace check`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import FailLevel, Format, FormatOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import EXIT_FINDINGS, choose_language, day_of, emit, words_for
from sotetrace.errors import UnparsableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.findings import Finding
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.shapes import Shape


def check(
    model: ModelOption = None,
    fail_on: Annotated[
        FailLevel, typer.Option("--fail-on", help="Exit with 1 on findings from this severity.")
    ] = FailLevel.error,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Find every fault and gap of a model, each with its place and remedy.

    Exit status: 0 clean, 1 findings at or above --fail-on, 2 wrong use, 3 nothing can be parsed or no model found.

    Example: sotetrace check -m data/vision.yaml --fail-on warning
    """
    from sotetrace.findings import Severity, is_failing
    from sotetrace.messages import Translator
    from sotetrace.project import Project

    try:
        project = Project.open(model, may_embed=False, today=day_of(today))
    except UnparsableError as error:
        _emit(error.findings, output_format, Translator(choose_language(lang)))  # type: ignore[arg-type]
        raise typer.Exit(error.exit_status) from error
    words = words_for(project, lang)
    findings = project.findings
    _emit(findings, output_format, words, project.documents)
    if is_failing(findings, Severity.parse(fail_on.value)):
        raise typer.Exit(EXIT_FINDINGS)


def _emit(
    findings: Sequence[Finding],
    output_format: Format,
    words: Translator,
    documents: Sequence[VisionDocument] = (),
) -> None:
    from sotetrace.report.pages.findings import build_findings_page

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import check_shape

        return check_shape(findings, words, documents)

    emit(output_format, lambda: build_findings_page(findings, words, documents), build_shape)
