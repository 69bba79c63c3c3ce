"""YAML text to plain data, with the line and column of every key and value. The one door to the yaml package.

Every scalar stays a string: a typed loader would turn `section: 4.10` into 4.1, `NO` into false and `12:30` into 750.
The fields of the model decide. libyaml's events feed a small builder, which costs less than the typed loaders and keeps the
positions. What the format does not want (anchors, tags, duplicate keys, values that other readers take for something
else) becomes a `Fault` beside the data, and after a syntax error the block it stands in is skipped and the rest read.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.cyaml import CParser

MAX_BYTES = 50_000_000
MAX_DEPTH = 50
MAX_VALUES = 5_000_000
MAX_SCALAR = 1_000_000
_MAX_SYNTAX_FAULTS = 20
_MANY = 64
"""From this many keys on, a mapping's order is noted instead of looked through."""

# A position is packed into one 64-bit number: 12 bits for the file, 28 for the line, 24 for the column.
_COLUMN_BITS = 24
_LINE_BITS = 28
_COLUMN_MASK = (1 << _COLUMN_BITS) - 1
_LINE_MASK = (1 << _LINE_BITS) - 1

# Characters that have no business in a text and that could steer a terminal or reorder what a reader sees: controls
# except tab, line feed and carriage return, the separators that YAML 1.1 counts as line ends and editors do not, and
# the bidirectional embeddings, overrides and isolates.
UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")

# What the YAML 1.1 type resolvers (yaml.org/type: bool, int, float, timestamp, null) make of a plain scalar.
_READINGS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("boolean", re.compile(r"(?i:y|yes|n|no|true|false|on|off)\Z")),
    ("date", re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?\Z")),
    ("time", re.compile(r"[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.\d*)?\Z")),
    ("integer", re.compile(r"[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|0|[1-9][\d_]*)\Z")),
    ("number", re.compile(r"[-+]?(?:\d[\d_]*\.[\d_]*|\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?[eE][-+]?\d+|\.(?i:inf|nan))\Z")),
)
_MAY_BE_TYPED = frozenset("0123456789+-.yYnNtTfFoO")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the YAML itself: the slug of its rule, line and column from 0, and named arguments."""

    rule: str
    line: int
    column: int
    args: dict[str, str] = field(default_factory=dict)
    width: int = 1


@dataclass(slots=True)
class Mark:
    """File (its number), line and column (from 0) of a key and of its value; of a list entry, both are the entry's."""

    file: int
    key_line: int
    key_column: int
    line: int
    column: int


