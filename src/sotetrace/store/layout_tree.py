"""YAML text as a tree of what is written where: blocks, entries and leaves, and the comments between them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.store.yaml_nodes import iter_events

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRUCTURE = re.compile(r"([\s\-:]*?)(\s*#.*)?")
_START = "---"


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar, or anything in brackets or braces: it is moved, and never changed. Lines and columns count from 0."""

    line: int
    column: int
    end_line: int
    end_column: int
    is_block_scalar: bool = False

    @property
    def last_line(self) -> int:
        """The last line on which something of it stands."""
        return self.end_line - 1 if self.is_block_scalar and self.end_line > self.line else self.end_line


@dataclass(slots=True)
class Entry:
    """An entry of a block: a key (none in a list) and what it holds; `line` is that of the key or of the dash."""

    key: Leaf | None
    value: Leaf | Block
    line: int


@dataclass(slots=True)
class Block:
    """A mapping or list with an entry a line, and the column at which its entries begin."""

    column: int
    is_list: bool
    entries: list[Entry] = field(default_factory=list)

    @property
    def line(self) -> int:
        """The line of its first entry."""
        return self.entries[0].line


@dataclass(slots=True)
class Between:
    """The comments and blank lines between two lines that say something, told apart by what they belong to.

    `tail` stays behind the line before, each with its column; `lead` stays before the line after. A blank line is an
    empty string.
    """

    tail: list[tuple[int, str]] = field(default_factory=list)
    lead: list[str] = field(default_factory=list)


class Written:
    """A text as it is written: its tree, its comments, and the lines at its top and end that belong to no entry."""

    def __init__(self, text: str) -> None:
        self.lines = [line.rstrip("\r") for line in text.replace("\r\n", "\n").split("\n")]
        self.root = _Reader(self.lines, text.replace("\r\n", "\n")).read()
        self._ends = self._find_ends()
        self._columns = dict(_iter_columns(self.root, ()))
        self._openings = {self.root.line, *_iter_openings(self.root)}
        self.behind: dict[int, str] = {}
        """What stands behind the last word of a line: a comment with the white space before it."""
        self.after: dict[int, Between] = {}
        self.before: dict[int, Between] = {}
        self.head: list[str] = []
        self.foot: list[str] = []
        self._sort_lines()

    @property
    def comments(self) -> list[str]:
        """All comments, sorted."""
        free = [text for one in self.before.values() for text in (*one.lead, *(text for _, text in one.tail))]
        return sorted(text.strip() for text in (*free, *self.behind.values(), *self.head, *self.foot) if text.strip())

    def _find_ends(self) -> dict[int, int]:
        """Return the column behind the last leaf of each line; of a line inside a leaf, that of its end."""
        ends: dict[int, int] = {}
        for leaf in _iter_leaves(self.root):
            for line in range(leaf.line, leaf.last_line):
                ends[line] = len(self.lines[line])
            is_inside = leaf.is_block_scalar
            ends[leaf.last_line] = len(self.lines[leaf.last_line]) if is_inside else leaf.end_column
        return ends

    def _sort_lines(self) -> None:
        start = 0
        if _START in self.lines and self.lines.index(_START) < self.root.line:
            start = self.lines.index(_START) + 1
            self.head = self.lines[:start]
        run: list[str] = []
        last = -1
        for number in range(start, len(self.lines)):
            line = self.lines[number]
            if number not in self._ends and (not line.strip() or line.lstrip().startswith("#")):
                run.append(line)
                continue
            rest = _STRUCTURE.fullmatch(line, self._ends.get(number, 0))
            if rest is None:
                raise SotetraceError(f"line {number + 1} is written in a way that cannot be laid out", "")
            if rest[2]:
                self.behind[number] = rest[2].partition("#")[0].replace("\t", " ") + rest[2].strip()
            self._place(run, last, number)
            run, last = [], number
        self._place(run, last, len(self.lines))

    def _place(self, run: list[str], last: int, following: int) -> None:
        """Tell apart what of a run of comments and blank lines belongs to the line before and to the line after."""
        is_end = following == len(self.lines)
        limit = 0 if is_end else _column(self.lines[following])
        inner = [column for column in self._columns.get(last, ()) if column > limit]
        least = min(inner, default=1 << 30)  # further to the left, a comment is in the same block as the line after
        size = next((at for at, line in enumerate(run) if line.strip() and _column(line) < least), len(run))
        while size and not run[size - 1].strip():
            size -= 1
        if following in self._openings:  # nothing comes between a key and what it holds
            size = 0
        tail = [(_column(line), line.strip()) for line in run[:size]]
        between = Between(tail, [line.strip() for line in run[size:]])
        if last < 0:
            blanks = [number for number, line in enumerate(between.lead) if not line]
            cut = blanks[-1] + 1 if blanks else 0
            self.head += between.lead[:cut]
            del between.lead[:cut]
        if is_end:
            self.foot, between.lead = between.lead, []
        self.after[last] = self.before[following] = between


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())


