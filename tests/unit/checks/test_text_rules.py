"""Checks of wording: copies instead of translations, numbers, variants, vague and compound words."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.checks.compound import check_compound
from sotetrace.checks.context import CheckContext
from sotetrace.checks.vague import check_vague
from sotetrace.checks.variant_words import check_variant_words
from sotetrace.findings import Finding, Place, Severity, apply_severities
from sotetrace.model.text import LANGUAGES
from sotetrace.model.wordlists import (
    CONJUNCTIONS,
    FUNCTION_WORDS,
    NUMBER_WORDS,
    SUBORDINATORS,
    VAGUE_WORDS,
    find_listed,
)
from tests.builders import Raw, element, findings_of, goal, inferred, measure, scope, source_text, vision


def found(rule: str, document: Any) -> list[Finding]:
    return [f for f in findings_of(document) if f.rule == rule]


# ---- same-as-original ----------------------------------------------------------------------------------------


def copies(title: Raw, header: Raw | None = None, **fields: Any) -> list[str]:
    document = vision({"title": {"fi": "Suunnitelma"}, **(header or {})}, goals=[element("G1", title=title, **fields)])
    return [dict(f.args)["language"] for f in found("same-as-original", document)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param({"fi": "Kaksi sanaa", "sv": "Kaksi sanaa"}, ["sv"], id="a copy"),
        pytest.param({"fi": "Kaksi sanaa", "sv": "Kaksi sanaa", "en": "Kaksi sanaa"}, ["sv", "en"], id="two"),
        pytest.param({"fi": "KAKSI sanaa", "sv": "Kaksi\n  sanaa"}, ["sv"], id="case and white space"),
        pytest.param({"fi": "Kaksi sanaa", "sv": "Två ord"}, [], id="a translation"),
        pytest.param({"fi": "Sote2040", "sv": "Sote2040"}, [], id="one word"),
        pytest.param({"fi": "Sote 2040", "sv": "Sote 2040"}, [], id="one word and a number"),
        pytest.param({"fi": "2025 – 2040", "sv": "2025 – 2040"}, [], id="no letters"),
        pytest.param({"sv": "Två ord", "en": "Två ord"}, [], id="no original"),
        pytest.param({"fi": "Kaksi sanaa"}, [], id="no translation"),
        pytest.param({"fi": "Kaksi sanaa", "sv": None}, [], id="a translation to come"),
    ],
)
def test_copies(title: Raw, expected: list[str]) -> None:
    assert copies(title) == expected


def test_a_name_of_the_source_may_be_the_same() -> None:
    title = {"fi": "Helsinki GSE", "en": "Helsinki GSE", "sv": "Helsinki GSE"}
    assert copies(title, title_official=["en"]) == ["sv"]
    official = {"translations": {"sv": "official", "en": "own"}}
    assert copies(title, official) == ["en"]
    assert copies(title, official, title_from="project") == ["sv", "en"]


def test_copies_in_every_field() -> None:
    same = {"fi": "kaksi sanaa", "en": "kaksi sanaa"}
    document = vision(
        {"title": same, "issuer": same, "summary": same, "note": same, "original": "en"},
        sources=[{**source_text("deck", {"id": "x", "title": same, "starts": "x"}), "title": same}],
        goals=[element("G1", title=same, summary=same, note=same, parts=[{"id": "G1.a", "title": same}])],
        measures=[measure("M1", inferred("G1", rationale=same), title={"en": "b"})],
        indicators=[element("I1", title={"en": "b"}, data_source=same)],
        scopes=[scope("X1", ["M1"], title=same, note=same)],
    )
    hits = found("same-as-original", document)
    assert {dict(f.args)["language"] for f in hits} == {"fi"}
    assert [(f.element, dict(f.args)["field"]) for f in hits] == [
        *(("plan", field) for field in ("title", "issuer", "summary", "note")),
        *(("G1", field) for field in ("title", "summary", "note")),
        ("G1.a", "title"),
        ("I1", "data_source"),
        ("deck", "title"),
        ("x", "title"),
        ("X1", "title"),
        ("X1", "note"),
        ("M1", "rationale"),
    ]
    assert hits[7].place == Place("plan", ("goals", 0, "parts", 0, "title", "fi"))
    assert hits[7].severity is Severity.NOTE


# ---- numbers-differ ------------------------------------------------------------------------------------------


def numbers(**title: str) -> list[str]:
    hits = found("numbers-differ", vision({"title": {"fi": "x"}}, goals=[element("G1", title=title)]))
    return [dict(f.args)["numbers"] for f in hits]


@pytest.mark.parametrize(
    "title",
    [
        pytest.param({"fi": "vuoteen 2040", "sv": "till 2040", "en": "until 2040"}, id="a year"),
        pytest.param({"fi": "2040-luku", "en": "the 2040s"}, id="with an ending"),
        pytest.param({"fi": "2,5 %", "sv": "2,5 procent", "en": "2.5%"}, id="a decimal mark"),
        pytest.param({"fi": "2,50", "en": "2.5"}, id="a last zero"),
        pytest.param({"fi": "0,125", "sv": "0.125", "en": "0.125"}, id="three decimals"),
        pytest.param({"fi": "12 000 euroa", "sv": "12\u00a0000 euro", "en": "12,000 euros"}, id="thousands"),
        pytest.param({"fi": "1 234 567,8", "sv": "1.234.567,8", "en": "1,234,567.8"}, id="millions"),
        pytest.param({"fi": "vuonna 2040 150 palvelua", "en": "150 services in 2040"}, id="a year before a number"),
        pytest.param({"fi": "5 toimenpidettä", "sv": "Fem åtgärder", "en": "Five measures"}, id="as a word"),
        pytest.param({"fi": "kahdessa kunnassa", "en": "in 2 towns"}, id="as an inflected word"),
        pytest.param({"fi": "15.3.2027", "sv": "den 15 mars 2027", "en": "15 March 2027"}, id="a date"),
        pytest.param({"fi": "15.3. alkaen", "en": "from March 15"}, id="a date without a year"),
        pytest.param({"fi": "2027-03-15", "en": "15 March 2027"}, id="a date in the ISO form"),
        pytest.param({"fi": "klo 8.30", "en": "at 8:30"}, id="a time"),
        pytest.param({"fi": "Koskee osaa G2.1.", "en": "About G2.1."}, id="an id ends the sentence"),
        pytest.param({"fi": "kohta 2.1. Sitten", "en": "item 2.1. Then"}, id="a number ends the sentence"),
        pytest.param({"fi": "2025–2040", "en": "from 2025 to 2040"}, id="a range"),
        pytest.param({"fi": "S9–S14", "en": "S9 to S14"}, id="ids"),
        pytest.param({"fi": "15 ja 15", "en": "15"}, id="how often does not matter"),
        pytest.param({"fi": "m²", "en": "square metres"}, id="a small digit"),
        pytest.param({"fi": "vuoteen 2040"}, id="one language"),
        pytest.param({"fi": "007", "en": "7"}, id="leading zeros"),
    ],
)
def test_numbers_that_agree(title: dict[str, str]) -> None:
    assert numbers(**title) == []


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        pytest.param({"fi": "vuoteen 2040", "sv": "till 2030"}, "fi 2040; sv 2030", id="a year"),
        pytest.param({"fi": "2040 ja 15", "sv": "2040", "en": "15, 2040"}, "fi 15; sv –; en 15", id="one of two"),
        pytest.param({"fi": "2,5 %", "en": "25%"}, "fi 2.5; en 25", id="a lost comma"),
        pytest.param({"fi": "12 000", "en": "12"}, "fi 12000; en 12", id="lost thousands"),
        pytest.param({"fi": "1,000", "en": "1,000"}, "fi 1; en 1000", id="the mark means another thing"),
        pytest.param({"fi": "5 toimenpidettä", "sv": "Sex åtgärder"}, "fi 5; sv –", id="another word"),
        pytest.param({"fi": "15.3.2027", "en": "15 April 2027"}, "fi 3; en –", id="another month"),
        pytest.param({"sv": "10", "en": "20"}, "sv 10; en 20", id="without the original"),
    ],
)
def test_numbers_that_differ(title: dict[str, str], expected: str) -> None:
    assert numbers(**title) == [expected]


def test_the_language_that_lacks_a_number_is_the_place() -> None:
    title = {"fi": "2040 ja 15", "sv": "2040 och 15", "en": "2040"}
    (hit,) = found("numbers-differ", vision({"title": {"fi": "x"}}, goals=[element("G1", title=title)]))
    assert hit.place == Place("plan", ("goals", 0, "title", "en"))
    assert (hit.element, hit.severity, dict(hit.args)["field"]) == ("G1", Severity.WARNING, "title")
    lacking = {"fi": "2040", "sv": "2040 och 15", "en": "2040 and 15"}
    (hit,) = found("numbers-differ", vision({"title": {"fi": "x"}}, goals=[element("G1", title=lacking)]))
    assert hit.place.path[-1] == "fi"


# ---- variant-differs-in-meaning ------------------------------------------------------------------------------


def variants(title: str, *others: str, language: str = "fi", **fields: Any) -> list[str]:
    one = element(
        "G1", title={language: title}, variants=[{"text": text, "where": "slide"} for text in others], **fields
    )
    document = vision({"title": {language: "x"}, "original": language}, goals=[one])
    return [dict(f.args)["words"] for f in check_variant_words(CheckContext(document))]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        pytest.param("Rahoituksen vakaus", "RAHOITUKSEN VAKAUS.", id="case and punctuation"),
        pytest.param("Palvelu järjestelmä", "Palvelujärjestelmä", id="white space"),
        pytest.param("resurssi-allokaation heilahtelut", "resurssiallokaation heilahtelut", id="a hyphen"),
        pytest.param("resurssi\u00adallokaatio", "resurssiallokaatio", id="a soft hyphen"),
        pytest.param("Työ- ja toimintakyky ovat lisääntyneet", "Työ- ja toimintakyky on lisääntynyt", id="inflection"),
        pytest.param("Riittävä määrä, osaaminen", "Riittävä määrä sekä osaaminen", id="function words"),
        pytest.param("Tieto ja hoito", "Tiedon ja hoidon", id="grades of consonants"),
        pytest.param("Apu maahan", "Avun maa", id="short words"),
        pytest.param("Kansallinen hallinta", "Kansallinen hallinata", id="a slip beyond the stem"),
    ],
)
def test_variants_that_say_the_same(title: str, other: str) -> None:
    assert variants(title, other) == []
    assert variants(other, title) == []


@pytest.mark.parametrize(
    ("title", "other", "words"),
    [
        pytest.param("Väestön tarpeisiin", "Potilaan tarpeisiin", "Väestön ≠ Potilaan", id="another word"),
        pytest.param("Hallinta", "Kansallinen hallinta", "– ≠ Kansallinen", id="a word more"),
        pytest.param("Sote-järjestelmän hallinta", "järjestelmän hallinta", "Sote-järjestelmän ≠ –", id="a piece less"),
        pytest.param("Palvelut eivät riitä", "Palvelut riittävät", "eivät ≠ –", id="not"),
        pytest.param("Vuoteen 2035", "Vuoteen 2030", "2035 ≠ 2030", id="a number"),
        pytest.param("Vuoteen 2030", "Vuoteen 203", "2030 ≠ 203", id="a number is no stem"),
    ],
)
def test_variants_that_say_another_thing(title: str, other: str, words: str) -> None:
    assert variants(title, other) == [words]
    left, right = words.split(" ≠ ")
    assert variants(other, title) == [f"{right} ≠ {left}"]


def test_the_variant_is_compared_in_its_language() -> None:
    one = element(
        "G1",
        title={"fi": "Palvelut", "sv": "Tjänsterna"},
        variants=[
            {"text": "Tjänster", "where": "slide", "lang": "sv"},
            {"text": "Vården", "where": "slide", "lang": "sv"},
            {"text": "Care", "where": "slide", "lang": "en"},
        ],
    )
    (hit,) = found("variant-differs-in-meaning", vision({"title": {"fi": "x"}}, goals=[one]))
    assert dict(hit.args)["words"] == "Tjänsterna ≠ Vården"
    assert hit.place == Place("plan", ("goals", 0, "variants", 1, "text"))
    assert (hit.element, hit.severity) == ("G1", Severity.NOTE)


def test_a_label_of_ours_is_no_wording_to_compare_with() -> None:
    assert variants("Oma nimi", "Lähteen sanat", title_from="project") == []
    assert variants("services of the library", "the library's services", language="en") == []
    assert variants("De sociala tjänsterna", "Sociala tjänster", language="sv") == []


# ---- vague-wording -------------------------------------------------------------------------------------------


def vague(language: str = "fi", **sections: Any) -> list[tuple[str | None, str]]:
    document = vision({"title": {language: "x"}, "original": language}, **sections)
    return [(f.element, dict(f.args)["words"]) for f in check_vague(CheckContext(document))]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fi", "Palveluja Kehitetään ja vahvistetaan", "kehitetään, vahvistetaan"),
        ("fi", "Riittävästi hoitajia tarvittaessa", "riittävästi, tarvittaessa"),
        ("fi", "Edistetään, ja edistetään taas", "edistetään"),
        ("sv", "Främja delaktigheten vid  behov", "främja, vid behov"),
        ("en", "Strengthening care as far as possible", "strengthening, as far as possible"),
        ("en", "Modern, flexible services etc.", "modern, flexible, etc"),
    ],
)
def test_vague_titles(language: str, title: str, words: str) -> None:
    assert vague(language, goals=[element("G1", title={language: title})]) == [("G1", words)]


@pytest.mark.parametrize("title", ["Kirjasto on auki sunnuntaisin", "Ymmärrys ymmärretään", "Epäriittävä", "ymnä"])
def test_plain_titles(title: str) -> None:
    assert vague(goals=[element("G1", title={"fi": title})]) == []


def test_vague_words_stand_where_they_are_found() -> None:
    parts = [
        {"id": "M1.a", "title": {"fi": "Kehitetään"}, "source": {"quote": "aukiolo"}},
        {"id": "M1.b", "title": {"fi": "Kehitetään"}},
        {"id": "M1.c", "title": {"fi": "c"}, "source": {"quote": "tuetaan joustavasti"}},
        {"id": "M1.d", "title": {"fi": "d"}, "source": {"quote": "joustavasti riittävä"}},
    ]
    one = element("M1", title={"fi": "Aukiolo", "en": "develop"}, source={"quote": "riittävä aukiolo"}, parts=parts)
    document = vision({"title": {"fi": "x"}}, measures=[one])
    hits = list(check_vague(CheckContext(document)))
    assert [(f.element, dict(f.args)["words"], f.place.path[2:]) for f in hits] == [
        ("M1", "riittävä", ("source", "quote")),
        ("M1.b", "kehitetään", ("parts", 1, "title", "fi")),
        ("M1.c", "joustavasti", ("parts", 2, "source", "quote")),
    ]


def test_only_goals_sub_goals_and_measures_that_are_meant_are_read() -> None:
    title = {"fi": "Kehitetään"}
    assert vague(core_problems=[element("P1", title=title)], trends=[element("T1", title=title)]) == []
    assert vague(goals=[element("G1", title=title, draft=True)]) == []
    assert vague(goals=[element("G1", title={"en": "develop"})]) == []
    ours = {"title": title, "title_from": "project"}
    assert vague(goals=[element("G1", **ours, source={"quote": "aukiolo"})]) == []
    assert vague(goals=[element("G1", **ours)]) == [("G1", "kehitetään")]


# ---- compound-wording ----------------------------------------------------------------------------------------


def compound(title: str, language: str = "fi", **fields: Any) -> list[str]:
    document = vision(
        {"title": {language: "x"}, "original": language}, goals=[element("G1", title={language: title}, **fields)]
    )
    return [dict(f.args)["words"] for f in check_compound(CheckContext(document))]


@pytest.mark.parametrize(
    ("language", "title", "words"),
    [
        ("fi", "Palvelujen jatkuvuus ja saatavuus", "jatkuvuus ja saatavuus"),
        ("fi", "Laatu, osaaminen sekä työkyky.", "Laatu, osaaminen; osaaminen sekä työkyky"),
        ("fi", "Laatu, määrä", "Laatu, määrä"),
        ("sv", "Kontinuitet och tillgång samt kvalitet", "Kontinuitet och tillgång; tillgång samt kvalitet"),
        ("en", "Open in the evenings and on Sundays", "evenings and on"),
        ("en", "Books, films, and games", "Books, films; films and games"),
    ],
)
def test_compound_titles(language: str, title: str, words: str) -> None:
    assert compound(title, language) == [words]


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("fi", "Kirjasto on auki"),
        ("fi", "Sosiaali- ja terveyspalvelut"),
        ("fi", "Palvelut, joihin luotetaan"),
        ("fi", "Kustannukset kasvavat 1,5 prosenttia"),
        ("fi", "Jaettu"),
        ("fi", "ja muut"),
        ("fi", "Hoito ja"),
        ("sv", "Social- och hälsovård, som är jämlik"),
        ("en", "A plan, which holds"),
        ("en", "Sandy bands,"),
    ],
)
def test_titles_of_one_claim(language: str, title: str) -> None:
    assert compound(title, language) == []


def test_parts_and_drafts_and_other_kinds_are_left_alone() -> None:
    title = "Laatu ja määrä"
    assert compound(title, parts="ab") == []
    assert compound(title, draft=True) == []
    trend = vision({"title": {"fi": "x"}}, trends=[element("T1", title={"fi": title})])
    assert list(check_compound(CheckContext(trend))) == []
    assert compound("x", language="sv") == []
    (hit,) = check_compound(CheckContext(vision({"title": {"fi": "x"}}, goals=[goal("G1", title={"fi": title})])))
    assert hit.place == Place("plan", ("goals", 0, "title", "fi"))


# ---- off by default ------------------------------------------------------------------------------------------


def test_hints_are_off_until_the_settings_raise_them() -> None:
    document = vision({"title": {"fi": "x"}}, goals=[element("G1", title={"fi": "Laatua ja määrää kehitetään"})])
    hits = [f for f in findings_of(document) if f.rule in ("vague-wording", "compound-wording")]
    assert [f.severity for f in hits] == [Severity.OFF, Severity.OFF]
    assert apply_severities(hits, {}) == []
    raised = apply_severities(hits, {"SOT410": "warning", "compound-wording": "note"})
    assert {f.rule: f.severity for f in raised} == {
        "vague-wording": Severity.WARNING,
        "compound-wording": Severity.NOTE,
    }
    assert apply_severities(hits, {"SOT410": "off", "SOT411": "off"}) == []


# ---- word lists ----------------------------------------------------------------------------------------------


def test_every_list_has_every_language_in_lower_case() -> None:
    for words in (FUNCTION_WORDS, VAGUE_WORDS, CONJUNCTIONS, SUBORDINATORS):
        assert set(words) == set(LANGUAGES)
        for listed in words.values():
            assert all(word == word.casefold().strip() for word in listed)
            assert len(listed) == len(set(listed))
    assert set(NUMBER_WORDS) == set(LANGUAGES)
    assert len({tuple(words) for words in NUMBER_WORDS.values()}) == 1


def test_stems_and_phrases() -> None:
    listed = ("kehit-", "ym", "vid behov")
    assert find_listed("Kehitetään, kehittymätön; ym. ymmärrys vid\n behov", listed) == [
        "kehitetään",
        "kehittymätön",
        "ym",
        "vid behov",
    ]
    assert find_listed("", listed) == []
