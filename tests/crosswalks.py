"""Crosswalks between three small plans, for tests that compare them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sotetrace.model.mapping import Crosswalk, Mapping, MappingSet
from tests.builders import goal, measure, raw_vision
from tests.sides import reading_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.diff import Reading
    from tests.builders import Raw

PREFIXES = {name: f"urn:sotetrace:{name}:" for name in ("town", "region", "state")} | {
    "s": "urn:sotetrace:",
    "v": "urn:sotetrace:vocabulary:",
}
NOTHING = "sssom:NoTermFound"


def plan(name: str, *sections: Raw, **header: Any) -> Raw:
    goals = [goal("G1"), goal("G2", parts=[{"id": "G2.a", "title": {"fi": "osa"}}]), *sections]
    return raw_vision({"id": name, **header}, goals=goals, measures=[measure("M1")])


TOWN, REGION, STATE = plan("town"), plan("region"), plan("state")


def row(subject: str, relation: str, target: str, **slots: Any) -> Mapping:
    """A row between `G1` of the town and `G1` of the region; ids of other documents are qualified."""
    ends = [end if ":" in end else f"{name}:{end}" for name, end in (("town", subject), ("region", target))]
    predicate = "v:tension" if relation == "tension" else f"skos:{relation}Match"
    said = {"subject_id": ends[0], "predicate_id": predicate, "object_id": ends[1]}
    return Mapping(**{**said, "mapping_justification": "semapv:ManualMappingCuration", **slots})


def search(subject: str, document: str = "region", **slots: Any) -> Mapping:
    return row(subject, "close", NOTHING, object_source=f"s:{document}", **slots)


def walk(*rows: Mapping, file: str = "x.sssom.tsv", **said: Any) -> Crosswalk:
    known = {"mapping_set_id": "urn:x", "license": "urn:free", **said}
    return Crosswalk(file, MappingSet(curie_map=PREFIXES, mappings=rows, **known))


def side(*rows: Mapping, raws: Iterable[Raw] = (TOWN, REGION, STATE), **said: Any) -> Reading:
    return reading_of(*raws, crosswalks=[walk(*rows, **said)])


def without(raw: Raw, identifier: str, **sections: Any) -> Raw:
    return {**raw, "goals": [one for one in raw["goals"] if one["id"] != identifier], **sections}


CLOSE, KEEP = row("G1", "close", "G1"), (row("G1", "related", "G2"), row("G2", "related", "G1"))
CHAIN = (row("G1", "exact", "G1"), row("region:G1", "broad", "state:G1"))
