"""`sotetrace coverage`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, get_args

import typer

from sotetrace.cli.across import emit_across, more_of, refuse_beside_across
from sotetrace.cli.completion import complete_document, complete_id
from sotetrace.cli.gates import judge, read_gates, read_tiers
from sotetrace.cli.matrices import emit_matrix
from sotetrace.cli.options import (
    AtOption,
    BasisName,
    DocumentOption,
    FacetName,
    FormatsOption,
    LanguageOption,
    ModelOption,
    TodayOption,
)
from sotetrace.cli.output import (
    EXIT_FINDINGS,
    build_standing,
    choose_outputs,
    emit_all,
    open_project,
    warn_of_errors,
    words_for,
)
from sotetrace.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import GateResult
    from sotetrace.messages import Translator
    from sotetrace.project import Project
    from sotetrace.report.page import Page
    from sotetrace.report.shapes.base import Shape
    from sotetrace.report.standing import Standing


def coverage(
    model: ModelOption = None,
    document: DocumentOption = None,
    at: AtOption = None,
    as_source: Annotated[
        bool, typer.Option("--as-source", help="Leave inference out: only what the source itself ties together.")
    ] = False,
    without: Annotated[
        list[str] | None,
        typer.Option(
            "--without",
            metavar="ID",
            help="What if: leave an element out. May be repeated.",
            show_default=False,
            autocompletion=complete_id,
        ),
    ] = None,
    only: Annotated[
        list[BasisName] | None,
        typer.Option(
            "--only", help="What if: count links on this basis only. May be repeated.", show_default="every basis"
        ),
    ] = None,
    by: Annotated[
        FacetName | None,
        typer.Option("--by", help="A matrix instead: sub-goals against this.", show_default="no matrix"),
    ] = None,
    across: Annotated[
        str | None,
        typer.Option(
            "--across",
            metavar="DOC",
            help="Across documents instead: which goals meet a measure of this one, which indicators it would gain.",
            show_default=False,
            autocompletion=complete_document,
        ),
    ] = None,
    brief: Annotated[bool, typer.Option("--brief", help="With --across: a few lines only.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            "--fail-under",
            metavar="NAME=PERCENT",
            help="A gate: exit with 1 when less of an expectation is covered, as in sub_goal=80. May be repeated.",
            show_default=False,
        ),
    ] = None,
    count: Annotated[
        str, typer.Option("--count", metavar="TIERS", help="The tiers that a gate counts as covered.")
    ] = "stated,high",
    formats: FormatsOption = None,
    lang: LanguageOption = None,
    today: TodayOption = None,
) -> None:
    """Report what covers what: as the source has it and as read, with gaps, chains and gates.

    Exit status: 0 done and every gate met, 1 a gate missed, 2 wrong use, 3 the model cannot be read.

    Example: sotetrace coverage --as-source --fail-under sub_goal=80 --count stated,layout,high
    """
    gates, tiers = read_gates(fail_under or []), read_tiers(count)
    if by is not None and (gates or as_source):
        raise UsageError("--by shows a matrix: no gate and no --as-source goes with it", "Ask for them one by one.")
    outputs = choose_outputs(formats)
    if across is not None or brief:
        refuse_beside_across(across, outputs, is_other=bool(gates or as_source or without or only or by is not None))
    standing = [output.name for output in outputs if output.is_standing]
    if standing and (at is not None or as_source or without or only or by is not None):
        raise UsageError(
            f"{standing[0]} holds the standing gaps: no --at, --as-source, --without, --only or --by goes with it",
            "Leave it out, or use terminal, markdown or json.",
        )
    project = open_project(model, lang, may_embed=not gates and not standing, today=today, at=at, document=document)
    words = words_for(project, lang)
    warn_of_errors(project, words)
    if across is not None:
        emit_across(project, across, outputs, words, more=more_of(model, across) if brief else "")
        return
    gone = project.find_each(without or ())
    from sotetrace.model.links import Basis  # slow to import, and help needs none of it

    bases: list[Basis] = [basis for basis in get_args(Basis) if basis in (only or ())]
    if by is not None:
        emit_matrix(project, gone, bases, by, outputs, words)
        return
    results = project.coverage(with_inference=not as_source, without=without or (), only=bases)
    present = {one.document.document.id for one in project.present_contexts}
    judged = judge(results, lambda result: result.document in present, gates, tiers)
    entries = list(zip(results, project.documents, judged, strict=True))

    def assumed_of(document: str) -> list[str]:
        assumed = [words("coverage.at", revision=at)] if at is not None else []
        assumed += [words("whatif.without", ids=", ".join(gone[document]))] if gone[document] else []
        return assumed + (
            [words("whatif.only", bases=", ".join(words(f"basis.{basis}") for basis in bases))] if bases else []
        )

    def build_page() -> Page:
        from sotetrace.report.pages.coverage import build_coverage_page
        from sotetrace.report.pages.documents import build_documents_page

        pages = [
            (one, build_coverage_page(result, one, words, met, assumed_of(result.document)))
            for result, one, met in entries
        ]
        return pages[0][1] if len(pages) == 1 else build_documents_page(pages, words)

    def build_shape() -> Shape:
        from sotetrace.report.writers.json import coverage_shape

        return coverage_shape(entries, tiers, words)

    emit_all(outputs, build_page, build_shape, lambda: _build_standing(project, judged, words))
    if any(not gate.is_met for gates_of_one in judged for gate in gates_of_one):
        raise typer.Exit(EXIT_FINDINGS)


def _build_standing(project: Project, judged: Sequence[Sequence[GateResult]], words: Translator) -> Standing:
    """Return the gaps as `check` finds them, and the gates that are missed."""
    from sotetrace.findings import Severity

    found = project.find_gaps(judged)
    checked = [*project.coverage_rules, *(["gate-missed"] if any(judged) else [])]
    return build_standing("coverage", found, words, project.documents, checked, Severity.ERROR)
