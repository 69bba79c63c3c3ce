"""The one graph: what becomes a link, what dangles, how blanket claims are expanded, and circles."""

from __future__ import annotations

import pytest

from sotetrace.graph import Strength, TraceGraph, build_graph, find_foreign_links, members_of
from tests.builders import (
    Raw,
    blanket,
    element,
    goal,
    indicator,
    inferred,
    layout,
    level,
    measure,
    problem,
    scope,
    stated,
    statement,
    sub_goal,
    vision,
)


def ends(graph: TraceGraph) -> set[tuple[str, str, str]]:
    return {(link.type, link.source, link.target) for link in graph.iter_links()}


def test_elements_and_links() -> None:
    document = vision(
        levels=[level("L1")],
        core_problems=[problem("P1", level="L1")],
        goals=[goal("G1", stated("P1"), level="L1")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure("M1", inferred("G1.1", "low"), level="L1")],
    )
    graph = build_graph(document)
    assert ends(graph) == {
        ("at", "P1", "L1"),
        ("at", "G1", "L1"),
        ("at", "M1", "L1"),
        ("answers", "G1", "P1"),
        ("part_of", "G1.1", "G1"),
        ("advances", "M1", "G1.1"),
    }
    assert graph.dangling == ()
    assert "G1" in graph
    assert "G2" not in graph
    assert graph.element("G1") is document.goals[0]
    with pytest.raises(KeyError, match="G2"):
        graph.element("G2")
    with pytest.raises(KeyError, match="G1"):
        graph.without(["G1"]).element("G1")
    assert ends(graph.without([])) == ends(graph)
    (part_of,) = graph.find_links_from("G1.1")
    assert (part_of.basis, part_of.path, part_of.link) == ("layout", ("sub_goals", 0, "goal"), None)
    (advances,) = graph.find_links_to("G1.1", ("advances",))
    assert advances.path == ("measures", 0, "advances", 0)
    assert advances.link is document.measures[0].advances[0]
    assert advances.strength is Strength.LOW


def test_a_link_to_a_part_is_a_link_to_its_element() -> None:
    document = vision(
        goals=[goal("G1")],
        sub_goals=[sub_goal("G1.1", "G1", parts="ab")],
        measures=[measure("M1", stated("G1.1.b", start="M1.a"), parts="a")],
    )
    (link,) = build_graph(document).find_links_from("M1")
    assert (link.target, link.target_part, link.source_part) == ("G1.1", "G1.1.b", "M1.a")


def test_a_link_without_an_end_dangles() -> None:
    graph = build_graph(vision(sub_goals=[sub_goal("G1.1", "G9")], measures=[measure("M1", stated("G1.9"))]))
    assert ends(graph) == set()
    assert [(link.source, link.target) for link in graph.dangling] == [("G1.1", "G9"), ("M1", "G1.9")]


def test_a_review_a_sign_and_a_scope_are_carried_along() -> None:
    reviewed = inferred("G1", sign="unclear", reviewed={"by": "A", "date": "2026-01-01"})
    document = vision(
        goals=[goal("G1")], measures=[measure("M1", reviewed)], scopes=[scope("X1", ["M1"], blanket("G1"))]
    )
    by_basis = {link.basis: link for link in build_graph(document).iter_links()}
    assert (by_basis["inferred"].is_reviewed, by_basis["inferred"].sign, by_basis["inferred"].scope) == (
        True,
        "unclear",
        None,
    )
    assert (by_basis["blanket"].is_reviewed, by_basis["blanket"].scope) == (False, "X1")


@pytest.mark.parametrize(
    ("members", "found"),
    [
        pytest.param({"kind": "measure"}, ["M1", "M2"], id="kind"),
        pytest.param({"level": "L1"}, ["S1", "G1", "M1"], id="level"),
        pytest.param({"kind": "measure", "level": "L1"}, ["M1"], id="both"),
        pytest.param({"kind": "actor"}, [], id="none there"),
        pytest.param({"level": "L9"}, [], id="unknown level"),
        pytest.param({}, [], id="nothing said is nobody, not everybody"),
        pytest.param(["M2", "M9", "M1"], ["M2", "M1"], id="ids, unknown ones apart"),
        pytest.param([], [], id="empty list"),
    ],
)
def test_members_of_a_scope(members: object, found: list[str]) -> None:
    document = vision(
        statements=[statement("S1", level="L1")],
        goals=[goal("G1", level="L1")],
        measures=[measure("M1", level="L1"), measure("M2")],
        scopes=[scope("X1", members)],
    )
    assert members_of(document, document.scopes[0]) == found


