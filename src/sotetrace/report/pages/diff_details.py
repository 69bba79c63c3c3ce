"""What a comment in a pull request folds away: wording, coverage before and after, and a picture of the change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.report.flowchart import MAX_BOXES, Arrow, Box, render_mermaid
from sotetrace.report.labels import Labels
from sotetrace.report.page import Column, Entries, Entry, Fold, Paragraph, Preformatted, Span, Table
from sotetrace.report.pages.diff import has_both_wordings, wording_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.coverage import CoverageResult, ElementCoverage
    from sotetrace.diff import ChangeFinding, DocumentDiff
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.flowchart import ArrowStyle, BoxStyle
    from sotetrace.report.page import Block, Cell
    from sotetrace.report.pages.diff import DiffView


# ---- wording ---------------------------------------------------------------------------------------------------------


def build_wording(view: DiffView) -> list[Block]:
    """Build the texts that changed, word by word, folded."""
    entries = [
        Entry(
            (Span(change.subject, "id"), f" ({change.language})" if change.language else ""),
            tuple(wording_of(view, change)),
        )
        for change in view.result.changes
        if has_both_wordings(change)
    ]
    if not entries:
        return []
    return [Fold(view.words("diff.fold.wording", count=len(entries)), (Entries(tuple(entries)),))]


# ---- coverage --------------------------------------------------------------------------------------------------------


def build_coverage_change(view: DiffView) -> list[Block]:
    """Build how the sub-goals of each level stand before and after, folded; nothing when nothing differs."""
    blocks: list[Block] = []
    for diff in view.result.documents:
        if diff.new is not None and diff.old_coverage is not None and diff.new_coverage is not None:
            rows = _rows(view, diff, diff.new)
            if any(before != after for _, *cells in rows for before, after in cells):
                blocks.append(_table(view, rows))
    if not blocks:
        return []
    note = Paragraph(Span(view.words("diff.coverage.note"), "dim"))
    return [Fold(view.words("diff.fold.coverage"), (*blocks, note))]


def coverage_line(view: DiffView) -> str:
    """Return the sub-goals of all documents by tier on both scales, before and after where it differs."""
    pieces = []
    for scale in ("as_source", "as_read"):
        before = [e for diff in view.result.documents for e in _sub_goals(diff.old_coverage)]
        after = [e for diff in view.result.documents for e in _sub_goals(diff.new_coverage)]
        counts = _transition(view, scale, before, after)
        if counts:
            pieces.append(f"{view.words(f'diff.coverage.{scale}')}: {counts}")
    return " · ".join(pieces)


def _rows(
    view: DiffView, diff: DocumentDiff, document: VisionDocument
) -> list[tuple[str, tuple[str, str], tuple[str, str]]]:
    labels = Labels(document, view.words)
    levels = [*(level.id for level in document.levels), ""]
    rows = []
    for level in levels:
        before = [e for e in _sub_goals(diff.old_coverage) if (_level(diff.old, e.id) or "") == level]
        after = [e for e in _sub_goals(diff.new_coverage) if (_level(diff.new, e.id) or "") == level]
        if before or after:
            name = f"{level} {labels.title(level)}" if level else "–"
            cells = [(_counts(view, scale, before), _counts(view, scale, after)) for scale in ("as_source", "as_read")]
            rows.append((name, cells[0], cells[1]))
    return rows


def _level(document: VisionDocument | None, identifier: str) -> str | None:
    return document.level_of(identifier) if document is not None else None


def _table(view: DiffView, rows: Sequence[tuple[str, tuple[str, str], tuple[str, str]]]) -> Table:
    words = view.words
    columns = (
        Column(words("kind.level"), may_wrap=True),
        *(Column(words(f"diff.coverage.{scale}"), may_wrap=True) for scale in ("as_source", "as_read")),
    )
    return Table(columns, tuple((name, *(_change_of(*cell) for cell in cells)) for name, *cells in rows))


def _change_of(before: str, after: str) -> Cell:
    return before if before == after else (Span(before, "dim"), " → ", Span(after, "strong"))


def _sub_goals(result: CoverageResult | None) -> Sequence[ElementCoverage]:
    found = result.find_expectation("sub_goal") if result is not None else None
    return found.elements if found is not None and found.is_applicable else ()


def _counts(view: DiffView, scale: str, elements: Iterable[ElementCoverage]) -> str:
    tally = Counter(getattr(element, scale) for element in elements)
    tiers = SOURCE_TIERS if scale == "as_source" else READ_TIERS
    return ", ".join(f"{view.words(f'tier.{tier}')} {tally[tier]}" for tier in tiers if tally[tier]) or "–"


def _transition(view: DiffView, scale: str, before: Iterable[ElementCoverage], after: Iterable[ElementCoverage]) -> str:
    old, new = (Counter(getattr(element, scale) for element in side) for side in (before, after))
    tiers = SOURCE_TIERS if scale == "as_source" else READ_TIERS
    told = []
    for tier in tiers:
        if old[tier] or new[tier]:
            number = str(new[tier]) if old[tier] == new[tier] else f"{old[tier]} → {new[tier]}"
            told.append(f"{view.words(f'tier.{tier}')} {number}")
    return ", ".join(told)


# ---- picture ---------------------------------------------------------------------------------------------------------


_DERIVED = frozenset(
    ("coverage-thinned", "coverage-strengthened", "link-suspect", "translation-stale", "uncovered-on-arrival")
)
"""What follows from changes elsewhere; the picture shows those, and these as their neighbours."""


def build_picture(view: DiffView) -> list[Block]:
    """Build the picture of what changed and its neighbours, folded: at most 40 boxes, and how many more."""
    blocks: list[Block] = []
    for diff in view.result.documents:
        if diff.old is not None and diff.new is not None:
            blocks += _picture(view, diff.old, diff.new)
    return [Fold(view.words("diff.fold.picture"), tuple(blocks))] if blocks else []


def _picture(view: DiffView, old: VisionDocument, new: VisionDocument) -> list[Block]:
    styles = _styles(view, old, new)
    if not styles:
        return []
    links = _links(old, new)
    shown = list(styles)[:MAX_BOXES]
    for source, target, *_ in links:
        for end, other in ((source, target), (target, source)):
            if end in styles and other not in shown and len(shown) < MAX_BOXES:
                shown.append(other)
    labels = (Labels(new, view.words), Labels(old, view.words))
    boxes = [
        Box(one, next((title for label in labels if (title := label.title(one))), ""), styles.get(one, "plain"))
        for one in shown
    ]
    arrows = [Arrow(source, target, view.words(f"link.{kind}"), style) for source, target, kind, style in links]
    kept = [arrow for arrow in arrows if arrow.source in styles or arrow.target in styles]
    blocks: list[Block] = [Preformatted(render_mermaid(boxes, kept), "mermaid")]
    if len(styles) > len(shown):
        blocks.append(Paragraph(view.words("diff.picture.more", count=len(styles) - len(shown))))
    return [*blocks, Paragraph(Span(view.words("diff.picture.legend"), "dim"))]


def _styles(view: DiffView, old: VisionDocument, new: VisionDocument) -> dict[str, BoxStyle]:
    """Return how each element that changed is drawn, those that weigh most first."""
    ordered = sorted(view.result.counted, key=lambda change: -change.finding.severity)
    ids = {document.document.id for document in (old, new)}
    own = (change for change in ordered if change.document in ids)
    told = (change for change in own if change.rule not in _DERIVED and not change.rule.startswith("waiver-"))
    owners = dict.fromkeys(_owner(change, old, new) for change in told)
    return {
        one: "changed" if one in old.elements and one in new.elements else "added" if one in new.elements else "removed"
        for one in owners
        if one in old.elements or one in new.elements
    }


def _owner(change: ChangeFinding, old: VisionDocument, new: VisionDocument) -> str:
    known = change.element in old.elements or change.element in new.elements
    return change.element if known else change.element.rpartition(".")[0]


def _links(old: VisionDocument, new: VisionDocument) -> list[tuple[str, str, str, ArrowStyle]]:
    """Return the links of both sides between elements, each once: (source, target, type, style)."""
    sides = [_ends(document) for document in (old, new)]
    found: list[tuple[str, str, str, ArrowStyle]] = []
    for key in dict.fromkeys((*sides[1], *sides[0])):
        if key not in sides[0]:
            style: ArrowStyle = "added"
        elif key not in sides[1]:
            style = "removed"
        else:
            style = sides[1][key]
        found.append((*key, style))
    return found


def _ends(document: VisionDocument) -> dict[tuple[str, str, str], ArrowStyle]:
    from sotetrace.graph import iter_links

    drawn: dict[str, ArrowStyle] = {"inferred": "inferred", "blanket": "blanket"}
    return {
        (link.source, link.target, link.type): drawn.get(link.basis, "firm")
        for link in iter_links(document)
        if link.type != "at"
    }
