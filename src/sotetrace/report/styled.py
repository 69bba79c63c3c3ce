"""Text in styles, and how it is laid out in the columns of a terminal: wrapped, padded, cut.

A report may have ten thousand rows, and each cell passes here, so what most cells need (they fit) comes first.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, chop_cells, set_cell_size

from sotetrace.report.inert import inert
from sotetrace.report.page import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.report.page import Cell, Style

_WORD = re.compile(r"\s*\S+\s*")
_NARROW = re.compile("[ -~\xa0-\xac\xae-\u02ff]*")
"""Text in Latin letters, each of one column: to look whether it is takes a fraction of counting columns."""


class Styled(NamedTuple):
    """Text on one line with the columns it takes; `runs` are its styles, each with the offset at which it ends."""

    text: str
    width: int
    runs: tuple[tuple[int, Style], ...] = ()

    def slice(self, start: int, end: int) -> Styled:
        """Return a stretch of the text without white space at its end."""
        text = self.text[start:end].rstrip()
        runs = tuple((stop - start, style) for stop, style in self.runs if stop > start)
        return Styled(text, _columns_of(text), runs)

    def iter_runs(self) -> Iterator[tuple[str, Style]]:
        """Yield the text in stretches of one style each."""
        start = 0
        for end, style in self.runs or ((len(self.text), "plain"),):
            yield self.text[start:end], style
            start = end


def styled(cell: Cell) -> Styled:
    """Return a cell as text in styles, inert."""
    if isinstance(cell, str):
        text = inert(cell)
        return Styled(text, _columns_of(text))
    if isinstance(cell, Span):
        return in_style(_text_of(cell), cell.style)
    return joined([(inert(part), "plain") if isinstance(part, str) else (_text_of(part), part.style) for part in cell])


_BRACKETS: dict[Style, tuple[str, str]] = {"removed": ("[-", "-]"), "added": ("{+", "+}")}
"""What tells which words went and which came, with colours and without: as `git diff --word-diff` writes it."""


def _text_of(span: Span) -> str:
    before, after = _BRACKETS.get(span.style, ("", ""))
    return f"{before}{inert(span.text)}{after}"


def in_style(text: str, style: Style) -> Styled:
    """Return text that is inert already in one style."""
    return Styled(text, _columns_of(text), ((len(text), style),))


def joined(parts: Iterable[tuple[str, Style]]) -> Styled:
    """Return stretches of text that are inert already, each in its style, as one."""
    text, runs = "", []
    for part, style in parts:
        text += part
        runs.append((len(text), style))
    return Styled(text, _columns_of(text), tuple(runs))


def wrap(text: Styled, width: int) -> Sequence[Styled]:
    """Break text between words into lines of a width; a word that is longer than a line is broken itself."""
    if text.width <= width:
        return (text,)
    breaks = [0, *_iter_breaks(text.text, max(1, width)), len(text.text)]
    return [text.slice(start, end) for start, end in pairwise(breaks)]


def _iter_breaks(text: str, width: int) -> Iterator[int]:
    columns_of = len if _is_narrow(text) else cell_len
    used = 0
    for found in _WORD.finditer(text):
        word, start = found[0], found.start()
        needed = columns_of(word.rstrip())
        if needed <= width - used:
            used += columns_of(word)
            continue
        pieces = chop_cells(word, width) if needed > width else [word]
        for piece in pieces:
            if start:
                yield start
            start += len(piece)
        used = columns_of(pieces[-1])


def cut(text: Styled, width: int, mark: str = "") -> Styled:
    """Cut text that is wider than a width; a mark in its last column shows that something is missing."""
    if text.width <= width:
        return text
    kept = set_cell_size(text.text, max(0, width - len(mark))) + mark
    return Styled(kept, _columns_of(kept), text.runs)


def fit_widths(widths: Sequence[int], may_wrap: Sequence[bool], room: int) -> list[int]:
    """Take columns' widths down until they fit into a room: those that wrap first, always the widest ones."""
    fitted = list(widths)
    while (excess := sum(fitted) - room) > 0:
        wrapping = [width for width, wraps in zip(fitted, may_wrap, strict=True) if wraps]
        widest = max(wrapping, default=0)
        if not widest:
            _take(fitted, range(len(fitted)), excess, excess)
            break
        next_widest = max((width for width in wrapping if width < widest), default=0)
        chosen = [n for n, width in enumerate(fitted) if may_wrap[n] and width == widest]
        _take(fitted, chosen, excess, widest - next_widest)
    return fitted


def _take(widths: list[int], chosen: Iterable[int], excess: int, most: int) -> None:
    """Take an excess from some columns evenly, of none more than so many, and of none more than it has."""
    chosen = [n for n in chosen if widths[n]]
    for count, number in zip(range(len(chosen), 0, -1), chosen, strict=True):
        taken = min(most, widths[number], round(excess / count))
        widths[number] -= taken
        excess -= taken


def _columns_of(text: str) -> int:
    return len(text) if _is_narrow(text) else cell_len(text)


def _is_narrow(text: str) -> bool:
    return text.isascii() or _NARROW.fullmatch(text) is not None
