"""Page → terminal: what stands where on a line. The colours and the widths of characters are those of rich."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sotetrace.report.inert import inert, inert_excerpt, inert_lines
from sotetrace.report.page import (
    Cell,
    Entries,
    Entry,
    Excerpt,
    Facts,
    Fold,
    Heading,
    Items,
    Page,
    Paragraph,
    Preformatted,
    Table,
    Tree,
)
from sotetrace.report.styled import Styled, cut, fit_widths, in_style, joined, styled, wrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rich.style import Style as RichStyle

    from sotetrace.report.page import Block, Column, Style

_WRAPPED = 8
"""The columns that text needs in a table, where it wraps."""
_BULLET = Styled("•", 1)
_STYLES: dict[Style, str] = {
    "strong": "bold",
    "dim": "dim",
    "id": "cyan",
    "good": "green",
    "fair": "yellow",
    "poor": "magenta",
    "bad": "bold red",
    "removed": "red strike",
    "added": "green underline",
}


def render_terminal(page: Page, *, width: int, has_colour: bool) -> str:
    """Render a page for a terminal of a width in columns, with or without colour. No line ends in white space."""
    terminal = _Terminal(width, _in_colour if has_colour else _plain)
    lines = "\n".join(line for block in page.blocks for line in terminal.iter_lines(block))
    return "".join(line.rstrip() + "\n" for line in lines.rstrip().split("\n"))


def _plain(text: Styled, _base: str = "") -> str:
    return text.text


def _in_colour(text: Styled, base: str = "") -> str:
    """Return text with the codes of its styles, each on top of a base that all of it has."""
    from rich.color import ColorSystem

    return "".join(
        _style(f"{base} {_STYLES.get(style, '')}").render(part, color_system=ColorSystem.STANDARD)
        for part, style in text.iter_runs()
    )


@cache
def _style(words: str) -> RichStyle:
    from rich.style import Style

    return Style.parse(words)


class _Terminal:
    """A terminal of a width, and how text in styles is written to it."""

    def __init__(self, width: int, paint: Callable[[Styled, str], str]) -> None:
        self._width = width
        self._paint = paint

    def iter_lines(self, block: Block) -> Iterator[str]:
        """Yield the lines of a block, with the blank one that stands below it."""
        match block:
            case Heading(text=text, level=level):
                yield from self._wrapped(text, base="bold underline" if level == 1 else "bold")
                yield from ("",) * (level == 1)
            case Paragraph(content=content):
                yield from (*self._wrapped(content), "")
            case Items(entries=entries):
                yield from (*self._beside([(_BULLET, styled(entry)) for entry in entries], 1), "")
            case Table():
                yield from self._tables(block)
            case Facts(rows=rows):
                names = [(in_style(inert(name), "dim"), styled(value)) for name, value in rows]
                yield from (*self._beside(names, 2), "")
            case Entries(entries=entries, is_spaced=is_spaced):
                for entry in entries:
                    yield from self._entry(entry, is_spaced=is_spaced)
                yield from ("",) * (not is_spaced)
            case Tree():
                yield from (*self._tree(block), "")
            case Preformatted(text=text):
                yield from (*(f"    {line}" for line in inert_lines(text)), "")
            case Fold(summary=summary, blocks=blocks):
                yield from self._wrapped(summary, base="bold")
                for inner in blocks:
                    yield from self.iter_lines(inner)

    def _wrapped(self, cell: Cell, *, base: str = "") -> Iterator[str]:
        return (self._paint(line, base) for line in wrap(styled(cell), self._width))

    # ---- one thing beside another -----------------------------------------------------------------------------------

    def _beside(self, rows: Sequence[tuple[Styled, Styled]], gap: int) -> Iterator[str]:
        """Yield two columns, the second of which wraps."""
        widths = [max((row[n].width for row in rows), default=0) for n in (0, 1)]
        lead_width, room = fit_widths((widths[0] + gap, widths[1]), (False, True), self._width)
        for name, value in rows:
            lead = cut(name, max(0, lead_width - gap))
            first = self._paint(lead, "") + " " * (lead_width - lead.width)
            for number, line in enumerate(wrap(value, room)):
                yield (" " * lead_width if number else first) + self._paint(line, "")

    def _tree(self, tree: Tree, first: str = "", rest: str = "") -> Iterator[str]:
        """Yield a label and its branches; `first` stands before the first line of the label, `rest` before others."""
        for number, line in enumerate(wrap(styled(tree.label), self._width - len(first))):
            guide = rest if number else first
            yield (self._paint(in_style(guide, "dim"), "") if guide else "") + self._paint(line, "")
        for branch in tree.branches:
            is_last = branch is tree.branches[-1]
            yield from self._tree(
                branch, rest + ("└── " if is_last else "├── "), rest + ("    " if is_last else "│   ")
            )

    # ---- entries ----------------------------------------------------------------------------------------------------

    def _entry(self, entry: Entry, *, is_spaced: bool) -> Iterator[str]:
        if is_spaced:  # the place of a finding stays in one piece, so that a terminal can open it
            yield self._paint(styled(entry.head), "")
        else:
            yield from self._wrapped(entry.head)
        for part in entry.body:
            lines = self._excerpt(part) if isinstance(part, Excerpt) else wrap(styled(part), self._width - 2)
            for line in lines:
                yield "  " + self._paint(line, "")
        if is_spaced:
            yield ""

    def _excerpt(self, block: Excerpt) -> tuple[Styled, Styled]:
        number = str(block.line)
        before, marked, rest = inert_excerpt(block.text, block.column, block.width)
        line = joined(((f"{number} | ", "dim"), (before, "plain"), (marked, "strong"), (rest, "plain")))
        gutter, below = f"{' ' * len(number)} | ", " " * len(before)
        caret = joined(((gutter, "dim"), (below, "plain"), ("^" * min(len(marked), 60), "bad")))
        return cut(line, self._width - 2, "…"), cut(caret, self._width - 2)

    # ---- tables -----------------------------------------------------------------------------------------------------

    def _tables(self, block: Table) -> Iterator[str]:
        """Yield a table; of one too wide for the terminal, its columns in turn, each time beside the first."""
        rows = [tuple(styled(column.heading) for column in block.columns)]
        rows += [tuple(styled(cell) for cell in row) for row in block.rows]
        widths = [max(cell.width for cell in column) for column in zip(*rows, strict=True)]
        gap = 1 if block.is_dense else 3
        needs = [
            min(width, _WRAPPED) if column.may_wrap else width
            for width, column in zip(widths, block.columns, strict=True)
        ]
        for kept in _fitting(needs, gap, self._width) if block.rows else [range(len(widths))]:
            if block.caption:
                yield from self._wrapped(block.caption, base="italic")
            columns = [block.columns[n] for n in kept]
            fitted = _fit_columns(columns, [widths[n] for n in kept], gap, self._width)
            head, *body = rows if len(kept) == len(widths) else [tuple(row[n] for n in kept) for row in rows]
            yield from self._row(head, columns, fitted, gap, base="bold")
            yield "─" * (sum(fitted) + gap * (len(fitted) - 1))
            for row in body:
                yield from self._row(row, columns, fitted, gap)
            yield ""

    def _row(
        self, cells: Sequence[Styled], columns: Sequence[Column], widths: Sequence[int], gap: int, *, base: str = ""
    ) -> Iterator[str]:
        """Yield the lines of a row; those of a heading (which has a base style) stand at the bottom."""
        drawn = [
            wrap(cell, width) if column.may_wrap else (cut(cell, width),)
            for cell, column, width in zip(cells, columns, widths, strict=True)
        ]
        height = max(map(len, drawn))
        sides = []
        for lines, column, width in zip(drawn, columns, widths, strict=True):
            texts = []
            for piece in lines:
                pad, text = " " * (width - piece.width), self._paint(piece, base)
                texts.append(pad + text if column.is_number else text + pad)
            blank = [" " * width] * (height - len(lines))
            sides.append(blank + texts if base else texts + blank)
        yield from map((" " * gap).join, zip(*sides, strict=True))


def _fitting(needs: Sequence[int], gap: int, room: int) -> Iterator[Sequence[int]]:
    """Yield the numbers of the columns that fit beside the first one, turn by turn."""
    if len(needs) == 1:
        yield (0,)
    start = 1
    while start < len(needs):
        end, used = start + 1, needs[0] + gap + needs[start]
        while end < len(needs) and used + gap + needs[end] <= room:
            used += gap + needs[end]
            end += 1
        yield (0, *range(start, end))
        start = end


def _fit_columns(columns: Sequence[Column], widths: Sequence[int], gap: int, room: int) -> list[int]:
    """Return the widths of columns in a room. What stands between them is shared out, so that all shrink alike."""
    last = len(widths) - 1
    side = (gap - 1) // 2
    sides = [side * ((n > 0) + (n < last)) for n in range(len(widths))]
    padded = [max(1, min(width + side, room - last)) for width, side in zip(widths, sides, strict=True)]
    fitted = fit_widths(padded, [column.may_wrap for column in columns], room - last)
    return [max(0, width - side) for width, side in zip(fitted, sides, strict=True)]
