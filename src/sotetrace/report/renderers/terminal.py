"""Page → terminal. The one place, with the CLI, that knows rich."""

from __future__ import annotations

from dataclasses import replace
from io import StringIO
from typing import TYPE_CHECKING

from rich.box import SIMPLE_HEAD
from rich.console import Console, Group
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text
from rich.tree import Tree as RichTree

from sotetrace.report.inert import inert, inert_excerpt, inert_lines
from sotetrace.report.page import (
    Cell,
    Entries,
    Entry,
    Excerpt,
    Facts,
    Heading,
    Items,
    Page,
    Paragraph,
    Preformatted,
    Table,
    Tree,
    spans_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from sotetrace.report.page import Block

_WRAPPED = 8
"""The columns that text needs in a table, where it wraps."""
_STYLES = {
    "plain": "",
    "strong": "bold",
    "dim": "dim",
    "id": "cyan",
    "good": "green",
    "fair": "yellow",
    "poor": "magenta",
    "bad": "bold red",
}


def render_terminal(page: Page, *, width: int, has_colour: bool) -> str:
    """Render a page for a terminal of a width in columns, with or without colour. No line ends in white space."""
    drawn = StringIO()
    console = Console(
        file=drawn,
        width=width,
        force_terminal=has_colour,
        color_system="standard" if has_colour else None,
        no_color=not has_colour,
        highlight=False,
        markup=False,
        emoji=False,
        legacy_windows=False,
    )
    for block in page.blocks:
        for piece in _fitting(block, width):
            console.print(_render(piece), soft_wrap=isinstance(piece, Preformatted), crop=False)
    return "".join(line.rstrip() + "\n" for line in drawn.getvalue().rstrip().split("\n"))


def _fitting(block: Block, width: int) -> Iterator[Block]:
    """Yield a block as it is; of a table too wide for the terminal, its columns in turn, each time beside the first."""
    if not isinstance(block, Table) or not block.rows:
        yield block
        return
    gap = 1 if block.is_dense else 3
    needs = [_need(block, number) for number in range(len(block.columns))]
    start = 1
    while start < len(needs):
        end, used = start + 1, needs[0] + gap + needs[start]
        while end < len(needs) and used + gap + needs[end] <= width:
            used += gap + needs[end]
            end += 1
        kept = (0, *range(start, end))
        columns, rows = (
            tuple(block.columns[n] for n in kept),
            tuple(tuple(row[n] for n in kept) for row in block.rows),
        )
        yield block if len(kept) == len(needs) else replace(block, columns=columns, rows=rows)
        start = end
    if len(needs) == 1:
        yield block


def _need(block: Table, number: int) -> int:
    """Return the columns of a terminal that a column of a table needs; one that wraps needs few."""
    longest = max(
        _text(cell).cell_len for cell in (block.columns[number].heading, *(row[number] for row in block.rows))
    )
    return min(longest, _WRAPPED) if block.columns[number].may_wrap else longest


def _text(cell: Cell, style: str = "") -> Text:
    text = Text(style=style)
    for span in spans_of(cell):
        text.append(inert(span.text), style=_STYLES[span.style])
    return text


def _render(block: Block) -> RenderableType:
    match block:
        case Heading(text=text, level=1):
            return Text.assemble((inert(text), "bold underline"), "\n")
        case Heading(text=text):
            return Text(inert(text), "bold")
        case Paragraph(content=content):
            return Group(_text(content), "")
        case Items(entries=entries):
            return Group(_items(entries), "")
        case Table():
            return _table(block)
        case Facts(rows=rows):
            return Group(_facts(rows), "")
        case Entries(entries=entries, is_spaced=is_spaced):
            return Group(*(_entry(entry, is_spaced=is_spaced) for entry in entries), *(() if is_spaced else ("",)))
        case Tree():
            return Group(_tree(block, RichTree(_text(block.label), guide_style="dim")), "")
        case Preformatted(text=text):
            return Group(Text("\n".join(f"    {line}" for line in inert_lines(text))), "")


def _tree(block: Tree, tree: RichTree) -> RichTree:
    for branch in block.branches:
        _tree(branch, tree.add(_text(branch.label)))
    return tree


def _entry(entry: Entry, *, is_spaced: bool) -> RenderableType:
    body = (Padding(_part(part), (0, 0, 0, 2)) for part in entry.body)
    head = _text(entry.head)
    if is_spaced:  # the place of a finding stays in one piece, so that a terminal can open it
        head.no_wrap, head.overflow = True, "ignore"
    return Group(head, *body, *(("",) if is_spaced else ()))


def _part(part: Cell | Excerpt) -> RenderableType:
    return _excerpt(part) if isinstance(part, Excerpt) else _text(part)


def _items(entries: tuple[Cell, ...]) -> RichTable:
    grid = RichTable.grid(padding=(0, 1, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    for entry in entries:
        grid.add_row("•", _text(entry))
    return grid


def _facts(rows: tuple[tuple[str, Cell], ...]) -> RichTable:
    grid = RichTable.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True, style="dim")
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(inert(name), _text(value))
    return grid


def _table(block: Table) -> RenderableType:
    padding = (0, 0) if block.is_dense else (0, 1)
    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="bold", padding=padding)
    for column in block.columns:
        table.add_column(
            Text(inert(column.heading)),
            justify="right" if column.is_number else "left",
            no_wrap=not column.may_wrap,
            overflow="fold",
            ratio=1 if column.may_wrap else None,
        )
    for row in block.rows:
        table.add_row(*(_text(cell) for cell in row))
    parts: list[RenderableType] = [table, ""]
    if block.caption:
        parts.insert(0, Text(inert(block.caption), style="italic"))
    return Group(*parts)


def _excerpt(block: Excerpt) -> RenderableType:
    number = str(block.line)
    gutter = " " * len(number)
    before, marked, rest = inert_excerpt(block.text, block.column, block.width)
    line = Text.assemble((f"{number} | ", "dim"), before, (marked, "bold"), rest, no_wrap=True, overflow="ellipsis")
    caret = Text.assemble(
        (f"{gutter} | ", "dim"),
        " " * len(before),
        ("^" * min(len(marked), 60), "bold red"),
        no_wrap=True,
        overflow="crop",
    )
    return Group(line, caret)
