"""The canonical layout of YAML files: order of keys, indents, blank lines, line ends. What they say never changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError
from sotetrace.model.document import VisionDocument
from sotetrace.model.ids import is_past
from sotetrace.model.kinds import KINDS
from sotetrace.model.limits import Limits
from sotetrace.model.settings import Baseline, Settings, WaiverFile
from sotetrace.model.text import LANGUAGES
from sotetrace.store.layout_tree import Block, Entry, Leaf, Written
from sotetrace.store.readers import read_bytes
from sotetrace.store.renames import refuse_elsewhere
from sotetrace.store.splices import MarkedText, prove
from sotetrace.store.writer import write_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.store.workspaces import OpenedWorkspace

_TOP = (*VisionDocument.model_fields, *Settings.model_fields, *WaiverFile.model_fields, *Baseline.model_fields)
SECTIONS = tuple(dict.fromkeys(("format", "document", "documents", *_TOP)))
"""The keys at the top of a file, in their order."""
ELEMENT_KEYS = (
    *("id", "role", "order", "number", "goal", "level", "title", "title_from", "title_official", "summary", "note"),
    *("source", "variants", "sic", "parts", "formerly", "draft", "baseline", "target", "unit", "year", "date"),
    *("data_source", "instruments", "names", "drives", "answers", "needs", "serves", "hinders", "advances"),
    *("indicates", "delivers"),
)
"""The keys of an element, in their order."""
KEYS = (
    *("id", "to", "from", "role", "kind", "level", "count", "title", "original", "languages", "translations"),
    *("standing", "issuer", "licence", "language", "summary", "starts", "basis", "text", "where", "lang", "quote"),
    *("prefix", "suffix", "occurrence", "confidence", "sign", "rule", "fingerprint", "element", "elements", "reason"),
    *("owner", "of", "link", "direction", "measures", "sub_goals", "by", "rationale", "reviewed", "roles", "at_least"),
    *("facet", "values", "replaced_by", "date", "verdict", "until", "source", "sic", "note", "claims", "places"),
    *("members", "serves", "advances", *LANGUAGES),
    *Limits.model_fields,
)
"""The keys of everything else, in their order; a mapping with a key that is none of them keeps its own order."""
_ELEMENT_SECTIONS = frozenset(row.section for row in KINDS)
_MOST_ROUNDS = 8
_NAMED_BY_USERS = frozenset(("rules", "texts"))


def files_of(opened: OpenedWorkspace, document: str | None = None) -> list[str]:
    """Return the names of all YAML files of a workspace, or of one document in it, that stand on disk.

    Raises SotetraceError when it is not read from disk.
    """
    refuse_elsewhere(opened)
    past = {one.document.id for one in opened.workspace.documents if is_past(one.document.id)}
    asked = [known for name, known in opened.positions.items() if document in (None, name) and name not in past]
    names = dict.fromkeys(name for positions in asked for name, _ in positions.files)
    return [name for name in names if not name.endswith(".tsv")]  # a crosswalk has a canonical form of its own


def lay_out_files(names: Iterable[str], *, is_check: bool = False) -> list[str]:
    """Give files the canonical layout, and return the names of those that did not have it.

    All are laid out before the first is written, each in one step; with `is_check`, none is written. Raises as
    `lay_out` does, UnreadableError for what is no file, and SotetraceError when one cannot be written.
    """
    changed, before = {}, {}
    for name in dict.fromkeys(names):
        raw = read_bytes(Path(name))
        text = lay_out(name, raw)
        if text.encode("utf-8") != raw:
            changed[name], before[name] = text, raw.decode("utf-8")
    if not is_check:
        write_texts(changed, before)
    return list(changed)


def lay_out(name: str, raw: bytes) -> str:
    """Return the text of a YAML file in the canonical layout.

    It is parsed again: it says the same, and has every comment. Raises SotetraceError when it would not, or when the
    file has errors or is written in a way that has no layout.
    """
    read = MarkedText.read(name, raw)
    text = raw.decode("utf-8")
    try:
        written = Written(text)
        result = _Layout(written).render()
        for _ in range(_MOST_ROUNDS):  # a comment that has come to stand before another key belongs to that from now on
            before, result = result, _Layout(Written(result)).render()
            if before == result:
                break
        else:
            raise SotetraceError("its comments find no place", "")
        prove(result, read.data)
        if Written(result).comments != written.comments:
            raise SotetraceError("a comment would be lost", "")
    except SotetraceError as error:
        raise SotetraceError(f"{name}: {error.message}", "Nothing was written; lay it out by hand.") from error
    return result


class _Layout:
    """Writes a tree anew, entry by entry."""

    def __init__(self, written: Written) -> None:
        self._written = written
        self._lines = written.lines
        self._columns: list[tuple[int, int]] = []  # of the open blocks: the column before, and now

    def render(self) -> str:
        """Return the whole text."""
        lines = [*_squeeze(self._written.head), *self._block(self._written.root, 0, ("",))]
        lines = [*lines, *_squeeze(self._written.foot)]
        while lines and not lines[-1]:
            lines.pop()
        return "\n".join(lines).lstrip("\n") + "\n"

    def _block(self, block: Block, indent: int, path: Sequence[str], opening: str | None = None) -> list[str]:
        """Return the lines of a block; the first entry follows `opening` (the dash before it) where there is one."""
        self._columns.append((block.column, indent))
        is_section = _is_section(block, path)
        lines: list[str] = []
        before: Entry | None = None
        for number, entry in enumerate(self._in_order(block, path)):
            is_apart = is_section or (path == ("",) and _is_either_long(before, entry))
            is_behind_dash = opening is not None and (not number or entry is block.entries[0])
            lead = [] if is_behind_dash else _squeeze(self._lead(entry, path))  # its comments stand before the dash
            while lead and not lead[0] and (is_apart or not number):
                lead.pop(0)
            lines += [""] if number and is_apart else []
            lines += [" " * indent + text if text else "" for text in lead]
            lines += self._entry(entry, indent, path, opening if opening and not number else " " * indent)
            before = entry
        self._columns.pop()
        return lines

    def _lead(self, entry: Entry, path: Sequence[str]) -> list[str]:
        """Return the comments before an entry; for one with a dash, also those before what comes first behind it."""
        lead, value = list(self._written.before[entry.line].lead), entry.value
        if entry.key is not None:
            return lead
        if value.line > entry.line:  # the dash stands alone
            behind, inner = self._written.behind.get(entry.line, ""), self._written.before[value.line]
            lead += [text for text in (behind.strip(), *inner.lead) if text]
        if isinstance(value, Block):
            first = self._in_order(value, path)[0]
            moved = self._written.before[first.line].lead if first is not value.entries[0] else []
            lead += [text for text in moved if text]
        return lead

    def _in_order(self, block: Block, path: Sequence[str]) -> list[Entry]:
        is_element = len(path) == 2 and path[1] in _ELEMENT_SECTIONS
        order = SECTIONS if path == ("",) else ELEMENT_KEYS if is_element else KEYS
        names = [self._name(entry) for entry in block.entries]
        if block.is_list or path[-1] in _NAMED_BY_USERS or any(name not in order for name in names):
            return block.entries
        return [entry for _, entry in sorted(zip(names, block.entries, strict=True), key=lambda e: order.index(e[0]))]

    def _name(self, entry: Entry) -> str:
        key = entry.key
        return self._lines[key.line][key.column : key.end_column].strip("\"'") if key is not None else ""

    def _entry(self, entry: Entry, indent: int, path: Sequence[str], opening: str) -> list[str]:
        """Return the lines of an entry, behind what stands before it in its first line."""
        value = entry.value
        if entry.key is None:
            if isinstance(value, Block):
                return self._block(value, indent + 2, path, f"{opening}- ")
            return self._leaf(value, indent, f"{opening}- ")
        key = entry.key
        head = opening + self._lines[key.line][key.column : key.end_column] + ":"
        if isinstance(value, Leaf) and value.line == key.line:
            return self._leaf(value, indent, head if _is_empty(value) else f"{head} ")
        lines = [head + self._written.behind.get(key.line, ""), *self._tail(key.line)]
        if isinstance(value, Block):
            return lines + self._block(value, indent + 2, (*path, self._name(entry)))
        lead = self._written.before[value.line].lead
        lines += [" " * (indent + 2) + text for text in lead if text]
        return lines + self._leaf(value, indent, " " * (indent + 2))

    def _leaf(self, leaf: Leaf, indent: int, opening: str) -> list[str]:
        """Return the lines of a leaf, whose lines but the first are moved as a whole."""
        first, last = leaf.line, leaf.last_line
        if first == last and not leaf.is_block_scalar:
            text = self._lines[first][leaf.column : leaf.end_column]
            return [opening + text + self._written.behind.get(first, ""), *self._tail(first)]
        head = opening + self._lines[first][leaf.column :].rstrip()
        inner = self._lines[first + 1 : last + 1]
        if leaf.is_block_scalar:
            body = _shift_body(inner, indent + 2)
        else:
            inner[-1] = inner[-1][: leaf.end_column]
            is_flow = self._lines[first].startswith(("[", "{"), leaf.column)
            body = _shift(inner, indent - self._columns[-1][0]) if is_flow else _fold(inner, indent + 2)
            body[-1] += self._written.behind.get(last, "")
        return [head, *body, *self._tail(last)]

    def _tail(self, line: int) -> list[str]:
        """Return the comments that stay behind a line, each at the indent of the block it stood in."""
        lines = []
        for column, text in self._written.after[line].tail:
            indent = next((now for before, now in reversed(self._columns) if before <= column), 0)
            lines.append(" " * indent + text if text else "")
        return _squeeze(lines)


def _is_section(block: Block, path: Sequence[str]) -> bool:
    """Say whether a block is a list of elements, of which some take several lines."""
    is_long = any(isinstance(entry.value, Block) for entry in block.entries)
    return block.is_list and len(path) == 2 and path[1] in _ELEMENT_SECTIONS and is_long


def _is_either_long(one: Entry | None, other: Entry) -> bool:
    """Say whether one of two entries takes several lines."""
    return any(entry is not None and isinstance(entry.value, Block) for entry in (one, other))


def _is_empty(leaf: Leaf) -> bool:
    return (leaf.line, leaf.column) == (leaf.end_line, leaf.end_column)


def _squeeze(lines: Sequence[str]) -> list[str]:
    """Return lines with no more than one blank line at a time."""
    return [
        line.rstrip() for number, line in enumerate(lines) if line.strip() or not number or lines[number - 1].strip()
    ]


def _shift(lines: Sequence[str], by: int) -> list[str]:
    """Return lines moved to the right, or to the left as far as they can be."""
    return [(" " * max(0, len(line) - len(line.lstrip()) + by) + line.strip()).rstrip() for line in lines]


def _fold(lines: Sequence[str], indent: int) -> list[str]:
    """Return the further lines of a text in quotes, or without: how far they are indented means nothing."""
    return [" " * indent + line.strip() if line.strip() else "" for line in lines]


def _shift_body(lines: Sequence[str], indent: int) -> list[str]:
    """Return the lines of a block of text, moved as a whole; white space that belongs to the text stays."""
    margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    return [" " * indent + line[margin:] if line[margin:] else "" for line in lines]
