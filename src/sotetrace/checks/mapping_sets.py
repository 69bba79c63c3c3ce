"""What a file of mappings must say of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import Crosswalks
    from sotetrace.model.mapping import MappingSet


def check_mapping_sets(crosswalks: Crosswalks) -> Iterator[Finding]:
    """Find `licence-missing`, `missing-key` of a set's id, and `undeclared-prefix`."""
    for file, mapping_set in crosswalks.sets.items():
        if mapping_set.license is None:
            yield Finding.of("licence-missing", Place(file), file=file)
        if mapping_set.mapping_set_id is None:
            yield Finding.of("missing-key", Place(file), key="mapping_set_id")
        yield from _find_undeclared(file, mapping_set)


def _find_undeclared(file: str, mapping_set: MappingSet) -> Iterator[Finding]:
    """Find each prefix that nothing declares, where it stands first."""
    from sotetrace.model.mapping import (
        BUILT_IN_PREFIXES,
        iter_curies,
    )  # few workspaces have crosswalks, and their code costs time at a start

    known = {*mapping_set.curie_map, *BUILT_IN_PREFIXES}
    for index, mapping in enumerate(mapping_set.mappings):
        for slot, curie in iter_curies(mapping):
            prefix = curie.partition(":")[0]
            if prefix not in known:
                known.add(prefix)
                yield Finding.of("undeclared-prefix", Place(file, ("mappings", index, slot)), prefix=prefix)
