"""`sotetrace diff`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import DIFF_FORMATS, LanguageOption, ModelOption, TodayOption, formats_option
from sotetrace.cli.output import (
    EXIT_FINDINGS,
    choose_language,
    choose_outputs,
    day_of,
    emit_each,
    say,
    show_unparsable,
    text_of_page,
)
from sotetrace.errors import AbsentModelError, ModelNotFoundError, UnparsableError, UsageError
from sotetrace.messages import Translator

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sotetrace.cli.options import ReportLanguage
    from sotetrace.cli.output import Output
    from sotetrace.diff import ChangeFinding, DiffResult
    from sotetrace.project import Project
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
            metavar="[OLD [NEW]] | A...B",
            help="What to compare: a path, a revision, REV:path, or - for standard input.",
            show_default="where HEAD parted from the default branch, against the files on disk",
        ),
    ] = None,
    staged: Annotated[bool, typer.Option("--staged", help="Compare what is staged; OLD is HEAD unless given.")] = False,
    model: ModelOption = None,
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
    before, after, old, new = _open(sides or [], staged, model, lang, today)
    words = _words(lang, new)
    result = _narrow(new.diff(old), old, new, _rules(only, "--only"), _rules(skip, "--skip"), under)
    from sotetrace.report.pages.diff import DiffView

    view = DiffView(result, words, before.label, after.label, has_editorial=show_editorial)
    emit_each(outputs, lambda output: _text(output, view, (before, after), model, is_stat=stat))
    if _is_failing(result, fail_on):
        raise typer.Exit(EXIT_FINDINGS)


def _open(
    names: list[str], staged: bool, model: Path | None, lang: ReportLanguage | None, today: str | None
) -> tuple[Side, Side, Project, Project]:
    """Open both sides. Raises what opening a side raises; what makes one unparsable is shown first."""
    from sotetrace.project import Project
    from sotetrace.store.revisions import resolve_sides

    before, after = resolve_sides(names, staged=staged, model=model, start=Path.cwd())
    old, new = (_open_side(side, lang, today) for side in (before, after))
    if old is None and new is None:
        raise UsageError("neither side has a model", "Name where it is with -m PATH, or make one with: sotetrace init")
    if old is None and new is not None:
        say(_words(lang, new)("diff.absent.old", side=before.label))
    elif new is None and old is not None:
        say(_words(lang, old)("diff.absent.new", side=after.label))
    known = old or new
    assert known is not None
    return before, after, old or Project.empty_beside(known), new or Project.empty_beside(known)


def _words(lang: ReportLanguage | None, project: Project) -> Translator:
    return Translator(choose_language(lang, project.document.document.original))


def _open_side(side: Side, lang: ReportLanguage | None, today: str | None) -> Project | None:
    """Open one side; None when it has no model, which is another thing than one that cannot be read."""
    from sotetrace.project import Project

    try:
        return Project.of_side(side, today=day_of(today))
    except ModelNotFoundError as error:
        if isinstance(error, AbsentModelError) and (error.found or side.kind == "path"):
            raise  # it has one elsewhere, and the message says where; or the path is wrong
        return None
    except UnparsableError as error:
        show_unparsable(error, lang)
        raise


def _rules(names: Sequence[str] | None, option: str) -> frozenset[str]:
    """Return the slugs of the rules of changes that an option names. Raises UsageError for another name."""
    import difflib

    from sotetrace.rules import code_of, rule_slugs, slug_of

    known = [slug for slug in rule_slugs() if code_of(slug).startswith("SOT7")]
    found = set()
    for name in names or ():
        slug = slug_of(name)
        if slug not in known:
            nearest = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
            raise UsageError(f"{option}: {name} is no rule of changes", nearest=nearest)
        found.add(slug)
    return frozenset(found)


def _narrow(
    result: DiffResult, old: Project, new: Project, only: frozenset[str], skip: frozenset[str], under: str | None
) -> DiffResult:
    """Leave out what was not asked for."""
    wanted = _wanted_under(under, old, new) if under is not None else None

    def is_kept(change: ChangeFinding) -> bool:
        is_asked = (not only or change.rule in only) and change.rule not in skip
        return is_asked and (wanted is None or wanted(change))

    return result.only(is_kept) if only or skip or wanted is not None else result


def _wanted_under(under: str, old: Project, new: Project) -> Callable[[ChangeFinding], bool]:
    """Return what tells whether a change is about an element, or about what hangs below it on either side."""
    from sotetrace.graph import find_below
    from sotetrace.model.ids import nearest_ids

    graphs = [project.graph for project in (old, new)]
    known = {identifier for graph in graphs for identifier in graph.document.elements}
    if under not in known:
        raise UsageError(f"--under: no element has the id {under}", nearest=nearest_ids(under, known))
    below = {identifier for graph in graphs if under in graph for identifier in find_below(graph, under)}
    return lambda change: change.element in below or change.element.rpartition(".")[0] in below


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
