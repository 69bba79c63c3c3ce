"""Values of the model to SSSOM/TSV in its canonical form, so that one change of meaning is one changed line.

https://mapping-commons.github.io/sssom/spec-formats-tsv/#canonical-sssomtsv-format: line feeds, what all mappings share
in the header, slots and columns in the order of SSSOM's tables, rows sorted, only the prefixes that are used.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from typing import TYPE_CHECKING

from sotetrace.model.mapping import (
    BUILT_IN_PREFIXES,
    OWN_SLOTS,
    SHARED_SLOTS,
    TERMS,
    ExtensionDefinition,
    Mapping,
    MappingSet,
    canonical_number,
    iter_curies,
)
from sotetrace.store.yaml_readings import find_reading

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`~=<](?:[^\x00-\x1f\x7f-\x9f:#\u2028\u2029]|:(?=\S)|(?<=\S)#)*(?<!\s)")
_REQUIRED = ("subject_id", "predicate_id", "object_id", "mapping_justification")
_OF_OWN = "st"


def render_crosswalk(mapping_set: MappingSet) -> str:
    """Return a mapping set as the text of a file."""
    whole = condense(_with_extensions(mapping_set))
    header = "".join(f"#{line}\n" for line in _iter_header(whole))
    return header + _render_table(whole.mappings)


def condense(mapping_set: MappingSet) -> MappingSet:
    """Say once in the set what all of its mappings say alike."""
    mappings = mapping_set.mappings
    shared = {}
    for slot in SHARED_SLOTS:
        values = {getattr(mapping, slot) for mapping in mappings}
        if len(values) == 1 and any(values) and (getattr(mapping_set, slot) or None) in {None, *values}:
            (shared[slot],) = values
    if not shared:
        return mapping_set
    bare = {slot: Mapping.model_fields[slot].default for slot in shared}
    told = tuple(mapping.model_copy(update=bare) for mapping in mappings)
    return mapping_set.model_copy(update={**shared, "mappings": told})


def _with_extensions(mapping_set: MappingSet) -> MappingSet:
    """Declare the slots of our own that are used, and no others, with the prefix of their terms."""
    used = [slot for slot in OWN_SLOTS if any(getattr(mapping, slot) for mapping in mapping_set.mappings)]
    prefixes = dict(mapping_set.curie_map)
    own = next((prefix for prefix, start in prefixes.items() if start == TERMS), _OF_OWN)
    if used:
        prefixes[own] = TERMS
    definitions = tuple(ExtensionDefinition(slot_name=slot, property=f"{own}:{_camel(slot)}") for slot in used)
    return mapping_set.model_copy(update={"extension_definitions": definitions, "curie_map": prefixes})


def _camel(slot: str) -> str:
    first, *rest = slot.split("_")
    return first + "".join(word.title() for word in rest)


# ---- the header --------------------------------------------------------------------------------------------


def _iter_header(mapping_set: MappingSet) -> Iterator[str]:
    used = _used_prefixes(mapping_set)
    prefixes = {prefix: start for prefix, start in sorted(mapping_set.curie_map.items()) if prefix in used}
    if prefixes:
        yield "curie_map:"
        yield from (f"  {_scalar(prefix)}: {_scalar(start)}" for prefix, start in prefixes.items())
    for slot in MappingSet.model_fields:
        value = getattr(mapping_set, slot)
        if slot in ("curie_map", "mappings") or value is None or value == ():
            continue
        if isinstance(value, tuple):
            yield f"{slot}:"
            yield from (line for entry in value for line in _entry(entry))
        else:
            yield f"{slot}: {_scalar(value)}"


def _entry(value: str | ExtensionDefinition) -> Iterator[str]:
    if isinstance(value, str):
        yield f"  - {_scalar(value)}"
        return
    lead = "  - "
    for name, said in value.model_dump(exclude_none=True).items():
        yield f"{lead}{name}: {_scalar(said)}"
        lead = "    "


def _scalar(value: str | float | dt.date) -> str:
    """Return a value in plain style where no reader takes it for anything else, else in double quotes."""
    if not isinstance(value, str):
        return _cell(value)
    is_plain = _PLAIN.fullmatch(value) and not find_reading(value) and value.casefold() not in ("null", "~")
    return value if is_plain else json.dumps(value, ensure_ascii=False)


def _used_prefixes(mapping_set: MappingSet) -> set[str]:
    """Return the declared prefixes with which any id begins; those built in need no declaration."""
    values: list[MappingSet | Mapping] = [mapping_set, *mapping_set.mappings]
    curies = {curie for value in values for _, curie in iter_curies(value)}
    curies |= {one.property for one in mapping_set.extension_definitions if one.property is not None}
    used = {curie.partition(":")[0] for curie in curies}
    return used & (mapping_set.curie_map.keys() - BUILT_IN_PREFIXES.keys())


# ---- the table ---------------------------------------------------------------------------------------------


def _render_table(mappings: tuple[Mapping, ...]) -> str:
    columns = [
        slot
        for slot in Mapping.model_fields
        if slot in _REQUIRED or any(_is_said(mapping, slot) for mapping in mappings)
    ]
    rows = sorted([_cell(getattr(mapping, slot)) for slot in columns] for mapping in mappings)
    written = io.StringIO()
    writer = csv.writer(written, delimiter="\t", lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return written.getvalue()


def _is_said(mapping: Mapping, slot: str) -> bool:
    return getattr(mapping, slot) not in (None, ())


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return "|".join(entry.replace("|", "\\|") for entry in value)
    if isinstance(value, float):
        return format(canonical_number(value).normalize(), "f")
    return value.isoformat() if isinstance(value, dt.date) else str(value)
