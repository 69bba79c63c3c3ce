"""Which element of the old side is which of the new, what follows it, and what it only looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.diff.entities import iter_elements
from sotetrace.diff.pairing import Pairing, guess_renames, pair_around, pair_elements
from tests.builders import element, goal, raw_vision, vision, waiver
from tests.sides import reading_of, renamed, told

if TYPE_CHECKING:
    from sotetrace.diff.entities import Entity
    from sotetrace.model.workspace import Workspace
    from tests.builders import Raw

GOALS = (goal("G1"), goal("G2"), goal("G10"))


# ---- elements, by what is declared -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        pytest.param([*GOALS, goal("G3")], Pairing(), id="nothing is declared"),
        pytest.param([goal("G3", formerly=["G2"])], Pairing(renamed={"G2": "G3"}), id="renamed"),
        pytest.param(
            [goal("G3", formerly=["G1"]), goal("G4", formerly=["G2"])],
            Pairing(renamed={"G1": "G3", "G2": "G4"}),
            id="two, each renamed",
        ),
        pytest.param([goal("G3", formerly=["G10", "G2"])], Pairing(merged={"G3": ("G2", "G10")}), id="merged"),
        pytest.param([goal("G1", formerly=["G2"])], Pairing(merged={"G1": ("G2",)}), id="merged into one that stays"),
        pytest.param(
            [goal("G11", formerly=["G2"]), goal("G3", formerly=["G2"])],
            Pairing(split={"G2": ("G3", "G11")}),
            id="split",
        ),
        pytest.param([goal("G1"), goal("G3", formerly=["G1"])], Pairing(split={"G1": ("G1", "G3")}), id="split off"),
        pytest.param(
            [goal("G3", formerly=["G1", "G2"]), goal("G4", formerly=["G2"])],
            Pairing(renamed={"G1": "G3"}, split={"G2": ("G3", "G4")}),
            id="one of two former ids is split",
        ),
        pytest.param([goal("G3", formerly=["G9", "G2"])], Pairing(renamed={"G2": "G3"}), id="one never was"),
        pytest.param([goal("G1", formerly=["G1"])], Pairing(), id="its own"),
    ],
)
def test_elements_pair_by_id_and_by_what_is_declared(now: list[Raw], expected: Pairing) -> None:
    assert pair_elements(vision(goals=list(GOALS)), vision(goals=now)) == expected


@pytest.mark.parametrize(
    ("formerly", "expected"),
    [
        (["G1"], Pairing()),
        (["G1", "G2"], Pairing(merged={"G3": ("G2",)})),
    ],
)
def test_a_declaration_counts_once_and_not_again_in_every_later_comparison(
    formerly: list[str], expected: Pairing
) -> None:
    old = vision(goals=[goal("G1"), goal("G2"), goal("G3", formerly=["G1"])])
    new = vision(goals=[goal("G1"), goal("G3", formerly=formerly)])
    assert pair_elements(old, new) == expected


def test_parts_follow_the_new_id_of_their_element_when_they_bear_its_former_one() -> None:
    old = vision(goals=[goal("G1", parts=["a", {"id": "G10.a", "title": {"fi": "osa"}}]), goal("G2", parts="a")])
    new = vision(goals=[goal("G3", formerly=["G1"]), goal("G2", parts="a")])
    assert pair_elements(old, new) == Pairing(renamed={"G1": "G3"}, parts={"G1.a": "G3.a"})


# ---- what a pairing answers ------------------------------------------------------------------------------------------

PAIRING = Pairing(
    renamed={"G1": "G3"},
    merged={"G5": ("G6", "G7"), "G8": ("G9",)},
    split={"G2": ("G2", "G4")},
    parts={"G1.a": "G3.a"},
)


@pytest.mark.parametrize(
    ("before", "now"),
    [("G1", "G3"), ("G1.a", "G3.a"), ("G6", "G5"), ("G9", "G8"), ("G2", "G2"), ("G3", "G3"), ("unknown", "unknown")],
)
def test_an_id_is_that_by_which_the_new_side_knows_the_same(before: str, now: str) -> None:
    assert PAIRING.translate(before) == now


def test_the_successors_of_an_id_are_all_that_declare_it() -> None:
    assert PAIRING.successors == {"G1": ("G3",), "G6": ("G5",), "G7": ("G5",), "G9": ("G8",), "G2": ("G2", "G4")}


@pytest.mark.parametrize(
    ("pairing", "is_plain"),
    [
        (Pairing(), True),
        (Pairing(split={"G1": ("G1", "G3")}), True),
        (Pairing(renamed={"G1": "G3"}), False),
        (Pairing(merged={"G1": ("G2",)}), False),
    ],
)
def test_ids_mean_the_same_on_both_sides_unless_one_goes_on_as_another(pairing: Pairing, is_plain: bool) -> None:
    assert pairing.is_plain is is_plain


# ---- what stands beside the documents --------------------------------------------------------------------------------


def document(name: str, *goals: Raw) -> Raw:
    return raw_vision({"id": name}, goals=list(goals))


def sides(*raws: Raw) -> Workspace:
    return reading_of(*raws).workspace


G1, K1 = goal("G1", parts="a"), goal("K1", formerly=["G1"])


@pytest.mark.parametrize("name", ["plan", "renamed-plan"])
def test_beside_a_single_document_its_renamings_hold_whatever_it_is_called(name: str) -> None:
    found = pair_around(sides(document("plan", G1)), sides(document(name, K1)))
    ids = ("G1", "G1.a", f"{name}:G1", f"{name}:G1.a", "G2")
    assert [*map(found.translate, ids)] == ["K1", "K1.a", f"{name}:K1", f"{name}:K1.a", "G2"]


def test_an_id_that_another_document_has_stays_but_where_it_stands_with_its_document() -> None:
    old = sides(document("one", G1, goal("G2")), document("other", G1))
    new = sides(document("other", G1), document("one", K1, goal("K2", formerly=["G2"])))
    ids = ("G1", "G2", "one:G1", "other:G1")
    assert [*map(pair_around(old, new).translate, ids)] == ["G1", "K2", "one:K1", "other:G1"]


def test_every_document_brings_its_own_renamings() -> None:
    old = sides(document("one", G1), document("other", goal("G2")))
    new = sides(document("other", goal("K2", formerly=["G2"])), document("one", K1))
    ids = ("G1", "one:G1", "G2", "other:G2")
    assert [*map(pair_around(old, new).translate, ids)] == ["K1", "one:K1", "K2", "other:K2"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param([document("one", G1)], [document("one", G1), document("other", K1)], id="one came"),
        pytest.param([document("one", G1), document("other")], [document("other", K1)], id="one went"),
    ],
)
def test_of_documents_that_came_or_went_nothing_is_renamed(old: list[Raw], new: list[Raw]) -> None:
    assert pair_around(sides(*old), sides(*new)) == Pairing()


# ---- what it looks like ----------------------------------------------------------------------------------------------


def named(titles: dict[str, str | dict[str, str]], section: str = "goals") -> list[Entity]:
    """Return elements with some titles, by id; a title that is a word is Finnish."""
    found = [element(name, title={"fi": said} if isinstance(said, str) else said) for name, said in titles.items()]
    return list(iter_elements(vision(None, **{section: found})))


@pytest.mark.parametrize(
    ("gone", "come", "expected"),
    [
        pytest.param({"G1": "abcd"}, {"G3": "abce"}, {"G3": "G1"}, id="three quarters alike"),
        pytest.param({"G1": "abc"}, {"G3": "abx"}, {}, id="two thirds alike"),
        pytest.param({"G1": "HOITO"}, {"G3": "hoito"}, {"G3": "G1"}, id="capitals are the same"),
        pytest.param(
            {"G1": {"fi": "hoito", "sv": "vård"}},
            {"G3": {"fi": "palvelu", "sv": "vård"}},
            {"G3": "G1"},
            id="alike in one language",
        ),
        pytest.param({"G1": {"fi": "None"}}, {"G3": {"sv": "vård"}}, {}, id="no language in common"),
        pytest.param({"G1": "hoito", "G2": "apu"}, {"G3": "hoito", "G4": "apu"}, {"G3": "G1", "G4": "G2"}, id="two"),
        pytest.param({"G1": "abcd"}, {"G3": "abce", "G4": "abcd"}, {"G4": "G1"}, id="the most alike that came"),
        pytest.param({"G1": "abce", "G2": "abcd"}, {"G3": "abcd"}, {"G3": "G2"}, id="the most alike that went"),
        pytest.param({"G1": "hoito"}, {"G3": "hoito", "G4": "hoito"}, {}, id="two came alike"),
        pytest.param({"G1": "hoito", "G2": "hoito"}, {"G3": "hoito"}, {}, id="two went alike"),
        pytest.param({"G1": "hoito"}, {}, {}, id="nothing came"),
    ],
)
def test_a_former_id_is_suggested_for_what_is_most_like_one_that_went_and_to_no_other(
    gone: dict[str, str | dict[str, str]], come: dict[str, str | dict[str, str]], expected: dict[str, str]
) -> None:
    assert guess_renames(named(gone), named(come)) == expected


def test_what_is_of_another_kind_is_not_suggested() -> None:
    assert guess_renames(named({"G1": "hoito"}), named({"M1": "hoito"}, "measures")) == {}


@pytest.mark.parametrize(("others", "expected"), [(1_999, {"G3": "G1"}), (2_000, {})])
def test_where_more_came_and_went_than_2000_pairs_nothing_is_suggested(others: int, expected: dict[str, str]) -> None:
    like, unlike = named({"G3": "hoito", "G4": "apu"})
    assert guess_renames(named({"G1": "hoito"}), [like, *[unlike] * others]) == expected


def test_an_id_that_is_declared_twice_is_no_splitting() -> None:
    assert pair_elements(vision(goals=[goal("G1")]), vision(goals=[goal("G3", formerly=["G1", "G1"])])) == Pairing(
        renamed={"G1": "G3"}
    )


def test_what_an_element_declared_under_its_former_id_is_not_told_again() -> None:
    old = vision(goals=[goal("G1"), goal("G2", formerly=["G1"])])
    new = vision(goals=[goal("G1"), goal("G3", formerly=["G1", "G2"])])
    assert pair_elements(old, new) == Pairing(renamed={"G2": "G3"})


def test_a_part_that_another_document_has_stays() -> None:
    one, other = (raw_vision({"id": name}, goals=[goal("G1", parts="a")]) for name in ("one", "other"))
    waivers = [waiver("uncovered-goal", "G1.a")]
    found = told(reading_of(one, other, waivers=waivers), reading_of(renamed(one, "G1", "K1"), other, waivers=waivers))
    assert found == ["id-changed K1"]


@pytest.mark.parametrize("length", [199, 200, 400])
def test_long_titles_are_compared_like_short_ones(length: int) -> None:
    words = " ".join(["palveluiden saatavuus turvataan koko maassa"] * 10)[: length - 4]
    gone, come = (
        [*iter_elements(vision(goals=[element(name, title={"fi": said})]))]
        for name, said in (("G1", f"Me {words}"), ("G3", f"Nyt {words}"))
    )
    assert guess_renames(gone, come) == {"G3": "G1"}


def test_what_was_split_off_and_is_merged_again_is_no_removal() -> None:
    old = vision(goals=[goal("G1"), goal("G2", formerly=["G1"])])
    assert pair_elements(old, vision(goals=[goal("G3", formerly=["G1", "G2"])])) == Pairing(merged={"G3": ("G1", "G2")})
