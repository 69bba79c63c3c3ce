"""Markup by hand: everything that is no markup yet is escaped."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from sotetrace.report.web.html import Html, escape, join, tag
from tests.cli.hostile import HOSTILE


def test_children_and_values_are_escaped() -> None:
    assert tag("p", "<b>", Html("<i>x</i>"), title='a "b"') == '<p title="a &quot;b&quot;">&lt;b&gt;<i>x</i></p>'
    assert join(["<", Html("<br>")], " & ") == "&lt; &amp; <br>"


def test_attributes() -> None:
    assert tag("input", type="checkbox", checked=True, disabled=False, data_n=3, title=None) == (
        "<input type=checkbox checked data-n=3>"
    )
    assert tag("a", "x", href="#M1", class_="a b") == '<a href="#M1" class="a b">x</a>'.replace('"#M1"', "#M1")
    assert tag("p", title="") == '<p title=""></p>'


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_one_text(name: str) -> None:
    found: list[str] = []

    class Parser(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)
            found.extend(value or "" for _, value in attrs)

    Parser().feed(tag("p", HOSTILE[name], title=HOSTILE[name]))
    assert found[0] == "p"
    assert len(found) == 2
    assert escape(HOSTILE[name]) == escape(escape(HOSTILE[name]))
