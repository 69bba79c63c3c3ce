"""Crosswalk files: SSSOM/TSV to plain data with the position of every cell, and to values of the model.

https://mapping-commons.github.io/sssom/spec-formats-tsv/: a YAML header whose lines begin with `#`, then a table of
tab-separated values. A `#` counts as the white space that it stands before, so that every position of the header is
right as it is. What is wrong is found, never raised; what is read past is said.
"""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sotetrace.model.limits import DEFAULT_LIMITS, MAX_BYTES
from sotetrace.model.mapping import SHARED_SLOTS, Mapping, MappingSet
from sotetrace.store.documents import Loaded, load_value
from sotetrace.store.marks import first_position
from sotetrace.store.yaml_faults import Fault, too_large
from sotetrace.store.yaml_nodes import YamlFile, parse_yaml
from sotetrace.store.yaml_text import Lines, decode_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import BaseModel

    from sotetrace.model.limits import Limits
    from sotetrace.store.marks import Marks

_MAX_SYNTAX_FAULTS = 20
_HEADER = re.compile(r"(?:#[^\n]*(?:\n|\Z))*")
_CELL = re.compile(r'"(?:[^"]|"")*"|[^\t\n]*')
_SEPARATOR = re.compile(r"(?<!\\)\|")


def load_crosswalk(name: str, raw: bytes, limits: Limits = DEFAULT_LIMITS) -> Loaded[MappingSet]:
    """Read a file of mappings; slots that are said once for all stand on every mapping afterwards."""
    loaded = load_value(MappingSet, [(name, raw)], parse_sssom, limits)
    return loaded if loaded.value is None else replace(loaded, value=propagate(loaded.value))


def propagate(mapping_set: MappingSet) -> MappingSet:
    """Give every mapping the values that its set says for all, where no mapping has one of its own."""
    mappings = mapping_set.mappings
    shared = {
        slot: value
        for slot in SHARED_SLOTS
        if (value := getattr(mapping_set, slot)) and not any(getattr(mapping, slot) for mapping in mappings)
    }
    if not shared or not mappings:
        return mapping_set
    told = tuple(mapping.model_copy(update=shared) for mapping in mappings)
    emptied = {slot: MappingSet.model_fields[slot].default for slot in shared}
    return mapping_set.model_copy(update={**emptied, "mappings": told})


def lists_of(model: type[BaseModel]) -> frozenset[str]:
    """Return the slots of a class that hold lists."""
    return frozenset(name for name, field in model.model_fields.items() if field.default == ())


def parse_sssom(
    raw: bytes,
    marks: Marks,
    file: int = 0,
    _typed_keys: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT_LIMITS,
) -> YamlFile:
    """Parse the bytes of a crosswalk file to the data of a mapping set, with positions as `parse_yaml` gives them."""
    if len(raw) > MAX_BYTES:
        return YamlFile(None, (too_large("bytes", MAX_BYTES),), Lines())
    text, faults = decode_text(raw, limits.findings)
    if not text.strip():
        return YamlFile(None, (*faults, Fault("empty-document", 0, 0)), Lines(text))
    found = _HEADER.match(text)
    end = found.end() if found is not None else 0
    lines = Lines(text)
    header = _parse_header(text[:end], marks, file, faults, limits)
    table = _Table(text, lines, end, marks, file, limits)
    rows = table.read()
    faults += table.faults
    marks.add_file(file, lines)
    packed = [position for key in header for position in marks.packed(header, key)]
    whole = {**header, "mappings": rows}
    marks.add(whole, [*packed, table.base + end, table.base + end])
    return YamlFile(whole, tuple(faults), lines)


def _parse_header(text: str, marks: Marks, file: int, faults: list[Fault], limits: Limits) -> dict[str, Any]:
    """Return the data of the header; a single value of a slot that holds a list counts as a list."""
    if not text.replace("#", "").strip():
        return {}
    typed = frozenset(Mapping.model_fields)
    parsed = parse_yaml(re.sub("^#", " ", text, flags=re.MULTILINE).encode(), marks, file, typed, limits)
    faults += parsed.faults
    header: Any = parsed.data
    if not isinstance(header, dict):
        if not parsed.faults:
            faults.append(Fault("not-a-mapping", 0, 1, {"found": "@list" if isinstance(header, list) else "@text"}))
        return {}
    if mark := marks.find(header, "mappings"):
        faults.append(Fault("unknown-key", mark.key_line, mark.key_column, {"key": "mappings"}, len("mappings")))
        marks.drop(header, "mappings")
    for slot in lists_of(MappingSet) & header.keys():
        if isinstance(header[slot], str):
            at = marks.packed(header, slot)[1]
            header[slot] = [header[slot]]
            marks.add(header[slot], [at, at])
    return header


