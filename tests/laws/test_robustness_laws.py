"""Robustness: what rests on one measure, what could be dropped, and the smallest set that still carries everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sotetrace.coverage import evaluate_coverage, evaluate_robustness, find_impact, find_smallest_set, robustness
from tests.laws import oracle, plain
from tests.laws.oracle import World
from tests.laws.strategies import FEWER, wide_documents
from tests.laws.test_chain_laws import graph_of

if TYPE_CHECKING:
    from sotetrace.coverage import Loss
    from tests.builders import Raw

_SETS = st.lists(
    st.frozensets(st.sampled_from([f"M{n}" for n in range(10)]), min_size=1, max_size=4), min_size=0, max_size=9
)


def _carried(world: World) -> dict[str, frozenset[str]]:
    """The measures that a sentence or a reading ties to each sub-goal, or to each of its parts."""
    found: dict[str, frozenset[str]] = {}
    for me in world.of_kind("sub_goal"):
        aimed = [
            edge
            for edge in world.edges
            if edge.type == "advances"
            and edge.target == me
            and (edge.target_part is not None or edge.basis in ("stated", "inferred"))
        ]
        parts = [part["id"] for part in world.elements[me].get("parts", ())]
        for part in parts or [me]:
            carriers = frozenset(edge.source for edge in aimed if edge.target_part in (None, part))
            if carriers:
                found[part] = carriers
    return found


def _held(world: World) -> list[frozenset[str]]:
    """What carries, or else stands beside, each element that is asked about, where it is measures alone."""
    found = []
    for wanted in oracle.expectations_of(world.raw):
        if (wanted["of"], wanted["direction"]) == ("measure", "out"):
            continue  # what it needs is not what carries it
        for status in oracle.statuses(world, wanted).values():
            holders = frozenset(status.carriers or status.by_source)
            if holders and {world.kinds[one] for one in holders} == {"measure"}:
                found.append(holders)
    return found


@FEWER
@given(wide_documents())
def test_with_the_smallest_set_alone_nothing_loses_its_last(raw: Raw) -> None:
    world, graph = World(raw), graph_of(raw)
    coverage = evaluate_coverage(graph)
    kept = evaluate_robustness(graph, coverage).smallest.measures
    rest = [me for me in world.of_kind("measure") if me not in kept]
    twice = {wanted["id"] for wanted in oracle.expectations_of(raw) if wanted.get("at_least", 1) > 1}
    lost = [loss for loss in find_impact(graph, rest, coverage).losses if loss.expectation not in twice]
    assert [loss for loss in lost if loss.kind == "sub_goal" and loss.type == "last_part_carrier"] == []
    for loss in lost:
        # A goal or an indicator that carries too may go on carrying less; nothing that measures alone held is bare.
        assert loss.type != "last_carrier" or any(world.kinds[one] != "measure" for one in _before(world, loss))


def _before(world: World, loss: Loss) -> set[str]:
    (wanted,) = [one for one in oracle.expectations_of(world.raw) if one["id"] == loss.expectation]
    status = oracle.statuses(world, wanted)[loss.id]
    return status.carriers or status.by_source


@FEWER
@given(wide_documents())
def test_what_rests_on_what(raw: Raw) -> None:
    world, graph = World(raw), graph_of(raw)
    found = evaluate_robustness(graph, evaluate_coverage(graph))
    carried = _carried(world)
    assert {single.id: {single.carrier} for single in found.single_carriers} == {
        me: set(carriers) for me, carriers in carried.items() if len(carriers) == 1
    }
    assert [each.id for each in found.problems] == world.of_kind("core_problem")
    for each in found.problems:
        chains = plain.below(world, each.id)
        assert set(each.bottlenecks) == {node for chain in chains for node in chain if plain.is_cut_by(chains, node)}
        assert each.disjoint == plain.most_disjoint(chains)
        assert each.disjoint <= each.disjoint_below
    assert found.smallest.is_exact
    held = [*carried.values(), *_held(world)]
    assert len(found.smallest.measures) == found.smallest.at_least == plain.fewest(held)
    assert all(carriers.intersection(found.smallest.measures) for carriers in held)
    assert list(found.smallest.measures) == sorted(found.smallest.measures)


@FEWER
@given(wide_documents())
def test_what_can_be_dropped_changes_nothing(raw: Raw) -> None:
    """No element that somebody asks about, no part, no chain and no roll-up stands lower without it, and only then."""
    world, graph = World(raw), graph_of(raw)
    found = evaluate_robustness(graph, evaluate_coverage(graph)).droppable
    expected = []
    for me in world.of_kind("measure"):
        after = World(plain.without_elements(raw, [me]))
        if not plain.losses(world, after):
            expected.append(me)
            assert _standing(world, me) == _standing(after, me)
    assert list(found) == sorted(expected)


def _standing(world: World, gone: str) -> dict[tuple[str, str], tuple[object, ...]]:
    found: dict[tuple[str, str], tuple[object, ...]] = {}
    for wanted in oracle.expectations_of(world.raw):
        for me, status in oracle.statuses(world, wanted).items():
            if me != gone:
                tiers = (status.as_source, status.as_read, status.as_reviewed)
                found[wanted["id"], me] = (*tiers, *status.served.items(), *status.part_read.items())
    for me in world.of_kind("core_problem"):
        for as_source in (True, False):
            ranks = [oracle.LADDER.index(tier) for _, tier in oracle.chains(world, me, as_source=as_source)[0]]
            found[f"chain {as_source}", me] = (max(ranks, default=0),)
    found.update({("rolled up", me): rolled for me, rolled in oracle.roll_ups(world).items()})
    return found


# ---- the smallest set --------------------------------------------------------------------------------------


@given(_SETS)
def test_the_smallest_set_is_the_smallest(sets: list[frozenset[str]]) -> None:
    found = find_smallest_set(sets)
    assert found.is_exact
    assert len(found.measures) == len(set(found.measures)) == found.at_least == plain.fewest(sets)
    assert all(carriers.intersection(found.measures) for carriers in sets)
    assert find_smallest_set([*reversed(sets), *sets]) == found, "the order says nothing"


@given(_SETS, st.sampled_from(("EXACT_UP_TO", "_MAX_STEPS")), st.integers(0, 4))
def test_where_the_search_gives_up_a_bound_is_told(sets: list[frozenset[str]], name: str, most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(robustness, name, most)
        found = find_smallest_set(sets)
    fewest = plain.fewest(sets)
    assert all(carriers.intersection(found.measures) for carriers in sets)
    assert found.at_least <= fewest <= len(found.measures)
    if found.is_exact:
        assert found.at_least == fewest == len(found.measures)
