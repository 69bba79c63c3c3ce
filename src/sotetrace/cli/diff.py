"""`sotetrace diff`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.narrowing import narrow
from sotetrace.cli.options import DIFF_FORMATS, DocumentOption, LanguageOption, ModelOption, TodayOption, formats_option
from sotetrace.cli.output import EXIT_FINDINGS, choose_outputs, emit_each, text_of_page
from sotetrace.cli.sides import open_sides, words_of

if TYPE_CHECKING:
    from sotetrace.cli.output import Output
    from sotetrace.diff import DiffResult
    from sotetrace.report.pages.diff import DiffView
    from sotetrace.store.revisions import Side


class FailClass(StrEnum):
    """The weight of change from which a comparison fails."""

    breaking = "breaking"
    substantive = "substantive"
    any = "any"
    none = "none"


def diff(
    sides: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[SIDE]...",
            help="OLD and NEW, or A...B; each a path, a revision, REV:path, or - for standard input.",
            show_default="where HEAD parted from the default branch, against the files on disk",
        ),
    ] = None,
    staged: Annotated[bool, typer.Option("--staged", help="Compare what is staged; OLD is HEAD unless given.")] = False,
    model: ModelOption = None,
    document: DocumentOption = None,
    fail_on: Annotated[
        FailClass, typer.Option("--fail-on", help="Exit with 1 on open changes of at least this weight.")
    ] = FailClass.none,
    formats: Annotated[list[str] | None, formats_option(DIFF_FORMATS)] = None,
    stat: Annotated[bool, typer.Option("--stat", help="Only the counts.")] = False,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="RULE", help="Only changes of a rule. May be repeated.", show_default="all"),
    ] = None,
    skip: Annotated[
        list[str] | None,
        typer.Option("--skip", metavar="RULE", help="No changes of a rule. May be repeated.", show_default="none"),
    ] = None,
    under: Annotated[
        str | None,
        typer.Option(
            "--under", metavar="ID", help="Only changes of an element and what hangs on it.", show_default="all"
        ),
    ] = None,
    show_editorial: Annotated[
        bool, typer.Option("--show-editorial", help="List the changes of wording only, too.")
    ] = False,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Compare two states of a model: what changed in meaning, what it does to coverage, and what needs a decision.

    Exit status: 0 compared, 1 open changes at or above --fail-on, 2 wrong use, 3 a side cannot be read.

    Example: sotetrace diff main
    """
    outputs = choose_outputs(formats, DIFF_FORMATS)
    before, after, old, new = open_sides(
        sides or [], staged=staged, model=model, lang=lang, today=today, document=document
    )
    words = words_of(lang, new)
    result = narrow(new.diff(old), old, new, only=only or (), skip=skip or (), under=under)
    from sotetrace.report.pages.diff import DiffView

    view = DiffView(result, words, before.label, after.label, has_editorial=show_editorial)
    emit_each(outputs, lambda output: _text(output, view, (before, after), model, is_stat=stat))
    if _is_failing(result, fail_on):
        raise typer.Exit(EXIT_FINDINGS)


def _text(output: Output, view: DiffView, sides: tuple[Side, Side], model: Path | None, *, is_stat: bool) -> str:
    if output.name == "json":
        from sotetrace.report.writers.json import diff_shape, to_json

        return to_json(diff_shape(view, (sides[0].sha, sides[1].sha)))
    if output.name == "github":
        return _annotations(view)
    if output.name == "comment":
        from sotetrace.report.comment import render_comment

        return render_comment(view, _name_of(model))
    from sotetrace.report.page import Page
    from sotetrace.report.pages.diff import build_diff_page, build_head

    page = Page(view.language, tuple(build_head(view))) if is_stat else build_diff_page(view)
    return text_of_page(output, page)


def _name_of(model: Path | None) -> str:
    """Return what tells the comment about a model from those about others: its path in the repository."""
    from sotetrace.store.roots import find_folder

    return (Path(find_folder(Path.cwd())) / (model or "")).as_posix()


def _annotations(view: DiffView) -> str:
    """Return the changes and faults as annotations; what is gone is pinned to where it was missed."""
    from dataclasses import replace

    from sotetrace.cli.output import build_standing
    from sotetrace.findings import Severity
    from sotetrace.report.page import text_of
    from sotetrace.report.pages.diff import counts_of
    from sotetrace.report.writers.github import render_changes

    result = view.result
    # GitHub shows few annotations of a level: what nothing else brought about goes first.
    told = sorted(result.counted, key=lambda change: result.parent_of(change) is not None)
    changes = {change: replace(change.finding, location=change.anchor) for change in told}
    because = {found: view.because(change) for change, found in changes.items() if result.parent_of(change)}
    found = [*changes.values(), *result.faults]
    standing = build_standing("diff", found, view.words, view.documents, (), Severity.ERROR)
    return render_changes(replace(standing, because=because), text_of(counts_of(view)))


def _is_failing(result: DiffResult, level: FailClass) -> bool:
    from sotetrace.diff.results import SEVERITY_OF

    if level is FailClass.none:
        return False
    least = 0 if level is FailClass.any else SEVERITY_OF["breaking" if level is FailClass.breaking else "substantive"]
    return any(change.finding.severity >= least for change in result.counted)
