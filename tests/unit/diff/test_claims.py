"""What a row says, seen from either of its ends."""

from __future__ import annotations

import pytest

from sotetrace.crosswalk import build_crosswalks
from sotetrace.crosswalk.rows import Term
from sotetrace.diff.claims import iter_claims
from tests.crosswalks import row, side
from tests.sides import the_one, told


def test_a_relation_is_seen_from_either_end() -> None:
    (claim,) = iter_claims(build_crosswalks(side(row("G1", "broad", "G1")).workspace))
    assert claim.relation_from(Term("town", "G1")) == "broad"
    assert claim.relation_from(Term("region", "G1")) == "narrow"


def test_what_describes_an_end_turns_with_it() -> None:
    said = {"label": "x", "source_version": "1", "match_field": ("s:title",), "place": "p"}
    old = row("G1", "close", "G1", **{f"subject_{name}": value for name, value in said.items()})
    new = row("region:G1", "close", "town:G1", **{f"object_{name}": value for name, value in said.items()})
    assert told(side(old), side(new)) == []


def test_ids_are_the_addresses_that_they_stand_for() -> None:
    """`s:town:` and `town:` start one and the same address."""
    old, new = (
        row("G1", "close", "G1", mapping_source=ids[0], author_id=ids)
        for ids in (("town:a", "town:b"), ("s:town:a", "s:town:b"))
    )
    assert told(side(old), side(new)) == []
    other = row("G1", "close", "G1", mapping_source="town:a", author_id=("town:a", "town:c"))
    assert told(side(old), side(other)) == ["mapping-origin-changed town:G1 region:G1"]


@pytest.mark.parametrize(
    ("before", "after", "said"), [(-0.5, -1, (-0.5, -1.0)), (0.5, 0.5005, (0.5, 0.501)), (-0.0001, 1, (0.0, 1.0))]
)
def test_numbers_are_told_as_they_are_written(before: float, after: float, said: tuple[float, float]) -> None:
    old, new = (side(row("G1", "close", "G1", reviewer_agreement=agreement)) for agreement in (before, after))
    found = the_one(old, new, "mapping-review-changed")
    assert (found.before, found.after) == said
