"""Mappings between documents, in the shape of SSSOM: the fields are its slots, in the order of its tables of slots.

SSSOM 1.1, https://mapping-commons.github.io/sssom/Mapping/ and …/MappingSet/. A mapping says how an element of one
document relates to an element of another; a crosswalk is a file of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from sotetrace.model.base import Day, NonEmpty, Value
from sotetrace.model.ids import CURIE_PATTERN

if TYPE_CHECKING:
    from collections.abc import Iterator

Relation = Literal["exact", "close", "broad", "narrow", "related", "tension", "any"]
"""How a subject relates to an object: `broad` means that the object is the broader one.

`tension` is our own: one asks for what the other rules out. `any` stands for any relation but a tension, and only says
that there is none.
"""

TERMS = "urn:sotetrace:vocabulary:"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
RELATIONS: dict[str, Relation] = {
    f"{_SKOS}exactMatch": "exact",
    f"{_SKOS}closeMatch": "close",
    f"{_SKOS}broadMatch": "broad",
    f"{_SKOS}narrowMatch": "narrow",
    f"{_SKOS}relatedMatch": "related",
    f"{_SKOS}mappingRelation": "any",
    f"{TERMS}tension": "tension",
}
"""The relation that each predicate stands for; SSSOM allows any other, which means nothing here."""

NO_TERM_FOUND = "https://w3id.org/sssom/NoTermFound"
"""What stands in place of an element where a document was searched and nothing was found."""

BUILT_IN_PREFIXES = {
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "semapv": "https://w3id.org/semapv/vocab/",
    "skos": _SKOS,
    "sssom": "https://w3id.org/sssom/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
"""The prefixes that SSSOM declares for every file."""

Curie = Annotated[str, StringConstraints(pattern=CURIE_PATTERN)]
ListValue = Annotated[str, StringConstraints(min_length=1, pattern=r"[^\\\s]\s*$")]
"""A value in a list; a backslash at its end would join it to the next."""
Share = Annotated[float, Field(ge=0, le=1)]
EntityType = Literal[
    "owl class",
    "owl object property",
    "owl data property",
    "owl annotation property",
    "owl named individual",
    "skos concept",
    "rdfs resource",
    "rdfs class",
    "rdfs literal",
    "rdfs datatype",
    "rdf property",
    "composed entity expression",
]


class Mapping(Value):
    """One mapping. Its last two slots are our own: the places of the sources that a mapping or tension rests on."""

    record_id: Curie | None = None
    subject_id: Curie
    subject_label: NonEmpty | None = None
    subject_category: NonEmpty | None = None
    predicate_id: Curie
    predicate_label: NonEmpty | None = None
    predicate_modifier: Literal["Not"] | None = None
    object_id: Curie
    object_label: NonEmpty | None = None
    object_category: NonEmpty | None = None
    mapping_justification: Curie
    author_id: tuple[Curie, ...] = ()
    author_label: tuple[ListValue, ...] = ()
    reviewer_id: tuple[Curie, ...] = ()
    reviewer_label: tuple[ListValue, ...] = ()
    creator_id: tuple[Curie, ...] = ()
    creator_label: tuple[ListValue, ...] = ()
    license: NonEmpty | None = None
    subject_type: EntityType | None = None
    subject_source: Curie | None = None
    subject_source_version: NonEmpty | None = None
    object_type: EntityType | None = None
    object_source: Curie | None = None
    object_source_version: NonEmpty | None = None
    predicate_type: EntityType | None = None
    mapping_provider: NonEmpty | None = None
    mapping_source: Curie | None = None
    mapping_cardinality: NonEmpty | None = None
    cardinality_scope: tuple[ListValue, ...] = ()
    mapping_tool: NonEmpty | None = None
    mapping_tool_id: Curie | None = None
    mapping_tool_version: NonEmpty | None = None
    mapping_date: Day | None = None
    publication_date: Day | None = None
    review_date: Day | None = None
    confidence: Share | None = None
    reviewer_agreement: Annotated[float, Field(ge=-1, le=1)] | None = None
    curation_rule: tuple[Curie, ...] = ()
    curation_rule_text: tuple[ListValue, ...] = ()
    subject_match_field: tuple[Curie, ...] = ()
    object_match_field: tuple[Curie, ...] = ()
    match_string: tuple[ListValue, ...] = ()
    subject_preprocessing: tuple[Curie, ...] = ()
    object_preprocessing: tuple[Curie, ...] = ()
    similarity_score: Share | None = None
    similarity_measure: NonEmpty | None = None
    see_also: tuple[ListValue, ...] = ()
    issue_tracker_item: Curie | None = None
    derived_from: tuple[Curie, ...] = ()
    other: NonEmpty | None = None
    comment: NonEmpty | None = None
    object_place: NonEmpty | None = None
    subject_place: NonEmpty | None = None


class ExtensionDefinition(Value):
    """What a slot that is not one of SSSOM's own means."""

    slot_name: NonEmpty
    property: NonEmpty | None = None
    type_hint: NonEmpty | None = None


