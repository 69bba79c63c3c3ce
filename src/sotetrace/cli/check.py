"""`sotetrace check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import DocumentOption, FailLevel, FormatsOption, LanguageOption, ModelOption, TodayOption
from sotetrace.cli.output import (
    EXIT_FINDINGS,
    build_standing,
    choose_language,
    choose_outputs,
    day_of,
    emit_all,
    hold,
    say,
    words_for,
)
from sotetrace.errors import UnparsableError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.cli.output import Output
    from sotetrace.findings import Finding, Severity
    from sotetrace.messages import Translator
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.report.standing import Standing


def check(
    model: ModelOption = None,
    document: DocumentOption = None,
    fail_on: Annotated[
        FailLevel, typer.Option("--fail-on", help="Exit with 1 on findings from this severity.")
    ] = FailLevel.error,
    baseline: Annotated[
        Path | None,
        typer.Option(
            "--baseline",
            metavar="FILE",
            help="Fail on gaps that this file does not list, and on listed ones that have closed.",
            show_default="none",
        ),
    ] = None,
    update_baseline: Annotated[
        bool, typer.Option("--update-baseline", help="Write the gaps of now into the file of --baseline.")
    ] = False,
    formats: FormatsOption = None,
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

    if update_baseline and baseline is None:
        raise UsageError("--update-baseline goes with --baseline", "Name the file: --baseline gaps.yaml")
    outputs, level = choose_outputs(formats), Severity.parse(fail_on.value)
    try:
        project = hold(Project.open(model, may_embed=False, today=day_of(today)).narrow(document))
    except UnparsableError as error:
        _emit(outputs, error.findings, Translator(choose_language(lang)), level)  # type: ignore[arg-type]
        raise typer.Exit(error.exit_status) from error
    words = words_for(project, lang)
    findings = project.findings
    if baseline is not None:
        if update_baseline:
            say(words("check.baseline", count=project.write_baseline(baseline), file=baseline.as_posix()))
        findings = (*findings, *project.ratchet(baseline))
    _emit(outputs, findings, words, level, project)
    if is_failing(findings, level):
        raise typer.Exit(EXIT_FINDINGS)


def _emit(
    outputs: Sequence[Output],
    findings: Sequence[Finding],
    words: Translator,
    level: Severity,
    project: Project | None = None,
) -> None:
    documents = project.documents if project is not None else ()

    def build_page() -> Page:
        from sotetrace.report.pages.findings import build_findings_page

        return build_findings_page(findings, words, documents)

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import check_shape

        return check_shape(findings, words, documents)

    def build() -> Standing:
        checked = project.checked_rules if project is not None else ()
        return build_standing("check", findings, words, documents, checked, level)

    emit_all(outputs, build_page, build_shape, build)
