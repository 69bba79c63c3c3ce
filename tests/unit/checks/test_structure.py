"""Checks of identity, structure and links: the corners that the rule pages do not show."""

from __future__ import annotations

import inspect
import pkgutil
from typing import Any

import pytest

import sotetrace.checks
from sotetrace.checks.context import CheckContext
from sotetrace.checks.run import CHECKS, CROSSWALK_CHECKS, WORKSPACE_CHECKS
from sotetrace.findings import Place
from tests.builders import (
    blanket,
    element,
    findings_of,
    goal,
    inferred,
    judged,
    layout,
    level,
    measure,
    problem,
    scope,
    slugs,
    stated,
    sub_goal,
    vision,
)


def test_every_check_is_in_the_table_once() -> None:
    written = set()
    for module in pkgutil.iter_modules(sotetrace.checks.__path__):
        members = inspect.getmembers(__import__(f"sotetrace.checks.{module.name}", fromlist=["_"]), inspect.isfunction)
        written |= {function for name, function in members if name.startswith("check_")}
    table: set[object] = {*CHECKS, *CROSSWALK_CHECKS, *WORKSPACE_CHECKS}
    assert table == written
    assert len(CHECKS) + len(CROSSWALK_CHECKS) + len(WORKSPACE_CHECKS) == len(written)


def test_a_clean_document_has_no_findings() -> None:
    def titled(raw: dict[str, Any]) -> dict[str, Any]:
        return {**raw, "title": {"fi": f"words about {raw['id']}"}}

    document = vision(
        sources=[
            {"id": "plan", "title": {"fi": "a"}, "places": [{"id": "slide", "title": {"fi": "a"}, "starts": "a"}]}
        ],
        core_problems=[titled(problem("P1"))],
        goals=[titled(goal("G1", stated("P1")))],
        sub_goals=[titled(sub_goal("G1.1", "G1"))],
        measures=[titled(measure(identifier, stated("G1.1"))) for identifier in ("M1", "M2")],
        indicators=[titled(element("I1", indicates=[stated("G1.1")]))],
    )
    assert findings_of(document) == []


# ---- ids ---------------------------------------------------------------------------------------------------


_EXPECTED = {"id": "goal", "of": "goal", "link": "part_of", "direction": "in", "by": ["sub_goal"]}


def _source(*places: str) -> dict[str, Any]:
    title = {"fi": "nimi"}
    return {"id": "s", "title": title, "places": [{"id": place, "title": title, "starts": place} for place in places]}


@pytest.mark.parametrize(
    ("sections", "found"),
    [
        pytest.param({"goals": [goal("X")], "measures": [measure("X")]}, ["X"], id="two kinds"),
        pytest.param({"goals": [goal("G1"), goal("G1"), goal("G1")]}, ["G1", "G1"], id="three times"),
        pytest.param({"goals": [goal("G1", parts="aa")]}, ["G1.a"], id="two parts"),
        pytest.param({"goals": [goal("G1", parts="a"), goal("G1.a")]}, ["G1.a"], id="a part and an element"),
        pytest.param({"goals": [goal("X1")], "scopes": [scope("X1", ["X1"])]}, ["X1"], id="an element and a scope"),
        pytest.param({"goals": [goal("G1")], "sources": [_source("G1")]}, [], id="places have ids of their own"),
        pytest.param({"sources": [_source("a", "b"), {**_source("a"), "id": "t"}]}, ["a"], id="a place in two sources"),
        pytest.param({"sources": [_source("a"), {**_source("b"), "id": "other"}]}, [], id="two sources"),
        pytest.param({"sources": [{**_source(x), "id": "twice"} for x in "ab"]}, ["twice"], id="two sources alike"),
        pytest.param({"sources": [{**_source("a"), "id": "a"}]}, [], id="a source and its place"),
        pytest.param({"expectations": [_EXPECTED, _EXPECTED]}, ["goal"], id="two expectations"),
        pytest.param({"expectations": [_EXPECTED], "goals": [goal("goal")]}, [], id="an expectation and an element"),
    ],
)
def test_duplicate_ids(sections: dict[str, Any], found: list[str]) -> None:
    assert [identifier for _, identifier in slugs(vision(**sections), "duplicate-id")] == found


