"""Bytes to the text that is parsed: UTF-8, line feeds, no characters that could mislead a reader.

Nothing here raises: what does not belong is replaced, character for character so that every position stays right, and
becomes a fault, so that the rest of a damaged file can still be read.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate, islice
from typing import overload

from sotetrace.model.limits import DEFAULT_LIMITS
from sotetrace.store.yaml_faults import Fault, too_large

# Characters that have no business in a text and that could steer a terminal or reorder what a reader sees: controls
# except tab, line feed and carriage return, the separators that YAML 1.1 counts as line ends and editors do not, and
# the bidirectional embeddings, overrides and isolates.
_CHARACTERS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff"
_UNWANTED = re.compile(f"[{_CHARACTERS}]")
_CLEAN = re.compile(f"[^{_CHARACTERS}]*")
"""To match a whole text takes half the time of a search through it that finds nothing."""


_BLOCK = 4096
"""Of so many characters at a time, line feeds are counted; the few that are asked for are looked up in their block."""


class Lines(Sequence[str]):
    """The lines of a text with line feeds, cut out when somebody asks: few are ever shown."""

    __slots__ = ("_known", "_latest", "_text")

    def __init__(self, text: str = "") -> None:
        self._text = text
        self._known: array[int] | None = None
        self._latest = (-1, "")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Lines) and self._text == other._text

    __hash__ = None  # type: ignore[assignment]  # as of other sequences that are equal by what they hold

    def __len__(self) -> int:
        return self._feeds()[-1] + (not self._text.endswith("\n") and bool(self._text))

    @overload
    def __getitem__(self, number: int) -> str: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[str]: ...
    def __getitem__(self, number: int | slice) -> str | Sequence[str]:
        """Return a line without its line feed."""
        if isinstance(number, slice):
            return [self[n] for n in range(*number.indices(len(self)))]
        index = range(len(self))[number]
        if self._latest[0] != index:  # thousands of findings may stand on one line
            start = self.start(index)
            end = self._text.find("\n", start)
            self._latest = index, self._text[start : end if end >= 0 else None]
        return self._latest[1]

    def start(self, number: int) -> int:
        """Return which character of the text a line begins with. Raises IndexError when there is no such line."""
        if number == 0:
            return 0
        feeds = self._feeds()
        if number > feeds[-1]:
            raise IndexError(number)
        block = bisect_left(feeds, number) - 1
        at = block * _BLOCK
        for _ in range(number - feeds[block]):
            at = self._text.find("\n", at) + 1
        return at

    def locate(self, index: int) -> tuple[int, int]:
        """Return the line and column, from 0, of a character of the text."""
        block = min(index, len(self._text)) // _BLOCK
        line = self._feeds()[block] + self._text.count("\n", block * _BLOCK, index)
        return line, index - self.start(line)

    def _feeds(self) -> array[int]:
        """Return how many line feeds there are before each block, and in all."""
        if self._known is None:
            counts = (self._text.count("\n", at, at + _BLOCK) for at in range(0, len(self._text) + 1, _BLOCK))
            self._known = array("Q", accumulate(counts, initial=0))
        return self._known


def decode_text(raw: bytes, most: int = DEFAULT_LIMITS.findings) -> tuple[str, list[Fault]]:
    """Return the text of a file, with line feeds for line ends, and what was wrong with its bytes and characters.

    Unwanted characters are said once a line, on `most` lines at the most.
    """
    text, faults = _decode(raw)
    text = _with_line_feeds(text).lstrip("\ufeff")  # more byte order marks: libyaml skips, but does not count them
    if not _CLEAN.fullmatch(text):
        found = list(islice(_iter_unwanted(text), most + 1))
        if len(found) > most:
            found[-1] = too_large("findings", most, found[-1].line, found[-1].column)
        faults += found
        text = without_unwanted(text)
    return text, faults


def _iter_unwanted(text: str) -> Iterator[Fault]:
    """Yield the fault of the first unwanted character of every line that has one."""
    line = start = counted = 0
    while found := _UNWANTED.search(text, start):
        line += text.count("\n", counted, found.start())
        counted = found.start()
        yield _unwanted(found[0], line, counted - text.rfind("\n", 0, counted) - 1)
        start = text.find("\n", counted) + 1
        if not start:
            return


def find_unwanted(text: str, line: int, column: int = 0) -> Fault | None:
    """Return the fault of the first unwanted character of a text, at the place that is given."""
    found = _UNWANTED.search(text)
    return _unwanted(found[0], line, column) if found else None


def _unwanted(character: str, line: int, column: int) -> Fault:
    return Fault("control-character", line, column, {"character": f"U+{ord(character):04X}"})


def without_unwanted(text: str) -> str:
    """Return the text with a replacement character in the place of every unwanted one."""
    return text.translate(_replacements())


@cache
def _replacements() -> dict[int, int]:
    """Return what `translate` needs, which is quicker than to substitute where a whole file is unwanted."""
    return {code: 0xFFFD for code in range(0x10000) if _UNWANTED.match(chr(code))}


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
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text
