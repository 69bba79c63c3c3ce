"""Text of a model is shown and never obeyed: not by a terminal, not by Markdown, not by a build server."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from unittest import mock

import pytest
from markdown_it import MarkdownIt

from sotetrace.coverage import FACETS
from sotetrace.report.writers import WRITERS
from tests.cli.formats import count, read_github
from tests.cli.hostile import HARMLESS, HOSTILE, open_model, raw_model
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.token import Token

    from sotetrace.project import Project
    from tests.cli.runner import Run

COMMANDS = [
    ("check",),
    ("coverage",),
    ("coverage", "--as-source"),
    ("list", "statements"),
    ("list", "links"),
    ("list", "all", "--match", ""),
    *(("show", identifier) for identifier in ("S1", "L1", "G1.1", "M1", "I1", "T1")),
    *(("trace", identifier) for identifier in ("S1", "P1", "G1.1", "M1", "A1")),
    ("path", "M1", "P1"),
    ("path", "M1", "M2"),
    ("impact", "M1"),
    ("impact", "M1", "G1"),
    ("impact", "--all"),
    ("robustness",),
    ("review",),
    ("coverage", "--without", "M1", "--only", "stated"),
    *(("coverage", "--by", facet) for facet in FACETS),
]
# What steers a terminal or reorders what is read; a line feed ends a line of ours.
STEERING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
COMMAND = re.compile(r"^\s*::[a-z-]+( [^\n]*)?::|##(\[|vso\[)", re.MULTILINE)
STYLE = re.compile(r"\x1b\[[\d;]*m")
PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@cache
def project_of(text: str, *, heeds_wording: bool = True) -> Project:
    return open_model(raw_model(lambda: text), text, heeds_wording=heeds_wording)


@cache
def call(text: str, *args: str, heeds_wording: bool = True) -> Run:
    project = project_of(text, heeds_wording=heeds_wording)
    with mock.patch("sotetrace.project.Project.open", return_value=project):
        done = sotetrace(*args)
    assert "Traceback" not in done.err
    assert done.err == ""
    return done


def every_token(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def structure(markdown: str) -> list[str]:
    """What the page is made of, without the words."""
    return [token.type for token in every_token(markdown) if token.type not in ("text", "inline")]


@pytest.mark.parametrize("name", HOSTILE)
def test_terminal_is_not_steered(name: str) -> None:
    for args in COMMANDS:
        done = call(HOSTILE[name], *args, "--lang", "en")
        assert not STEERING.search(done.out), args
        assert not COMMAND.search(done.out), args
        assert max(map(len, done.out.splitlines())) <= 80 or name == "marks", args
    coloured = call(HOSTILE[name], "show", "M1", "--lang", "en")
    assert not STEERING.search(STYLE.sub("", coloured.out))


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_has_the_structure_of_a_harmless_page(name: str) -> None:
    for args in (*((*args, "--format", "markdown") for args in COMMANDS), ("export", "markdown")):
        done = call(HOSTILE[name], *args, "--lang", "en", heeds_wording=False)
        assert structure(done.out) == structure(call(HARMLESS, *args, "--lang", "en", heeds_wording=False).out), args
        assert not STEERING.search(done.out), args
        assert not COMMAND.search(done.out), args


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_has_no_link_image_or_html(name: str) -> None:
    for args in (("check", "--format", "markdown"), ("show", "M1", "--format", "markdown"), ("export", "markdown")):
        found = {token.type for token in every_token(call(HOSTILE[name], *args).out)}
        assert not found & {"link_open", "image", "html_inline", "html_block", "s_open", "hardbreak", "hr"}


def test_markdown_breaks_bare_addresses_and_references() -> None:
    """GitHub makes links of these without any markup, and looks for mentions in the finished page."""
    for name in ("address", "mention", "angle", "link", "html"):
        for args in (("show", "M1", "--format", "markdown"), ("export", "markdown")):
            source = call(HOSTILE[name], *args).out
            assert not re.search(r"(?i)\b(?:https?|ftp|mailto):|\bwww\.", source)
            rendered = "".join(t.content for t in every_token(source) if t.type == "text")
            assert not re.search(r"@\w|#\d|\bGH-\d", rendered)


def test_markdown_shows_the_words_as_they_are() -> None:
    """Inert is not lost: who reads the page sees the same characters (a zero-width space aside)."""
    for name in (
        "rich",
        "html",
        "table",
        "ticks",
        "link",
        "address",
        "mention",
        "emphasis",
        "braces",
        "number",
        "cells",
    ):
        source = call(HOSTILE[name], "show", "M1", "--format", "markdown", "--lang", "en").out
        heading = next(token for token in PARSER.parse(source) if token.type == "inline")
        shown = "".join(child.content for child in heading.children or ()).replace("\u200b", "")
        assert shown == f"M1 {HOSTILE[name]}"


@pytest.mark.parametrize("name", HOSTILE)
def test_json_holds_the_words_exactly_and_steers_nothing(name: str) -> None:
    text = HOSTILE[name]
    for args in (*((*args, "--format", "json") for args in COMMANDS), ("export", "json")):
        done = call(text, *args)
        assert not STEERING.search(done.out), args
        assert not COMMAND.search(done.out), args
        document: dict[str, Any] = json.loads(done.out)
        assert next(iter(document)) == "schema"
    model = json.loads(call(text, "export", "json").out)
    assert all(element["title"] == {"fi": text, "sv": text, "en": text} for element in model["elements"])


def test_markup_of_rich_is_words() -> None:
    shown = " ".join(call(HOSTILE["rich"], "show", "M1", "--lang", "en").out.split())
    assert shown.startswith(f"M1 {HOSTILE['rich']}")


@pytest.mark.parametrize("name", HOSTILE)
def test_file_with_hostile_text_is_checked_and_reported(name: str, tmp_path: Path) -> None:
    """The same from a file, where a finding also shows the line it stands on."""
    raw = raw_model(lambda: HOSTILE[name])
    raw["measures"][0]["advances"][0]["to"] = "G9"
    raw["measures"][1]["title"][HOSTILE[name][:40]] = HOSTILE[name]
    (tmp_path / "plan.yaml").write_text(json.dumps(raw, ensure_ascii=name != "bidi"), encoding="utf-8")
    for output_format in ("terminal", "markdown", "json"):
        for args in (("check",), ("show", "M1")):
            done = sotetrace(*args, "-m", "plan.yaml", "--format", output_format, "--lang", "en", cwd=tmp_path)
            assert done.status in (0, 1), done.err
            for text in (done.out, done.err):
                assert not STEERING.search(text), args
                assert not COMMAND.search(text), args
                if output_format == "markdown":
                    found = {token.type for token in every_token(text)}
                    assert not found & {"link_open", "image", "html_inline", "html_block", "s_open"}


@pytest.mark.parametrize("name", HOSTILE)
def test_formats_of_build_servers_are_inert(name: str, tmp_path: Path) -> None:
    """From a file with faults beside every hostile text; each format is read back as its readers do."""
    (tmp_path / ".git").mkdir()  # files are named from here
    raw = raw_model(lambda: HOSTILE[name])
    raw["measures"][0]["advances"][0]["to"] = "G9"
    raw["measures"][1]["title"][HOSTILE[name][:40]] = HOSTILE[name]
    (tmp_path / "plan.yaml").write_text(json.dumps(raw, ensure_ascii=name != "bidi"), encoding="utf-8")
    wanted = json.loads(sotetrace("check", "-m", "plan.yaml", "--format", "json", cwd=tmp_path).out)["counts"]
    for output_format in WRITERS:
        for command in ("check", "coverage"):
            done = sotetrace(command, "-m", "plan.yaml", "--format", output_format, "--lang", "en", cwd=tmp_path)
            assert done.status in (0, 1, 3), done.err
            assert not STEERING.search(done.out), command
            if output_format == "github":
                ours = ("::error file=plan.yaml,", "::warning file=plan.yaml,", "::notice ", "Errors ")
                assert [line for line in done.out.splitlines() if not line.startswith(ours)] == []
                assert not COMMAND.search("".join(one.message for one in read_github(done.out)))
            else:
                assert not COMMAND.search(done.out), command
            if command == "check":
                counted = count(output_format, done.out)
                assert [counted[word] for word in ("error", "warning", "note")] == [
                    wanted[word] for word in ("error", "warning", "note")
                ]


@pytest.mark.parametrize("name", HOSTILE)
def test_reason_of_a_waiver_is_inert_in_formats_of_build_servers(name: str) -> None:
    for output_format in WRITERS:
        done = call(HOSTILE[name], "coverage", "--format", output_format, "--lang", "en")
        assert not STEERING.search(done.out)
        assert output_format == "github" or not COMMAND.search(done.out)


def test_hostile_arguments_are_shown_inert() -> None:
    for args in (
        ("show", "\x1b[31mM1"),
        ("list", "\x9bgoals"),
        ("explain", "::error::x"),
        ("schema", "\u202ex"),
        ("coverage", "-m", "\x1b]0;x\x07"),
        ("coverage", "--fail-under", "\x1b[2J=x"),
        ("verify", "--text", "\x1b[2J=x"),
        ("trace", "\x1b[31mM1"),
        ("path", "M1", "\u202eM2"),
        ("impact", "\x1b[2J"),
        ("coverage", "--without", "\x9bM1"),
        ("review", "--sign", "\x1b[2J", "--by", "x"),
        ("check", "--format", "::error::\x1b[2J"),
        ("check", "--format", "json=\x1b[2J/x"),
    ):
        done = sotetrace(*args)
        assert done.status in (2, 3)
        assert not STEERING.search(done.err)
        assert not COMMAND.search(done.err)
