"""YAML text to plain data, with the position of every key and value. The one door to the yaml package.

Every scalar stays a string: a typed loader would turn `section: 4.10` into 4.1, `NO` into false and `12:30` into 750.
The fields of the model decide. libyaml's events feed a small builder, which costs less than the typed loaders and
keeps the positions. What the format does not want (anchors, tags, duplicate keys, values that other readers take for
something else) becomes a `Fault` beside the data, and after a syntax error the rest of the file is still read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

from sotetrace.model.limits import DEFAULT_LIMITS, MAX_BYTES
from sotetrace.store.marks import Marks, first_position
from sotetrace.store.yaml_faults import Fault, too_large
from sotetrace.store.yaml_readings import FIRST_CHARACTERS, NOTHING, find_reading
from sotetrace.store.yaml_recovery import Recovery, SyntaxProblem, recover
from sotetrace.store.yaml_text import Lines, decode_text, find_unwanted, without_unwanted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sotetrace.model.limits import Limits

_MAX_SYNTAX_FAULTS = 20
_MAX_PARSED_AGAIN = 60_000_000
"""Up to how many characters are parsed again, all in all, after syntax errors."""
_MAX_DIRECTIVES = 100
_DIRECTIVE = re.compile("\n%")
"""One on the first line goes unseen; to look for `^%` instead takes five times as long."""
_WORD = 12
"""Up to how many characters a value is a word that probably comes again."""

# The events of libyaml are `Any` to the type checker: to prove what each has would cost more than to build from them.
_NextEvent: TypeAlias = "Callable[[], Any]"
_SCALAR, _ALIAS, _STREAM_END = yaml.ScalarEvent, yaml.AliasEvent, yaml.StreamEndEvent
_MAPPING_START, _MAPPING_END = yaml.MappingStartEvent, yaml.MappingEndEvent
_SEQUENCE_START, _SEQUENCE_END = yaml.SequenceStartEvent, yaml.SequenceEndEvent


@dataclass(frozen=True, slots=True)
class YamlFile:
    """One file as plain data (None when nothing of it could be parsed), with its faults and what was skipped.

    `lines` are the file's lines, `skipped` the text of the blocks that a syntax error made unreadable.
    """

    data: Any
    faults: tuple[Fault, ...]
    lines: Lines
    skipped: str = ""


def parse_yaml(
    raw: bytes,
    marks: Marks | None = None,
    file: int = 0,
    typed_keys: frozenset[str] = frozenset(),
    limits: Limits = DEFAULT_LIMITS,
) -> YamlFile:
    """Parse YAML bytes. Never raises for what is in them: what is wrong is a fault.

    Positions go into `marks` under the number `file`. `typed_keys` are the keys whose values are meant to be numbers,
    dates or yes and no; a value of any other key that a YAML 1.1 reader takes for one of these is noted as a reading.
    """
    marks = marks if marks is not None else Marks()
    if len(raw) > MAX_BYTES:
        return YamlFile(None, (too_large("bytes", MAX_BYTES),), Lines())
    text, faults = decode_text(raw, limits.findings)
    lines = Lines(text)
    if fault := _find_directives(text, lines):
        return YamlFile(None, (*faults, fault), lines)
    skipped: list[str] = []
    retries = min(_MAX_SYNTAX_FAULTS, 1 + _MAX_PARSED_AGAIN // max(1, len(text)))
    while True:
        builder = _Builder(marks, file, typed_keys, limits)
        recovery = _try_build(builder, text)
        if recovery is None:
            break
        faults.append(recovery.fault)
        skipped.append(recovery.skipped)
        if len(skipped) >= retries or not recovery.skipped.strip():
            break
        text = recovery.text
    marks.add_file(file, Lines(text) if skipped else lines)
    marks.add_readings(builder.readings)
    faults += builder.faults
    if builder.data is None and not faults:
        faults.append(Fault("empty-document", 0, 0))
    return YamlFile(builder.data, tuple(faults), lines, "\n".join(skipped))


def parked_keys(container: dict[str, Any]) -> list[str]:
    """Return the keys under which faulty entries (duplicates, aliases as keys) were parked."""
    return [key for key in container if key.endswith("\x00")]


def iter_events(text: str) -> Iterator[Any]:
    """Yield the events of a text that has no faults, for those who must know where each value ends."""
    loader = yaml.CBaseLoader(text)
    while loader.check_event():
        yield loader.get_event()


class _TooDeepError(yaml.MarkedYAMLError):
    """Nesting so deep that even reading past it would take too long."""


class _TooManyError(Exception):
    """More values or faults than a file may have; the fault that says so, where the first is that is too many."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault


