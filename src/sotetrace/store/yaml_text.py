"""Bytes to the text that is parsed: UTF-8, line feeds, no characters that could mislead a reader.

Nothing here raises: what does not belong is replaced, character for character so that every position stays right, and
becomes a fault, so that the rest of a damaged file can still be read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import overload

from sotetrace.store.yaml_faults import Fault

# Characters that have no business in a text and that could steer a terminal or reorder what a reader sees: controls
# except tab, line feed and carriage return, the separators that YAML 1.1 counts as line ends and editors do not, and
# the bidirectional embeddings, overrides and isolates.
_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNWANTED = re.compile(f"[{_CHARACTERS}]")
_CLEAN = re.compile(f"[^{_CHARACTERS}]*")
"""To match a whole text takes half the time of a search through it that finds nothing."""


class Lines(Sequence[str]):
    """The lines of a text with line feeds, cut out when somebody asks: few are ever shown."""

    __slots__ = ("_known", "_text")

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._known: array[int] | None = None

    def __len__(self) -> int:
        return len(self._starts()) - (self._text.endswith("\n") or not self._text)

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        """Return a line without its line feed."""
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        start = self._starts()[range(len(self))[number]]
        end = self._text.find("\n", start)
        return self._text[start : end if end >= 0 else None]

    def locate(self, index: int) -> tuple[int, int]:
        """Return the line and column, from 0, of a character of the text."""
        starts = self._starts()
        line = bisect_right(starts, index) - 1
        return line, index - starts[line]

    def _starts(self) -> array[int]:
        if self._known is None:
            self._known = array("Q", _iter_starts(self._text))
        return self._known


def _iter_starts(text: str) -> Iterator[int]:
    at = 0
    yield at
    while at := text.find("\n", at) + 1:
        yield at


def decode_text(raw: bytes) -> tuple[str, list[Fault]]:
    """Return the text of a file, with line feeds for line ends, and what was wrong with its bytes and characters."""
    text, faults = _decode(raw)
    text = _with_line_feeds(text).lstrip("\ufeff")  # more byte order marks: libyaml skips, but does not count them
    if not _CLEAN.fullmatch(text):
        for number, line in enumerate(text.split("\n")):
            if fault := find_unwanted(line, number):  # one a line is enough
                faults.append(fault)
        text = without_unwanted(text)
    return text, faults


def find_unwanted(text: str, line: int, column: int | None = None) -> Fault | None:
    """Return the fault of the first unwanted character of a line, at its own place or at the given column."""
    found = _UNWANTED.search(text)
    if found is None:
        return None
    at = found.start() if column is None else column
    return Fault("control-character", line, at, {"character": f"U+{ord(found[0]):04X}"})


def without_unwanted(text: str) -> str:
    """Return the text with a replacement character in the place of every unwanted one."""
    return _UNWANTED.sub("\ufffd", text)


def _decode(raw: bytes) -> tuple[str, list[Fault]]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace").removeprefix("\ufeff")
        return text, [Fault("bad-encoding", 0, 0, {"problem": "UTF-16"})]
    faults = []
    if raw.startswith(b"\xef\xbb\xbf"):
        faults.append(Fault("bad-encoding", 0, 0, {"problem": "byte order mark"}))
        raw = raw[3:]
    try:
        return raw.decode("utf-8"), faults
    except UnicodeDecodeError as error:
        before = _with_line_feeds(raw[: error.start].decode("utf-8"))
        line, column = before.count("\n"), len(before) - before.rfind("\n") - 1
        faults.append(Fault("bad-encoding", line, column, {"problem": f"0x{raw[error.start]:02X}"}))
        return raw.decode("utf-8", errors="replace"), faults


def _with_line_feeds(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
