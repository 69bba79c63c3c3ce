"""Give an element another id in crosswalk files: only the ends of mappings change, and every other byte stays."""

from __future__ import annotations

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sotetrace.crosswalk.rows import Term, resolve_term
from sotetrace.errors import SotetraceError, UsageError
from sotetrace.model.mapping import MappingSet
from sotetrace.store.splices import MarkedText, Splice
from sotetrace.store.sssom import parse_sssom

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ENDS = ("subject_id", "object_id")


@dataclass(frozen=True, slots=True)
class MappedPlace:
    """A cell that names an element, by its line (from 1), with the CURIEs that stand and would stand there."""

    line: int
    old: str
    new: str


def rename_in_crosswalk(
    name: str, raw: bytes, document: str, ids: Mapping[str, str]
) -> tuple[MarkedText, str, list[Splice], list[MappedPlace]]:
    """Give elements and parts of a document other ids in a file of mappings; `ids` map the old ones to the new.

    Returns the file as it stands, its changed text (empty when nothing changes), the changes and their places. The
    order of the rows stays. Raises SotetraceError for a file with errors, and UsageError where a row names one of the
    new ids already: it would mean something else afterwards.
    """
    text = MarkedText.read(name, raw, parse_sssom)
    data = copy.deepcopy(text.data)
    splices: list[Splice] = []
    places: list[MappedPlace] = []
    for index, slot, curie, term in _iter_ends(text.data):
        at = text.mark(text.data["mappings"][index], slot)
        if term.document == document and term.id in ids.values() and term.id not in ids:
            raise UsageError(f"{name}:{at.line + 1}: maps {curie} already", "Correct this first, or take another id.")
        if term.document != document or term.id not in ids:
            continue
        renamed = curie.removesuffix(term.id) + ids[term.id]
        splices.append(Splice(at.line, at.column + _offset(text, at.line, at.column, curie), len(curie), renamed))
        places.append(MappedPlace(at.line + 1, curie, renamed))
        data["mappings"][index][slot] = renamed
    return text, text.apply(splices, data) if splices else "", splices, places


def _iter_ends(data: Any) -> Iterator[tuple[int, str, str, Term]]:
    """Yield both ends of every row that name an element: the row, the slot, the CURIE and the element."""
    prefixes = {str(prefix): str(start) for prefix, start in (data.get("curie_map") or {}).items()}
    mapping_set = MappingSet(curie_map=prefixes)
    for index, row in enumerate(data["mappings"]):
        for slot in ENDS:
            term = resolve_term(mapping_set, row[slot]) if slot in row else None
            if term is not None:
                yield index, slot, row[slot], term


def _offset(text: MarkedText, line: int, column: int, curie: str) -> int:
    """Return where in a cell its value begins: behind a quotation mark, if there is one."""
    written = text.lines[line][column:]
    for offset, quote in enumerate(("", '"')):
        if written.startswith(f"{quote}{curie}{quote}"):
            return offset
    raise SotetraceError(f"{text.name}:{line + 1}: {curie} is not written as one word", "Nothing was written.")
