"""Where everything stands on the map: rows are levels, columns are kinds, and links are curves between boxes.

The script of the page lays the boxes out in the same way when a reader adds a column; `page.js` says so where it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sotetrace.coverage.supporters import LinkClass, class_of
from sotetrace.graph import upper_end

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.kinds import Kind

COLUMNS: tuple[Kind, ...] = ("trend", "core_problem", "goal", "sub_goal", "measure", "milestone", "indicator")
ON_DEMAND: tuple[Kind, ...] = ("trend", "milestone", "indicator")
"""Columns that are there when a reader asks for them."""
MOST_BOXES = 150
"""With more boxes than this, the map shows a level at a time."""

WIDTH, HEIGHT = 208, 76
GAP_X, GAP_Y = 92, 10
MARGIN, HEAD, BAND = 8, 30, 30
"""The margin, the height of the names of the columns, and the height of the name of a row."""

Look = LinkClass | Literal["idle"]
"""How a link is drawn: by its class; `idle` is one that does not count."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a chain: links of one type and look between two elements, drawn as one line."""

    low: str
    high: str
    source: str
    target: str
    look: Look


@dataclass(frozen=True, slots=True)
class MapBox:
    """An element on the map; one whose column is on demand has no place yet."""

    id: str
    kind: Kind
    row: int
    x: int = 0
    y: int = 0

    @property
    def is_on_demand(self) -> bool:
        """Whether its column is there only when asked for."""
        return self.kind in ON_DEMAND


@dataclass(frozen=True, slots=True)
class MapRow:
    """A level on the map, None for what stands at none, and where its row begins."""

    level: str | None
    y: int
    is_empty: bool


@dataclass(frozen=True, slots=True)
class MapLayout:
    """One picture: the whole map, or one level of it.

    `lines` are steps by their number, each with its curve ("" while an end is on demand).
    """

    kinds: tuple[Kind, ...]
    rows: tuple[MapRow, ...]
    boxes: tuple[MapBox, ...]
    lines: tuple[tuple[int, str], ...]
    width: int
    height: int


def find_steps_of(graph: TraceGraph) -> tuple[Step, ...]:
    """Return the steps that chains can take in a document, in the order of its links."""
    steps: dict[Step, None] = {}
    for link in graph.iter_links():
        above = upper_end(link)
        if above is not None and link.source != link.target:
            below = link.source if above == link.target else link.target
            steps[Step(below, above, link.source, link.target, look_of(link))] = None
    return tuple(steps)


def look_of(link: TraceLink) -> Look:
    """Return how a link is drawn."""
    return class_of(link) if link.is_carrying and link.type != "hinders" else "idle"


def build_maps(graph: TraceGraph, steps: Sequence[Step]) -> tuple[MapLayout, ...]:
    """Lay out the map of a document: in one picture, or in one a level when there is too much for one."""
    document = graph.document
    levels: list[str | None] = [level.id for level in document.levels]
    boxes = [
        (element.id, kind, levels.index(level) if (level := document.level_of(element.id)) in levels else len(levels))
        for kind in COLUMNS
        for element in graph.find_elements(kind)
    ]
    levels.append(None)
    if len(boxes) <= MOST_BOXES:
        return (_lay_out(boxes, levels, steps),) if boxes else ()
    used = sorted({row for _, _, row in boxes})
    return tuple(
        _lay_out([(id_, kind, 0) for id_, kind, at in boxes if at == row], [levels[row]], steps) for row in used
    )


def _lay_out(found: Sequence[tuple[str, Kind, int]], levels: Sequence[str | None], steps: Sequence[Step]) -> MapLayout:
    kinds = tuple(kind for kind in COLUMNS if any(kind == other for _, other, _ in found))
    shown = [kind for kind in kinds if kind not in ON_DEMAND]
    boxes: list[MapBox] = []
    rows: list[MapRow] = []
    y = HEAD
    for row, level in enumerate(levels):
        here = [(id_, kind) for id_, kind, at in found if at == row]
        counts = dict.fromkeys(kinds, 0)
        for id_, kind in here:
            if kind in ON_DEMAND:
                boxes.append(MapBox(id_, kind, row))
                continue
            x = MARGIN + shown.index(kind) * (WIDTH + GAP_X)
            boxes.append(MapBox(id_, kind, row, x, y + BAND + counts[kind] * (HEIGHT + GAP_Y)))
            counts[kind] += 1
        most = max((counts[kind] for kind in shown), default=0)
        rows.append(MapRow(level, y, is_empty=not most))
        y += BAND + most * (HEIGHT + GAP_Y) if most else 0
    by_id = {box.id: box for box in boxes}
    drawn = [(n, step) for n, step in enumerate(steps) if step.source in by_id and step.target in by_id]
    return MapLayout(
        kinds,
        tuple(rows),
        tuple(boxes),
        tuple((n, _curve(by_id[step.source], by_id[step.target])) for n, step in drawn),
        2 * MARGIN + len(shown) * WIDTH + max(0, len(shown) - 1) * GAP_X,
        y + MARGIN,
    )


def _curve(source: MapBox, target: MapBox) -> str:
    """Return the path of a line: from side to side, or in a bow when both ends stand in one column."""
    if source.is_on_demand or target.is_on_demand:
        return ""
    return curve(source.x, source.y, target.x, target.y)


def curve(x1: int, y1: int, x2: int, y2: int) -> str:
    """Return the path between two boxes by their upper left corners."""
    middle = HEIGHT // 2
    if x1 == x2:
        bow = GAP_X // 2
        return f"M{x1 + WIDTH} {y1 + middle}c{bow} 0 {bow} {y2 - y1} 0 {y2 - y1}"
    start, end = (x1, x2 + WIDTH) if x1 > x2 else (x1 + WIDTH, x2)
    bend = (end - start) // 2
    return f"M{start} {y1 + middle}c{bend} 0 {bend} {y2 - y1} {end - start} {y2 - y1}"