def _try_build(builder: _Builder, text: str) -> Recovery | None:
    """Build the data of a text. Of a syntax error, return how to go on."""
    try:
        builder.build(text)
    except yaml.YAMLError as error:
        recovery = recover(_problem_of(error), text)
        if isinstance(error, _TooDeepError):
            at = recovery.fault
            return replace(recovery, fault=too_large("depth", builder.limits.depth, at.line, at.column))
        return recovery
    return None


def _find_directives(text: str, lines: Lines) -> Fault | None:
    """Return the fault of too many directives (`%TAG …`): libyaml compares each with all before it."""
    found = next(islice(_DIRECTIVE.finditer(text), _MAX_DIRECTIVES, None), None)
    return too_large("directives", _MAX_DIRECTIVES, *lines.locate(found.end() - 1)) if found else None


def _place_of(mark: Any) -> tuple[int, int]:
    return mark.line, mark.column


def _problem_of(error: yaml.YAMLError) -> SyntaxProblem:
    if not isinstance(error, yaml.MarkedYAMLError):  # such as an error of the reader
        return SyntaxProblem(str(error))
    return SyntaxProblem(error.problem or str(error), error.problem_mark, error.context, error.context_mark)


class _Builder:
    """Builds plain data from libyaml's events, by descending into mappings and lists as they open.

    The limit of depth keeps the recursion shallow. The positions of a container's entries are collected in a plain
    list beside it, and recorded when it ends.
    """

    __slots__ = (
        "_base", "_depth", "_left", "_longest", "_marks", "_next_event", "_noted", "_parked", "_typed_keys",
        "_words", "data", "faults", "limits", "readings",
    )  # fmt: skip

    def __init__(self, marks: Marks, file: int, typed_keys: frozenset[str], limits: Limits) -> None:
        self.limits = limits
        self.data: Any = None
        self.faults: list[Fault] = []
        self.readings: dict[int, dict[Any, str]] = {}
        self._marks = marks
        self._base = first_position(file)
        self._typed_keys = typed_keys
        self._next_event: _NextEvent
        self._longest = limits.scalar
        self._depth = 0
        self._left = limits.entries
        self._noted = 0
        self._parked = 0
        self._words: dict[str, str] = {}  # keys and short values, each kept once: they come again and again

    def build(self, text: str) -> None:
        """Build the data of the first document; afterwards it is in `data`, and its faults are in `faults`."""
        next_event: _NextEvent = yaml.CBaseLoader(text).get_event  # of this loader, the parser is all that is used
        self._next_event = next_event
        next_event()  # the start of the stream
        if type(next_event()) is _STREAM_END:
            return
        try:
            data = self._root(next_event())
        except _TooManyError as error:
            self.faults.append(error.fault)
            self.readings.clear()
            return
        next_event()  # the end of the document
        event = next_event()
        if type(event) is not _STREAM_END:
            self._fault("several-documents", event.start_mark)
        self.data = data

    # ---- containers -------------------------------------------------------------------------------------------------

    def _root(self, event: Any) -> Any:
        """Return the data that the first event of a document begins. It counts as no value and has no reading."""
        kind = type(event)
        if kind is _ALIAS:
            self._note_alias(event)
            return None
        if kind is _SCALAR:
            text = self._text(event)
            return None if text in NOTHING and not event.style else text
        return self._container(event)

    def _container(self, event: Any) -> dict[str, Any] | list[Any]:
        """Return the mapping or list that an event starts."""
        if event.anchor is not None or event.tag is not None:
            self._note_properties(event)
        self._depth += 1
        container = self._mapping() if type(event) is _MAPPING_START else self._sequence()
        self._depth -= 1
        return container

    def _mapping(self) -> dict[str, Any]:
        data: dict[str, Any] = {}
        packed: list[int] = []
        next_event, value_of, base, words, note = self._next_event, self._value, self._base, self._words, packed.append
        while type(event := next_event()) is not _MAPPING_END:
            note(base + event.start_mark.index)
            is_plain = type(event) is _SCALAR and not event.style and event.anchor is None and event.tag is None
            if is_plain and (key := event.value) in words and key not in data:
                key = words[key]  # as nearly always: a word that was here before, in another mapping
            else:
                key = self._key(event, data)
                key = words.setdefault(key, key)
            event = next_event()
            note(base + event.start_mark.index)
            data[key] = value_of(event, data, key)
        self._marks.add(data, packed)
        return data

    def _sequence(self) -> list[Any]:
        data: list[Any] = []
        packed: list[int] = []
        next_event, value_of, base = self._next_event, self._value, self._base
        while type(event := next_event()) is not _SEQUENCE_END:
            at = base + event.start_mark.index
            packed += (at, at)
            data.append(value_of(event, data, len(data)))
        self._marks.add(data, packed)
        return data

    # ---- their contents ---------------------------------------------------------------------------------------------

    def _key(self, event: Any, data: dict[str, Any]) -> str:
        """Return the key that an event is. A key that cannot be one is parked, so that its value has a place."""
        kind = type(event)
        if kind is _SCALAR:
            key = self._text(event)
            if key not in data:
                return key
            self._fault("duplicate-key", event.start_mark, key=key)
            return self._park(key)
        if kind is _ALIAS:
            self._note_alias(event)
            return self._park("*" + event.anchor)
        self._note_properties(event)
        self._fault("syntax-error", event.start_mark, problem="a key must be a word, not a list or mapping")
        self._read_past()
        return self._park("?")

    def _value(self, event: Any, container: dict[str, Any] | list[Any], key: str | int) -> Any:
        """Return the value that an event is or starts, for an entry of a container."""
        self._left -= 1
        if self._left < 0:
            raise _TooManyError(too_large("entries", self.limits.entries, *_place_of(event.start_mark)))
        kind = type(event)
        value: Any
        if kind is _SCALAR:
            value, style = event.value, event.style
            if style or event.anchor is not None or event.tag is not None or len(value) > self._longest:
                value = self._text(event)
            if not style:  # written plain, without quotes
                if value in NOTHING:
                    value = None
                elif value[0] in FIRST_CHARACTERS and key not in self._typed_keys:
                    self._note_reading(container, key, value, event.start_mark)
            if value and len(value) <= _WORD:
                value = self._words.setdefault(value, value)
        elif kind is _ALIAS:
            self._note_alias(event)
            value = None
        elif self._depth == self.limits.depth:
            self._note_too_deep(event)
            return None
        else:
            value = self._container(event)
        return value

    def _text(self, event: Any) -> str:
        """Return the text of a scalar, or as much of it as may be."""
        text: str = event.value
        style = event.style
        if not style and event.anchor is None and event.tag is None and len(text) <= self._longest:
            return text  # most are plain
        if event.anchor is not None or event.tag is not None:
            self._note_properties(event)
        if len(text) > self._longest:
            self._note(too_large("scalar", self._longest, *_place_of(event.start_mark)))
            return ""
        # An escape brings in characters that are not in the file.
        if style == '"' and (fault := find_unwanted(text, *_place_of(event.start_mark))):
            self._note(fault)
            return without_unwanted(text)
        return text

    def _note_reading(self, container: object, key: str | int, text: str, mark: Any) -> None:
        if reading := find_reading(text):
            self._count_noted(*_place_of(mark))
            self.readings.setdefault(id(container), {})[key] = reading

    # ---- what the format has no place for ---------------------------------------------------------------------------

    def _fault(self, rule: str, mark: Any, **args: str) -> None:
        self._note(Fault(rule, *_place_of(mark), args))

    def _note(self, fault: Fault) -> None:
        self._count_noted(fault.line, fault.column)
        self.faults.append(fault)

    def _count_noted(self, line: int, column: int) -> None:
        """Count what will be a finding; where there are too many, the rest of the file is left unread."""
        self._noted += 1
        if self._noted > self.limits.findings:
            raise _TooManyError(too_large("findings", self.limits.findings, line, column))

    def _note_alias(self, event: Any) -> None:
        """Note an alias, which stands for nothing: what it names may be as large as it likes."""
        self._fault("alias", event.start_mark, name="*" + event.anchor)

    def _note_properties(self, event: Any) -> None:
        """Note the anchor and the tag that stand before a value."""
        if event.anchor is not None:
            self._fault("alias", event.start_mark, name="&" + event.anchor)
        if event.tag is not None and event.tag != "!":
            self._fault("tag", event.start_mark, tag=event.tag)

    def _park(self, key: str) -> str:
        """Return a key that no document has, under which a value that must not win is parked."""
        self._parked += 1
        return f"{key}\x00{self._parked}\x00"

    def _note_too_deep(self, event: Any) -> None:
        """Read past a mapping or list that is nested deeper than may be; it stands for nothing."""
        self._note_properties(event)
        self._note(too_large("depth", self.limits.depth, *_place_of(event.start_mark)))
        self._read_past()

    def _read_past(self) -> None:
        """Read up to the end of the mapping or list that has just started."""
        depth = 1
        while depth:
            event = self._next_event()
            kind = type(event)
            if kind is _MAPPING_START or kind is _SEQUENCE_START:
                depth += 1
                if depth > self.limits.depth:  # libyaml needs time in the square of the depth
                    raise _TooDeepError(None, None, "nested too deeply", event.start_mark)
            elif kind is _MAPPING_END or kind is _SEQUENCE_END:
                depth -= 1
