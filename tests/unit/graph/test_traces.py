"""Trees of chains and the chains between two elements, in the corners."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.graph import Branch, TraceGraph, build_graph, find_paths, find_trace, traces, upper_end
from tests.builders import (
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

REJECTED = {"by": "A", "date": "2026-01-01", "verdict": "rejected"}


def graph_of(**sections: Any) -> TraceGraph:
    return build_graph(vision(**sections))


def drawn(branches: tuple[Branch, ...]) -> list[Any]:
    """A tree as lists: [id, weakest, *branches], with a last `…` where it is cut."""
    return [[b.id, b.weakest.word, *drawn(b.branches), *(["…"] if b.is_cut else [])] for b in branches]


WHOLE: dict[str, Any] = {
    "levels": [level("L1")],
    "statements": [statement("S1", "vision")],
    "trends": [element("T1", drives=[stated("P1")])],
    "core_problems": [problem("P1", level="L1")],
    "goals": [goal("G1", layout("P1"), serves=[stated("S1")])],
    "sub_goals": [sub_goal("G1.1", "G1")],
    "measures": [measure("M1", inferred("G1.1", "low"), names=[stated("A1")])],
    "indicators": [indicator("I1", stated("G1.1"))],
    "actors": [element("A1")],
    "milestones": [element("R1", delivers=[layout("M1")])],
}


def test_a_tree_from_the_middle() -> None:
    trace = find_trace(graph_of(**WHOLE), "G1")
    assert drawn(trace.up) == [["P1", "layout", ["T1", "layout"]], ["S1", "stated"]]
    assert drawn(trace.down) == [
        ["G1.1", "layout", ["I1", "layout"], ["M1", "low", ["A1", "low"], ["R1", "low"]]],
    ]
    assert [branch.id for branch in trace.iter_branches()] == ["P1", "T1", "S1", "G1.1", "I1", "M1", "A1", "R1"]
    assert trace.left_out == 0


def test_each_way_alone_and_not_too_far() -> None:
    graph = graph_of(**WHOLE)
    assert find_trace(graph, "G1", has_up=False).up == ()
    assert find_trace(graph, "G1", has_down=False).down == ()
    for asked in ((True, True), (False, True), (True, False)):
        found = find_trace(graph, "G1", has_up=asked[0], has_down=asked[1])
        assert (found.has_up, found.has_down) == asked
    trace = find_trace(graph, "G1", depth=1)
    assert drawn(trace.up) == [["P1", "layout", "…"], ["S1", "stated"]]
    assert drawn(trace.down) == [["G1.1", "layout", "…"]]
    assert drawn(find_trace(graph, "G1", depth=2).down) == [
        ["G1.1", "layout", ["I1", "layout"], ["M1", "low", "…"]],
    ]


def test_a_level_is_no_link_of_a_chain() -> None:
    graph = graph_of(**WHOLE)
    trace = find_trace(graph, "L1")
    assert (trace.up, trace.down) == ((), ())
    (at,) = graph.find_links_to("L1")
    assert upper_end(at) is None


def test_an_unknown_id() -> None:
    with pytest.raises(KeyError):
        find_trace(graph_of(), "G9")
    for start, end in (("G1", "G9"), ("G9", "G1")):
        with pytest.raises(KeyError):
            find_paths(graph_of(goals=[goal("G1")]), start, end)


def test_every_link_between_the_same_two_is_a_branch() -> None:
    """Whether it counts or not, from and to whatever part: a trace shows what is written."""
    links = [
        inferred("G1.1.a", "low", start="M1.a"),
        stated("G1.1"),
        inferred("G1.1", reviewed=REJECTED),
        stated("G1.1", sign="unclear"),
    ]
    graph = graph_of(
        goals=[goal("G1", draft=True)],
        sub_goals=[sub_goal("G1.1", "G1", parts="a")],
        measures=[measure("M1", *links, hinders=[stated("G1.1")], parts="a")],
    )
    up = find_trace(graph, "M1").up
    assert [(b.id, b.link.type, b.weakest.word) for b in up] == [
        ("G1.1", "advances", "stated"),
        ("G1.1", "advances", "stated"),
        ("G1.1", "advances", "high"),
        ("G1.1", "advances", "low"),
        ("G1.1", "hinders", "stated"),
    ]
    assert {tuple(below.id for below in b.branches) for b in up} == {("G1",)}
    assert len(find_trace(graph, "M1", accepts=lambda link: link.is_carrying).up) == 3


def test_needs_in_a_circle_end_where_they_began() -> None:
    needs = {"M1": ["M2", "M1"], "M2": ["M3"], "M3": ["M1"]}
    graph = graph_of(measures=[measure(me, needs=[stated(to) for to in tos]) for me, tos in needs.items()])
    trace = find_trace(graph, "M1")
    assert drawn(trace.down) == [["M2", "stated", ["M3", "stated"]]], "it does not need itself, nor M1 again"
    assert drawn(trace.up) == [["M3", "stated", ["M2", "stated"]]]
    found = find_paths(graph, "M1", "M2")
    assert [[(link.source, link.target) for link in chain] for chain in found.chains] == [
        [("M1", "M2")],
        [("M3", "M1"), ("M2", "M3")],
    ], "each is above the other"
    assert find_paths(graph, "M1", "M1").chains == ()


def test_a_long_line_is_cut_and_no_deeper_than_it_may_be() -> None:
    measures = [measure(f"M{n}", needs=[stated(f"M{n + 1}")]) for n in range(1, 1500)]
    graph = graph_of(measures=measures)
    for depth in (None, 1200):
        branches = list(find_trace(graph, "M1", depth=depth).iter_branches())
        assert len(branches) == traces.MAX_DEPTH
        assert [branch.is_cut for branch in branches] == [False] * (traces.MAX_DEPTH - 1) + [True]
    assert [len(chain) for chain in find_paths(graph, "M1", "M1499").chains] == [1498]


def test_a_tree_that_is_too_large_says_how_much_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    goals, subs = [goal("G1")], [sub_goal(f"G1.{n}", "G1") for n in (1, 2, 3)]
    measures = [measure(f"M{n}", stated("G1.1"), stated("G1.2")) for n in (1, 2)]
    graph = graph_of(goals=goals, sub_goals=subs, measures=measures)
    for most, tree, left_out in (
        (0, [], 3),
        (1, [["G1.1", "layout", "…"]], 4),
        (2, [["G1.1", "layout", ["M1", "layout"], "…"]], 3),
        (3, [["G1.1", "layout", ["M1", "layout"], ["M2", "layout"]]], 2),
        (4, [["G1.1", "layout", ["M1", "layout"], ["M2", "layout"]], ["G1.2", "layout", "…"]], 3),
    ):
        monkeypatch.setattr(traces, "MAX_BRANCHES", most)
        trace = find_trace(graph, "G1")
        assert (drawn(trace.down), trace.left_out) == (tree, left_out), most


# ---- between two -------------------------------------------------------------------------------------------


def shown(graph: TraceGraph, start: str, end: str, **options: Any) -> list[str]:
    found = find_paths(graph, start, end, **options)
    return [" ".join(f"{link.source}>{link.target}:{link.strength.word}" for link in c) for c in found.chains]


def test_the_shortest_first_then_the_strongest_then_the_first() -> None:
    graph = graph_of(
        goals=[goal("G1")],
        sub_goals=[sub_goal(f"G1.{n}", "G1") for n in (10, 9, 2, 1)],
        measures=[
            measure(
                "M1",
                inferred("G1", "low"),
                inferred("G1.1", "medium"),
                stated("G1.10"),
                stated("G1.9"),
                inferred("G1.2"),
                inferred("G1.2", reviewed=REJECTED),
                layout("G1.2"),
            )
        ],
    )
    expected = [
        "M1>G1:low",
        "M1>G1.2:layout G1.2>G1:layout",
        "M1>G1.9:stated G1.9>G1:layout",
        "M1>G1.10:stated G1.10>G1:layout",
        "M1>G1.1:medium G1.1>G1:layout",
    ]
    assert shown(graph, "M1", "G1") == shown(graph, "G1", "M1") == expected
    assert shown(graph, "M1", "G1", limit=2) == expected[:2]
    assert find_paths(graph, "M1", "G1", limit=2).left_out == 3
    assert shown(graph, "M1", "G1", accepts=lambda link: link.basis == "inferred") == ["M1>G1:low"]
    assert shown(graph, "G1.1", "G1.2") == []


def test_of_two_links_between_the_same_the_same_one_is_always_taken() -> None:
    both = [stated("G1.b"), stated("G1.a"), stated("G1")]
    for links in (both, both[::-1]):
        graph = graph_of(goals=[goal("G1", parts="ab")], measures=[measure("M1", *links)])
        ((link,),) = find_paths(graph, "M1", "G1").chains
        assert link.target_part is None


def test_more_chains_than_can_be_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = graph_of(
        goals=[goal("G1")],
        sub_goals=[sub_goal(f"G1.{n}", "G1") for n in range(4)],
        measures=[measure("M1", *(stated(f"G1.{n}") for n in range(4)))],
    )
    for most, limit, count, left_out, is_exact in (
        (4, 20, 4, 0, True),
        (4, 1, 1, 3, True),
        (3, 20, 3, 0, False),
        (3, 1, 1, 2, False),
        (0, 1, 0, 0, False),
    ):
        monkeypatch.setattr(traces, "MAX_COUNTED", most)
        found = find_paths(graph, "M1", "G1", limit=limit)
        assert (len(found.chains), found.left_out, found.is_exact) == (count, left_out, is_exact)


def test_the_shortest_is_shown_even_when_not_all_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """M1 is above M4 by two long ways, and below it by a short one."""
    needs = {"M1": ["M2", "M3"], "M2": ["M4"], "M3": ["M4"], "M4": ["M1"]}
    graph = graph_of(measures=[measure(me, needs=[stated(to) for to in tos]) for me, tos in needs.items()])
    monkeypatch.setattr(traces, "MAX_COUNTED", 1)
    for start, end in (("M1", "M4"), ("M4", "M1")):
        assert shown(graph, start, end) == ["M4>M1:stated"]


def test_a_claim_about_a_set_is_a_link_of_each_member() -> None:
    graph = graph_of(
        goals=[goal("G1")],
        measures=[measure("M1"), measure("M2")],
        scopes=[scope("X1", {"kind": "measure"}, blanket("G1"))],
    )
    assert [(b.id, b.link.scope) for b in find_trace(graph, "G1").down] == [("M1", "X1"), ("M2", "X1")]


def test_twenty_paths_are_shown_where_nobody_asks_for_more() -> None:
    goals = [goal(f"G{n}", stated("P1")) for n in range(1, 24)]
    graph = graph_of(
        core_problems=[problem("P1")], goals=goals, measures=[measure("M1", *(stated(g["id"]) for g in goals))]
    )
    found = find_paths(graph, "M1", "P1")
    assert (len(found.chains), found.left_out) == (20, 3)
    assert [chain[0].target for chain in found.chains][:12] == [f"G{n}" for n in range(1, 13)], "as people count"


def test_of_two_links_that_are_alike_the_first_in_the_document_is_taken() -> None:
    graph = graph_of(goals=[goal("G1")], measures=[measure("M1", stated("G1"), stated("G1"))])
    ((link,),) = find_paths(graph, "M1", "G1").chains
    assert link.path == ("measures", 0, "advances", 0)


def test_a_level_leads_nowhere_between_two() -> None:
    graph = graph_of(**{**WHOLE, "measures": [measure("M1", stated("G1.1"), level="L1")]})
    assert shown(graph, "M1", "P1") == ["M1>G1.1:stated G1.1>G1:layout G1>P1:layout"]
    assert shown(graph, "M1", "L1") == []


def test_only_one_more_than_can_be_counted_is_looked_for_as_people_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """G9 and G10 are found, whichever the document tells first; G11, by a stronger link, is one too many."""
    goals = [goal(f"G{n}", stated("P1")) for n in (11, 10, 9)]
    links = [stated("G11"), inferred("G10"), inferred("G9")]
    graph = graph_of(core_problems=[problem("P1")], goals=goals, measures=[measure("M1", *links)])
    monkeypatch.setattr(traces, "MAX_COUNTED", 1)
    assert shown(graph, "M1", "P1") == ["M1>G9:high G9>P1:stated"]
