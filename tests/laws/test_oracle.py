"""Coverage equals what plain loops over the raw document find."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from tests.builders import coverage_of
from tests.laws import oracle
from tests.laws.strategies import documents

if TYPE_CHECKING:
    from sotetrace.coverage import ElementCoverage
    from tests.builders import Raw


def _as_status(element: ElementCoverage) -> oracle.Status:
    return oracle.Status(
        as_source=element.as_source,
        as_read=element.as_read,
        as_reviewed=element.as_reviewed,
        by_source=set(element.by_source),
        by_reading=set(element.by_reading),
        served={part.id: part.is_served for part in element.parts},
        part_read={part.id: part.as_read for part in element.parts},
        carriers=set(element.carriers),
        unjudged=set(element.unjudged),
    )


@given(documents())
@pytest.mark.parametrize("with_inference", [True, False])
def test_statuses(with_inference: bool, raw: Raw) -> None:
    world = oracle.World(raw, with_inference)
    result = coverage_of(raw, with_inference=with_inference)
    wanted = oracle.expectations_of(raw)
    assert [found.id for found in result.expectations] == [each["id"] for each in wanted]
    for found, expected in zip(result.expectations, wanted, strict=True):
        assert found.is_applicable == oracle.is_applicable(world, expected)
        assert {element.id: _as_status(element) for element in found.elements} == oracle.statuses(world, expected)


@given(documents())
@pytest.mark.parametrize("with_inference", [True, False])
def test_roll_ups(with_inference: bool, raw: Raw) -> None:
    world = oracle.World(raw, with_inference)
    result = coverage_of(raw, with_inference=with_inference)
    assert {found.id: (found.as_source, found.as_read) for found in result.roll_ups} == oracle.roll_ups(world)
    assert {found.id: found.kind for found in result.roll_ups} == {
        identifier: world.kinds[identifier] for identifier in world.of_kind("core_problem", "goal")
    }


@given(documents())
@pytest.mark.parametrize("as_source", [True, False])
def test_chains(as_source: bool, raw: Raw) -> None:
    """The witness is the strongest chain, of equally strong ones the shortest, then the first by id."""
    world = oracle.World(raw)
    result = coverage_of(raw)
    assert {found.id for found in result.chains} == set(world.of_kind("core_problem"))
    for found in result.chains:
        ids, strength, frontier = (
            (found.as_source, found.as_source_strength, found.as_source_frontier)
            if as_source
            else (found.as_read, found.as_read_strength, found.as_read_frontier)
        )
        every, ends = oracle.chains(world, found.id, as_source=as_source)
        if every:
            best = min(every, key=lambda chain: (-oracle.LADDER.index(chain[1]), len(chain[0]), chain[0]))
            assert (list(ids), strength, frontier) == (*best, ())
        else:
            assert (ids, strength, frontier) == ((), "none", tuple(sorted(ends)))
