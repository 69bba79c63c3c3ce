"""Laws of comparing what stands beside the elements: sources with their places, claims, records, expectations."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import judged, level, measure, raw_vision, source_text, sub_goal
from tests.sides import changes_of, renamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.builders import Raw

_ASKED = {"of": "sub_goal", "link": "advances", "direction": "in", "by": ["measure"]}
_NAMES = st.sampled_from(["M1", "M2", "M3"])
_claims = st.builds(
    lambda count, at: {"kind": "measure", "count": count, **({"level": at} if at else {})},
    st.integers(1, 2),
    st.sampled_from(["", "L1", "L2"]),
)
_places = st.lists(st.sampled_from("pqr"), max_size=3, unique=True)
_records = st.builds(
    lambda names, by: {**judged(sorted(names), ["G1.1"]), "by": by},
    st.sets(_NAMES, min_size=1),
    st.sampled_from(["A", "B"]),
)


@st.composite
def documents(draw: Any) -> Raw:
    """A document with a little of all that is no element, in any order, with several claims and records of one name."""
    sources = [source_text(name, *draw(_places)) for name in draw(st.permutations(["s", "t"]))]
    retired = [
        {"id": name, "title": {"fi": draw(st.sampled_from("ab"))}}
        for name in draw(st.lists(st.sampled_from(["M8", "M9"]), unique=True))
    ]
    asked = [
        {**_ASKED, "id": name, "at_least": draw(st.integers(1, 2))}
        for name in draw(st.lists(st.sampled_from(["e", "f"]), unique=True))
    ]
    return raw_vision(
        {"claims": draw(st.lists(_claims, max_size=4))},
        sources=sources,
        levels=[level("L1"), level("L2")],
        sub_goals=[sub_goal("G1.1", "G1")],
        measures=[measure(name) for name in ("M1", "M2", "M3")],
        judged=draw(st.lists(_records, max_size=4)),
        retired=retired,
        expectations=asked,
    )


def _things(raw: Raw) -> Iterator[tuple[str, str]]:
    """Yield the type of each thing that is no element, and all that it says."""
    for name in ("judged", "retired", "expectations"):
        yield from ((name.removesuffix("s"), json.dumps(entry, sort_keys=True)) for entry in raw[name])
    yield from (("claim", json.dumps(claim, sort_keys=True)) for claim in raw["document"].get("claims", ()))
    for source in raw["sources"]:
        yield "source", json.dumps({**source, "places": []}, sort_keys=True)
        yield from (("place", json.dumps([source["id"], place], sort_keys=True)) for place in source["places"])


@given(documents(), documents())
def test_what_is_no_element_is_told_where_it_differs_and_only_there(old: Raw, new: Raw) -> None:
    before, after = Counter(_things(old)), Counter(_things(new))
    differing = {kind for kind, _ in (before - after) + (after - before)}
    assert {change.entity_type for change in changes_of(old, new)} == differing


@given(documents(), st.sampled_from(["M1", "M2", "M3", "G1.1", "L1", "L2"]))
def test_what_names_an_element_follows_its_new_id(old: Raw, former: str) -> None:
    assert {change.type for change in changes_of(old, renamed(old, former, "X9"))} <= {"renamed", "changed"}
    assert {change.entity_type for change in changes_of(old, renamed(old, former, "X9"))} == {"element"}
