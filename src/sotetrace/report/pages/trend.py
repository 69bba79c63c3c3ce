"""How coverage went over time: a row for each commit or tag, on both scales, with a bar and the figures beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import READ_TIERS, SOURCE_TIERS
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.report.labels import TIER_STYLE
from sotetrace.report.page import Column, Heading, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sotetrace.coverage import Tier
    from sotetrace.history import Point, Trend
    from sotetrace.messages import Translator
    from sotetrace.report.page import Block, Cell

_WIDTH = 12
"""How many characters a bar has."""
_FILLS = "█▓▒░·"
"""What a bar is made of, a character for each tier of a scale, best first."""


def build_trend_page(trend: Trend, title: str, words: Translator) -> Page:
    """Build the page of a trend; `title` is that of the document."""
    blocks: list[Block] = [Heading(words("trend.title", title=title), 1)]
    blocks += [_scale(trend, "as_source", SOURCE_TIERS, words), _legend(SOURCE_TIERS, words)]
    blocks += [_scale(trend, "as_read", READ_TIERS, words), _legend(READ_TIERS, words)]
    blocks.append(_elements(trend, words))
    if trend.has_more:
        blocks.append(Paragraph(Span(words("trend.more"), "dim")))
    if trend.is_cut:
        blocks.append(Paragraph(Span(words("history.shallow"), "fair")))
    blocks.append(Paragraph(Span(words("trend.note"), "dim")))
    return Page(words.language, tuple(blocks))


def _scale(trend: Trend, scale: str, tiers: Sequence[Tier], words: Translator) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for point in trend.points:
        if point.status != "read":
            rows.append((_name(point), words(f"trend.{point.status}"), *[""] * (len(tiers) + 1)))
            continue
        counts: Mapping[Tier, int] = getattr(point, scale)
        figures = [_figure(counts.get(tier, 0), tier) for tier in tiers]
        rows.append((_name(point), _bar(counts, tiers), str(point.sub_goals), *figures))
    return Table(
        (
            Column(words("trend.commit"), may_wrap=True),
            Column(words(f"coverage.{scale}"), may_wrap=True),
            Column(words("coverage.total"), is_number=True),
            *(Column(words(f"tier.{tier}"), is_number=True) for tier in tiers),
        ),
        tuple(rows),
        is_dense=True,
    )


def _name(point: Point) -> Cell:
    return (f"{point.date[:10]} ", Span(", ".join(point.tags) or point.sha[:7], "id"))


def _figure(number: int, tier: Tier) -> Cell:
    return Span(str(number), TIER_STYLE[tier]) if number else Span("·", "dim")


def _bar(counts: Mapping[Tier, int], tiers: Sequence[Tier]) -> Cell:
    """Return a bar in which every tier has its share of the width; the largest remainders round up."""
    total = sum(counts.values())
    if not total:
        return "–"
    shares = [counts.get(tier, 0) * _WIDTH / total for tier in tiers]
    widths = [int(share) for share in shares]
    by_remainder = sorted(range(len(tiers)), key=lambda n: (widths[n] - shares[n], n))
    for n in by_remainder[: _WIDTH - sum(widths)]:
        widths[n] += 1
    pieces = zip(_FILLS, widths, tiers, strict=True)
    return tuple(Span(fill * width, TIER_STYLE[tier]) for fill, width, tier in pieces if width)


def _legend(tiers: Sequence[Tier], words: Translator) -> Paragraph:
    pairs = zip(_FILLS, tiers, strict=True)
    return Paragraph(Span(", ".join(f"{fill} {words(f'tier.{tier}')}" for fill, tier in pairs), "dim"))


def _elements(trend: Trend, words: Translator) -> Table:
    kinds = [kind for kind in KIND_NAMES if any(point.elements.get(kind) for point in trend.points)]
    rows = [
        (
            _name(point),
            *((str(point.elements.get(kind, 0)) if point.status == "read" else "") for kind in kinds),
            str(point.gaps) if point.status == "read" else words(f"trend.{point.status}"),
        )
        for point in trend.points
    ]
    columns = (
        Column(words("trend.commit"), may_wrap=True),
        *(Column(words(f"kind.{kind}"), is_number=True) for kind in kinds),
        Column(words("trend.gaps"), is_number=True),
    )
    return Table(columns, tuple(rows), is_dense=True)
