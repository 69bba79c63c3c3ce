"""Exact changes of text at marked positions: a stretch of a line becomes another, and every other byte stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.store.edits import scalar
from sotetrace.store.marks import Mark, Marks
from sotetrace.store.yaml_nodes import parse_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sotetrace.store.yaml_nodes import YamlFile

    Parse = Callable[[bytes, Marks], YamlFile]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class Splice:
    """Put a text in the place of so many characters of a line; line and column count from 0."""

    line: int
    column: int
    width: int
    text: str


@dataclass(frozen=True, slots=True)
class MarkedText:
    """The text of a file as it stands, with its data, the marks of the data, and its lines with their ends.

    `parse` is what reads the file: YAML, unless another is given.
    """

    name: str
    data: Any
    marks: Marks
    lines: tuple[str, ...]
    parse: Parse = parse_yaml

    @classmethod
    def read(cls, name: str, raw: bytes, parse: Parse = parse_yaml) -> MarkedText:
        """Parse the bytes of a file. Raises SotetraceError when anything is wrong with them."""
        marks = Marks()
        parsed = parse(raw, marks)
        if parsed.faults:
            raise SotetraceError(f"{name}: has errors", "Nothing was written; mend what sotetrace check reports first.")
        return cls(name, parsed.data, marks, tuple(_LINE.findall(raw.decode("utf-8"))), parse)

    @property
    def line_end(self) -> str:
        """The line end of the file: that of its first line."""
        return "\r\n" if self.lines and self.lines[0].endswith("\r\n") else "\n"

    def mark(self, container: Any, key: str | int) -> Mark:
        """Return where an entry stands. Raises SotetraceError when it has no place."""
        found = self.marks.find(container, key)
        if found is None:
            raise SotetraceError(f"{self.name}: {key} has no place", "Nothing was written; edit the file by hand.")
        return found

    def opens_with(self, container: Any, key: str | int, bracket: str) -> bool:
        """Say whether the value of an entry is written in brackets or braces."""
        at = self.mark(container, key)
        return self.lines[at.line].startswith(bracket, at.column)

    def respell(self, container: Any, key: str | int, word: str) -> Splice:
        """Return the change of a one-word value into another word, in the same quotes.

        Raises SotetraceError when the value is written in another way than as the word, plain or in quotes.
        """
        at, now = self.mark(container, key), container[key]
        width = self.written_width(container, key)
        if width == len(now):
            return Splice(at.line, at.column, width, scalar(word))
        return Splice(at.line, at.column + 1, width - 2, word)

    def written_width(self, container: Any, key: str | int) -> int:
        """Return how many characters a one-word value takes in its line, its quotes included. Raises as `respell`."""
        at, now = self.mark(container, key), container[key]
        written = self.lines[at.line][at.column :]
        for quote in ("", '"', "'"):
            if written.startswith(f"{quote}{now}{quote}"):
                return len(now) + 2 * len(quote)
        raise SotetraceError(
            f"{self.name}:{at.line + 1}: {now} is not written as one word", "Nothing was written; write it so first."
        )

    def line_width(self, line: int) -> int:
        """Return the width of a line without its end."""
        return len(self.lines[line].rstrip("\r\n"))

    def apply(self, splices: Iterable[Splice], expected: Any) -> str:
        """Return the text with some changes made. Raises SotetraceError when it then says anything but `expected`."""
        lines = list(self.lines)
        # From the end backwards, so that the columns of what is still to be changed stay right.
        for one in sorted(splices, key=lambda one: (one.line, one.column), reverse=True):
            line = lines[one.line]
            lines[one.line] = f"{line[: one.column]}{one.text}{line[one.column + one.width :]}"
        text = "".join(lines)
        prove(text, expected, self.parse)
        return text


def prove(text: str, expected: Any, parse: Parse = parse_yaml) -> None:
    """Raise SotetraceError when text has faults, or says anything but what is expected."""
    parsed = parse(text.encode("utf-8"), Marks())
    if parsed.faults or parsed.data != expected:
        raise SotetraceError("the edit would change more than it should", "Nothing was written; edit the file by hand.")
