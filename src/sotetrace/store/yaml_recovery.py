"""After a syntax error: where the fault is, and which block of lines to do without so that the rest can be read.

A parser of YAML cannot go on after an error. But a vision is a row of sections and of list entries, each beginning on
a line of its own, so the block around an error is blanked out and the text is parsed once more. Blanked, not cut: the
positions of everything else stay those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Protocol

from sotetrace.store.yaml_faults import Fault

# A top-level key, or an entry of a section's list.
_BLOCK_START = re.compile(r"^(?:[A-Za-z_]+:|(?: {0,2})- )", re.MULTILINE)


class TextMark(Protocol):
    """A place in the text, all counted from 0."""

    @property
    def index(self) -> int:
        """Which character of the text."""

    @property
    def line(self) -> int:
        """Which line."""

    @property
    def column(self) -> int:
        """Which character of the line."""


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """What a parser says of an error: the problem and its place, and what it was in the middle of, from where on."""

    words: str
    mark: TextMark | None = None
    context: str | None = None
    context_mark: TextMark | None = None

    @property
    def opening(self) -> TextMark | None:
        """Where a bracket or quotation mark was opened; a block only says where the list or mapping began."""
        return None if str(self.context).startswith("while parsing a block") else self.context_mark


@dataclass(frozen=True, slots=True)
class Recovery:
    """The fault of a syntax error, the text of the block it made unreadable, and the text with that block blanked."""

    fault: Fault
    skipped: str
    text: str


def recover(problem: SyntaxProblem, text: str) -> Recovery:
    """Return what a syntax error comes to."""
    line, column = _locate(problem, text)
    words = f"{problem.words} ({problem.context})" if problem.context else problem.words
    start, end = _block_around(text, min(line, problem.opening.line) if problem.opening else line)
    skipped = text[start:end]
    blank = "\n" * skipped.count("\n")
    return Recovery(
        Fault("syntax-error", line, column, {"problem": words}), skipped, f"{text[:start]}{blank}{text[end:]}"
    )


def _locate(problem: SyntaxProblem, text: str) -> tuple[int, int]:
    """Return line and column of the fault: what was never closed is the fault, not the end of the file."""
    written = text.rstrip()
    mark = problem.mark or problem.context_mark
    if mark and mark.index >= len(written):
        mark = problem.opening or mark
    if mark is None:
        return 0, 0
    if mark.index >= len(written):
        return written.count("\n"), len(written) - written.rfind("\n") - 1
    return mark.line, mark.column


def _block_around(text: str, line: int) -> tuple[int, int]:
    """Return where the block that a line belongs to begins, and where the last of its lines ends."""
    here = _start_of(text, line)
    start = here
    while start > 0 and not _BLOCK_START.match(text, start):
        start = text.rfind("\n", 0, start - 1) + 1
    end_of_first = text.find("\n", start)
    after = _BLOCK_START.search(text, end_of_first + 1) if end_of_first >= 0 else None
    return start, after.start() - 1 if after else len(text)


def _start_of(text: str, line: int) -> int:
    """Return where a line begins, or the last one of a text that has fewer."""
    start = 0
    for _ in range(line):
        end = text.find("\n", start)
        if end < 0:
            break
        start = end + 1
    return start