def test_a_duplicate_points_at_the_first() -> None:
    (found,) = [f for f in findings_of(vision(goals=[goal("X")], measures=[measure("X")])) if f.rule == "duplicate-id"]
    assert found.place == Place("plan", ("measures", 0, "id"))
    assert found.related == (Place("plan", ("goals", 0, "id")),)


@pytest.mark.parametrize(
    ("ids", "found"),
    [
        pytest.param(("M1", "М1"), [("М1", "M1")], id="Cyrillic М"),
        pytest.param(("M1", "m1", "М1"), [("m1", "M1"), ("М1", "M1")], id="each with the first"),
        pytest.param(("M1", "Ml", "M11"), [("Ml", "M1")], id="l for 1"),
        pytest.param(("M1", "M2", "M11", "M1a"), [], id="different"),
        pytest.param(("M1", "M1"), [], id="the same is a duplicate"),
        pytest.param(("L1", "l1"), [("l1", "L1")], id="case, where small l looks like another letter"),
        pytest.param(("I1", "l1"), [("l1", "I1")], id="small l and capital I"),
        pytest.param(("I1", "L1"), [], id="capital I and capital L"),
    ],
)
def test_look_alikes(ids: tuple[str, ...], found: list[tuple[str, str]]) -> None:
    findings = findings_of(vision(measures=[measure(identifier) for identifier in ids]))
    assert [(f.element, dict(f.args)["other"]) for f in findings if f.rule == "look-alike-id"] == found


def test_parts_look_alike_too() -> None:
    assert slugs(vision(goals=[goal("G1", parts="aа")]), "look-alike-id") == [("look-alike-id", "G1.а")]


@pytest.mark.parametrize(
    ("section", "identifier", "expected"),
    [
        ("measures", "G1", True),
        ("sub_goals", "G1.1", False),
        ("goals", "M1", True),
        ("measures", "X1", False),
        ("measures", "Measure1", False),
        ("measures", "1", False),
        ("core_problems", "P1", False),
    ],
)
def test_prefixes(section: str, identifier: str, expected: bool) -> None:
    fields: dict[str, Any] = {"goal": "G1"} if section == "sub_goals" else {}
    sections: dict[str, Any] = {section: [element(identifier, **fields)]}
    found = slugs(vision(**sections), "prefix-of-other-kind")
    assert found == ([("prefix-of-other-kind", identifier)] if expected else [])


def test_the_id_of_a_part_begins_with_that_of_its_element() -> None:
    parts: Any = [{"id": i, "title": {"fi": "nimi"}} for i in ("M1.a", "M1a", "M10.a", "M2.a")]
    found = findings_of(vision(measures=[measure("M1", parts=parts)]))
    assert [dict(f.args)["part"] for f in found if f.rule == "foreign-part-id"] == ["M1a", "M10.a", "M2.a"]


def test_a_retired_id_may_name_neither_element_nor_part_again() -> None:
    retired: Any = [{"id": i, "title": {"fi": "a"}, "replaced_by": []} for i in ("M1", "M1.a", "M9")]
    found = slugs(vision(measures=[measure("M1", parts="a")], retired=retired), "retired-id-reused")
    assert [identifier for _, identifier in found] == ["M1", "M1.a"]


# ---- claims ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        ({"kind": "measure", "count": 3}, None),
        ({"kind": "measure", "count": 4}, "3"),
        ({"kind": "measure", "level": "L1", "count": 2}, None),
        ({"kind": "measure", "level": "L2", "count": 2}, "0"),
        ({"kind": "level", "level": "L1", "count": 1}, "0"),
        ({"kind": "actor", "count": 0}, None),
        ({"kind": "sub_goal", "level": "L1", "count": 1}, None),
        ({"kind": "sub_goal", "level": "L2", "count": 2}, "1"),
        ({"kind": "goal", "count": 1}, "2"),
    ],
)
def test_claims(claim: dict[str, Any], found: str | None) -> None:
    """Drafts are not meant yet; a sub-goal without a level stands at that of its goal."""
    document = vision(
        {"claims": [claim]},
        levels=[level("L1"), level("L2")],
        goals=[goal("G1", level="L1"), goal("G2")],
        sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1", level="L2"), sub_goal("G2.1", "G2")],
        measures=[
            measure("M1", level="L1"),
            measure("M2", level="L1"),
            measure("M3"),
            measure("M4", level="L1", draft=True),
        ],
    )
    findings = [f for f in findings_of(document) if f.rule == "claim-does-not-hold"]
    assert [dict(f.args)["found"] for f in findings] == ([] if found is None else [found])