def test_a_claim_about_a_level_speaks_of_what_such_a_link_may_start_from() -> None:
    """A goal at the level does not advance itself, and a core problem serves nothing."""
    document = vision(
        statements=[statement("S1")],
        core_problems=[problem("P1", level="L1")],
        goals=[goal("G1", level="L1")],
        measures=[measure("M1", level="L1")],
        scopes=[scope("X1", {"level": "L1"}, blanket("G1"), serves=[blanket("S1")])],
    )
    assert ends(build_graph(document)) == {("advances", "M1", "G1"), ("serves", "G1", "S1"), ("serves", "M1", "S1")}


def test_two_scopes_with_one_id_keep_their_own_members() -> None:
    document = vision(
        goals=[goal("G1"), goal("G2")],
        measures=[measure("M1"), measure("M2")],
        scopes=[scope("X1", ["M1"], blanket("G1")), scope("X1", ["M2"], blanket("G2"))],
    )
    assert ends(build_graph(document)) == {("advances", "M1", "G1"), ("advances", "M2", "G2")}


def test_drafts_are_in_the_graph_but_not_among_what_is_meant() -> None:
    graph = build_graph(vision(measures=[measure("M1", draft=True), measure("M2")]))
    assert "M1" in graph
    assert [found.id for found in graph.find_elements("measure")] == ["M2"]


def test_queries_are_sorted_as_people_count() -> None:
    graph = build_graph(
        vision(
            goals=[goal("G1")],
            measures=[measure(m, inferred("G1", "low"), stated("G1")) for m in ("M10", "M2")],
            indicators=[indicator("I1", layout("G1"))],
        )
    )
    found = [(link.source, link.strength.word) for link in graph.find_links_to("G1", ("advances",))]
    assert found == [("M2", "stated"), ("M2", "low"), ("M10", "stated"), ("M10", "low")]
    assert len(graph.find_links_to("G1")) == 5


def test_the_copy_for_exports_is_a_copy() -> None:
    graph = build_graph(vision(goals=[goal("G1")], measures=[measure("M1", stated("G1"), layout("G1"))]))
    copy = graph.to_networkx()
    assert copy.nodes["G1"]["element"].id == "G1"
    assert sorted(data["link"].basis for *_, data in copy.edges(data=True)) == ["layout", "stated"]
    assert [(start, end) for start, end, _ in copy.edges] == [("M1", "G1")] * 2
    copy.remove_node("G1")
    assert "G1" in graph


@pytest.mark.parametrize(
    ("needs", "circles"),
    [
        pytest.param({"M1": ["M2"], "M2": ["M3"]}, [], id="a line"),
        pytest.param({"M1": ["M1"]}, [], id="itself is no circle"),
        pytest.param({"M2": ["M1"], "M1": ["M2"]}, [["M1", "M2"]], id="two"),
        pytest.param({"M3": ["M1"], "M1": ["M2"], "M2": ["M3"]}, [["M1", "M2", "M3"]], id="three, from the first"),
        pytest.param(
            {"M10": ["M9"], "M9": ["M10"], "M2": ["M1"], "M1": ["M2"]}, [["M1", "M2"], ["M9", "M10"]], id="several"
        ),
        pytest.param(
            {"M1": ["M2"], "M2": ["M3"], "M3": ["M2", "M1"]}, [["M1", "M2", "M3"]], id="the first in order is in it"
        ),
        pytest.param(
            {"M1": ["M3", "M2"], "M2": ["M4"], "M3": ["M4"], "M4": ["M1"]}, [["M1", "M2", "M4"]], id="first of equals"
        ),
        pytest.param(
            {"M1": ["M10", "M9"], "M9": ["M4"], "M10": ["M4"], "M4": ["M1"]},
            [["M1", "M9", "M4"]],
            id="first of equals, as people count",
        ),
        pytest.param({"M1": ["M2", "M3"], "M2": ["M3"], "M3": ["M1"]}, [["M1", "M3"]], id="the shortest"),
        pytest.param({"M1": ["M2"], "M2": ["M3"], "M3": ["M2"]}, [["M2", "M3"]], id="a way into one"),
        pytest.param(
            {"M10": ["M1"], "M1": ["M10"], "M2": ["M3"], "M3": ["M2"]},
            [["M1", "M10"], ["M2", "M3"]],
            id="circles by their first, though the second is earlier",
        ),
        pytest.param(
            {"M10": ["M11"], "M11": ["M10"], "M2": ["M9"], "M9": ["M2"]},
            [["M2", "M9"], ["M10", "M11"]],
            id="circles in the order in which people count",
        ),
    ],
)
def test_circles(needs: dict[str, list[str]], circles: list[list[str]]) -> None:
    measures: list[Raw] = [
        measure(f"M{n}", needs=[stated(to) for to in needs.get(f"M{n}", ())]) for n in (11, 10, 9, 4, 3, 2, 1)
    ]
    assert build_graph(vision(measures=measures)).find_cycles("needs") == circles
    assert build_graph(vision(measures=measures[::-1])).find_cycles("needs") == circles