class Marks:
    """The positions of everything in the containers of one or several files.

    Two packed numbers an entry (key and value), and before them their count, stand in one flat array; containers are known by identity, so the data must
    stay alive, and a change of a container (`drop`) goes through here.
    """

    def __init__(self) -> None:
        self._packed = array("Q")
        self._starts: dict[int, int] = {}
        self._kept: dict[int, dict[Any, int] | list[int]] = {}
        self._typed: dict[int, dict[Any, str]] = {}
        self._dropped: list[Any] = []

    def add(self, container: object, packed: list[int]) -> None:
        """Record the positions of a finished container: key, value, key, value … in the order of its entries."""
        self._packed.append(len(packed))
        self._starts[id(container)] = len(self._packed)
        self._packed.extend(packed)

    def add_readings(self, readings: dict[int, dict[Any, str]]) -> None:
        """Record, by the identity of a container, which of its plain scalars a YAML 1.1 reader takes for no text."""
        self._typed |= readings

    def readings(self, container: object) -> dict[Any, str]:
        """Return key → reading for the scalars of a container that another reader takes for something else."""
        return self._typed.get(id(container), {})

    def has_readings(self) -> bool:
        """Say whether any plain scalar has a reading of another type."""
        return bool(self._typed)

    def find(self, container: dict[str, Any] | list[Any], key: str | int) -> Mark | None:
        """Return the position of an entry, or None when it has none."""
        packed = self.packed(container, key)
        if not packed:
            return None
        key_at, value_at = packed
        return Mark(
            key_at >> _COLUMN_BITS >> _LINE_BITS,
            key_at >> _COLUMN_BITS & _LINE_MASK,
            key_at & _COLUMN_MASK,
            value_at >> _COLUMN_BITS & _LINE_MASK,
            value_at & _COLUMN_MASK,
        )

    def packed(self, container: dict[str, Any] | list[Any], key: str | int) -> list[int]:
        """Return the packed positions of an entry, its key's and its value's; nothing when it has none."""
        start = self._starts.get(id(container))
        index = self._index(container, key)
        if start is None or index is None or 2 * index >= self._packed[start - 1]:  # added after the file was read
            return []
        return list(self._packed[start + 2 * index : start + 2 * index + 2])

    def _index(self, container: dict[str, Any] | list[Any], key: str | int) -> int | None:
        """Return which entry of its container a key or list position was when the file was read."""
        kept = self._kept.get(id(container))
        if kept is None and isinstance(container, dict):
            if len(container) < _MANY:
                return next((i for i, name in enumerate(container) if name == key), None)
            kept = self._keep(container)
        if isinstance(kept, dict):
            return kept.get(key)
        if not isinstance(key, int) or not 0 <= key < len(container):
            return None
        return kept[key] if kept is not None else key

    def _keep(self, container: dict[str, Any] | list[Any]) -> dict[Any, int] | list[int]:
        """Note the present order of a container, so that it can be changed."""
        order = range(len(container))
        fresh = dict(zip(container, order, strict=True)) if isinstance(container, dict) else list(order)
        return self._kept.setdefault(id(container), fresh)

    def merge(self, target: list[Any], parts: list[list[Any]]) -> None:
        """Record the positions of a list that was put together from the entries of others."""
        packed: list[int] = []
        for part in parts:
            start = self._starts[id(part)]
            packed.extend(self._packed[start : start + 2 * len(part)])
        self.add(target, packed)

    def drop(self, container: dict[str, Any] | list[Any], key: str | int) -> None:
        """Remove an entry from a container and keep the positions of the others right."""
        kept = self._kept.get(id(container)) or self._keep(container)
        if isinstance(kept, list) or key in kept:  # a key added after the file was read is in no order
            del kept[key]  # type: ignore[arg-type]
        self._typed.get(id(container), {}).pop(key, None)
        self._dropped += (container, container.pop(key))  # type: ignore[arg-type]  # so that no identity is used again


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file as plain data (None when nothing of it could be parsed), with its faults and what was skipped.

    `lines` are the file's lines, `skipped` the text of the blocks that a syntax error made unreadable.
    """

    data: Any
    faults: tuple[Fault, ...]
    lines: tuple[str, ...]
    skipped: str = ""


def parse_yaml(
    raw: bytes, marks: Marks | None = None, file: int = 0, typed_keys: frozenset[str] = frozenset()
) -> YamlFile:
    """Parse YAML bytes. Never raises for what is in them: what is wrong is a fault.

    Positions go into `marks` under the number `file`. `typed_keys` are the keys whose values are meant to be numbers,
    dates or yes and no; a value of any other key that a YAML 1.1 reader takes for one of these is noted as a reading.
    """
    marks = marks if marks is not None else Marks()
    if len(raw) > MAX_BYTES:
        fault = Fault("too-large", 0, 0, {"limit": "bytes", "value": str(MAX_BYTES)})
        return YamlFile(None, (fault,), ())
    text, faults = _decode(raw)
    lines = tuple(text.splitlines())
    skipped: list[str] = []
    for attempt in range(1, _MAX_SYNTAX_FAULTS + 1):
        builder = _Builder(marks, file, typed_keys)
        try:
            data = builder.build(text)
            marks.add_readings(builder.readings)
            break
        except yaml.YAMLError as error:
            fault, start, end = _explain(error, text)
            if isinstance(error, _TooDeepError):
                fault = Fault("too-large", fault.line, fault.column, {"limit": "depth", "value": str(MAX_DEPTH)})
            faults.append(fault)
            rest = text.split("\n")
            skipped += rest[start:end]
            if attempt == _MAX_SYNTAX_FAULTS or not any(line.strip() for line in rest[start:end]):
                data = None
                break
            text = "\n".join([*rest[:start], *([""] * (end - start)), *rest[end:]])
    faults += builder.faults
    if data is None and not faults:
        faults.append(Fault("empty-document", 0, 0))
    return YamlFile(data, tuple(faults), lines, "\n".join(skipped))


def _decode(raw: bytes) -> tuple[str, list[Fault]]:
    """Decode UTF-8; what is not becomes U+FFFD and a fault, so that the rest can still be read."""
    faults: list[Fault] = []
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        faults.append(Fault("bad-encoding", 0, 0, {"problem": "UTF-16"}))
        text = raw.decode("utf-16", errors="replace").removeprefix("\ufeff")
    else:
        if raw.startswith(b"\xef\xbb\xbf"):
            faults.append(Fault("bad-encoding", 0, 0, {"problem": "byte order mark"}))
            raw = raw[3:]
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = _with_line_feeds(raw[: error.start].decode("utf-8"))
            line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
            faults.append(Fault("bad-encoding", line, column, {"problem": f"0x{raw[error.start]:02X}"}))
            text = raw.decode("utf-8", errors="replace")
    text = _with_line_feeds(text)
    if UNWANTED.search(text):
        for number, line_text in enumerate(text.split("\n")):
            if found := UNWANTED.search(line_text):  # one a line is enough
                args = {"character": f"U+{ord(found[0]):04X}"}
                faults.append(Fault("control-character", number, found.start(), args))
        text = UNWANTED.sub("\ufffd", text)
    return text, faults


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _explain(error: yaml.YAMLError, text: str) -> tuple[Fault, int, int]:
    """Turn a parser's error into a fault and the range of lines to skip: the list entry or section it stands in."""
    lines = text.split("\n")
    problem = str(getattr(error, "problem", None) or error)
    context, context_mark = getattr(error, "context", None), getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or context_mark
    # A bracket or quotation mark that was opened may be the fault; a block only says where the list or mapping began.
    is_opened = context_mark is not None and not str(context).startswith("while parsing a block")
    written = text.rstrip()
    if is_opened and mark.index >= len(written):
        mark = context_mark  # what was never closed is the fault, not the end of the file
    at, column = (mark.line, mark.column) if mark else (0, 0)
    if mark and mark.index >= len(written):
        at, column = written.count("\n"), len(written) - written.rfind("\n") - 1
    words = f"{problem} ({context})" if context else problem
    start = min(at, context_mark.line) if context_mark is not None and is_opened else at
    while start > 0 and not (lines[start].strip() and _BLOCK_START.match(lines[start])):
        start -= 1
    end = start + 1
    while end < len(lines) and not _BLOCK_START.match(lines[end]):
        end += 1
    return Fault("syntax-error", at, column, {"problem": words}), start, end