class _Table:
    """The reading of one table: its rows as data, and its faults."""

    def __init__(self, text: str, lines: Lines, start: int, marks: Marks, file: int, limits: Limits) -> None:
        self.faults: list[Fault] = []
        self.base = first_position(file)
        self._text = text
        self._lines = lines
        self._marks = marks
        self._limits = limits
        self._first_line = text.count("\n", 0, start)

    def read(self) -> list[dict[str, Any]]:
        """Return the rows as mappings from slot to value; empty cells are left out."""
        rows: list[dict[str, Any]] = []
        packed: list[int] = []
        columns: list[str] | None = None
        lists, values, limits = lists_of(Mapping), 0, self._limits
        for line, cells in self._iter_rows():
            values += len(cells)
            if len(rows) == limits.rows:
                self.faults.append(too_large("rows", limits.rows, self._first_line + line))
                break
            if values > limits.entries:
                self.faults.append(too_large("entries", limits.entries, self._first_line + line))
                break
            if len(self.faults) > limits.findings:
                self.faults.append(too_large("findings", limits.findings, self._first_line + line))
                break
            at = self._positions(line, len(cells))
            if columns is None:
                columns = self._columns(line, cells, at)
                continue
            if len(cells) > len(columns):
                self._fault(line, "more cells than columns")
            rows.append(self._row(columns, cells, at, lists))
            packed += [self.base + at[0]] * 2
        if columns is None and not self.faults:
            self.faults.append(Fault("missing-key", max(0, self._first_line - 1), 0, {"key": "subject_id"}))
        self._marks.add(rows, packed)
        return rows

    def _row(self, columns: list[str], cells: list[str], at: list[int], lists: frozenset[str]) -> dict[str, Any]:
        row: dict[str, Any] = {}
        packed: list[int] = []
        for column, cell, position in zip(columns, cells, at, strict=False):
            if not cell or not column:
                continue
            value: str | list[str] = cell
            here = self.base + position
            if column in lists:
                value = [part.replace("\\|", "|") for part in _SEPARATOR.split(cell)]
                self._marks.add(value, [here] * (2 * len(value)))
            row[column] = value
            packed += (here, here)
        self._marks.add(row, packed)
        return row

    def _columns(self, line: int, cells: list[str], at: list[int]) -> list[str]:
        """Return the names of the columns; one that is no slot, or that comes twice, is empty and read past."""
        names: list[str] = []
        known: set[str] = set()
        for cell, position in zip(cells, at, strict=True):
            if cell in Mapping.model_fields and cell not in known:
                known.add(cell)
                names.append(cell)
                continue
            rule = "duplicate-key" if cell in known else "unknown-key"
            column = position - at[0]
            self.faults.append(Fault(rule, self._first_line + line, column, {"key": cell}, max(1, len(cell))))
            names.append("")
        return names

    def _iter_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each row that holds anything with the line it begins on, from 0; a row that cannot be read is said."""
        lines = self._iter_lines()
        done = 0
        while len(self.faults) < _MAX_SYNTAX_FAULTS:
            reader = csv.reader(lines, delimiter="\t", strict=True)
            read = 0
            try:
                for cells in reader:
                    if any(cells):
                        yield done + read, cells
                    read = reader.line_num
            except csv.Error as error:
                if "field limit" in str(error):
                    self.faults.append(too_large("scalar", csv.field_size_limit(), self._first_line + done + read))
                else:
                    self._fault(done + read, str(error))
                done += max(reader.line_num, read + 1)
            else:
                return

    def _iter_lines(self) -> Iterator[str]:
        """Yield the lines of the table; one that is longer than a text may be is said and left blank."""
        for number in range(self._first_line, len(self._lines)):
            line = self._lines[number]
            if len(line) > self._limits.scalar:
                self.faults.append(too_large("scalar", self._limits.scalar, number))
                line = ""
            yield f"{line}\n"

    def _positions(self, line: int, count: int) -> list[int]:
        """Return where each cell of a row begins in the text."""
        at = self._lines.start(self._first_line + line)
        positions = []
        for _ in range(count):
            positions.append(at)
            found = _CELL.match(self._text, at)
            at = (found.end() if found is not None else at) + 1
        return positions

    def _fault(self, line: int, problem: str) -> None:
        self.faults.append(Fault("syntax-error", self._first_line + line, 0, {"problem": problem}))
