"""Expectations: what a complete document would have. They are data, and the engine measures against them."""

from __future__ import annotations

from typing import Literal

from pydantic import PositiveInt

from sotetrace.model.base import NonEmpty, Value
from sotetrace.model.elements import StatementRole
from sotetrace.model.ids import Id
from sotetrace.model.kinds import Kind
from sotetrace.model.links import LinkType


class Expectation(Value):
    """Each element of the kind `of` has at least `at_least` links of the type `link`.

    `direction` says from which side: `in`, the element is pointed at by elements of the kinds `by`; `out`, it points at
    them. `roles` narrows statements to some roles. With `facet`, there is moreover a measure for each of the `values`:
    one at each of these levels, naming each of these actors, or with each of these instruments.
    """

    id: Id
    of: Kind
    link: LinkType
    direction: Literal["in", "out"]
    by: tuple[Kind, ...]
    roles: tuple[StatementRole, ...] = ()
    at_least: PositiveInt = 1
    facet: Literal["level", "actor", "instrument"] | None = None
    values: tuple[NonEmpty, ...] = ()


DEFAULT_EXPECTATIONS: tuple[Expectation, ...] = (
    Expectation(id="core_problem", of="core_problem", link="answers", direction="in", by=("goal", "sub_goal")),
    Expectation(id="goal", of="goal", link="part_of", direction="in", by=("sub_goal",)),
    Expectation(id="sub_goal", of="sub_goal", link="advances", direction="in", by=("measure",)),
    Expectation(id="measure", of="measure", link="advances", direction="out", by=("sub_goal", "goal")),
    Expectation(
        id="statement",
        of="statement",
        link="serves",
        direction="in",
        by=("goal", "measure"),
        roles=("vision", "promise", "choice"),
    ),
    Expectation(id="level", of="level", link="at", direction="in", by=("measure",)),
    Expectation(id="indicator", of="sub_goal", link="indicates", direction="in", by=("indicator",)),
)
"""The expectations of a document that states none of its own; their ids are the names a threshold uses."""
