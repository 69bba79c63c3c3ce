"""What is said of a text that changed: in which field and language, from what to what, and of which translation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.findings import Place, Severity
from tests.builders import measure, raw_vision
from tests.sides import diff_of, drop, edited, put, the_one, told

if TYPE_CHECKING:
    from tests.builders import Raw

PLAN = raw_vision(
    {"title": {"sv": "Plan", "fi": "Suunnitelma"}, "original": "sv"},
    measures=[measure("M1") | {"title": {"sv": "Stöd", "fi": "Tuki"}, "title_official": ["fi"]}],
)


@pytest.mark.parametrize("path", ["measures.0.summary", "document.summary", "document.issuer"])
def test_a_text_that_came_or_went_whole_is_a_detail_with_a_dash_for_nothing(path: str) -> None:
    new = edited(PLAN, put(path, {"sv": "Kort  \n och gott"}))
    for old_side, new_side, said in (
        (PLAN, new, ("–", "Kort och gott")),
        (new, PLAN, ("Kort och gott", "–")),
    ):
        args = dict(the_one(old_side, new_side, "detail-changed").finding.args)
        assert (args["before"], args["after"]) == said
        assert (args["field"], args["language"]) == (f"@field.{path.rpartition('.')[2]}", "sv")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("x" * 100, "x" * 100, id="of just the length"),
        pytest.param("x" * 101, "x" * 99 + "…", id="longer"),
        pytest.param("x" * 98 + " xyz", "x" * 98 + "…", id="no space before the dots"),
    ],
)
def test_of_a_long_text_the_beginning_is_shown(text: str, shown: str) -> None:
    found = the_one(PLAN, edited(PLAN, put("measures.0.summary", {"sv": text})), "detail-changed")
    assert dict(found.finding.args)["after"] == shown


def test_a_translation_that_fell_behind_is_named_where_it_stands_and_with_what_became_of_the_original() -> None:
    found = the_one(PLAN, edited(PLAN, put("measures.0.title.sv", "Bidrag")), "translation-stale")
    args = dict(found.finding.args)
    assert (args["field"], args["language"], found.subject) == ("@field.title", "fi", "M1")
    assert (found.before, found.after) == ("Stöd", "Bidrag")
    assert found.finding.place == Place("plan", ("measures", 0, "title", "fi"))


def test_a_translation_that_was_only_touched_says_in_which_field_and_language() -> None:
    found = the_one(PLAN, edited(PLAN, put("measures.0.title.fi", "tuki.")), "text-touched")
    args = dict(found.finding.args)
    assert (args["field"], args["language"]) == ("@field.title", "fi")


def test_a_translation_that_came_is_new_whatever_it_says() -> None:
    old = edited(PLAN, drop("measures.0.title.fi"))
    assert told(old, edited(PLAN, put("measures.0.title.fi", "None"))) == ["translation-changed M1"]


@pytest.mark.parametrize(("field", "severity"), [("title", Severity.WARNING), ("summary", Severity.NOTE)])
def test_only_the_title_is_official_by_what_the_element_says(field: str, severity: Severity) -> None:
    def side(words: str) -> Raw:
        return edited(PLAN, put(f"measures.0.{field}", {"sv": "Text", "fi": words}))

    (found,) = diff_of(side("Teksti"), side("Aivan muuta")).changes
    assert (found.rule, found.finding.severity) == ("translation-changed", severity)


def test_who_translates_the_document_is_no_text() -> None:
    old = raw_vision({"translations": {"sv": "own"}})
    new = raw_vision({"translations": {"sv": "own", "fi": "official"}})
    for before, after in ((old, new), (new, old)):
        assert [change.rule for change in diff_of(before, after).changes] == ["document-changed"]
