"""What a change of coverage says, where it stands, what it weighs, and which changes it is due to."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sotetrace.coverage import evaluate_coverage
from sotetrace.findings import Place, Severity
from tests.builders import goal, indicator, inferred, layout, measure, problem, raw_vision, stated, sub_goal
from tests.sides import add, diff_of, drop, edited, put, reading_of, renamed, the_one, told

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult
    from sotetrace.diff import ChangeFinding, Reading
    from sotetrace.model.expectations import Expectation
    from tests.builders import Raw
    from tests.sides import Edit

PLAN = raw_vision(
    core_problems=[problem("P1")],
    goals=[goal("G1", stated("P1"), parts="ab"), goal("G2")],
    sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1", parts="ab")],
    measures=[
        measure("M1", inferred("G1.1"), parts="ab"),
        measure("M2", inferred("G1.2.a")),
        measure("M3", inferred("G1.2.a", "low")),
    ],
    indicators=[indicator("I1", stated("G1.1"))],
)
LINK = "measures.0.advances.0"


def told_of(old: Raw | Reading, new: Raw | Reading, rule: str, subject: str) -> ChangeFinding:
    """Return the one change of a rule about one element or part."""
    found = [one for one in diff_of(old, new).changes if (one.rule, one.subject) == (rule, subject)]
    assert len(found) == 1, [f"{one.rule} {one.subject}" for one in diff_of(old, new).changes]
    return found[0]


def due_to(old: Raw, new: Raw, rule: str, subject: str) -> list[str]:
    """Return "rule subject" of what a change of coverage is due to, in order."""
    result = diff_of(old, new)
    known = {fingerprint: f"{one.rule} {one.subject}" for fingerprint, one in result.by_fingerprint.items()}
    return [known[cause] for cause in told_of(old, new, rule, subject).causes]


# ---- what is said, and where -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject", "args", "values"),
    [
        pytest.param(
            PLAN,
            edited(PLAN, drop(LINK)),
            "coverage-lost",
            "G1.1",
            {"expectation": "sub_goal", "by": "@kind.measure", "kind": "@kind.sub_goal"},
            (["M1"], []),
            id="lost",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, drop(LINK)),
            "measure-orphaned",
            "M1",
            {"kind": "@kind.measure"},
            (["G1.1"], []),
            id="orphaned",
        ),
        pytest.param(
            edited(PLAN, put("measures.1.advances", []), put("measures.2.advances", [])),
            PLAN,
            "coverage-gained",
            "G1.2",
            {"expectation": "sub_goal", "by": "@kind.measure", "kind": "@kind.sub_goal", "carriers": "M2, M3"},
            ([], ["M2", "M3"]),
            id="gained by several",
        ),
        pytest.param(
            edited(PLAN, drop(LINK)),
            edited(PLAN, put(LINK, layout("G1.1"))),
            "coverage-gained",
            "G1.1",
            {"expectation": "sub_goal", "by": "@kind.measure", "kind": "@kind.sub_goal", "carriers": "M1"},
            ([], []),
            id="gained by the layout",
        ),
        pytest.param(
            edited(PLAN, add("measures.0.advances", inferred("G1.2"))),
            PLAN,
            "coverage-lost",
            "G1.2.b",
            {"expectation": "sub_goal", "by": "@kind.measure", "kind": "@kind.sub_goal"},
            (["M1", "M2", "M3"], ["M2", "M3"]),
            id="a part lost",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, add("measures.0.advances", inferred("G1.2")), add("measures.2.advances", stated("G1.2.b"))),
            "coverage-gained",
            "G1.2.b",
            {"expectation": "sub_goal", "by": "@kind.measure", "kind": "@kind.sub_goal", "carriers": "M1, M3"},
            (["M2", "M3"], ["M1", "M2", "M3"]),
            id="a part gained by several",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, put(f"{LINK}.confidence", "low")),
            "coverage-thinned",
            "G1.1",
            {
                "expectation": "sub_goal",
                "left": "M1",
                "before": "@tier.high",
                "after": "@tier.low",
                "kind": "@kind.sub_goal",
            },
            (["none", "high", "M1"], ["none", "low", "M1"]),
            id="thinned",
        ),
        pytest.param(
            edited(PLAN, put(LINK, layout("G1.1"))),
            edited(PLAN, put(LINK, {**layout("G1.1"), "basis": "blanket", "quote": "x"})),
            "coverage-thinned",
            "G1.1",
            {
                "expectation": "sub_goal",
                "left": "–",
                "before": "@tier.layout",
                "after": "@tier.blanket",
                "kind": "@kind.sub_goal",
            },
            (["layout", "none"], ["blanket", "none"]),
            id="thinned where nothing is aimed at it",
        ),
        pytest.param(
            PLAN,
            edited(PLAN, put("goals.0.answers", [])),
            "chain-broken",
            "P1",
            {"frontier": "P1", "kind": "@kind.core_problem"},
            (["P1", "G1", "G1.1", "M1"], []),
            id="broken",
        ),
        pytest.param(
            edited(PLAN, put("goals.0.answers", [])),
            PLAN,
            "chain-closed",
            "P1",
            {"chain": "P1 → G1 → G1.1 → M1", "kind": "@kind.core_problem"},
            ([], ["P1", "G1", "G1.1", "M1"]),
            id="closed",
        ),
    ],
)
def test_a_change_of_coverage_says_what_was_and_what_is(
    old: Raw,
    new: Raw,
    rule: str,
    subject: str,
    args: dict[str, str],
    values: tuple[object, object],
) -> None:
    found = told_of(old, new, rule, subject)
    assert dict(found.finding.args) == {"title": f"@title.{subject}", "subject": subject, **args}
    assert (found.before, found.after) == values


@pytest.mark.parametrize(
    ("new", "rule", "subject", "path"),
    [
        (edited(PLAN, drop(LINK)), "coverage-lost", "G1.1", ("sub_goals", 0, "id")),
        (edited(PLAN, drop(LINK)), "measure-orphaned", "M1", ("measures", 0, "id")),
        (edited(PLAN, put("goals.0.answers", [])), "chain-broken", "P1", ("core_problems", 0, "id")),
    ],
)
def test_it_stands_at_the_id_of_the_element(new: Raw, rule: str, subject: str, path: tuple[str | int, ...]) -> None:
    found = told_of(PLAN, new, rule, subject)
    assert (found.finding.place, found.element, found.side) == (Place("plan", path), subject, "new")


@pytest.mark.parametrize(("standing", "severity"), [("proposal", Severity.WARNING), ("adopted", Severity.ERROR)])
def test_what_comes_without_a_carrier_weighs_more_in_an_adopted_plan(standing: str, severity: Severity) -> None:
    old = edited(PLAN, put("document.standing", standing))
    found = the_one(old, edited(old, add("measures", measure("M4"))), "uncovered-on-arrival")
    assert dict(found.finding.args) == {
        "title": "@title.M4",
        "subject": "M4",
        "expectation": "measure",
        "by": "@kind.sub_goal",
        "kind": "@kind.measure",
    }
    assert (found.before, found.after, found.finding.severity) == (None, "none", severity)
    assert found.finding.place == Place("plan", ("measures", 3, "id"))


def test_of_a_part_only_those_are_named_that_carry_it_and_not_who_hinders_the_whole() -> None:
    old = edited(PLAN, put("measures.1.hinders", [stated("G1.2")]))
    new = edited(old, add("measures.2.advances", inferred("G1.2.b")))
    assert dict(told_of(old, new, "coverage-gained", "G1.2.b").finding.args)["carriers"] == "M3"


def test_of_a_part_of_a_measure_only_what_it_advances_is_named_and_not_what_the_measure_hinders() -> None:
    old = edited(PLAN, put(LINK, inferred("G1.1", start="M1.a")), put("measures.0.hinders", [stated("G1.1")]))
    new = edited(old, add("measures.0.advances", inferred("G1.2.a", start="M1.b")))
    assert dict(told_of(old, new, "coverage-gained", "M1.b").finding.args)["carriers"] == "G1.2"


# ---- a gap that is accepted ------------------------------------------------------------------------------------------


def accepting(raw: Raw, *names: str) -> Reading:
    """Return a side on which the gaps of some elements and parts are accepted, for a reason each."""
    reading = reading_of(raw)

    def cover(document: str, expectations: tuple[Expectation, ...]) -> CoverageResult:
        return evaluate_coverage(
            reading.graphs[document],
            expectations=expectations,
            waived=lambda _, name: f"why {name}" if name in names else None,
        )

    return replace(reading, cover=cover)


@pytest.mark.parametrize(
    ("edit", "rule", "subject"),
    [
        (drop(LINK), "coverage-lost", "G1.1"),
        (drop(LINK), "measure-orphaned", "M1"),
        (add("measures", measure("M4")), "uncovered-on-arrival", "M4"),
    ],
)
def test_a_gap_that_is_accepted_says_why_and_another_does_not(edit: Edit, rule: str, subject: str) -> None:
    new = edited(PLAN, edit)
    assert told_of(PLAN, accepting(new, subject), rule, subject).finding.waived == f"why {subject}"
    assert told_of(PLAN, accepting(new, "G2"), rule, subject).finding.waived is None


def test_the_gap_of_a_part_is_accepted_by_itself_and_not_with_its_element() -> None:
    old, new = edited(PLAN, add("measures.0.advances", inferred("G1.2"))), PLAN
    assert told_of(old, accepting(new, "G1.2.b"), "coverage-lost", "G1.2.b").finding.waived == "why G1.2.b"
    assert told_of(old, accepting(new, "G1.2"), "coverage-lost", "G1.2.b").finding.waived is None


def test_what_is_gained_is_no_gap_to_accept() -> None:
    found = told_of(edited(PLAN, drop(LINK)), accepting(PLAN, "G1.1"), "coverage-gained", "G1.1")
    assert found.finding.waived is None


# ---- what it is due to -----------------------------------------------------------------------------------------------

UNCLEAR = inferred("G1.1", sign="unclear")
"""A link that counts for nothing."""
SWAPPED: tuple[Edit, ...] = (drop(LINK), add("measures.1.advances", UNCLEAR))


@pytest.mark.parametrize(
    ("old", "new", "rule", "subject", "causes"),
    [
        pytest.param(PLAN, edited(PLAN, *SWAPPED), "coverage-lost", "G1.1", ["link-removed M1:G1.1"], id="lost"),
        pytest.param(edited(PLAN, *SWAPPED), PLAN, "coverage-gained", "G1.1", ["link-added M1:G1.1"], id="gained"),
        pytest.param(
            edited(PLAN, add("measures.0.advances", inferred("G1.2.b"))),
            edited(PLAN, add("measures.2.advances", inferred("G1.2.b", sign="unclear"))),
            "coverage-lost",
            "G1.2.b",
            ["link-removed M1:G1.2.b"],
            id="a part lost",
        ),
        pytest.param(
            edited(PLAN, add("measures.2.advances", inferred("G1.1"))),
            edited(PLAN, add("measures.1.advances", UNCLEAR)),
            "coverage-thinned",
            "G1.1",
            ["link-removed M3:G1.1"],
            id="thinned",
        ),
        pytest.param(
            edited(PLAN, add("measures.1.advances", UNCLEAR)),
            edited(PLAN, add("measures.2.advances", inferred("G1.1"))),
            "coverage-strengthened",
            "G1.1",
            ["link-added M3:G1.1"],
            id="strengthened",
        ),
    ],
)
def test_what_went_the_other_way_has_not_brought_it_about(
    old: Raw, new: Raw, rule: str, subject: str, causes: list[str]
) -> None:
    assert due_to(old, new, rule, subject) == causes


def test_what_comes_as_another_kind_without_a_carrier_is_due_to_that_and_not_to_a_part_that_it_got() -> None:
    new = edited(PLAN, drop("goals.1"), add("measures", measure("G2", parts="a")))
    assert due_to(PLAN, new, "uncovered-on-arrival", "G2") == ["kind-changed G2"]


@pytest.mark.parametrize(
    ("also", "subject", "rule"),
    [
        pytest.param(put("measures.0.hinders", []), "M1", "measure-orphaned", id="what the measure hinders"),
        pytest.param(put("measures.0.hinders", []), "G1.1", "coverage-lost", id="who hinders the sub-goal"),
        pytest.param(put("sub_goals.0.answers", []), "G1.1", "coverage-lost", id="what the sub-goal answers"),
        pytest.param(put("sub_goals.1.goal", "G2"), "G1.1", "coverage-lost", id="where its sibling belongs"),
        pytest.param(put("measures.2.advances", []), "G1.1", "coverage-lost", id="what is inferred about its goal"),
        pytest.param(add("measures.1.parts", {"id": "M2.b", "title": {"fi": "b"}}), "G1.1", "coverage-lost", id="part"),
        pytest.param(put("measures.1.parts", []), "G1.1", "coverage-lost", id="part of what still carries it"),
    ],
)
def test_what_changed_beside_it_is_no_cause(also: Edit, subject: str, rule: str) -> None:
    old = edited(
        PLAN,
        put("measures.0.hinders", [stated("G1.1")]),
        put("sub_goals.0.answers", [stated("P1")]),
        put("measures.1.parts", [{"id": "M2.a", "title": {"fi": "a"}}]),
        add("measures.1.advances", layout("G1.1")),
        put("measures.2.advances", [inferred("G1")]),
    )
    assert due_to(old, edited(old, also, drop(LINK)), rule, subject) == ["link-removed M1:G1.1"]


def test_where_a_sub_goal_belongs_bears_on_its_measures_and_not_on_its_indicators() -> None:
    old = edited(PLAN, add("measures.2.advances", layout("G2")))
    moved = edited(old, put("sub_goals.0.goal", "G2"))
    assert due_to(old, moved, "coverage-strengthened", "G1.1") == ["parent-changed G1.1"]
    unmeasured = edited(moved, put("indicators.0.indicates", []))
    assert due_to(old, unmeasured, "coverage-lost", "G1.1") == ["link-removed I1:indicates:G1.1"]


# ---- what stands, with its id or with another ------------------------------------------------------------------------

READ_ANEW = {"by": "another reader"}
"""What changes a link, and nothing that counts for coverage."""
CHAIN = edited(
    PLAN,
    put("core_problems.0.parts", [{"id": "P1.a", "title": {"fi": "a"}}]),
    put("goals", [goal("G1", inferred("P1")), goal("G2")]),
    put("sub_goals", [sub_goal("G1.1", "G1")]),
    put("measures", [measure("M1", inferred("G1.1"))]),
)
BROKEN = edited(CHAIN, drop(LINK), put("goals.0.answers", [inferred("P1", **READ_ANEW)]))
"""The chain without its lowest step; the highest stands."""
UNANSWERED = edited(CHAIN, put("goals.0.answers", []), put(LINK, inferred("G1.1", **READ_ANEW)))
"""The chain without its highest step; the lowest stands."""


@pytest.mark.parametrize(
    ("broken", "former", "name", "link"),
    [
        (BROKEN, "G1", "G1", "M1:G1.1"),
        (BROKEN, "G1", "K1", "M1:G1.1"),
        (UNANSWERED, "G1.1", "G1.1", "G1:answers:P1"),
        (UNANSWERED, "G1.1", "G1.9", "G1:answers:P1"),
    ],
)
def test_a_chain_is_due_to_the_step_that_differs_and_not_to_a_step_that_stands(
    broken: Raw, former: str, name: str, link: str
) -> None:
    now, then = (renamed(raw, former, name, is_declared=name != former) for raw in (broken, CHAIN))
    assert due_to(CHAIN, now, "chain-broken", "P1") == [f"link-removed {link}"]
    assert due_to(broken, then, "chain-closed", "P1") == [f"link-added {link}"]


def test_a_chain_is_not_due_to_what_went_the_other_way_nor_to_other_links_at_its_steps() -> None:
    part = add("core_problems.0.parts", {"id": "P1.b", "title": {"fi": "b"}})
    broken = edited(BROKEN, part, put("indicators.0.indicates", []))
    assert due_to(CHAIN, broken, "chain-broken", "P1") == ["link-removed M1:G1.1"]
    assert due_to(broken, CHAIN, "chain-closed", "P1") == ["link-added M1:G1.1"]


def test_a_chain_is_due_to_its_steps_and_not_to_links_of_another_type_between_the_same() -> None:
    whole = edited(CHAIN, put("measures.0.hinders", [stated("G1.1")]))
    broken = edited(BROKEN, put("measures.0.hinders", []))
    assert due_to(whole, broken, "chain-broken", "P1") == ["link-removed M1:G1.1"]


@pytest.mark.parametrize("name", ["M2", "K2"])
def test_a_link_that_stands_is_no_cause(name: str) -> None:
    old = edited(PLAN, add("measures.1.advances", inferred("G1.1")))
    new = edited(old, drop(LINK), put("measures.1.advances.1", inferred("G1.1", **READ_ANEW)))
    new = renamed(new, "M2", name, is_declared=name != "M2")
    assert due_to(old, new, "coverage-thinned", "G1.1") == ["link-removed M1:G1.1"]


def test_an_element_with_another_id_has_not_arrived() -> None:
    bare = edited(PLAN, drop(LINK))
    assert [one.rule for one in diff_of(bare, renamed(bare, "G1.1", "G1.9")).changes] == ["id-changed"]


def test_the_chain_of_a_core_problem_is_followed_under_its_new_id() -> None:
    old = raw_vision(
        core_problems=[problem("P1")], goals=[goal("G1", stated("P1"))], measures=[measure("M1", stated("G1"))]
    )
    broken = edited(renamed(old, "P1", "P9"), put("measures.0.advances", []))
    assert told(old, broken, "chain-broken") == ["chain-broken P9"]
