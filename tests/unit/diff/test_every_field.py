"""Nothing is forgotten: whatever field of whatever class of the model differs, and nothing else, is reported.

The classes and fields are those of the model itself. Who adds a field there and none to the sample here sees a test
fail; who adds one and the comparison overlooks it, too.
"""

from __future__ import annotations

import copy
import datetime as dt
import types
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import pytest
from pydantic import BaseModel

from sotetrace.diff.entities import canonical, plain
from sotetrace.model.document import VisionDocument
from sotetrace.model.settings import Settings, WaiverFile
from tests.sides import changes_of, diff_of, reading_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.diff import DiffResult
    from tests.builders import Raw

ANCHOR = {"where": "p1", "quote": "sanat", "prefix": "ennen", "suffix": "perässä", "occurrence": 2}
REVIEW = {"by": "reader", "date": "2026-01-01", "verdict": "accepted"}


def words(text: str) -> Raw:
    return {"fi": text, "sv": f"{text} sv", "en": f"{text} en"}


def link(to: str, **fields: Any) -> Raw:
    return {
        **{"to": to, "from": "X1.a", "basis": "inferred", "confidence": "high", "sign": "unclear", "by": "project"},
        **{"rationale": words("koska"), "reviewed": REVIEW, **ANCHOR, **fields},
    }


def whole(identifier: str, **fields: Any) -> Raw:
    """An element with every field that all kinds share."""
    sic = [{"text": "virje", "note": words("virhe")}]
    return {
        **{"id": identifier, "order": 3, "number": "3", "title": words(identifier), "title_from": "project"},
        **{"title_official": ["sv"], "summary": words("lyhyesti"), "note": words("huom"), "source": ANCHOR},
        "variants": [
            {"text": "toisin", "lang": "fi", "note": words("huom"), "sic": sic}
            | {key: ANCHOR[key] for key in ANCHOR if key != "quote"}
        ],
        **{"sic": sic, "formerly": ["X0"], "draft": True},
        "parts": [{"id": f"{identifier}.a", "title": words("osa"), "source": ANCHOR, "sic": sic}],
        **fields,
    }


EXPECTATION = {
    **{"id": "e", "of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"], "at_least": 2},
    **{"roles": ["promise"], "facet": "level", "values": ["L1"]},
}
HEADER = {
    **{"id": "plan", "title": words("Suunnitelma"), "original": "fi", "languages": ["fi", "sv"]},
    **{"translations": {"sv": "own", "en": "official"}, "standing": "proposal", "issuer": words("STM")},
    **{"licence": "CC BY 4.0", "summary": words("lyhyesti"), "note": words("huom")},
    "claims": [{"kind": "measure", "level": "L1", "count": 1, **ANCHOR}],
}
DOCUMENT: Raw = {
    "format": 1,
    "document": HEADER,
    "sources": [
        {"id": "s", "title": words("lähde"), "language": "fi", "note": words("huom")}
        | {"places": [{"id": "p1", "title": words("sivu"), "starts": "Alku", "occurrence": 2}]}
    ],
    "statements": [whole("S1", level="L1", role="promise")],
    "trends": [whole("T1", level="L1", drives=[link("P1")])],
    "levels": [whole("L1"), whole("L2")],
    "core_problems": [whole("P1", level="L1")],
    "goals": [whole("G1", level="L1", answers=[link("P1")], serves=[link("S1")])],
    "sub_goals": [whole("G1.1", level="L1", goal="G1", answers=[link("P1")])],
    "measures": [
        whole(
            "M1",
            level="L1",
            instruments=[{"kind": "law", **ANCHOR}],
            names=[link("A1", role="partner")],
            **{name: [link("G1.1")] for name in ("advances", "hinders")},
            **{"serves": [link("S1")], "needs": [link("M2")]},
        ),
        whole("M2", level="L1"),
    ],
    "indicators": [
        whole("I1", level="L1", baseline="1", target="2", unit="%", year=2030, indicates=[link("G1.1")])
        | {"data_source": words("THL")}
    ],
    "actors": [whole("A1")],
    "milestones": [whole("R1", level="L1", delivers=[link("M1")])],
    "scopes": [
        {"id": "set", "title": words("joukko"), "note": words("huom"), "members": {"kind": "measure", "level": "L1"}}
        | {"advances": [link("G1")], "serves": [link("S1")]},
        {"id": "listed", "members": ["M1"], "serves": [link("S1", basis="blanket")]},
    ],
    "judged": [{"measures": ["M1"], "sub_goals": ["G1.1"], "by": "reader", "date": "2026-01-01", "note": words("huom")}],
    "retired": [{"id": "M9", "title": words("entinen"), "replaced_by": ["M1"]}],
    "expectations": [EXPECTATION],
}
SETTINGS: Raw = {
    **{"format": 1, "documents": ["a.yaml"], "waivers": "waivers.yaml", "texts": {"s": "s.txt"}},
    **{"rules": {"orphan": "error"}, "expectations": [EXPECTATION]},
}
ACCEPTED = {"reason": "myöhemmin", "owner": "board", "date": "2026-01-01", "until": "2027-01-01"}
WAIVERS: Raw = {
    "format": 1,
    "waivers": [{"rule": "uncovered-sub-goal", "element": "G1.1", **ACCEPTED}],
    "changes": [{"fingerprint": "f" * 16, "rule": "element-removed", "elements": ["M1"], **ACCEPTED}],
}
