"""The terms of our own in linked data: what each is, and where the catalogues have its words and its meaning."""

from __future__ import annotations

from typing import Literal, NamedTuple, get_args

from sotetrace.model.elements import InstrumentKind, StatementRole
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.model.links import LINK_TYPES, ActorRole, Basis, Confidence


class Term(NamedTuple):
    """A term: a class, a property or a value, with the keys of its label and meaning where the reports have words."""

    of: Literal["Class", "Property", "Concept"]
    label: str = ""
    meaning: str = ""


def class_of(kind: str) -> str:
    """Return the name of the class of a kind: `SubGoal`."""
    return "".join(word.capitalize() for word in kind.split("_"))


def property_of(link_type: str) -> str:
    """Return the name of the property of a link type: `partOf`."""
    first, *rest = link_type.split("_")
    return first + "".join(word.capitalize() for word in rest)


TERMS: dict[str, Term] = {
    **{class_of(kind): Term("Class", f"kind.{kind}", f"gloss.kind.{kind}") for kind in KIND_NAMES},
    "Part": Term("Class", "term.part", "gloss.part"),
    "Link": Term("Class", "column.link"),
    "Scope": Term("Class", "show.scope", "gloss.basis.blanket"),
    "Place": Term("Class"),
    "Review": Term("Class", "facet.reviewed", "gloss.reviewed"),
    "Judging": Term("Class"),
    "Retired": Term("Class"),
    "Mapping": Term("Class", "term.mapping", "gloss.mapping"),
    **{property_of(row.name): Term("Property", f"link.{row.name}") for row in LINK_TYPES},
    "basis": Term("Property", "column.basis"),
    "confidence": Term("Property", "facet.confidence"),
    "rationale": Term("Property", "set.why"),
    "evidence": Term("Property", "set.words"),
    "instrument": Term("Property", "facet.instrument"),
    "standing": Term("Property", "set.standing"),
    **{name: Term("Property", f"show.{name}") for name in ("role", "draft", "scope", "baseline", "target", "unit")},
    **{name: Term("Property", f"show.{name}") for name in ("year", "date")},
    "dataSource": Term("Property", "show.data_source"),
    **{name: Term("Property") for name in ("sign", "verdict", "occurrence")},
    "tension": Term("Property", "relation.tension", "gloss.tension"),
    **{name: Term("Property") for name in ("subjectPlace", "objectPlace")},
    **{basis: Term("Concept", f"basis.{basis}", f"gloss.basis.{basis}") for basis in get_args(Basis)},
    **{tier: Term("Concept", f"tier.{tier}", f"gloss.tier.{tier}") for tier in get_args(Confidence)},
    "unclear": Term("Concept", "sign.unclear"),
    **{verdict: Term("Concept", f"verdict.{verdict}") for verdict in ("accepted", "rejected")},
    **{standing: Term("Concept") for standing in ("proposal", "adopted")},
    **{role: Term("Concept", f"role.{role}") for role in get_args(StatementRole)},
    **{role: Term("Concept", f"actor_role.{role}") for role in get_args(ActorRole)},
    **{kind: Term("Concept", f"instrument.{kind}") for kind in get_args(InstrumentKind)},
}
"""Every term that linked data of a vision can use, by its name in the namespace of the vocabulary."""
