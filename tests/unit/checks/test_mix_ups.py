"""Checks that find things mixed up: the corners that the rule pages do not show."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders import (
    Raw,
    element,
    findings_of,
    goal,
    layout,
    level,
    measure,
    problem,
    slugs,
    stated,
    sub_goal,
    text,
    vision,
)


@pytest.mark.parametrize(
    ("identifier", "under", "is_found"),
    [
        pytest.param("G1.1", "G1", False, id="its own goal"),
        pytest.param("G2.1", "G1", True, id="another goal"),
        pytest.param("G3.1", "G1", False, id="no goal has such an id"),
        pytest.param("Z7", "G1", False, id="an id without a goal in it"),
        pytest.param("G2", "G1", False, id="no dot"),
    ],
)
def test_ids_of_other_goals(identifier: str, under: str, is_found: bool) -> None:
    others = [goal("G1"), goal("G2")] if identifier != "G2" else [goal("G1")]
    document = vision(goals=others, sub_goals=[sub_goal(identifier, under)])
    assert slugs(document, "id-of-other-goal") == [("id-of-other-goal", identifier)] * is_found


@pytest.mark.parametrize(
    ("first", "second", "is_found"),
    [
        pytest.param("Books for all", "Books for all", True, id="the same"),
        pytest.param("Books for all", "BOOKS  for\nall", True, id="in capitals and with other white space"),
        pytest.param("Books for all", "Books for everyone", False, id="other words"),
    ],
)
def test_same_titles(first: str, second: str, is_found: bool) -> None:
    document = vision(measures=[measure("M1", title=text(first)), measure("M2", title=text(second))])
    found = [finding for finding in findings_of(document) if finding.rule == "same-title"]
    assert [(finding.element, dict(finding.args)["other"]) for finding in found] == [("M2", "M1")] * is_found
    assert all(finding.related[0].path == ("measures", 0, "title", "fi") for finding in found)


def test_same_titles_are_those_of_one_kind_in_the_original_language() -> None:
    same = text("Books for all")
    assert slugs(vision(goals=[goal("G1", title=same)], measures=[measure("M1", title=same)]), "same-title") == []
    translated = [measure("M1", title={"fi": "a", "en": "x"}), measure("M2", title={"fi": "b", "en": "x"})]
    assert slugs(vision(measures=translated), "same-title") == []
    assert slugs(vision(measures=[measure("M1", title={"en": "x"}), measure("M2", title={"en": "x"})])) != []


def of_levels(start: str | None, end: str | None, *, is_sub_goal: bool = False, basis: Raw | None = None) -> Raw:
    raw: dict[str, Any] = {"levels": [level("L1"), level("L2")], "goals": [goal("G1", **_at(end), parts="a")]}
    if is_sub_goal:
        raw["sub_goals"] = [sub_goal("G1.1", "G1")]
    raw["measures"] = [measure("M1", basis or layout("G1"), **_at(start))]
    return raw


def _at(name: str | None) -> Raw:
    return {} if name is None else {"level": name}


@pytest.mark.parametrize(
    ("raw", "is_found"),
    [
        pytest.param(of_levels("L1", "L1"), False, id="one level"),
        pytest.param(of_levels("L2", "L1"), True, id="two levels"),
        pytest.param(of_levels(None, "L1"), False, id="start without a level"),
        pytest.param(of_levels("L1", None), False, id="end without a level"),
        pytest.param(of_levels("L2", "L1", basis=stated("G1")), False, id="a sentence may cross levels"),
        pytest.param(of_levels("L2", "L1", basis=layout("G1.a")), True, id="a part stands where its goal does"),
        pytest.param(
            of_levels("L2", "L1", is_sub_goal=True, basis=layout("G1.1")), True, id="a sub-goal stands with its goal"
        ),
        pytest.param(of_levels("L2", "L1", basis=layout("X9")), False, id="end that is not there"),
    ],
)
def test_layout_across_levels(raw: Raw, is_found: bool) -> None:
    assert slugs(vision(**raw), "layout-across-levels") == [("layout-across-levels", "M1")] * is_found


def test_a_goal_beside_the_problem_of_another_level() -> None:
    problems = [problem("P1", level="L1"), problem("P2", level="L2")]
    goals = [goal("G1", layout("P2"), level="L1"), goal("G2", layout("P2"), level="L2")]
    document = vision(levels=[level("L1"), level("L2")], core_problems=problems, goals=goals)
    assert slugs(document, "layout-across-levels") == [("layout-across-levels", "G1")]


def test_a_roadmap_may_cross_the_levels() -> None:
    milestone = element("R1", level="L2", delivers=[layout("M1")])
    document = vision(levels=[level("L1"), level("L2")], measures=[measure("M1", level="L1")], milestones=[milestone])
    assert slugs(document, "layout-across-levels") == []


@pytest.mark.parametrize(
    ("quote", "title", "is_found"),
    [
        pytest.param("kirjastoauto kulkee kyliin", "kirjat kylille", False, id="inflected"),
        pytest.param("siirretään kunnilta alueille", "kunta", False, id="a short word, inflected"),
        pytest.param("lainaus ihmisen ehdoilla", "ihminen", False, id="a longer word, inflected"),
        pytest.param("kansanterveystyö", "terveys", False, id="within a compound"),
        pytest.param("KIRJAT", "kirjat", False, id="in capitals"),
        pytest.param("rahoittaa (VM)", "VM", False, id="an abbreviation of two letters"),
        pytest.param("avataan uusi piste", "kirjat kylille", True, id="no word"),
        pytest.param("uusi ja oma", "kirjat ja kylät", True, id="only small words"),
        pytest.param("avataan uusi piste", "– !", False, id="a title without words"),
    ],
)
def test_stated_without_its_words(quote: str, title: str, is_found: bool) -> None:
    link = {"to": "G1", "basis": "stated", "quote": quote}
    document = vision(goals=[goal("G1", title=text(title))], measures=[measure("M1", link)])
    assert slugs(document, "stated-without-its-words") == [("stated-without-its-words", "M1")] * is_found


@pytest.mark.parametrize(
    ("to", "basis", "is_found"),
    [
        pytest.param("G1", "stated", False, id="words of a variant, of the quote and of the title are looked for"),
        pytest.param("G1.a", "stated", True, id="of a part only its own words"),
        pytest.param("G1.b", "stated", False, id="the quote of a part"),
        pytest.param("G1.a", "inferred", False, id="an inference claims nothing of the kind"),
        pytest.param("X9", "stated", False, id="a target that is not there"),
    ],
)
def test_where_the_words_of_a_target_are(to: str, basis: str, is_found: bool) -> None:
    parts = [
        {"id": "G1.a", "title": text("kylät")},
        {"id": "G1.b", "title": text("kylät"), "source": {"where": "slide", "quote": "avataan uusi piste"}},
    ]
    aim = goal("G1", title=text("kirjat"), parts=parts, variants=[{"text": "uusi piste", "where": "slide"}])
    link = {"to": to, "basis": basis, "quote": "avataan uusi piste"}
    document = vision(goals=[aim], measures=[measure("M1", link)])
    assert slugs(document, "stated-without-its-words") == [("stated-without-its-words", "M1")] * is_found


def test_quotes_of_other_titles() -> None:
    def quoted(identifier: str, title: str, quote: str, **fields: Any) -> Raw:
        return measure(identifier, title=text(title), source={"where": "slide", "quote": quote}, **fields)

    rule = "quote-of-other-title"
    swapped = vision(measures=[quoted("M1", "evening hours", "Books come."), quoted("M2", "books come", "evening")])
    assert slugs(swapped, rule) == [(rule, "M1")]
    longer = vision(measures=[quoted("M1", "books come", "books come to all"), quoted("M2", "books come to all", "a")])
    assert slugs(longer, rule) == []
    label = vision(measures=[quoted("M1", "hours", "books", title_from="project"), quoted("M2", "books", "books")])
    assert slugs(label, rule) == []
