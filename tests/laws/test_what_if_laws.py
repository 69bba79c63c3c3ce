"""What if: a view without something equals the document without it, and what is said to fall is all that falls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sotetrace.coverage import (
    LOSS_WEIGHT,
    SCALES,
    build_review,
    evaluate_coverage,
    find_impact,
    name_of,
    rank_impacts,
)
from sotetrace.coverage.tiers import RANK
from tests.builders import coverage_of
from tests.laws import oracle, plain
from tests.laws.oracle import Everything, World
from tests.laws.strategies import FEWER, wide_documents
from tests.laws.test_chain_laws import graph_of, of_edge, of_link
from tests.laws.test_coverage_laws import by_id

if TYPE_CHECKING:
    from sotetrace.coverage import CoverageResult, Loss, Tier
    from tests.builders import Raw

_BASES = st.lists(st.sampled_from(("stated", "layout", "blanket", "inferred")), unique=True)


def _some_elements(raw: Raw, draw: Any, most: int = 3) -> list[str]:
    ids = st.lists(st.sampled_from(sorted(Everything(raw).elements)), min_size=1, max_size=most, unique=True)
    gone: list[str] = draw(ids, label="gone")
    return gone


# ---- views -------------------------------------------------------------------------------------------------


@FEWER
@given(wide_documents(), st.data(), st.booleans())
def test_without_elements(raw: Raw, data: st.DataObject, with_inference: bool) -> None:
    gone = _some_elements(raw, data.draw)
    view, rebuilt = graph_of(raw).without(gone), graph_of(plain.without_elements(raw, gone))
    # A claim that lists the gone among its members still names the others at the same place.
    assert sorted(map(of_link, view.iter_links()), key=str) == sorted(
        map(of_edge, (e for e in Everything(raw).edges if e.source not in gone and e.target not in gone)), key=str
    )
    assert not any(identifier in view for identifier in gone)
    assert by_id(evaluate_coverage(view, with_inference=with_inference)) == by_id(
        evaluate_coverage(rebuilt, with_inference=with_inference)
    )


@FEWER
@given(wide_documents(), st.data())
def test_without_this_and_then_that_is_without_both(raw: Raw, data: st.DataObject) -> None:
    gone = _some_elements(raw, data.draw)
    once, twice = graph_of(raw).without(gone), graph_of(raw).without(gone[:1]).without(gone[1:])
    assert by_id(evaluate_coverage(once)) == by_id(evaluate_coverage(twice))


@FEWER
@given(wide_documents(), _BASES)
def test_only_some_bases(raw: Raw, bases: list[Any]) -> None:
    view = graph_of(raw).only(bases)
    rebuilt = _keep(raw, bases)
    assert sorted(map(of_link, view.iter_links()), key=str) == sorted(
        map(of_edge, (e for e in Everything(raw).edges if e.is_field or e.basis in bases)), key=str
    )
    _assert_same_but_unjudged(by_id(evaluate_coverage(view)), by_id(coverage_of(rebuilt)), by_id(coverage_of(raw)))


def _assert_same_but_unjudged(
    asked: dict[tuple[str, ...], Any], rebuilt: dict[tuple[str, ...], Any], whole: dict[tuple[str, ...], Any]
) -> None:
    """Hold a view without some links to a document without them; which pairs were read is as in the whole."""
    assert _without_unjudged(asked) == _without_unjudged(rebuilt)
    for key in asked.keys() - _without_unjudged(asked).keys():
        assert asked[key] == whole[key], "who linked a pair has read it, whether or not the link is asked about"


def _without_unjudged(coverage: dict[tuple[str, ...], Any]) -> dict[tuple[str, ...], Any]:
    return {key: value for key, value in coverage.items() if key[-1] != "unjudged"}


def _keep(raw: Raw, bases: list[str]) -> Raw:
    holders = (*oracle.SECTIONS, "scopes")
    return {
        **raw,
        **{
            section: [
                {
                    key: [link for link in value if link["basis"] in bases] if key in oracle.LISTED else value
                    for key, value in holder.items()
                }
                for holder in raw[section]
            ]
            for section in holders
        },
    }


@FEWER
@given(wide_documents(), st.data())
def test_without_one_link(raw: Raw, data: st.DataObject) -> None:
    graph, edges = graph_of(raw), Everything(raw).edges
    assume(edges)
    gone = data.draw(st.sampled_from(edges), label="gone")
    (link,) = [link for link in graph.iter_links() if of_link(link) == of_edge(gone)]
    view = graph.without_link(link)
    assert link not in list(view.iter_links())
    assert sum(1 for _ in view.iter_links()) == len(edges) - 1
    rebuilt = coverage_of(plain.without_edge(raw, gone))
    _assert_same_but_unjudged(by_id(evaluate_coverage(view)), by_id(rebuilt), by_id(coverage_of(raw)))


# ---- what falls --------------------------------------------------------------------------------------------


def _lost(loss: Loss) -> plain.Lost:
    falls = tuple((fall.scale, fall.before, fall.after) for fall in loss.falls)
    return plain.Lost(loss.id, loss.kind, loss.type, loss.expectation, falls, frozenset(loss.left))


@FEWER
@given(wide_documents(), st.data())
def test_impact_is_what_two_evaluations_tell_apart(raw: Raw, data: st.DataObject) -> None:
    gone = _some_elements(raw, data.draw)
    graph = graph_of(raw)
    impact = find_impact(graph, gone, evaluate_coverage(graph))
    expected = plain.losses(World(raw), World(plain.without_elements(raw, gone)))
    assert impact.removed == tuple(sorted(gone))
    assert list(map(_lost, impact.losses)) == expected
    assert impact.weight == sum(plain.WEIGHTS[lost.type] for lost in expected)
    assert LOSS_WEIGHT == plain.WEIGHTS
    assert all(loss.because for loss in impact.losses)
    assert all(loss.because == (gone[0],) for loss in impact.losses if len(gone) == 1)


@FEWER
@given(wide_documents(), st.data())
def test_impact_is_what_is_lower_in_the_report(raw: Raw, data: st.DataObject) -> None:
    """Said once more of the program itself: no status of the evaluation without them is lower, but those named."""
    gone = _some_elements(raw, data.draw)
    graph = graph_of(raw)
    before, after = evaluate_coverage(graph), evaluate_coverage(graph.without(gone))
    lower = {
        (*key, scale, tier, _statuses(after)[key, scale])
        for (key, scale), tier in _statuses(before).items()
        if (key, scale) in _statuses(after) and RANK[_statuses(after)[key, scale]] < RANK[tier]
    }
    named = {
        ("row" if loss.expectation else loss.type[:5], loss.expectation, loss.id, fall.scale, fall.before, fall.after)
        for loss in find_impact(graph, gone, before).losses
        for fall in loss.falls
    }
    assert named == lower


def _statuses(result: CoverageResult) -> dict[tuple[tuple[str, str | None, str], str], Tier]:
    """Every status of a result: of elements and parts, chains, and roll-ups."""
    found: dict[tuple[tuple[str, str | None, str], str], Tier] = {}
    for expectation in result.expectations:
        for element in expectation.elements:
            for scale in SCALES:
                found[("row", expectation.id, element.id), scale] = getattr(element, scale)
            found.update({(("row", expectation.id, part.id), "as_read"): part.as_read for part in element.parts})
    for chain in result.chains:
        found[("chain", None, chain.id), "as_read"] = chain.as_read_strength
        found[("chain", None, chain.id), "as_source"] = chain.as_source_strength
    for rolled in result.roll_ups:
        found[("rolle", None, rolled.id), "as_read"] = rolled.as_read
        found[("rolle", None, rolled.id), "as_source"] = rolled.as_source
    return found


@FEWER
@given(wide_documents(), st.data())
def test_the_causes_are_those_that_make_a_difference(raw: Raw, data: st.DataObject) -> None:
    """Every choice among what is removed is tried."""
    gone = sorted(_some_elements(raw, data.draw))
    graph = graph_of(raw)
    worlds = plain.Worlds(raw, gone)
    for loss in find_impact(graph, gone, evaluate_coverage(graph)).losses:
        if loss.expectation is not None:
            assert set(loss.because) == worlds.causes_of_element(_lost(loss)), loss
        elif loss.type == "rolled_up":
            rolled = oracle.roll_ups(worlds.without(loss.because))[loss.id]
            for fall in loss.falls:
                now = rolled[("as_source", "as_read").index(fall.scale)]
                assert RANK[now] <= RANK[fall.after], "what is named is enough"  # type: ignore[index]
        else:
            assert set(loss.because) == worlds.causes_of_chain(_lost(loss)), loss


@FEWER
@given(wide_documents(), st.data())
def test_nothing_changes_but_what_is_near(raw: Raw, data: st.DataObject) -> None:
    gone = _some_elements(raw, data.draw)
    near = {end for e in Everything(raw).edges if {e.source, e.target} & set(gone) for end in (e.source, e.target)}
    near |= {e.source for e in Everything(raw).edges if e.type == "part_of" and e.target in near}
    graph = graph_of(raw)
    before, after = _elements(evaluate_coverage(graph)), _elements(evaluate_coverage(graph.without(gone)))
    assert before.keys() - after.keys() == {key for key in before if key[1] in gone}
    assert all(before[key] == after[key] for key in after if key[1] not in near)


def _elements(result: CoverageResult) -> dict[tuple[str, str], Any]:
    """Every element of every expectation; a pair with an element that is gone needs no judging."""
    return {
        (found.id, element.id): replace(element, unjudged=())
        for found in result.expectations
        for element in found.elements
    }


@FEWER
@given(wide_documents())
def test_impacts_are_ranked_by_weight(raw: Raw) -> None:
    graph, world = graph_of(raw), World(raw)
    before = evaluate_coverage(graph)
    ranked = rank_impacts(graph, before)
    losses = {me: plain.losses(world, World(plain.without_elements(raw, [me]))) for me in world.of_kind("measure")}
    weights = {me: sum(plain.WEIGHTS[lost.type] for lost in found) for me, found in losses.items()}
    assert [impact.removed for impact in ranked] == [(me,) for me in sorted(weights, key=lambda me: (-weights[me], me))]
    for impact in ranked:
        assert list(map(_lost, impact.losses)) == losses[impact.removed[0]]
        assert impact.weight == weights[impact.removed[0]]


# ---- the queue of what nobody has judged -------------------------------------------------------------------


@FEWER
@given(wide_documents())
def test_the_queue_holds_what_nobody_signed(raw: Raw) -> None:
    graph, world = graph_of(raw), World(raw)
    inferred = [edge for edge in Everything(raw).edges if edge.basis == "inferred"]
    coverage = evaluate_coverage(graph)
    review = build_review(graph, coverage)
    found = {of_link(item.link): item for item in review.items}
    expected = {of_edge(edge): edge for edge in inferred if edge.verdict is None}
    assert len(found) == len(review.items)
    assert found.keys() == expected.keys()
    weights = {}
    for key, edge in expected.items():
        losses = plain.losses(world, World(plain.without_edge(raw, edge)))
        assert list(map(_lost, found[key].losses)) == losses
        assert all({*loss.because} <= {edge.source, edge.target} for loss in found[key].losses)
        weights[key] = sum(plain.WEIGHTS[lost.type] for lost in losses)
        start, end = edge.source_part or edge.source, edge.target_part or edge.target
        assert found[key].weight == weights[key]
        assert found[key].name == (f"{start}:{end}" if edge.type == "advances" else f"{start}:{edge.type}:{end}")
        assert found[key].name == name_of(found[key].link)
    ranks = [(-weights[key], -plain.rank(expected[key]), plain.order(expected[key])) for key in found]
    assert ranks == sorted(ranks)
    assert (review.accepted, review.rejected) == tuple(
        sum(1 for edge in inferred if edge.verdict == verdict) for verdict in ("accepted", "rejected")
    )
    pairs = {
        (measure, me)
        for wanted in oracle.expectations_of(raw)
        for me, status in oracle.statuses(world, wanted).items()
        for measure in status.unjudged
    }
    assert list(review.unjudged) == sorted(pairs)
    assert review.document == "plan"


def test_the_examples_do_lose_something() -> None:
    """The laws above are sharp: among their documents are some in which every sort of loss happens."""
    seen: set[tuple[str, str]] = set()

    @settings(max_examples=2 * settings().max_examples)
    @given(wide_documents())
    def look(raw: Raw) -> None:
        graph = graph_of(raw)
        before = evaluate_coverage(graph)
        for me, kind in World(raw).kinds.items():
            seen.update((kind, loss.type) for loss in find_impact(graph, [me], before).losses)

    look()
    assert {loss for kind, loss in seen if kind == "measure"} == set(LOSS_WEIGHT)
    assert {loss for kind, loss in seen if kind == "sub_goal"} >= set(LOSS_WEIGHT) - {"last_part_carrier"}
    assert {loss for kind, loss in seen if kind == "goal"} >= {"last_carrier", "chain_broken", "chain_weaker"}