# ---- references and targets --------------------------------------------------------------------------------


def test_every_unknown_id_is_found_in_one_run() -> None:
    document = vision(
        {"claims": [{"kind": "measure", "level": "L9", "count": 1}]},
        goals=[goal("G1", level="L8", parts="a")],
        sub_goals=[sub_goal("G1.1", "G9")],
        measures=[measure("M1", stated("G1.a"), stated("G1.9"), needs=[stated("M9")])],
        scopes=[scope("X1", ["M1", "M8"], blanket("G8")), scope("X2", {"level": "L7"})],
        judged=[judged(["M7"], ["G7"])],
        retired=[{"id": "M6", "title": {"fi": "a"}, "replaced_by": ["M5"]}],
    )
    found = {dict(f.args)["target"]: f.place.path for f in findings_of(document) if f.rule == "unknown-reference"}
    assert found == {
        "L8": ("goals", 0, "level"),
        "G9": ("sub_goals", 0, "goal"),
        "G1.9": ("measures", 0, "advances", 1, "to"),
        "M9": ("measures", 0, "needs", 0, "to"),
        "G8": ("scopes", 0, "advances", 0, "to"),
        "M8": ("scopes", 0, "members", 1),
        "L7": ("scopes", 1, "members", "level"),
        "M7": ("judged", 0, "measures", 0),
        "G7": ("judged", 0, "sub_goals", 0),
        "M5": ("retired", 0, "replaced_by", 0),
        "L9": ("document", "claims", 0, "level"),
    }


@pytest.mark.parametrize(
    ("target", "rule"),
    [
        ("town:G1", "link-to-other-document"),
        ("town:G9", "link-to-other-document"),
        ("plan:G9", "unknown-reference"),
    ],
)
def test_a_link_that_stays_at_home_names_no_other_document(target: str, rule: str) -> None:
    """Only an indicator may point at another document; the id of its own document changes nothing."""
    measures = [measure("M1", stated("G1"), stated(target))]
    found = findings_of(vision({"id": "plan"}, goals=[goal("G1")], measures=measures))
    (fault,) = [f for f in found if f.rule in ("link-to-other-document", "unknown-reference")]
    assert (fault.rule, fault.element, fault.args) == (rule, "M1", (("target", target),))
    assert fault.place == Place("plan", ("measures", 0, "advances", 1, "to"))


@pytest.mark.parametrize(
    ("target", "suggestion"), [("М1", "M1"), ("M12", "M1"), ("zzz", None)], ids=["look-alike", "near", "none"]
)
def test_the_nearest_id_is_suggested(target: str, suggestion: str | None) -> None:
    document = vision(measures=[measure("M1"), measure("M3", needs=[stated(target)])])
    (found,) = [f for f in findings_of(document) if f.rule == "unknown-reference"]
    assert found.suggestion == suggestion


def test_what_could_not_be_read_is_not_unknown() -> None:
    document = vision(measures=[measure("M1", stated("G1"))])
    assert slugs(document, "unknown-reference", left_out=frozenset({"G1"})) == []
    assert CheckContext(document, left_out=frozenset({"G1"})).coverage.left_out == ("G1",)


@pytest.mark.parametrize(
    ("link_type", "target", "expected"),
    [
        ("advances", "P1", ["wrong-target-kind"]),
        ("advances", "G1.a", []),
        ("advances", "M1", ["self-link", "wrong-target-kind"]),
        ("advances", "M1.a", ["self-link", "wrong-target-kind"]),
        ("needs", "M1.a", ["self-link"]),
        ("needs", "M2", []),
        ("needs", "M9", []),
        ("hinders", "G1", ["wrong-target-kind"]),
    ],
)
def test_targets(link_type: str, target: str, expected: list[str]) -> None:
    one = measure("M1", parts="a", **{link_type: [stated(target)]}) if link_type != "advances" else None
    document = vision(
        core_problems=[problem("P1")],
        goals=[goal("G1", parts="a")],
        measures=[one or measure("M1", stated(target), parts="a"), measure("M2")],
    )
    assert slugs(document, "wrong-target-kind", "self-link") == [(rule, "M1") for rule in expected]