class MappingSet(Value):
    """The mappings of one file, with what is said about all of them.

    What SSSOM requires of a set may be missing in a file that is being written; its absence is a finding.
    """

    sssom_version: NonEmpty | None = None
    curie_map: dict[NonEmpty, NonEmpty] = {}
    mappings: tuple[Mapping, ...] = ()
    mapping_set_id: NonEmpty | None = None
    mapping_set_version: NonEmpty | None = None
    mapping_set_source: tuple[NonEmpty, ...] = ()
    mapping_set_title: NonEmpty | None = None
    mapping_set_description: NonEmpty | None = None
    mapping_set_confidence: Share | None = None
    creator_id: tuple[Curie, ...] = ()
    creator_label: tuple[NonEmpty, ...] = ()
    license: NonEmpty | None = None
    subject_type: EntityType | None = None
    subject_source: Curie | None = None
    subject_source_version: NonEmpty | None = None
    object_type: EntityType | None = None
    object_source: Curie | None = None
    object_source_version: NonEmpty | None = None
    predicate_type: EntityType | None = None
    mapping_provider: NonEmpty | None = None
    cardinality_scope: tuple[ListValue, ...] = ()
    mapping_tool: NonEmpty | None = None
    mapping_tool_id: Curie | None = None
    mapping_tool_version: NonEmpty | None = None
    mapping_date: Day | None = None
    publication_date: Day | None = None
    subject_match_field: tuple[Curie, ...] = ()
    object_match_field: tuple[Curie, ...] = ()
    subject_preprocessing: tuple[Curie, ...] = ()
    object_preprocessing: tuple[Curie, ...] = ()
    similarity_measure: NonEmpty | None = None
    curation_rule: tuple[Curie, ...] = ()
    curation_rule_text: tuple[ListValue, ...] = ()
    see_also: tuple[NonEmpty, ...] = ()
    issue_tracker: NonEmpty | None = None
    other: NonEmpty | None = None
    comment: NonEmpty | None = None
    extension_definitions: tuple[ExtensionDefinition, ...] = ()

    def expand(self, curie: str) -> str | None:
        """Return the address that a CURIE stands for, or None when nothing declares its prefix."""
        prefix, _, name = curie.partition(":")
        start = BUILT_IN_PREFIXES.get(prefix) or self.curie_map.get(prefix)
        return start + name if start is not None else None


_ID_ENDINGS = ("_id", "_source", "_justification", "_field", "_preprocessing", "_rule", "_item", "_from")


def iter_curies(value: Mapping | MappingSet) -> Iterator[tuple[str, str]]:
    """Yield every CURIE that a mapping, or a set itself, holds, with its slot."""
    for slot in type(value).model_fields:
        if slot.endswith(_ID_ENDINGS) and not slot.startswith("mapping_set_"):
            held = getattr(value, slot)
            yield from ((slot, curie) for curie in (held if isinstance(held, tuple) else (held,)) if curie is not None)


def canonical_number(value: float) -> Decimal:
    """Return a number as SSSOM/TSV writes it in canonical form: rounded to three decimals, halves away from zero."""
    return Decimal(repr(value)).quantize(Decimal("0.001"), ROUND_HALF_UP) + 0  # so that no zero is negative


SHARED_SLOTS: frozenset[str] = frozenset(Mapping.model_fields) & frozenset(MappingSet.model_fields) - {
    *("creator_id", "creator_label", "license", "publication_date", "see_also", "other", "comment")
}
"""The slots that a set says once for all of its mappings; of the others, those of a set are about the set itself."""

OWN_SLOTS = ("object_place", "subject_place")
"""The slots of a mapping that are ours, in the order of their properties."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """A file of mappings, by the name under which it is shown."""

    file: str
    mapping_set: MappingSet
