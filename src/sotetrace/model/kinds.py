"""The kinds of element, in the order of the chain, with the YAML section and the usual id prefix of each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "statement",
    "trend",
    "level",
    "core_problem",
    "goal",
    "sub_goal",
    "measure",
    "indicator",
    "actor",
    "milestone",
]


@dataclass(frozen=True, slots=True)
class KindRow:
    """One kind: its name, the section its elements stand in, and the letters its ids begin with by custom."""

    name: Kind
    section: str
    prefix: str


KINDS: tuple[KindRow, ...] = (
    KindRow("statement", "statements", "S"),
    KindRow("trend", "trends", "T"),
    KindRow("level", "levels", "L"),
    KindRow("core_problem", "core_problems", "P"),
    KindRow("goal", "goals", "G"),
    KindRow("sub_goal", "sub_goals", "G"),
    KindRow("measure", "measures", "M"),
    KindRow("indicator", "indicators", "I"),
    KindRow("actor", "actors", "A"),
    KindRow("milestone", "milestones", "R"),
)
KIND_NAMES: tuple[Kind, ...] = tuple(row.name for row in KINDS)
SECTION_OF: dict[Kind, str] = {row.name: row.section for row in KINDS}
