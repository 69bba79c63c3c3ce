"""A crosswalk file as lines for a plain text diff: one for each mapping and slot, sorted by the ids of both ends.

The order of rows and columns makes no difference to them. Nothing is judged, as with the lines of a model.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sotetrace.model.ids import natural_key
from sotetrace.store.marks import Marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_FIRST = ("subject_id", "object_id", "predicate_modifier", "predicate_id", "confidence")
"""What the first line of a mapping holds, in its order."""
_OF_LAYOUT = frozenset(("curie_map", "extension_definitions", "sssom_version", "mappings"))
_LOOKS_MAPPED = re.compile(rb"(?:\xef\xbb\xbf)?(?:#[^\n]*\n)*[^\n]*\b(?:subject_id|predicate_id|object_id)\b[^\n]*")


def find_mapping_lines(raw: bytes) -> list[str] | None:
    """Return the lines of a crosswalk file; None when it is none, or has a fault."""
    if _LOOKS_MAPPED.match(raw) is None:
        return None
    from sotetrace.store.sssom import parse_sssom  # the classes of mappings cost time, and most files have none

    file = parse_sssom(raw, Marks())
    if file.faults or not isinstance(file.data, dict) or not file.data["mappings"]:
        return None
    top = [f"{slot}: {_one_line(value)}" for slot, value in sorted(file.data.items()) if slot not in _OF_LAYOUT]
    rows = sorted((list(_lines_of(row)) for row in file.data["mappings"]), key=lambda lines: natural_key(lines[0]))
    return [*top, *(line for lines in rows for line in lines)]


def _lines_of(row: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of a mapping: `soste:G4 sote2040:M1.a closeMatch 0.7`, then its other slots."""
    name = f"{row.get('subject_id', '–')} {row.get('object_id', '–')}"
    said = [str(row[slot]).rpartition(":")[2] for slot in _FIRST[2:] if slot in row]
    yield " ".join((name, *said))
    yield from (f"{name} {slot}: {_one_line(value)}" for slot, value in sorted(row.items()) if slot not in _FIRST)


def _one_line(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(_one_line, value))
    return " ".join(str(value).split())
