"""Pictures: what they show and leave out, and what Mermaid's own parser takes them for."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import Any

import pytest

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language
from sotetrace.report.flowchart import MAX_BOXES
from tests.builders import goal, layout, measure, problem, raw_vision, stated, sub_goal
from tests.cli.hostile import open_model
from tests.cli.runner import sotetrace
from tests.exports.mermaid import need_mermaid, parse
from tests.exports.sources import ALL_HOSTILE, export, hostile, model, text_of

STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


def ids_of(picture: dict[str, list[dict[str, str]]]) -> dict[str, str]:
    """The element of each box, by the name that the picture gives it."""
    return {vertex["id"]: vertex["text"].partition(" ")[0] for vertex in picture["vertices"]}


SHOWN = ("M8", "G1.1", "P2", "S1")


@cache
def drawn() -> dict[tuple[Language, str | None], dict[str, Any]]:
    """Every picture of the vision that is tested, parsed in one go: the parser is slow to start."""
    asked = [(language, one) for language in LANGUAGES for one in (None, *SHOWN)]
    return dict(zip(asked, parse([text_of("mermaid", *one) for one in asked]), strict=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_overview_is_problems_goals_and_sub_goals(language: Language) -> None:
    picture = drawn()[language, None]
    ids = ids_of(picture)
    shown = {e["id"] for e in model()["elements"] if e["kind"] in ("core_problem", "goal", "sub_goal")}
    assert set(ids.values()) == shown
    links = [link for link in model()["links"] if link["type"] in ("answers", "part_of")]
    assert {(ids[edge["start"]], ids[edge["end"]]) for edge in picture["edges"]} == {
        (link["source"], link["target"]) for link in links
    }


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("identifier", SHOWN)
def test_chains_show_inference_as_inference(identifier: str, language: Language) -> None:
    words = Translator(language)
    picture = drawn()[language, identifier]
    ids = ids_of(picture)
    assert identifier in ids.values()
    assert len(ids) <= MAX_BOXES
    bases: dict[tuple[str, str, str], set[str]] = {}
    for link in model()["links"]:
        bases.setdefault((link["source"], link["target"], words(f"link.{link['type']}")), set()).add(link["basis"])
    for edge in picture["edges"]:
        verb = edge["text"].partition(",")[0]
        known = bases[ids[edge["start"]], ids[edge["end"]], verb]
        says = {basis for basis in ("inferred", "blanket") if f", {words(f'basis.{basis}')}" in edge["text"]}
        if edge["stroke"] == "normal":
            assert not says
            assert known & {"stated", "layout"}
        else:
            assert edge["stroke"] == "dotted"
            assert says <= known
            assert len(says) == 1


def test_what_is_left_out_is_said() -> None:
    assert "%% Left out of the picture: measure: 15" in text_of("mermaid", "en")
    raw = raw_vision(
        core_problems=[problem("P1")],
        goals=[goal("G1", stated("P1"))],
        sub_goals=[sub_goal(f"G1.{n}", "G1") for n in range(1, 60)],
        measures=[measure("M1", layout("G1"))],
    )
    many = open_model(raw, "a reason")
    overview = export(many, "mermaid", "en")
    assert "sub-goal: 59" in overview
    assert overview.count('["') == 2
    chains = export(many, "mermaid", "en", "G1")
    assert chains.count('["') == MAX_BOXES
    assert "left out, the farthest first: 22." in chains


def test_part_stands_for_its_element() -> None:
    assert sotetrace("export", "mermaid", "G2.2.c").out == sotetrace("export", "mermaid", "G2.2").out
    unknown = sotetrace("export", "mermaid", "G2.9")
    assert (unknown.status, unknown.out) == (2, "")


def test_whole_file_is_parsed_whatever_its_texts() -> None:
    need_mermaid()
    names = list(ALL_HOSTILE)
    pictures = [export(hostile(hostile_name), "mermaid", "en", one) for hostile_name in names for one in (None, "M1")]
    read = parse(pictures)
    plain = read[2 * names.index("heading") :][:2]
    for name, found in zip([one for one in names for _ in range(2)], read, strict=True):
        assert "error" not in found, (name, found)
        same = plain[0] if len(found["vertices"]) == len(plain[0]["vertices"]) else plain[1]
        assert [vertex["id"] for vertex in found["vertices"]] == [vertex["id"] for vertex in same["vertices"]]
        assert Counter((e["start"], e["end"]) for e in found["edges"]) == Counter(
            (e["start"], e["end"]) for e in same["edges"]
        )


@pytest.mark.parametrize("name", ALL_HOSTILE)
def test_hostile_text_is_no_syntax(name: str) -> None:
    for one in (None, "M1"):
        text = export(hostile(name), "mermaid", "en", one)
        assert not STEERING.search(text)
        for line in text.splitlines():
            assert re.fullmatch(
                r"flowchart (LR|TD)"
                r'|  n\d+\["[\w #;.,–…-]*"\]'
                r'|  n\d+ (-->|-\.->)(\|"[\w #;.,–…-]*"\|)? n\d+'
                r"|%% [^{}]*",
                line,
            ), line
