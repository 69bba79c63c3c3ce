"""Ids: which are allowed, which look alike, how they sort, and which was meant."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from sotetrace.model.ids import Id, natural_key, nearest_ids, prefix_of, skeleton, worth_comparing

_ID: TypeAdapter[str] = TypeAdapter(Id)


@pytest.mark.parametrize("identifier", ["M1", "G2.2.c", "1", "summary-slide", "Å1", "a_b", "x" * 64])
def test_allowed(identifier: str) -> None:
    assert _ID.validate_python(identifier) == identifier


@pytest.mark.parametrize("identifier", ["", ".a", "-a", "_a", "a b", "a/b", "a\n", "x" * 65, "M1:"])
def test_refused(identifier: str) -> None:
    with pytest.raises(ValidationError):
        _ID.validate_python(identifier)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("М1", "M1", id="Cyrillic М"),
        pytest.param("Ρ1", "P1", id="Greek Rho"),
        pytest.param("Р1", "P1", id="Cyrillic Er"),
        pytest.param("аctor", "actor", id="Cyrillic а"),
        pytest.param("ѕ1", "s1", id="Cyrillic ѕ"),
        pytest.param("m1", "M1", id="case"),
        pytest.param("Ml", "M1", id="l for 1"),
        pytest.param("MI", "M1", id="I for 1"),
        pytest.param("M1O", "M10", id="O for 0"),
        pytest.param("Ｍ1", "M1", id="full width"),
    ],
)
def test_look_alikes_have_one_skeleton(one: str, other: str) -> None:
    assert one != other
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("M1", "M11"), ("M1", "M2"), ("M1", "N1"), ("M1", "M1.a"), ("G12", "G1.2")])
def test_others_do_not(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_natural_order() -> None:
    ids = ["M10", "M2", "G2.10", "G2.2", "M2.b", "M2.a", "1", "M"]
    assert sorted(ids, key=natural_key) == ["1", "G2.2", "G2.10", "M", "M2", "M2.a", "M2.b", "M10"]
    assert natural_key("²") == ((1, 0, "²"),), "only 0 to 9 count as numbers"


@pytest.mark.parametrize(
    ("wanted", "known", "nearest"),
    [
        pytest.param("М1", ["M1", "M11"], ["M1"], id="looks the same"),
        pytest.param("l1", ["I1", "L1", "L2"], ["I1", "L1"], id="a small l"),
        pytest.param("M16", ["G1.6", "M1", "M15"], ["M1", "M15"], id="of its own letters"),
        pytest.param("M2.a", ["M2", "G2.a"], ["M2", "G2.a"], id="own letters first"),
        pytest.param("zzz", ["M1", "G1"], [], id="nothing like it"),
        pytest.param("M1", [], [], id="nothing there"),
    ],
)
def test_nearest(wanted: str, known: list[str], nearest: list[str]) -> None:
    assert nearest_ids(wanted, known) == nearest
    assert nearest_ids(wanted, known, count=1) == nearest[:1]


@pytest.mark.parametrize(
    ("identifier", "prefix"), [("M6.a", "M"), ("2.1", ""), ("Goal", "Goal"), ("Å1", "Å"), ("a-b", "a")]
)
def test_prefix(identifier: str, prefix: str) -> None:
    assert prefix_of(identifier) == prefix


def test_comparing_stops_where_it_would_take_too_long() -> None:
    wanted = [f"X{number}" for number in range(300)]
    assert worth_comparing(wanted, ["M1"]) == wanted
    assert worth_comparing(reversed(wanted), [f"M{number}" for number in range(1000)]) == wanted[:50]
    assert worth_comparing(wanted, [f"M{number}" for number in range(300_000)]) == wanted[:1]
    assert worth_comparing([], []) == []
