"""Which ids may still be given: what is there, was there or looks like something there is refused."""

from __future__ import annotations

import pytest

from sotetrace.errors import UsageError
from sotetrace.model.free_ids import iter_given, refuse_taken
from tests.builders import goal, layout, measure, scope, text, vision

PLAN = vision(
    goals=[goal("G1", parts="ab"), goal("G2", formerly=["G7"])],
    measures=[measure("M1", formerly=["M0"]), measure("Il"), measure("L5")],
    scopes=[scope("X1", ["M1"], layout("G1"))],
    retired=[{"id": "M9", "title": text("gone")}],
)


@pytest.mark.parametrize(
    ("identifier", "why"),
    [
        pytest.param("", "is no id", id="empty"),
        pytest.param("M 2", "is no id", id="a space"),
        pytest.param("M2\n", "is no id", id="a line feed at its end"),
        pytest.param("plan:M2", "is no id", id="with a document"),
        pytest.param("M" * 65, "is no id", id="too long"),
        pytest.param("M1", "is there already", id="an element"),
        pytest.param("G1.a", "is there already", id="a part"),
        pytest.param("X1", "is there already", id="a scope"),
        pytest.param("M9", "is retired", id="retired"),
        pytest.param("M0", "was the id of M1", id="a former id"),
        pytest.param("m1", "looks like M1", id="other case"),
        pytest.param("М1", "looks like M1", id="Cyrillic М"),
        pytest.param("G1.а", "looks like G1.a", id="like a part"),
        pytest.param("Х1", "looks like X1", id="like a scope"),
        pytest.param("l5", "looks like L5", id="a small l for its capital"),
        pytest.param("lI", "looks like Il", id="a small l for a capital I"),
    ],
)
def test_refused(identifier: str, why: str) -> None:
    with pytest.raises(UsageError) as refusal:
        refuse_taken(PLAN, identifier)
    assert str(refusal.value) == f"{identifier}: {why}"
    assert refusal.value.hint


@pytest.mark.parametrize("identifier", ["M2", "M11", "G1.c", "X2", "M" * 64, "Å1"])
def test_free(identifier: str) -> None:
    refuse_taken(PLAN, identifier)
    assert identifier not in set(iter_given(PLAN))


@pytest.mark.parametrize(
    ("identifier", "leaving", "why"),
    [
        pytest.param("m1", {"M1"}, None, id="nothing is mistaken for what goes"),
        pytest.param("m1", {"G1"}, "looks like M1", id="something else goes"),
        pytest.param("M0", {"M1"}, None, id="back to its former id"),
        pytest.param("M0", {"G2"}, "was the id of M1", id="not to that of another"),
        pytest.param("M1", {"M1"}, "is there already", id="what goes leaves no free id"),
        pytest.param("M9", {"M1"}, "is retired", id="what is retired stays so"),
    ],
)
def test_what_goes_at_the_same_time(identifier: str, leaving: set[str], why: str | None) -> None:
    if why is None:
        refuse_taken(PLAN, identifier, leaving)
        return
    with pytest.raises(UsageError, match=f"^{identifier}: {why}$"):
        refuse_taken(PLAN, identifier, leaving)


def test_every_id_that_was_ever_given() -> None:
    assert sorted(iter_given(PLAN)) == ["G1", "G1.a", "G1.b", "G2", "G7", "Il", "L5", "M0", "M1", "M9", "X1"]
