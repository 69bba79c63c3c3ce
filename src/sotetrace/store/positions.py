"""From a symbolic place to file, line and column: the last step, taken by the room that owns the text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sotetrace.findings import Finding, Location, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sotetrace.store.marks import Marks

_LONGEST_SHOWN = 10_000
"""Up to how many characters a line goes with a location: nobody reads more, and a file may be one line."""


@dataclass(frozen=True, slots=True)
class Positions:
    """The positions of one document (or of a settings or waiver file): its data, marks, and files with their lines."""

    data: Any
    marks: Marks
    files: tuple[tuple[str, Sequence[str]], ...] = field(default=())

    def locate(self, place: Place) -> Location:
        """Return where a place stands: the place itself, or the nearest thing around it that has a position."""
        container, found, width = self.data, None, 1
        for step in place.path:
            if not isinstance(container, (dict, list)) or not self.marks.has(container, step):
                break
            found, container = (container, step), container[step]  # type: ignore[index]
        mark = self.marks.find(*found) if found is not None else None
        if found is None or mark is None:
            return self.at(0, 0, 0)
        step = found[1]
        if isinstance(step, str) and (place.is_key or isinstance(container, (dict, list)) or container is None):
            return self.at(mark.file, mark.key_line, mark.key_column, len(step))
        if isinstance(container, str):
            width = max(len(container), 1)
        return self.at(mark.file, mark.line, mark.column, width)

    def at(self, file: int, line: int, column: int, width: int = 1) -> Location:
        """Make a location from line and column counted from 0; the width ends with the line."""
        name, lines = self.files[file] if self.files else ("", ())
        text = lines[line] if line < len(lines) else ""
        shown = text if len(text) <= _LONGEST_SHOWN else ""
        return Location(name, line + 1, column + 1, max(1, min(width, len(text) - column)), shown)


def locate_findings(findings: Iterable[Finding], positions: Mapping[str, Positions]) -> list[Finding]:
    """Give every finding that has none its location, and its related places theirs."""

    def locate(place: Place) -> Location | None:
        known = positions.get(place.document)
        return known.locate(place) if known is not None else None

    return [
        replace(
            finding,
            location=finding.location or locate(finding.place),
            related_locations=tuple(at for place in finding.related if (at := locate(place)) is not None),
        )
        for finding in findings
    ]