# A top-level key, or an entry of a section's list.
_BLOCK_START = re.compile(r"(?:[A-Za-z_]+:|(?: {0,2})- )")


class _TooDeepError(yaml.MarkedYAMLError):
    """Nesting so deep that even reading past it would take too long."""


class _Builder:
    """Builds plain data from libyaml's events, without recursion."""

    def __init__(self, marks: Marks, file: int, typed_keys: frozenset[str]) -> None:
        self.marks = marks
        self.faults: list[Fault] = []
        self.readings: dict[int, dict[Any, str]] = {}
        self._parked = 0
        self._file = file
        self._typed_keys = typed_keys

    def fault(self, rule: str, mark: yaml.Mark, **args: str) -> None:
        self.faults.append(Fault(rule, mark.line, mark.column, args))

    def build(self, text: str) -> Any:
        """Return the data of the first document; the faults are collected in `faults`."""
        parser = CParser(text)
        next_event = parser.get_event
        scalar, mapping_start, sequence_start = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.SequenceStartEvent
        ends = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
        add_marks, bits = self.marks.add, _COLUMN_BITS
        base = self._file << _COLUMN_BITS << _LINE_BITS
        next_event()  # stream start
        if isinstance(next_event(), yaml.StreamEndEvent):
            return None
        # The stack holds (container, its packed positions, pending key); `container` is the innermost one.
        stack: list[tuple[Any, list[int], str | None]] = []
        container: Any = None
        packed: list[int] = []
        key: str | None = None
        root: Any = None
        values = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is scalar:
                mark = event.start_mark
                value: Any = event.value
                plain = event.style is None or event.style == ""
                if event.anchor is not None or (event.tag is not None and event.tag != "!"):
                    self._unwanted(event)
                if len(value) > MAX_SCALAR:
                    self.fault("too-large", mark, limit="scalar", value=str(MAX_SCALAR))
                    value = ""
                if event.style == '"' and (found := UNWANTED.search(value)):  # as an escape: "\\0"
                    self.fault("control-character", mark, character=f"U+{ord(found[0]):04X}")
                    value = UNWANTED.sub("\ufffd", value)
                at = base | mark.line << bits | min(mark.column, _COLUMN_MASK)
                if container is None:
                    root = None if plain and value in _NULLS else value
                    break
                if type(container) is dict and key is None:
                    if value in container:
                        self.fault("duplicate-key", mark, key=value)
                        value = self._park(value)
                    key = value
                    packed.append(at)
                    continue
                if plain:
                    if value in _NULLS:
                        value = None
                    elif value[0] in _MAY_BE_TYPED and key not in self._typed_keys:
                        self._note_reading(container, key if key is not None else len(container), value)
            elif kind is mapping_start or kind is sequence_start:
                if event.anchor is not None or event.tag is not None:
                    self._unwanted(event)
                mark = event.start_mark
                at = base | mark.line << bits | min(mark.column, _COLUMN_MASK)
                if type(container) is dict and key is None:
                    # A mapping or list as a key: no key of the format; read past it.
                    self.fault("syntax-error", mark, problem="a key must be a word, not a list or mapping")
                    key = self._park("?")
                    packed.append(at)
                    self._read_past(next_event)
                    continue
                stack.append((container, packed, key))
                if container is not None:
                    packed.append(at) if type(container) is list else None
                    packed.append(at)
                container = {} if kind is mapping_start else []
                packed = []
                key = None
                if len(stack) > MAX_DEPTH:
                    self.fault("too-large", mark, limit="depth", value=str(MAX_DEPTH))
                    self._read_past(next_event)
                    container, packed, key = stack.pop()
                    if type(container) is dict:
                        container[key] = None
                        key = None
                    else:
                        container.append(None)
                continue
            elif kind in ends:
                add_marks(container, packed)
                value = container
                container, packed, key = stack.pop()
                if container is None:
                    root = value
                    break
                if type(container) is dict:
                    container[key] = value
                    key = None
                else:
                    container.append(value)
                values += 1
                if values > MAX_VALUES:
                    return self._stop(mark)
                continue
            else:  # an alias
                mark = event.start_mark
                self.fault("alias", mark, name="*" + event.anchor)
                value = None
                at = base | mark.line << bits | min(mark.column, _COLUMN_MASK)
                if container is None:
                    break
                if type(container) is dict and key is None:
                    key = self._park("*" + event.anchor)
                    packed.append(at)
                    continue
            values += 1
            if values > MAX_VALUES:
                return self._stop(mark)
            if type(container) is dict:
                container[key] = value
                packed.append(at)
                key = None
            else:
                packed.append(at)
                packed.append(at)
                container.append(value)
        next_event()  # document end
        event = next_event()
        if not isinstance(event, yaml.StreamEndEvent):
            self.fault("several-documents", event.start_mark)
        return root

    def _stop(self, mark: Any) -> None:
        self.fault("too-large", mark, limit="values", value=str(MAX_VALUES))
        self.readings.clear()

    def _unwanted(self, event: Any) -> None:
        if event.anchor is not None:
            self.fault("alias", event.start_mark, name="&" + event.anchor)
        if event.tag is not None and event.tag != "!":
            self.fault("tag", event.start_mark, tag=event.tag)

    def _note_reading(self, container: Any, key: Any, value: str) -> None:
        for reading, pattern in _READINGS:
            if pattern.match(value):
                self.readings.setdefault(id(container), {})[key] = reading
                return

    def _park(self, key: str) -> str:
        """Return a key that no document has, under which a value that must not win is parked."""
        self._parked += 1
        return f"{key}\x00{self._parked}\x00"

    @staticmethod
    def _read_past(next_event: Any) -> None:
        depth = 1
        while depth:
            event = next_event()
            if isinstance(event, yaml.CollectionStartEvent):
                depth += 1
                if depth > MAX_DEPTH:  # libyaml needs time in the square of the depth
                    raise _TooDeepError(None, None, "nested too deeply", event.start_mark)
            elif isinstance(event, yaml.CollectionEndEvent):
                depth -= 1


def parked_keys(container: dict[str, Any]) -> list[str]:
    """Return the keys under which faulty entries (duplicates, aliases as keys) were parked."""
    return [key for key in container if key.endswith("\x00")]
