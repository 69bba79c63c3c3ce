"""The comment in a pull request: Markdown that stays short, and says aloud what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.page import Fold, Heading, Items, Page, Paragraph, Span, Tree
from sotetrace.report.pages.diff import (
    MARK_OF,
    build_tree,
    counts_of,
    line_of,
    news_of,
    place_of,
    sides_of,
)
from sotetrace.report.pages.diff_details import build_coverage_change, build_picture, build_wording, coverage_line
from sotetrace.report.renderers.markdown import render_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from sotetrace.diff import ChangeFinding
    from sotetrace.report.page import Block
    from sotetrace.report.pages.diff import DiffView

LIMIT = 60_000
"""The most characters of a comment; GitHub's own limit is a little above."""
_LEAST = 20
"""No change takes fewer characters than this, however briefly it is told."""
_DETAILS: tuple[Callable[[DiffView], list[Block]], ...] = (build_wording, build_coverage_change, build_picture)
_SECTIONS = ("asked", "decision", "meaning")


@dataclass(frozen=True, slots=True)
class _Plan:
    """How much of a comparison stands in a comment: how many folds, and how many roots; and how briefly."""

    details: int = len(_DETAILS)
    roots: int | None = None
    is_brief: bool = False


def marker_of(model: str) -> str:
    """Return the hidden line by which the comment about a model is found again."""
    return f"<!-- sotetrace diff: {''.join(char for char in model if char.isalnum() or char in './_-')} -->"


def render_comment(view: DiffView, model: str = "", limit: int = LIMIT) -> str:
    """Return the comment about a comparison, of at most `limit` characters.

    When it would be longer, the folded details go first, then whole changes from the bottom. A breaking change is
    never left out while its one line fits; what is left out is counted aloud.
    """
    head = f"{marker_of(model)}\n"
    for plan in _plans(view, lambda plan: len(head) + len(_render(view, plan)) <= limit):
        text = head + _render(view, plan)
        if len(text) <= limit:
            return text
    return head + _render(view, _Plan(0, 0, is_brief=True))[: limit - len(head)]


def _plans(view: DiffView, fits: Callable[[_Plan], bool]) -> list[_Plan]:
    """Return the plans to try, the fullest first; how many changes fit is found by halving."""
    bare = _Plan(0)
    if fits(bare):  # asked first: the details of a large change take long to build
        full = (_Plan(details) for details in range(len(_DETAILS), 0, -1))
        return [next((plan for plan in full if fits(plan)), bare)]
    count = min(sum(len(view.roots(section)) for section in _SECTIONS), LIMIT // _LEAST)
    plans = []
    for is_brief in (False, True):
        low, high = 0, count
        while low < high:
            middle = (low + high + 1) // 2
            low, high = (middle, high) if fits(_Plan(0, middle, is_brief)) else (low, middle - 1)
        plans.append(_Plan(0, low, is_brief))
    # Brief lines are worth it only when a breaking change would be lost otherwise.
    breaking = len(view.roots("asked")) + len(view.roots("decision"))
    return plans if (plans[0].roots or 0) >= breaking else plans[::-1]


def _render(view: DiffView, plan: _Plan) -> str:
    return render_markdown(_build(view, plan))


def _build(view: DiffView, plan: _Plan) -> Page:
    words, result = view.words, view.result
    blocks: list[Block] = [Heading(words("comment.title"), 3), Paragraph(counts_of(view))]
    about = " · ".join(filter(None, (coverage_line(view), sides_of(view))))
    blocks.append(Paragraph(about))
    left = plan.roots if plan.roots is not None else sum(len(view.roots(section)) for section in _SECTIONS)
    dropped = 0
    for section in _SECTIONS:
        roots = view.roots(section)
        shown = roots[:left]
        left -= len(shown)
        dropped += len(roots) - len(shown)
        if shown:
            blocks.append(Heading(words(f"diff.{section}"), 4))
            blocks += [_tree(view, root, plan) for root in shown]
        if section == "decision" and shown:
            blocks.append(Paragraph(Span(words("diff.how"), "dim")))
    if view.news and not plan.is_brief:
        blocks += [Heading(words("diff.news"), 4), Items(tuple(news_of(view, change) for change in view.news[:20]))]
    if result.faults:
        blocks += [Heading(words("diff.faults"), 4), *_faults(view, plan)]
    for build in _DETAILS[: plan.details]:
        blocks += build(view)
    blocks += _accepted(view, plan)
    blocks += _foot(view, dropped)
    return Page(words.language, tuple(blocks))


def _tree(view: DiffView, root: ChangeFinding, plan: _Plan) -> Tree:
    if not plan.is_brief:
        return build_tree(view, root, has_wording=False)
    breaking = [one for one in view.family(root) if one.change_class == "breaking" and not view.result.is_detail(one)]
    first = breaking[0] if breaking else root
    return Tree(_brief(first), tuple(Tree(_brief(one)) for one in breaking[1:]))


def _brief(change: ChangeFinding) -> tuple[Span, ...]:
    mark, style = MARK_OF[change.change_class]
    return (
        Span(f"{mark} ", style),
        Span(change.subject, "id"),
        Span(f" {change.rule} {place_of(change)} {change.fingerprint}", "dim"),
    )


def _faults(view: DiffView, plan: _Plan) -> list[Block]:
    from sotetrace.report.pages.findings import sentence_of

    limit = 5 if plan.is_brief else 20
    lines = [
        (
            Span(f"{one.location.file}:{one.location.line}" if one.location is not None else one.place.document, "id"),
            f" {one.code} {sentence_of(one, view.words, view.documents)}",
        )
        for one in view.result.faults[:limit]
    ]
    blocks: list[Block] = [Items(tuple(lines))]
    more = len(view.result.faults) - limit
    return [*blocks, Paragraph(view.words("comment.more_faults", count=more))] if more > 0 else blocks


def _accepted(view: DiffView, plan: _Plan) -> list[Block]:
    accepted = [] if plan.is_brief else list(view.result.accepted)
    if not accepted:
        return []
    lines = Items(tuple(line_of(view, change) for change in accepted[:50]))
    return [Fold(view.words("comment.accepted", count=len(accepted)), (lines,))]


def _foot(view: DiffView, dropped: int) -> list[Block]:
    """Build the last lines: what is hidden or left out, and whose rules judged."""
    words, hidden = view.words, len(view.roots("editorial"))
    lines = [words("comment.dropped", count=dropped)] if dropped else []
    lines += [words("comment.hidden", count=hidden)] if hidden else []
    lines += [words("diff.standing", count=view.result.standing)] if view.result.standing else []
    return [Paragraph(Span(" ".join((*lines, words("comment.judged"), words("coverage.caveat"))), "dim"))]