@pytest.mark.parametrize(
    ("link", "strength"),
    [
        (stated("G1"), Strength.STATED),
        (layout("G1"), Strength.LAYOUT),
        (blanket("G1"), Strength.BLANKET),
        (inferred("G1", "high"), Strength.HIGH),
        (inferred("G1", "medium"), Strength.MEDIUM),
        (inferred("G1", None), Strength.LOW),
    ],
)
def test_strength(link: Raw, strength: Strength) -> None:
    (found,) = build_graph(vision(goals=[goal("G1")], measures=[measure("M1", link)])).iter_links()
    assert found.strength is strength
    assert strength.word == strength.name.lower()
    assert max(Strength) is Strength.STATED


def test_links_into_other_documents_are_in_no_graph_and_are_found_by_their_indicator() -> None:
    document = vision(
        goals=[goal("G1")],
        indicators=[indicator("I1", stated("other:G1"), stated("G1")), indicator("I2", stated("other:G2"))],
    )
    graph = build_graph(document)
    assert ends(graph) == {("indicates", "I1", "G1")}
    assert graph.dangling == ()
    found = {name: [link.target for link in find_foreign_links(document, name)] for name in ("I1", "I2", "G1")}
    assert found == {"I1": ["other:G1"], "I2": ["other:G2"], "G1": []}


def test_a_level_holds_no_actors() -> None:
    document = vision(
        levels=[level("L1"), level("L2")],
        goals=[goal("G1", level="L1")],
        measures=[measure("M1", level="L1"), measure("M2", level="L2")],
        actors=[element("A1")],
        scopes=[scope("X1", {"level": "L1"}, blanket("G1"))],
    )
    assert members_of(document, document.scopes[0]) == ["G1", "M1"]
    assert [link.source for link in build_graph(document).iter_links() if link.scope == "X1"] == ["M1"]


def test_links_of_two_types_make_no_circle() -> None:
    measures = [measure("M1", needs=[stated("M2")]), measure("M2", hinders=[stated("M1")])]
    assert build_graph(vision(measures=measures)).find_cycles("needs") == []


def test_links_are_told_by_where_they_start_in_the_order_of_the_document() -> None:
    document = vision(
        levels=[level("L1")],
        goals=[goal("G1", level="L1")],
        measures=[measure("M2", stated("G1")), measure("M1", stated("G1"), level="L1")],
        scopes=[scope("X1", ["M2"], blanket("G1"))],
    )
    assert [(link.type, link.source, link.basis) for link in build_graph(document).iter_links()] == [
        ("at", "G1", "layout"),
        ("advances", "M2", "stated"),
        ("advances", "M2", "blanket"),
        ("at", "M1", "layout"),
        ("advances", "M1", "stated"),
    ]


def test_links_of_several_types_follow_one_type_after_the_other() -> None:
    graph = build_graph(
        vision(
            goals=[goal("G1")],
            sub_goals=[sub_goal("G1.1", "G1")],
            measures=[measure("M1", stated("G1"))],
            indicators=[indicator("A1", layout("G1"))],
        )
    )
    found = graph.find_links_to("G1", ("indicates", "advances"))
    assert [(link.type, link.source) for link in found] == [("advances", "M1"), ("indicates", "A1")]