def test_plain_fields_name_the_right_kind() -> None:
    document = vision(levels=[level("L1")], sub_goals=[sub_goal("G1.1", "L1", level="G1.1"), sub_goal("G1.2", "G9")])
    found = [f for f in findings_of(document) if f.rule == "wrong-target-kind"]
    assert {(f.place.path[-1], dict(f.args)["expected"]) for f in found} == {("goal", "goal"), ("level", "level")}


@pytest.mark.parametrize(("start", "expected"), [("M1.a", []), ("M2.a", ["M1"]), ("M1", ["M1"]), ("M9.a", ["M1"])])
def test_a_link_starts_from_a_part_of_its_own(start: str, expected: list[str]) -> None:
    measures = [measure("M1", stated("G1", start=start), parts="a"), measure("M2", parts="a")]
    found = slugs(vision(goals=[goal("G1")], measures=measures), "foreign-start")
    assert [identifier for _, identifier in found] == expected


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param([stated("G1"), stated("G1")], 1, id="the same"),
        pytest.param([stated("G1"), stated("G1"), stated("G1")], 2, id="three times"),
        pytest.param([stated("G1"), layout("G1")], 0, id="two bases are two kinds of evidence"),
        pytest.param([inferred("G1", "low"), inferred("G1", "high")], 1, id="two confidences are not"),
        pytest.param([stated("G1", start="M1.a"), stated("G1")], 0, id="from a part and from the whole"),
        pytest.param([stated("G1.a"), stated("G1")], 0, id="to a part and to the whole"),
    ],
)
def test_duplicate_links(links: list[Any], expected: int) -> None:
    document = vision(goals=[goal("G1", parts="a")], measures=[measure("M1", *links, parts="a")])
    assert len(slugs(document, "duplicate-link")) == expected


def test_an_actor_may_be_named_in_two_roles() -> None:
    names = [{**layout("A1"), "role": role} for role in ("partner", "responsible")]
    assert slugs(vision(actors=[element("A1")], measures=[measure("M1", names=names)]), "duplicate-link") == []
    assert (
        len(slugs(vision(actors=[element("A1")], measures=[measure("M1", names=names[:1] * 2)]), "duplicate-link")) == 1
    )


def test_a_circle_of_needs_names_everybody_in_it() -> None:
    needs = {"M1": "M2", "M2": "M3", "M3": "M1", "M4": "M5", "M5": "M4", "M6": "M1"}
    measures = [measure(identifier, needs=[stated(to)]) for identifier, to in needs.items()]
    found = [f for f in findings_of(vision(measures=measures)) if f.rule == "cycle-of-needs"]
    assert [dict(f.args)["cycle"] for f in found] == ["M1 → M2 → M3 → M1", "M4 → M5 → M4"]
    assert [place.path for place in found[0].related] == [("measures", 1, "needs"), ("measures", 2, "needs")]


@pytest.mark.parametrize(
    ("advanced", "hindered", "clashes"),
    [
        ("G1.1", "G1.1", True),
        ("G1.1", "G1.1.a", True),
        ("G1.1.a", "G1.1", True),
        ("G1.1.a", "G1.1.a", True),
        ("G1.1.a", "G1.1.b", False),
        ("G1.2", "G1.1", False),
    ],
)
def test_advances_and_hinders(advanced: str, hindered: str, clashes: bool) -> None:
    def found(sign: str) -> list[Any]:
        one = measure("M1", stated(advanced, sign=sign), hinders=[stated(hindered)])
        subs = [sub_goal("G1.1", "G1", parts="ab"), sub_goal("G1.2", "G1")]
        return slugs(vision(goals=[goal("G1")], sub_goals=subs, measures=[one]), "advances-and-hinders")

    assert bool(found("positive")) is clashes
    assert found("unclear") == []