def _iter_leaves(item: Leaf | Block) -> Iterator[Leaf]:
    if isinstance(item, Leaf):
        yield item
        return
    for entry in item.entries:
        if entry.key is not None:
            yield entry.key
        yield from _iter_leaves(entry.value)


def _iter_columns(block: Block, around: tuple[int, ...]) -> Iterator[tuple[int, tuple[int, ...]]]:
    """Yield, in their order, the lines on which something ends, each with the columns of the blocks it stands in."""
    columns = (*around, block.column)
    for entry in block.entries:
        yield entry.line, columns
        if isinstance(entry.value, Block):
            yield from _iter_columns(entry.value, columns)
        else:
            yield entry.value.last_line, columns


def _iter_openings(block: Block) -> Iterator[int]:
    """Yield the lines on which a value begins that does not stand in the line of its key or dash."""
    for entry in block.entries:
        if entry.value.line > entry.line:
            yield entry.value.line
        if isinstance(entry.value, Block):
            yield from _iter_openings(entry.value)


class _Reader:
    """Builds the tree from the events of the parser."""

    def __init__(self, lines: list[str], text: str) -> None:
        self._lines = lines
        self._events = iter_events(text)

    def read(self) -> Block:
        """Return the tree. Raises SotetraceError when the text is no mapping with a key a line."""
        for event in self._events:
            if type(event).__name__ == "DocumentStartEvent":
                break
        root = self._item(next(self._events))
        if not isinstance(root, Block) or root.is_list:
            raise SotetraceError("it is no mapping with a key a line", "")
        return root

    def _item(self, event: Any) -> Leaf | Block:
        start, kind = event.start_mark, type(event).__name__
        if kind == "ScalarEvent":
            return self._scalar(event)
        if event.flow_style:
            end = self._skip()
            return Leaf(start.line, start.column, end.line, end.column)
        block = Block(start.column, is_list=kind == "SequenceStartEvent")
        ending = "SequenceEndEvent" if block.is_list else "MappingEndEvent"
        while type(inner := next(self._events)).__name__ != ending:
            if block.is_list:
                value = self._item(inner)
                block.entries.append(Entry(None, value, self._dash_line(inner.start_mark.line, block.column)))
            else:
                key = self._scalar(inner)
                block.entries.append(Entry(key, self._item(next(self._events)), key.line))
        return block

    def _skip(self) -> Any:
        """Read to the end of what is written in brackets, and return where it ends."""
        depth = 1
        while True:
            event = next(self._events)
            kind = type(event).__name__
            depth += kind in ("SequenceStartEvent", "MappingStartEvent")
            depth -= kind in ("SequenceEndEvent", "MappingEndEvent")
            if not depth:
                return event.end_mark

    def _scalar(self, event: Any) -> Leaf:
        start, end = event.start_mark, event.end_mark
        if event.style not in ("|", ">"):
            return Leaf(start.line, start.column, end.line, end.column)
        # It ends where the next line begins; blank lines at its end are no part of it, unless it asks to keep them.
        last = end.line if end.column == 0 else end.line + 1
        keeps = "+" in self._lines[start.line][start.column :].partition("#")[0]
        while last > start.line + 1 and not keeps and (last > len(self._lines) or not self._lines[last - 1].strip()):
            last -= 1
        return Leaf(start.line, start.column, min(last, len(self._lines)), 0, is_block_scalar=True)

    def _dash_line(self, line: int, column: int) -> int:
        while self._lines[line][:column].strip(" -") or not self._lines[line].startswith("-", column):
            line -= 1  # the dash stands alone, with comments below it
        return line
