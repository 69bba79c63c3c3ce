"""A workspace of two small plans and the crosswalk between them, with any text in place of what people write there."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from sotetrace.messages import Translator
from sotetrace.model.mapping import Crosswalk, Mapping, MappingSet
from sotetrace.model.workspace import Workspace
from sotetrace.project import Project
from sotetrace.store.workspaces import OpenedWorkspace
from tests.builders import goal, layout, measure, problem, source_text, stated, sub_goal, vision
from tests.cli.runner import ROOT

FAMILY = ROOT / "data" / "family"
TODAY = dt.date(2026, 6, 1)
WORDS = Translator("en")
_NOTHING = "sssom:NoTermFound"
_PREFIXES = {name: f"urn:sotetrace:{name}:" for name in ("town", "region")} | {
    "st": "urn:sotetrace:vocabulary:",
    "sotetrace": "urn:sotetrace:",
    "orcid": "https://orcid.org/",
}
MATCHES = {("G1", "broad", "G1"), ("G1.a", "close", "G1.1"), ("M1", "exact", "M1"), ("P1", "tension", "P1")}
"""How the town's plan relates to the region's; a third row says the exact match from the region's side."""


def family(text: str = "a reason", **header: Any) -> Project:
    """The two plans; `text` is the comment and the author of every mapping, `header` goes to both documents."""
    town = vision(
        {"id": "town", "original": "fi", **header},
        sources=[source_text("text", "page-1")],
        core_problems=[problem("P1")],
        goals=[goal("G1", stated("P1"), parts="ab"), goal("G2")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", layout("G1.1")), measure("M2")],
    )
    region = vision(
        {"id": "region", "original": "fi", **header},
        sources=[source_text("text", "page-1")],
        core_problems=[problem("P1")],
        goals=[goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", layout("G1.1")), measure("M2")],
    )
    whole = MappingSet.model_validate({"curie_map": _PREFIXES, "mapping_set_id": "urn:x", "license": "urn:licence"})
    crosswalk = Crosswalk("town-region.sssom.tsv", whole.model_copy(update={"mappings": _mappings(text)}))
    return Project(OpenedWorkspace(Workspace((town, region), crosswalks=(crosswalk,)), {}, ()), TODAY)


def _mappings(text: str) -> tuple[Mapping, ...]:
    def mapping(subject: str, predicate: str, target: str, **slots: Any) -> Mapping:
        said = {"mapping_justification": "semapv:ManualMappingCuration", "confidence": 0.7, "comment": text}
        raw = {"subject_id": subject, "predicate_id": predicate, "object_id": target, **said, **slots}
        return Mapping.model_validate(raw).model_copy(update={"author_label": (text,)})

    return (
        mapping("town:G1", "skos:broadMatch", "region:G1", author_id=["orcid:0000-0001"], mapping_date="2026-01-02"),
        mapping("town:G1.a", "skos:closeMatch", "region:G1.1"),
        mapping("region:M1", "skos:exactMatch", "town:M1", mapping_justification="semapv:LexicalMatching"),
        mapping("town:P1", "st:tension", "region:P1", subject_place="page-1", object_place="elsewhere"),
        mapping("town:G2", "skos:mappingRelation", _NOTHING, object_source="sotetrace:region"),
        mapping(_NOTHING, "skos:mappingRelation", "region:M2", subject_source="sotetrace:town"),
    )


@cache
def small() -> Project:
    return family()


def export(to: str, document: str | None = "town", *, project: Project | None = None, is_folder: bool = False) -> Any:
    """A document of the two plans in a format, or all of them."""
    return (project or small()).narrow(document).export(to, WORDS, is_folder=is_folder)
