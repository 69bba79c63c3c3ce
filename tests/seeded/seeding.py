"""How mistakes are seeded: small edits of the text of data/vision.yaml, as a hand makes them, and what is told."""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sotetrace.errors import UnparsableError
from sotetrace.findings import Finding
from sotetrace.project import Project
from tests.seeded.mistakes import WHOLE
from tests.sides import TODAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.seeded.mistakes import Edit, Mistake

ROOT = Path(__file__).resolve().parents[2]
VISION = ROOT / "data" / "vision.yaml"
SOURCE = Path(os.environ.get("SOTETRACE_SOURCES") or ROOT.parent / "shared" / "sources") / "000_59bd7450c26b6046.txt"
"""The text the vision was encoded from, found as `.ci/run` finds it; it is not ours to keep here."""


def apply(edit: Edit, text: str) -> str:
    """Return the text of the model after an edit; fails when what it speaks of does not stand there once."""
    start, end = (0, len(text)) if edit.words[0] == WHOLE else _entry(text, edit.words[0])
    return text[:start] + _changed(edit, text[start:end]) + text[end:]


def _changed(edit: Edit, entry: str) -> str:
    if edit.verb == "gone":
        return ""
    if edit.verb == "again":
        identifier, _, other = edit.words
        return entry + re.sub(rf"\b{re.escape(identifier)}\b", other, entry)
    if edit.verb == "link gone":
        return _without_link(entry, *edit.words[1:])
    assert edit.verb == "in", edit
    found = re.findall("^" + re.escape(edit.old), entry, re.MULTILINE)
    assert len(found) == 1, f"{edit.words[0]}: {len(found)} × {edit.old}"
    return re.sub("^" + re.escape(edit.old), edit.new.replace("\\", r"\\"), entry, flags=re.MULTILINE)


def _without_link(entry: str, to: str, _from: str = "", part: str = "") -> str:
    origin = f"        from: {part}\n" if part else ""
    link = re.compile(rf"^      - to: {re.escape(to)}\n{origin}(?:        .*\n)*", re.MULTILINE)
    assert len(link.findall(entry)) == 1, f"{to}: {len(link.findall(entry))} links"
    # A field of links that is empty now goes, too.
    return re.sub(r"^    \w+:\n(?=    \w|\n|\Z)", "", link.sub("", entry), flags=re.MULTILINE)


def _entry(text: str, identifier: str) -> tuple[int, int]:
    """Return where the entry of an element begins and ends: before the next one, or the next section."""
    start = text.index(f"  - id: {identifier}\n")
    following = re.compile(r"^(?:  - id: |\w)", re.MULTILINE).search(text, start + 1)
    return start, following.start() if following else len(text)


# ---- what is told ------------------------------------------------------------------------------------------


class Seeded:
    """The vision with a mistake in it, opened once, and what each tool tells of it."""

    def __init__(self, mistake: Mistake, folder: Path) -> None:
        text = VISION.read_text(encoding="utf-8")
        for edit in mistake.edits:
            text = apply(edit, text)
        path = folder / "vision.yaml"
        path.write_text(text, encoding="utf-8")
        self.unreadable: tuple[Finding, ...] = ()
        try:
            self.project = Project.open(path, today=TODAY)
        except UnparsableError as error:
            self.unreadable = tuple(finding for finding in error.findings if isinstance(finding, Finding))

    def told_by_check(self) -> set[str]:
        """Return what `check` tells, and does not tell of the good state, as "rule element"."""
        return _names(self.unreadable or self.project.findings) - _told_of_the_good()

    def told_by_verify(self) -> set[str]:
        """Return what `verify` tells beside the source text."""
        return _names(self.project.verify({"sote2040": SOURCE}).findings)

    def told_by_diff(self) -> set[str]:
        """Return what `diff` tells beside the good state, as "rule subject"."""
        return {f"{change.rule} {change.subject}" for change in self.project.diff(good()).changes}


@cache
def good() -> Project:
    """Return the vision as it is, opened once."""
    return Project.open(VISION, today=TODAY)


@cache
def _told_of_the_good() -> frozenset[str]:
    return frozenset(_names(good().findings))


def _names(findings: Iterable[Finding]) -> set[str]:
    return {f"{finding.rule} {finding.element or ''}".rstrip() for finding in findings}
