"""`sotetrace merge-check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sotetrace.cli.options import (
    DocumentOption,
    FailLevel,
    Format,
    FormatOption,
    LanguageOption,
    ModelOption,
    TodayOption,
)
from sotetrace.cli.output import EXIT_FINDINGS, choose_language, day_of, emit
from sotetrace.cli.sides import narrow_beside, narrow_sides, open_side
from sotetrace.errors import AbsentModelError, UnparsableError, UnreadableError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sotetrace.findings import Finding, Severity
    from sotetrace.messages import Translator
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.pages.diff import DiffView
    from sotetrace.report.pages.merge_check import MergeView
    from sotetrace.report.shapes.base import Shape
    from sotetrace.store.merges import Merge


def merge_check(
    ours: Annotated[str, typer.Argument(metavar="OURS", help="The branch or commit that the other goes into.")],
    theirs: Annotated[str, typer.Argument(metavar="THEIRS", help="The branch or commit that is to be merged.")],
    model: ModelOption = None,
    document: DocumentOption = None,
    fail_on: Annotated[
        FailLevel, typer.Option("--fail-on", help="Exit with 1 on faults of the merge of at least this severity.")
    ] = FailLevel.error,
    output_format: FormatOption = Format.terminal,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Check what merging two branches gives: texts that merge cleanly may still break the model.

    Files, index, branches and objects of the repository stay as they are; git 2.38 or newer is needed.

    Exit status: 0 fine, 1 texts in conflict or faults that neither branch has, 2 wrong use, 3 a branch cannot be read.

    Example: sotetrace merge-check main topic
    """
    from sotetrace.findings import Severity
    from sotetrace.messages import Translator
    from sotetrace.store.merges import read_merge

    day, least = day_of(today), Severity.parse(fail_on.value)
    with read_merge(ours, theirs, model=model, start=Path.cwd()) as merge:
        sides = [open_side(side, lang, today) for side in (merge.ours, merge.theirs)]
        sides = narrow_sides(*sides, document=document) if document is not None else sides
        words = Translator(choose_language(lang, sides[0].document.document.original))
        view = _judge(merge, sides, words, day, min(least, Severity.WARNING), document)
    shas = (merge.base.sha, merge.ours.sha, merge.theirs.sha)

    def build_page() -> Page:
        from sotetrace.report.pages.merge_check import build_merge_page

        return build_merge_page(view)

    def build_shape() -> Shape:
        from sotetrace.report.json_history import merge_shape

        return merge_shape(view, shas)

    emit(output_format, build_page, build_shape)
    if view.conflicts or not view.has_model or any(finding.severity >= least for finding in view.faults):
        raise typer.Exit(EXIT_FINDINGS)


def _judge(
    merge: Merge,
    sides: list[Project],
    words: Translator,
    day: dt.date | None,
    least: Severity,
    document: str | None,
) -> MergeView:
    """Open the merge and find what is wrong with it alone, from a severity on; in one document, where one is named."""
    from dataclasses import replace

    from sotetrace.project import Project
    from sotetrace.report.pages.merge_check import MergeView

    documents = tuple(document for side in sides for document in side.documents)
    labels = (merge.ours.label, merge.theirs.label, merge.base.label)
    view = MergeView(*labels, merge.conflicts, (), documents, words)
    tree = merge.merged.tree()
    try:
        opened = merge.merged.open_tree(tree)
    except UnparsableError as error:
        is_judged = not tree.touched & set(merge.conflicts)
        return replace(view, is_judged=is_judged, faults=error.findings if is_judged else ())  # type: ignore[arg-type]
    except AbsentModelError:
        return replace(view, has_model=False)
    if tree.touched & set(merge.conflicts):
        return replace(view, is_judged=False)
    merged = narrow_beside(Project(opened, day or sides[0].today), sides[0], document)
    found = tuple(_only_of(merged.findings, sides, least))
    compared = _compare(merge, merged, words, document)
    return replace(view, faults=found, documents=(*merged.documents, *documents), diff=compared)


def _only_of(findings: Iterable[Finding], sides: list[Project], least: Severity) -> Iterable[Finding]:
    """Yield the faults of the merge that neither side has, from a severity on."""
    known = {finding.fingerprint for side in sides for finding in side.findings}
    # A count that does not hold in a branch holds in the merge no more, by another number: it is the same fault.
    places = {_place_of(finding) for side in sides for finding in side.findings}
    for finding in findings:
        is_open = finding.severity >= least and finding.waived is None
        if is_open and finding.fingerprint not in known and _place_of(finding) not in places:
            yield finding


def _place_of(finding: Finding) -> tuple[object, ...]:
    return finding.rule, finding.element, finding.place


def _compare(merge: Merge, merged: Project, words: Translator, document: str | None) -> DiffView | None:
    """Compare the merge with where the branches parted; None when there was no model yet, or none to read."""
    from sotetrace.project import Project
    from sotetrace.report.pages.diff import DiffView

    try:
        base = narrow_beside(Project.of_side(merge.base, today=merged.today), merged, document)
    except UnreadableError:
        return None
    return DiffView(merged.diff(base), words, merge.base.label, merge.merged.label)
