"""The side-by-side view as markup: every mapping once with all that is known of it, and what has none, apart."""

from __future__ import annotations

import html
import re
from functools import cache

import pytest

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from sotetrace.project import Project
from tests.exports.family import FAMILY, MATCHES, WORDS, export, small
from tests.unit.report.web.reading import Read


@cache
def page(document: str = "town") -> Read:
    return Read(export("html", document).decode())


@cache
def pages() -> dict[str, str]:
    return {name: raw.decode() for name, raw in export("html", None, is_folder=True).items()}


def test_every_mapping_is_an_entry_with_its_relation_confidence_author_and_comment() -> None:
    told = {
        relation: said + other
        for relation, said, other in re.findall(r"<li data-r=(\w+)>(.*?)</div><div>(.*?)</div>", page().text)
    }
    assert set(told) == {relation for _, relation, _ in MATCHES}
    for relation, said in told.items():
        assert WORDS(f"relation.{relation}") in said
        assert "Confidence: 0.7; Who: a reason" in said
        assert "a reason</p>" in said
        assert "region:" in said
    assert "LexicalMatching" in told["exact"], "what is not by hand is said"
    assert "LexicalMatching" not in told["broad"]
    assert "G1.a" in told["close"]
    assert "page-1" in told["tension"]


def test_unmatched_are_told_apart_both_ways() -> None:
    counts = re.findall(r"<h5><span>(\w+)</span>: <span[^>]*>([\w, ]+)</span> \((\d+)\)", page().text)
    assert counts == [
        ("town", "Searched, nothing found", "1"),
        ("town", "Not mapped yet", "3"),
        ("region", "Searched, nothing found", "1"),
        ("region", "Not mapped yet", "1"),
    ]


def test_picture_has_a_line_for_each_two_elements_and_relation() -> None:
    lines = {(one["data-a"], one["data-m"], one["data-b"]) for one in page().find("path") if "data-m" in one}
    assert lines == {(subject.removesuffix(".a"), relation, target) for subject, relation, target in MATCHES}


def test_every_link_in_the_page_leads_somewhere() -> None:
    for text in (page().text, *pages().values()):
        read = Read(text)
        anchors = {one["id"] for one in read.find() if one.get("id")}
        targets = {one["href"] for one in read.find("a")}
        assert {target for target in targets if target and target.startswith("#")} <= {f"#{one}" for one in anchors}
        for target in targets:
            name, _, anchor = (target or "").partition("#")
            if name:
                assert name in pages()
                assert not anchor or re.search(rf'id="?{re.escape(anchor)}[" >]', pages()[name]), target


def test_documents_are_linked_only_where_their_pages_are_beside() -> None:
    assert "region.html" not in page().text
    assert "region.html#G1.1" in pages()["town.html"]
    assert "town.html#_crosswalk-region" in pages()["index.html"]
    assert "index.html" in pages()["town.html"]


def test_page_refers_to_nothing_outside() -> None:
    for text in pages().values():
        assert not re.search(r"""(?:src|href)=["']?(?:https?:|//|data:)""", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_are_those_of_the_language(language: Language) -> None:
    raw = small().narrow("town").export("html", Translator(language))
    assert isinstance(raw, bytes)
    for key in ("sides.intro", "sides.none_found", "sides.open", "relation.tension"):
        assert Translator(language)(key) in html.unescape(raw.decode())


def test_coverage_is_the_same_with_and_without_crosswalks() -> None:
    family = Project.open(FAMILY).narrow("soste")
    alone = Project.open(FAMILY / "soste.yaml")
    figures = []
    for project in (family, alone):
        raw = project.export("html", WORDS)
        assert isinstance(raw, bytes)
        data = Read(raw.decode()).data
        figures.append({key: data[key] for key in ("ids", "steps", "statuses", "facts", "measures")})
    assert figures[0] == figures[1]
