"""The picture of a crosswalk: two trees that face one another, and a line for each mapping between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.web.html import NOTHING, Html, tag
from sotetrace.report.web.trees import name_pair
from sotetrace.report.web.words import KINDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sotetrace.model.elements import Element
    from sotetrace.model.kinds import Kind
    from sotetrace.report.web.texts import Texts
    from sotetrace.report.web.trees import Pair

MOST_BOXES = 200
"""With more boxes than this there is no picture, as nobody could follow its lines; the table says the same."""
_WIDTH, _HEIGHT, _PITCH = 380, 34, 39
_DEEP, _MIDDLE, _HEAD, _KIND, _BEND = 16, 340, 26, 22, 120
"""How far a sub-goal stands in, the room for the lines, the heights of the head and of the name of a kind, the bend."""
_TOTAL = 2 * _WIDTH + _MIDDLE


@dataclass(frozen=True, slots=True)
class _Box:
    """An element in the picture, by its upper left corner; `is_right` for one of the other document."""

    element: Element
    x: int
    y: int
    is_right: bool


def build_picture(pair: Pair, texts: Texts) -> Html:
    """Build the picture, with a way around it; nothing where there would be too much or nothing in it."""
    trees = pair.tree, pair.other_tree
    counts = [sum(map(len, tree.values())) for tree in trees]
    if not all(counts) or sum(counts) > MOST_BOXES:
        return NOTHING
    tallest = max(map(_height_of, trees))
    left, right = (
        {box.element.id: box for box in _place(tree, tallest, is_right=is_right)}
        for tree, is_right in zip(trees, (False, True), strict=True)
    )
    drawing = tag(
        "svg",
        *_heads(pair),
        *(mark for tree, right_side in zip(trees, (False, True), strict=True)
          for mark in _kinds(tree, tallest, texts, is_right=right_side)),
        tag("g", *_lines(pair, left, right), aria_hidden="true"),
        *(_box(box, pair, texts) for box in (*left.values(), *right.values())),
        width=_TOTAL,
        height=tallest,
        viewBox=f"0 0 {_TOTAL} {tallest}",
        class_="trees",
    )  # fmt: skip
    anchor = f"_crosswalk-{pair.other.id}"
    skip = tag("p", tag("a", texts.say("sides.skip_picture"), href=f"#_sides-{pair.other.id}"), class_="skip-map")
    note = texts.tell(name_pair(pair, "sides.picture"), "p", class_="note")
    frame = tag("div", drawing, class_="scroll tall", tabindex=0, role="group", aria_labelledby=f"{anchor}:title")
    return tag("div", note, skip, frame, class_="picture-of-pair")


def _height_of(tree: Mapping[Kind, list[tuple[Element, bool]]]) -> int:
    return _HEAD + sum(_KIND + len(entries) * _PITCH for entries in tree.values())


def _rows(tree: Mapping[Kind, list[tuple[Element, bool]]], tallest: int) -> Iterator[tuple[Kind, int, int]]:
    """Yield each kind with where it begins and how far its rows are apart: both columns are equally tall."""
    spare = (tallest - _height_of(tree)) // sum(map(len, tree.values()))
    y = _HEAD
    for kind, entries in tree.items():
        yield kind, y, _PITCH + spare
        y += _KIND + len(entries) * (_PITCH + spare)


def _place(tree: Mapping[Kind, list[tuple[Element, bool]]], tallest: int, *, is_right: bool) -> Iterator[_Box]:
    start = _WIDTH + _MIDDLE if is_right else 0
    for kind, y, pitch in _rows(tree, tallest):
        for number, (element, is_deep) in enumerate(tree[kind]):
            x = start + (_DEEP if is_deep else 0)
            yield _Box(element, x, y + _KIND + number * pitch, is_right)


def _heads(pair: Pair) -> Iterator[Html]:
    for document, x in ((pair.document, 0), (pair.other.document, _WIDTH + _MIDDLE)):
        yield tag("text", document.document.id, x=x, y=14, class_="head")


def _kinds(
    tree: Mapping[Kind, list[tuple[Element, bool]]], tallest: int, texts: Texts, *, is_right: bool
) -> Iterator[Html]:
    for kind, y, _ in _rows(tree, tallest):
        name = texts.say(KINDS_WORDS[kind], "tspan")
        yield tag("text", name, x=_WIDTH + _MIDDLE if is_right else 0, y=y + 15, class_="kind")


def _lines(pair: Pair, left: Mapping[str, _Box], right: Mapping[str, _Box]) -> Iterator[Html]:
    """Yield a line for each two elements and relation, their parts included."""
    drawn = set()
    for owner, matches in pair.matches.items():
        for match in matches:
            other = pair.other.owners.get(match.object.id)
            key = (owner, match.relation, other.id if other is not None else "")
            if key in drawn or owner not in left or key[2] not in right:
                continue
            drawn.add(key)
            path = _curve(left[owner], right[key[2]])
            look = f"m m-{match.relation}"
            yield tag("path", d=path, class_=look, data_m=match.relation, data_a=owner, data_b=key[2])


def _curve(start: _Box, end: _Box) -> str:
    """Return the path from the right side of a box to the left side of another."""
    y1, y2 = start.y + _HEIGHT // 2, end.y + _HEIGHT // 2
    return f"M{_WIDTH} {y1}C{_WIDTH + _BEND} {y1} {end.x - _BEND} {y2} {end.x} {y2}"


def _box(box: _Box, pair: Pair, texts: Texts) -> Html:
    """Return a box: one of the exported document leads to its row in the table, another to its own page."""
    element = box.element
    document = pair.other.document if box.is_right else pair.document
    is_lone = (document.document.id, element.id) in pair.unmatched
    said = tag("span", tag("b", element.id), " ", texts.show(element.title))
    if box.is_right:
        target = f"{pair.other.path}#{element.id}" if pair.other.path else None
    else:
        target = f"#_x:{pair.other.id}:{element.id}"
    look = f"box k-{element.kind}"
    inside = tag("a", said, href=target, class_=look) if target is not None else tag("div", said, class_=look)
    width = _WIDTH - (box.x - (_WIDTH + _MIDDLE if box.is_right else 0))
    names = {"data-b" if box.is_right else "data-a": element.id}
    return tag(
        "g",
        tag("foreignObject", inside, width=width, height=_HEIGHT),
        transform=f"translate({box.x} {box.y})",
        class_="lone" if is_lone else None,
        **names,
    )
