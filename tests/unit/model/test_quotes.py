"""When words count as the same words, and where they stand."""

from __future__ import annotations

import unicodedata

import pytest

from sotetrace.model.document import SourceText
from sotetrace.model.quotes import QuotedText, Selector, fold
from tests.builders import Raw, source_text


def quoted(text: str, *places: Raw | str) -> QuotedText:
    return QuotedText(SourceText.model_validate(source_text("plan", *places)), text)


def at(starts: str, occurrence: int | None = None, identifier: str = "") -> Raw:
    return {"id": identifier or starts, "title": {"fi": "nimi"}, "starts": starts, "occurrence": occurrence}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("P A L V E L U T", "PALVELUT", id="letter-spacing"),
        pytest.param("palvelu-\nketju", "palveluketju", id="broken at a hyphen"),
        pytest.param("palvelu\u00adketju", "palveluketju", id="soft hyphen"),
        pytest.param("sote‑visio", "sote-visio", id="non-breaking hyphen"),
        pytest.param("2023–2027", "2023-2027", id="en dash"),
        pytest.param("• yksi\n▪ kaksi", "yksi kaksi", id="bullets"),
        pytest.param("a\u00a0b\u200bc\ufeff", "abc", id="odd spaces"),
        pytest.param("tyo\u0308 a\u030a", "työ å", id="marks written apart"),
        pytest.param("tyo \u0308", "työ", id="mark after a space"),
        pytest.param("e\u0323\u0302", "\u1ec7", id="two marks"),
        pytest.param("\u212bland", "Åland", id="a sign that NFC replaces"),
    ],
)
def test_what_does_not_count(one: str, other: str) -> None:
    assert fold(one).text == fold(other).text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Palvelut", "palvelut", id="case"),
        pytest.param("hyvä", "hyva", id="letters"),
        pytest.param("5", "6", id="digits"),
        pytest.param("a, b", "a b", id="commas"),
        pytest.param("a — b", "a b", id="em dash"),
        pytest.param("a. b", "a b", id="full stop"),
    ],
)
def test_what_does_count(one: str, other: str) -> None:
    assert fold(one).text != fold(other).text


def test_offsets_lead_back_into_the_text() -> None:
    text = "• tyo\u0308 - ty\u00f6"
    folded = fold(text)
    assert folded.text == "työtyö"
    assert [text[offset] for offset in folded.offsets] == ["t", "y", "o", "t", "y", "ö"]


def test_a_mark_that_joins_nothing_is_kept() -> None:
    assert fold("\u0308a").text == "\u0308a"
    assert fold("q\u0308").text == "q\u0308"


@pytest.mark.parametrize("text", ["hyvä työ å", "Ääkkösiä", "e\u0323\u0302x"])
def test_composed_or_not_is_the_same(text: str) -> None:
    forms = [fold(unicodedata.normalize(form, text)).text for form in ("NFC", "NFD")]
    assert forms[0] == forms[1] == unicodedata.normalize("NFC", text).replace(" ", "")


@pytest.mark.parametrize(
    ("selector", "lines"),
    [
        pytest.param(Selector("yksi"), [1, 3], id="every hit"),
        pytest.param(Selector("yksi", occurrence=2), [3], id="the second"),
        pytest.param(Selector("yksi", occurrence=3), [], id="a third there is not"),
        pytest.param(Selector("yksi", prefix="kolme "), [3], id="what stands before"),
        pytest.param(Selector("yksi", suffix="kaksi"), [1], id="what stands after"),
        pytest.param(Selector("yksi", prefix="kaksi"), [], id="a prefix that is not there"),
        pytest.param(Selector("yksi", suffix="kolme"), [], id="a suffix that is not there"),
        pytest.param(Selector("yksi", prefix="kolme", occurrence=1), [3], id="the first of those that fit"),
        pytest.param(Selector("kaksikolme"), [2], id="over a line break"),
        pytest.param(Selector("nolla"), [], id="absent"),
        pytest.param(Selector(" - "), [], id="nothing that counts"),
    ],
)
def test_find(selector: Selector, lines: list[int]) -> None:
    assert quoted("yksi\nkaksi\nkolme yksi").find(selector) == lines


def test_hits_may_overlap() -> None:
    assert len(quoted("aaaa").find(Selector("aa"))) == 3
    assert quoted("a\na\na").find(Selector("aa")) == [1, 2]
    assert quoted("a\na\na").find(Selector("aa", occurrence=2)) == [2]


def test_a_place_reaches_to_the_start_of_the_next() -> None:
    text = quoted("KANSI sana YKSI sana KAKSI muu", "KANSI", "YKSI", "KAKSI")
    assert [text.region(place) for place in ("KANSI", "YKSI", "KAKSI")] == [(0, 9), (9, 17), (17, 25)]
    assert text.find(Selector("sana"), "YKSI") == [1]
    assert text.find(Selector("muu"), "YKSI") == []
    assert text.find(Selector("sana KAKSI"), "YKSI") == [], "words that run out of the place do not stand in it"
    assert text.places_of(Selector("sana")) == ["KANSI", "YKSI"]


def test_the_prefix_may_stand_before_the_place() -> None:
    text = quoted("KANSI loppu YKSI sana", "KANSI", "YKSI")
    assert text.find(Selector("YKSI", prefix="loppu"), "YKSI") == [1]


@pytest.mark.parametrize(
    ("text", "places", "starts"),
    [
        pytest.param("A x B", [at("A"), at("B")], {"A": 0, "B": 2}, id="in order"),
        pytest.param("A x", [at("A"), at("B")], {"A": 0, "B": None}, id="absent"),
        pytest.param("A B B", [at("A"), at("B")], {"A": 0, "B": None}, id="ambiguous"),
        pytest.param("A B B", [at("A"), at("B", 2)], {"A": 0, "B": 2}, id="by occurrence"),
        pytest.param("A B", [at("A"), at("B", 2)], {"A": 0, "B": None}, id="no such occurrence"),
        pytest.param("B A C", [at("A"), at("B"), at("C")], {"A": 1, "B": None, "C": 2}, id="out of order"),
        pytest.param("A B", [at("X"), at("B")], {"X": None, "B": 1}, id="after a lost one"),
        pytest.param(
            "AB", [at("A", identifier="one"), at("AB", identifier="two")], {"one": 0, "two": 0}, id="the same"
        ),
    ],
)
def test_where_places_start(text: str, places: list[Raw], starts: dict[str, int | None]) -> None:
    assert dict(quoted(text, *places).starts) == starts


def test_a_lost_or_unknown_place_or_none_is_the_whole_text() -> None:
    text = quoted("A x B x", "A", "B", "LOST")
    assert {text.region(place) for place in ("LOST", "unknown", None)} == {(0, 4)}
    assert len(text.find(Selector("x"), "LOST")) == 2
    assert len(text.find(Selector("x"), "B")) == 1
