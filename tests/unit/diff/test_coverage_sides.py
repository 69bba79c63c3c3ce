"""Which changes are named as what a change of coverage is due to, and which of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.builders import blanket, goal, inferred, measure, raw_vision, scope, stated, statement, sub_goal
from tests.sides import add, drop, edited, put, renamed
from tests.unit.diff.test_transitions import due_to

if TYPE_CHECKING:
    from tests.builders import Raw

PLAN = raw_vision(
    goals=[goal("G1"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1")],
    measures=[measure("M1", inferred("G1.1.a"), inferred("G1.1.b")), measure("M2", inferred("G1.2"))],
)


def part(identifier: str) -> Raw:
    return {"id": identifier, "title": {"fi": identifier}}


@pytest.mark.parametrize("name", ["G1.1", "G1.9"])
def test_a_part_that_came_or_went_is_named_also_where_its_element_has_another_id(name: str) -> None:
    more = edited(PLAN, add("sub_goals.0.parts", part("G1.1.c")))
    now, then = (renamed(raw, "G1.1", name, is_declared=name != "G1.1") for raw in (more, PLAN))
    assert due_to(PLAN, now, "coverage-thinned", name) == [f"part-added {name}.c"]
    assert due_to(more, then, "coverage-strengthened", name) == ["part-removed G1.1.c"]


def test_an_element_that_a_claim_about_all_reaches_is_named_when_it_comes_and_when_it_goes() -> None:
    bare = edited(PLAN, put("measures", []), put("scopes", [scope("all", {"kind": "measure"}, blanket("G1"))]))
    one = edited(bare, add("measures", measure("M3")))
    assert due_to(bare, one, "coverage-gained", "G1.2") == ["element-added M3"]
    assert due_to(one, bare, "coverage-lost", "G1.2") == ["element-removed M3"]


def test_what_has_no_direction_is_named_after_what_has_the_one_of_the_difference() -> None:
    """A link that leads elsewhere is neither gain nor loss; by its name alone it would come first."""
    old = edited(PLAN, add("measures.0.advances", stated("G1.2")), add("measures", measure("M3", inferred("G1.2"))))
    new = edited(old, put("measures.0.advances.2.to", "G2"), put("measures.1.draft", True))
    causes = ["status-regressed M2", "link-retargeted M1:G2"]
    assert due_to(old, new, "coverage-thinned", "G1.2") == causes
    assert due_to(new, old, "coverage-strengthened", "G1.2") == ["status-advanced M2", "link-retargeted M1:G1.2"]


def test_of_several_in_one_direction_the_first_by_rule_and_then_by_element() -> None:
    old = edited(
        PLAN, add("measures", measure("M3", inferred("G1.2"))), add("measures", measure("M4", inferred("G1.2")))
    )
    new = edited(old, drop("measures.3"), put("measures.2.advances", []), put("measures.1.advances", []))
    causes = ["element-removed M4", "link-removed M2:G1.2", "link-removed M3:G1.2"]
    assert due_to(old, new, "coverage-lost", "G1.2") == causes


def test_a_part_that_came_is_named_and_not_a_summary_that_came_with_it() -> None:
    new = edited(PLAN, add("sub_goals.0.parts", part("G1.1.c")), put("sub_goals.0.summary", {"fi": "uusi"}))
    assert due_to(PLAN, new, "coverage-thinned", "G1.1") == ["part-added G1.1.c"]


def test_what_goes_the_other_way_is_named_when_there_is_nothing_else() -> None:
    """A part that came is a gain; that nothing serves it leaves less of the whole."""
    old = edited(PLAN, put("measures.1.advances", []))
    new = edited(
        old, add("sub_goals.0.parts", part("G1.1.c")), add("measures.1.advances", inferred("G1.1.c", sign="unclear"))
    )
    assert due_to(old, new, "coverage-thinned", "G1.1") == ["link-added M2:G1.1.c", "part-added G1.1.c"]


def test_another_role_is_named_where_something_is_asked_of_it_and_no_other_detail_is() -> None:
    old = edited(PLAN, put("statements", [statement("S1", "claim")]))
    promise = edited(old, put("statements.0.role", "promise"))
    assert due_to(old, promise, "uncovered-on-arrival", "S1") == ["detail-changed S1"]
    served = edited(promise, put("goals.0.serves", [stated("S1")]))
    other = edited(promise, put("statements.0.formerly", ["S9"]))
    assert due_to(served, other, "coverage-lost", "S1") == ["link-removed G1:serves:S1"]
