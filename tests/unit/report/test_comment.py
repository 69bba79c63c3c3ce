"""The comment in a pull request: short, whole where it counts, and inert whatever a title holds."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from sotetrace.messages import Translator
from sotetrace.report.comment import LIMIT, marker_of, render_comment
from sotetrace.report.page import text_of
from sotetrace.report.pages.diff import DiffView, build_diff_page
from sotetrace.report.renderers.markdown import render_markdown
from sotetrace.report.writers.json import diff_shape, to_json
from tests.builders import goal, measure, raw_vision, stated, sub_goal, text
from tests.sides import diff_of, drop, edited, put

if TYPE_CHECKING:
    from sotetrace.diff import DiffResult
    from tests.builders import Raw

LONG = "sana " * 40


def plan(count: int) -> Raw:
    words = LONG if count < 1000 else "sana"
    return raw_vision(
        {"languages": ["fi"]},
        goals=[goal("G1", title={"fi": "g"})],
        sub_goals=[sub_goal(f"G1.{number}", "G1", title={"fi": words}) for number in range(1, count + 1)],
        measures=[measure(f"M{number}", stated(f"G1.{number}"), title={"fi": words}) for number in range(1, count + 1)],
    )


def request(count: int) -> DiffResult:
    """A request that takes every fifth link away and words every other measure anew."""
    new = plan(count)
    for number, one in enumerate(new["measures"]):
        if number % 5 == 0:
            one["advances"] = []
        else:
            one["title"] = {"fi": f"{one['title']['fi']} {number}"}
    return diff_of(plan(count), new)


def view_of(result: DiffResult) -> DiffView:
    return DiffView(result, Translator("en"), "old", "new")


@pytest.mark.parametrize("count", [3, 300, 1200])
def test_it_stays_within_its_limit_and_says_what_it_leaves_out(count: int) -> None:
    result = request(count)
    comment = render_comment(view_of(result), "vision.yaml")
    assert len(comment) <= LIMIT
    assert comment.startswith(marker_of("vision.yaml"))
    breaking = [change for change in result.counted if change.change_class == "breaking"]
    assert len(breaking) >= count // 5
    shown = [change for change in breaking if change.fingerprint in comment]
    dropped = re.search(r"Changes that did not fit here: (\d+)", comment)
    if count == 300:
        assert len(shown) == len(breaking)
    if count > 3:
        assert dropped is not None, comment[-600:]


def test_every_breaking_change_of_a_large_request_stands_in_it_while_one_line_each_fits() -> None:
    result = request(1500)
    comment = render_comment(view_of(result))
    breaking = [change for change in result.counted if change.change_class == "breaking"]
    assert len(breaking) == 300
    assert [change for change in breaking if change.fingerprint not in comment] == []


def test_a_tiny_limit_holds_all_the_same() -> None:
    assert len(render_comment(view_of(request(50)), limit=500)) <= 500


# ---- hostile titles --------------------------------------------------------------------------------------------------

HOSTILE = (
    'x "]; click n1 "javascript:alert(1)" --> y',
    "a | b || c \\| d",
    "@octocat @org/team #1 GH-2 a/b#3",
    "::error::forged\n::error file=a::forged",
    "<script>alert(1)</script> <!-- --> </details> <b>",
    "``` `x` ~~~",
    "x \u202eevil\u202c \u2066a\u2069",
    "x \x1b[31mred\x1b[0m \x1b]8;;http://evil.example\x07link",
    "--> <!-- sotetrace diff: other -->",
    "one\n# two\n\n- three\n\n---\n",
    "https://evil.example [a](http://evil.example) ![b](http://evil.example/x.png)",
    "{element} %s {0} %0A",
)


def hostile_result(words: str) -> DiffResult:
    old = raw_vision(
        goals=[goal("G1", title=text(words))],
        sub_goals=[sub_goal("G1.1", "G1", title=text(words))],
        measures=[measure("M1", stated("G1.1"), title=text(words), summary=text(words))],
    )
    new = edited(old, put("measures.0.title.fi", f"{words} z"), drop("measures.0.advances"), drop("measures.0.summary"))
    return diff_of(old, new)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_title_steers_a_comment_or_a_page(words: str) -> None:
    view = view_of(hostile_result(words))
    for rendered in (render_comment(view), render_markdown(build_diff_page(view))):
        body = rendered.removeprefix(marker_of("")) if rendered.startswith("<!--") else rendered
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]", body)
        assert "<!--" not in body
        assert "-->" not in re.sub(r"```mermaid\n.*?```", "", body, flags=re.DOTALL)
        assert not re.search(r"(?<!\\)<(?!/?(details|summary|ins|del)>)[a-z!]", body)
        assert body.count("<details>") == body.count("</details>")
        assert not re.search(r"(?<![\w\\`&])@\w", re.sub(r"`[^`]*`", "", body))
        assert not re.search(r"^\s*::", body, re.MULTILINE)
        assert not re.search(r"^#{1,6} (two|one)", body, re.MULTILINE)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_title_becomes_syntax_of_a_picture(words: str) -> None:
    pictures = re.findall(r"```mermaid\n(.*?)\n```", render_comment(view_of(hostile_result(words))), re.DOTALL)
    assert len(pictures) == 1
    node = re.compile(r'  n\d+\["[\w .,\-–…#;]*"\](:::[a-z]+)?')
    edge = re.compile(r'  n\d+ [-=.x>]+(\|"[\w .,\-–…#;]*"\|)? n\d+')
    style = re.compile(r"  classDef [a-z]+ [a-z0-9:#,\- ]+")
    for line in pictures[0].splitlines()[1:]:
        assert node.fullmatch(line) or edge.fullmatch(line) or style.fullmatch(line), line


@pytest.mark.parametrize("words", HOSTILE)
def test_json_holds_every_title_as_it_is(words: str) -> None:
    document = json.loads(to_json(diff_shape(view_of(hostile_result(words)), ("", ""))))
    assert [change for change in document["changes"] if change["after"] == f"{words} z"]


def test_the_line_of_counts_is_plain() -> None:
    from sotetrace.report.pages.diff import counts_of

    assert text_of(counts_of(view_of(request(5)))).startswith("Needs a decision: 1,")
