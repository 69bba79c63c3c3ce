"""What each change is found to be, and what it weighs: one small edit at a time, both ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.rules import rule_slugs
from tests.builders import (
    blanket,
    element,
    goal,
    indicator,
    inferred,
    judged,
    level,
    measure,
    problem,
    raw_vision,
    scope,
    source_text,
    stated,
    statement,
    sub_goal,
    text,
)
from tests.sides import add, changes_of, diff_of, drop, edited, put, renamed, the_one, told

if TYPE_CHECKING:
    from tests.builders import Raw
    from tests.sides import Edit

MARK = {"breaking": "!", "substantive": "~", "editorial": "·"}
QUOTED = {"where": "p1", "quote": "Palvelut turvataan"}
PLAN = raw_vision(
    {"languages": ["fi", "sv", "en"], "claims": [{"kind": "measure", "count": 2}]},
    sources=[source_text("s", "p1", "p2")],
    levels=[level("L1"), level("L2")],
    statements=[statement("S1")],
    core_problems=[problem("P1", level="L1")],
    goals=[goal("G1", stated("P1"), level="L1"), goal("G2")],
    sub_goals=[
        sub_goal("G1.1", "G1", parts="ab", answers=[stated("P1")], source=QUOTED),
        sub_goal("G1.2", "G1"),
    ],
    measures=[
        measure("M1", inferred("G1.1.a", start="M1.a"), inferred("G1.2"), parts="ab", level="L1", number="1")
        | {"serves": [stated("S1")], "instruments": [{"kind": "law", "quote": "lailla"}]},
        measure("M2", inferred("G1.1"), number="2", needs=[stated("M1")], hinders=[stated("G1.2")])
        | {"names": [stated("A1", role="partner")]},
    ],
    indicators=[indicator("I1", stated("G1.1"))],
    actors=[element("A1")],
    milestones=[element("R1", delivers=[stated("M1")])],
    scopes=[scope("set", ["M1", "M2"], blanket("G1"))],
    judged=[judged(["M1", "M2"], ["G1.1", "G1.2"])],
    retired=[{"id": "M9", "title": text("old"), "replaced_by": ["M1"]}],
)
ADOPTED = edited(PLAN, put("document.standing", "adopted"))
OFFICIAL = edited(PLAN, put("document.translations", {"sv": "official"}))


def weighed(old: Raw, new: Raw) -> list[str]:
    """Return "mark rule subject" of every change, what a change brought about set in below it."""
    result = diff_of(old, new)

    def depth(change: object) -> int:
        parent = result.parent_of(change)  # type: ignore[arg-type]
        return 0 if parent is None else 1 + depth(parent)

    return [f"{'  ' * depth(one)}{MARK[one.change_class]} {one.rule} {one.subject}" for one in result.changes]


M3 = measure("M3", inferred("G1.2", "low"))
BARE = {"id": "M3", "title": text("title of M3")}
REVIEW = {"by": "reader", "date": "2026-01-01"}

CASES: dict[str, tuple[Raw, tuple[Edit, ...], str]] = {}


def case(name: str, expected: str, *edits: Edit, of: Raw = PLAN) -> None:
    CASES[name] = (of, edits, expected)
