"""Checks that read the coverage: gaps, parts, blanket claims, chains, unjudged pairs."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.findings import Place
from sotetrace.messages import Translator
from sotetrace.model.text import Language
from sotetrace.report.pages.findings import sentence_of
from tests.builders import (
    blanket,
    expectation,
    findings_of,
    goal,
    indicator,
    inferred,
    judged,
    layout,
    level,
    measure,
    problem,
    scope,
    slugs,
    stated,
    statement,
    sub_goal,
    vision,
)

GAPS = (
    "uncovered-core-problem",
    "uncovered-goal",
    "uncovered-sub-goal",
    "uncovered-statement",
    "orphan-measure",
    "level-without-measure",
    "unmeasured-sub-goal",
    "unmet-expectation",
)


def test_all_gaps_of_a_document() -> None:
    document = vision(
        levels=[level("L1")],
        statements=[statement("S1"), statement("S2", "narrative")],
        core_problems=[problem("P1"), problem("P2", draft=True)],
        goals=[goal("G1"), goal("G2")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1"), measure("M2", draft=True)],
        indicators=[indicator("I1")],
    )
    assert slugs(document, *GAPS) == [
        ("level-without-measure", "L1"),
        ("orphan-measure", "M1"),
        ("uncovered-core-problem", "P1"),
        ("uncovered-goal", "G2"),
        ("uncovered-statement", "S1"),
        ("uncovered-sub-goal", "G1.1"),
        ("unmeasured-sub-goal", "G1.1"),
    ]


def test_an_expectation_of_the_workspace_names_itself() -> None:
    own = expectation("named", "measure", "names", "out", "actor")
    document = vision(measures=[measure("M1")], actors=[{"id": "A1", "title": {"fi": "nimi"}}])
    (found,) = [f for f in findings_of(document, expectations=(own,)) if f.rule in GAPS]
    assert (found.rule, found.element, found.args) == ("unmet-expectation", "M1", (("expectation", "named"),))


def test_a_kind_that_is_not_there_is_said_once() -> None:
    document = vision(goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")])
    found = [f for f in findings_of(document) if f.rule == "kind-not-declared"]
    assert [(dict(f.args)["kind"], dict(f.args)["of"]) for f in found] == [
        ("@kind.measure", "@kind.sub_goal"),
        ("@kind.indicator", "@kind.sub_goal"),
    ]
    assert found[0].place == Place("plan", ("document", "id"))
    nobody = (expectation("own", "sub_goal", "advances", "in"),)
    found = [f for f in findings_of(document, expectations=nobody) if f.rule == "kind-not-declared"]
    assert [dict(f.args)["kind"] for f in found] == ["@kind."]


# ---- parts -------------------------------------------------------------------------------------------------


def parts(*links: Any, **fields: Any) -> list[tuple[str, str | None]]:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
        measures=[measure("M1", *links, **fields)],
    )
    return slugs(document, "uncovered-part", "idle-part")


@pytest.mark.parametrize(
    ("links", "found"),
    [
        pytest.param([], [], id="nothing at all is a gap of the whole"),
        pytest.param([stated("G1.1")], [], id="the whole in words"),
        pytest.param([stated("G1.1.a")], ["G1.1.b"], id="one part"),
        pytest.param([layout("G1")], ["G1.1.a", "G1.1.b"], id="a row names no part"),
        pytest.param([layout("G1"), inferred("G1.1.a")], ["G1.1.b"], id="a row and a reading"),
        pytest.param([stated("G1.1.a", sign="unclear"), stated("G1.1.b")], ["G1.1.a"], id="unclear"),
    ],
)
def test_uncovered_parts(links: list[Any], found: list[str]) -> None:
    assert parts(*links) == [("uncovered-part", identifier) for identifier in found]


def test_idle_parts() -> None:
    assert parts(stated("G1.1", start="M1.a"), parts="abc") == [("idle-part", "M1.b"), ("idle-part", "M1.c")]
    assert parts(stated("G1.1"), parts="ab") == []


_LANGUAGES: tuple[Language, ...] = ("fi", "en")


def test_a_part_is_shown_in_the_original_language_or_in_any() -> None:
    """The finding names it; the page looks its title up, and shows the id where there is none."""
    titles: list[Any] = [{"fi": "osa", "en": "part"}, {"en": "part"}, {}]
    whole = [{"id": f"G1.1.{letter}", "title": title} for letter, title in zip("abc", titles, strict=True)]
    document = vision(
        goals=[goal("G1")], sub_goals=[sub_goal("G1.1", "G1", parts=whole)], measures=[measure("M1", layout("G1"))]
    )
    found = [f for f in findings_of(document) if f.rule == "uncovered-part"]
    assert [dict(f.args)["title"] for f in found] == [f"@title.G1.1.{letter}" for letter in "abc"]
    finnish, english = ([sentence_of(f, Translator(language), [document]) for f in found] for language in _LANGUAGES)
    assert [sentence.rpartition(", ")[2] for sentence in finnish] == ["osa.", "part [en].", "G1.1.c."]
    assert [sentence.rpartition(", ")[2] for sentence in english] == ["part.", "part.", "G1.1.c."]


def test_an_indicator_measures_the_whole() -> None:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
        measures=[measure("M1", stated("G1.1"))],
        indicators=[indicator("I1", stated("G1.1.a"))],
    )
    assert slugs(document, "uncovered-part") == []
    own = expectation("own", "sub_goal", "indicates", "in", "measure", "indicator")
    assert slugs(document, "uncovered-part", expectations=(own,)) == []


def test_parts_of_what_does_not_apply_are_not_asked_for() -> None:
    document = vision(sub_goals=[sub_goal("G1.1", "G1", parts="ab")])
    assert slugs(document, "uncovered-part") == []


# ---- blanket claims, inference, chains ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("links", "claims", "found"),
    [
        pytest.param([], [blanket("G1.1")], [("only-blanket", "G1.1"), ("only-blanket", "M1")], id="blanket"),
        pytest.param([layout("G1")], [blanket("G1.1")], [], id="blanket and a row"),
        pytest.param([inferred("G1.1")], [], [("only-inferred", "G1.1"), ("only-inferred", "M1")], id="inferred"),
        pytest.param([inferred("G1.1"), stated("G1.1")], [], [], id="inferred and stated"),
        pytest.param(
            [inferred("G1.1")], [blanket("G1")], [("only-blanket", "G1.1"), ("only-blanket", "M1")], id="both"
        ),
    ],
)
def test_blanket_and_inferred(links: list[Any], claims: list[Any], found: list[tuple[str, str]]) -> None:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", *links)],
        scopes=[scope("X1", {"kind": "measure"}, *claims)],
    )
    assert slugs(document, "only-blanket", "only-inferred") == found


def test_two_expectations_that_find_the_same_say_it_once() -> None:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", inferred("G1.1"))],
        indicators=[indicator("I1", inferred("G1.1"))],
    )
    assert slugs(document, "only-inferred") == [("only-inferred", "G1.1"), ("only-inferred", "M1")]


@pytest.mark.parametrize(
    ("measures", "found"),
    [
        pytest.param([], [], id="a document without measures is not asked"),
        pytest.param([measure("M1")], ["G1.1, G1.2"], id="stops at the sub-goals"),
        pytest.param([measure("M1", layout("G1"))], [], id="reached as the source has it"),
        pytest.param([measure("M1", inferred("G1.2"))], [], id="reached as read"),
    ],
)
def test_unreached_core_problems(measures: list[Any], found: list[str]) -> None:
    document = vision(
        core_problems=[problem("P1")],
        goals=[goal("G1", stated("P1"))],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
        measures=measures,
    )
    frontiers = [dict(f.args)["frontier"] for f in findings_of(document) if f.rule == "unreached-core-problem"]
    assert frontiers == found


def unjudged(**fields: Any) -> list[tuple[str | None, str, str]]:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.10", "G1"), sub_goal("G1.2", "G1")],
        measures=[measure("M1", inferred("G1.2")), measure("M2"), measure("M3")],
        **fields,
    )
    found = [f for f in findings_of(document) if f.rule == "unjudged-pair"]
    return [(f.element, dict(f.args)["sub_goals"], dict(f.args)["count"]) for f in found]


def test_unjudged_pairs_are_said_once_for_each_measure() -> None:
    records = [judged(["M3"], ["G1.2", "G1.10"])]
    expected = [("M1", "G1.10", "1"), ("M2", "G1.2, G1.10", "2")]
    assert unjudged(judged=records) == expected
    assert unjudged() == []
    asked = {"of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}
    twice = [{"id": "one", **asked}, {"id": "two", "at_least": 2, **asked}]
    assert unjudged(judged=records, expectations=twice) == expected


def test_an_empty_scope_is_found_where_its_members_stand() -> None:
    scopes = [scope("X1", {"level": "L9"}), scope("X2", []), scope("X3", {}), scope("X4", ["M1"])]
    found = [f for f in findings_of(vision(measures=[measure("M1")], scopes=scopes)) if f.rule == "empty-scope"]
    assert [f.element for f in found] == ["X1", "X2", "X3"]
    assert found[0].place == Place("plan", ("scopes", 0, "members"), is_key=True)
