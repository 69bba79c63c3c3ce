"""Every command that reports: formats, languages, streams."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from sotetrace.coverage import FACETS
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import ROOT, VISION, Stream, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

REPORTS = {
    "check": ["check"],
    "coverage": ["coverage"],
    "list": ["list", "measures"],
    "links": ["list", "links"],
    "show": ["show", "M6"],
    "explain": ["explain", "SOT303"],
    "rules": ["explain"],
    "verify": ["verify"],
    "all": ["list", "all", "--match", "luottamus"],
    "trace": ["trace", "M8"],
    "path": ["path", "M8", "P3", "--limit", "3"],
    "impact": ["impact", "M10"],
    "ranking": ["impact", "--all"],
    "robustness": ["robustness"],
    "review": ["review", "--limit", "4"],
    "what-if": ["coverage", "--without", "M8", "--only", "inferred"],
    **{f"by-{facet}": ["coverage", "--by", facet] for facet in FACETS},
}
LANGUAGES = ("fi", "sv", "en")
# A word that the report holds in each language, apart from text of the document.
WORDS = {
    "check": ("huomautuksia", "anmärkningar", "notes"),
    "coverage": ("Kattavuus", "Täckning", "Coverage"),
    "list": ("Nimi", "Namn", "Title"),
    "links": ("Peruste", "Grund", "Basis"),
    "show": ("laji", "slag", "kind"),
    "explain": ("vakavuus", "allvar", "severity"),
    "rules": ("vakavuus", "allvar", "severity"),
    "verify": ("Lähteelle", "källan", "Found"),
    "all": ("Nimi", "Namn", "Title"),
    "trace": ("Ylöspäin", "Uppåt", "Upwards"),
    "path": ("näyttämättä", "visas", "shown"),
    "impact": ("syy", "orsak", "because"),
    "ranking": ("Paino", "Vikt", "Weight"),
    "robustness": ("Pullonkaulat", "Flaskhalsar", "Bottlenecks"),
    "review": ("Perustelu", "Motivering", "Reason"),
    "what-if": ("Kattavuus", "Täckning", "Coverage"),
    **{f"by-{facet}": ("Osatavoitteet", "Delmålen", "goals") for facet in FACETS},
}
ESCAPES = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.mark.parametrize("number", range(3), ids=LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_terminal_speaks_every_language(name: str, number: int) -> None:
    done = sotetrace(*REPORTS[name], "--lang", LANGUAGES[number])
    assert done.status == (1 if name == "verify" else 0)
    assert WORDS[name][number].casefold() in done.out.casefold()
    for other in range(3):
        if other != number and WORDS[name][other] not in WORDS[name][number]:
            assert not re.search(rf"\b{WORDS[name][other]}\b", done.out), "a word of another language"
    assert done.err == ""


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("name", REPORTS)
def test_terminal_keeps_to_the_width_and_ends_no_line_in_blanks(name: str, width: int) -> None:
    done = sotetrace(*REPORTS[name], "--lang", "fi", COLUMNS=str(width))
    is_sample = name == "explain"
    for line in done.out.splitlines():
        assert line == line.rstrip()
        assert len(line) <= width or is_sample, line
    assert done.out.endswith("\n")
    assert not done.out.endswith("\n\n")


@pytest.mark.parametrize("name", REPORTS)
def test_narrow_terminal_loses_nothing(name: str) -> None:
    wide, narrow = (sotetrace(*REPORTS[name], "--lang", "en", COLUMNS=width) for width in ("120", "40"))
    assert wide.status == narrow.status
    for identifier in re.findall(r"\b(?:SOT\d{3}|[MGP]\d+)\b", wide.out):
        assert identifier in narrow.out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REPORTS)
def test_markdown_has_no_layout_of_the_terminal(name: str, language: str) -> None:
    done = sotetrace(*REPORTS[name], "--format", "markdown", "--lang", language)
    assert done.status == (1 if name == "verify" else 0)
    assert not re.search("[─│╭•]", done.out)
    assert done.out.endswith("\n")
    assert not done.out.endswith("\n\n")
    assert "::**" not in done.out.replace(" ", "")


@pytest.mark.parametrize("name", REPORTS)
def test_json_is_one_document_and_nothing_else(name: str) -> None:
    done = sotetrace(*REPORTS[name], "--format", "json")
    assert done.status == (1 if name == "verify" else 0)
    document = json.loads(done.out)
    assert next(iter(document)) == "schema"
    assert re.fullmatch(r"sotetrace\.[a-z]+/1", document["schema"])


@pytest.mark.parametrize("name", REPORTS)
def test_json_says_the_same_in_every_language(name: str) -> None:
    """Only words change with the language: keys, ids, counts and order do not."""

    def bones(value: object) -> object:
        if isinstance(value, dict):
            words = ("language", "message", "remedy", "headline", "caveat")
            return {key: bones(entry) for key, entry in value.items() if key not in words}
        return [bones(entry) for entry in value] if isinstance(value, list) else value

    first, *others = (sotetrace(*REPORTS[name], "--format", "json", "--lang", each).out for each in LANGUAGES)
    for other in others:
        assert bones(json.loads(other)) == bones(json.loads(first))


@pytest.mark.parametrize("output_format", ["terminal", "markdown", "json"])
@pytest.mark.parametrize("name", REPORTS)
def test_no_escape_codes_without_a_terminal(name: str, output_format: str) -> None:
    done = sotetrace(*REPORTS[name], "--format", output_format)
    assert not ESCAPES.search(done.out)


def test_colour_only_in_a_terminal_that_wants_it() -> None:
    assert "\x1b[" in sotetrace("coverage", is_terminal=True).out
    assert "\x1b[" not in sotetrace("coverage", is_terminal=True, NO_COLOR="1").out
    assert "\x1b[" not in sotetrace("coverage", is_terminal=True, TERM="dumb").out
    assert "\x1b[" not in sotetrace("coverage", is_terminal=False, FORCE_COLOR="1").out
    for output_format in ("markdown", "json"):
        assert "\x1b" not in sotetrace("coverage", "--format", output_format, is_terminal=True).out


def test_colour_changes_no_word() -> None:
    coloured = sotetrace("coverage", "--lang", "en", is_terminal=True).out
    bare = [re.sub(r"\x1b\[[\d;]*m", "", line).rstrip() for line in coloured.splitlines()]
    assert bare == sotetrace("coverage", "--lang", "en").out.splitlines()


def test_language_comes_from_option_then_environment_then_document(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN.replace("original: fi", "original: sv"))
    assert "Täckning" in sotetrace("coverage", "-m", plan).out
    assert "Coverage" in sotetrace("coverage", "-m", plan, SOTETRACE_LANG="en").out
    assert "Coverage" in sotetrace("coverage", "-m", plan, SOTETRACE_LANG=" EN ").out
    assert "Kattavuus" in sotetrace("coverage", "-m", plan, "--lang", "fi", SOTETRACE_LANG="en").out
    assert "Kattavuus" in sotetrace("coverage", "-m", plan, "--lang", "FI").out
    assert "Täckning" in sotetrace("coverage", "-m", plan, SOTETRACE_LANG="").out


@pytest.mark.parametrize("args", [*REPORTS.values(), ["export", "markdown"]], ids=" ".join)
def test_unknown_language_of_the_environment_is_wrong_use(args: list[str]) -> None:
    done = sotetrace(*args, SOTETRACE_LANG="de")
    assert (done.status, done.out) == (2, "")
    assert "SOTETRACE_LANG: de" in done.err
    assert "fi, sv, en" in done.err


def test_text_missing_in_a_language_is_marked(tmp_path: Path) -> None:
    plan = write_plan(tmp_path, PLAN.replace("{fi: Teko, sv: Åtgärd, en: Deed}", "{fi: Teko}"))
    assert "Teko [fi]" in sotetrace("list", "measures", "-m", plan, "--lang", "en").out


def test_stream_of_the_runner_is_what_the_program_sees() -> None:
    assert Stream(is_terminal=True).isatty()
    assert (ROOT / "pyproject.toml").is_file()
    assert VISION.is_file()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name in REPORTS if name not in ("explain", "rules")])
def test_no_name_of_the_code_is_left_in_a_report(name: str, language: str) -> None:
    """Kinds, link types and slots are shown by their words, never by their names in the YAML."""
    shown = sotetrace(*REPORTS[name], "--lang", language).out
    assert not re.search(r"@[a-z]|\b(?:sub_goal|core_problem|part_of|service_model|one_carrier)\b|[{}]", shown)
