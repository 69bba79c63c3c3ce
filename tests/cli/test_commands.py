"""What each command does with its arguments and options."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.report.shapes.schemas import SCHEMAS
from sotetrace.rules import code_of, rule_slugs
from tests.cli.plans import PLAN, UNPARSABLE, write_plan
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from pathlib import Path


def json_of(*args: str | Path) -> dict[str, Any]:
    done = sotetrace(*args, "--format", "json")
    assert done.status == 0, done.err
    loaded: dict[str, Any] = json.loads(done.out)
    return loaded


# ---- list and show -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "count"),
    [
        ("level", 4),
        ("core_problem", 4),
        ("goals", 4),
        ("sub-goals", 11),
        ("Sub_Goal", 11),
        ("measure", 15),
        ("indicators", 0),
    ],
)
def test_list_counts_the_elements_of_a_kind(kind: str, count: int) -> None:
    assert len(json_of("list", kind)["elements"]) == count
    assert sotetrace("list", kind, "--lang", "en").out.endswith(f"{count} in all\n")


def test_list_by_level() -> None:
    assert [e["id"] for e in json_of("list", "measures", "--level", "L3")["elements"]] == [
        f"M{n}" for n in range(6, 11)
    ]
    assert json_of("list", "measures", "--level", "L1")["elements"] == []
    assert [e["id"] for e in json_of("list", "sub_goals", "--level", "L4")["elements"]] == ["G4.1", "G4.2"]


@pytest.mark.parametrize(
    ("option", "value", "key"),
    [
        ("--type", "answers", "type"),
        ("--type", "part_of", "type"),
        ("--basis", "layout", "basis"),
        ("--basis", "blanket", "basis"),
        ("--confidence", "medium", "confidence"),
    ],
)
def test_list_links_filters_by_one_key(option: str, value: str, key: str) -> None:
    every = json_of("list", "links")["links"]
    found = json_of("list", "links", option, value)["links"]
    assert found == [link for link in every if link[key] == value]
    assert 0 < len(found) < len(every)


def test_list_links_joins_filters() -> None:
    options = ("--type", "advances", "--basis", "inferred", "--confidence", "high", "--level", "L3")
    found = json_of("list", "links", *options)["links"]
    assert found
    assert all(link["source"] in {f"M{n}" for n in range(6, 11)} for link in found)
    assert all(link["confidence"] == "high" for link in found)


def test_list_links_by_review(tmp_path: Path) -> None:
    signed = PLAN.replace(
        "        by: reader\n", "        by: reader\n        reviewed: {by: N. N., date: 2026-01-31}\n"
    )
    for text, reviewed in ((PLAN, 0), (signed, 1)):
        plan = write_plan(tmp_path, text)
        assert len(json_of("list", "links", "-m", plan, "--reviewed")["links"]) == reviewed
        assert len(json_of("list", "links", "-m", plan, "--unreviewed")["links"]) == 1 - reviewed


@pytest.mark.parametrize("identifier", ["S1", "T1", "L1", "P1", "G1", "G1.1", "M1", "A1", "R1"])
def test_show_every_kind(identifier: str) -> None:
    shown = json_of("show", identifier)
    assert shown["element"]["id"] == identifier
    assert sotetrace("show", identifier).out.startswith(f"{identifier} ")


def test_show_of_a_part_shows_its_element() -> None:
    assert json_of("show", "G2.2.c")["element"]["id"] == "G2.2"


def test_show_has_links_both_ways() -> None:
    shown = json_of("show", "G2")
    assert {link["source"] for link in shown["links_from"]} == {"G2"}
    assert {link["target"] for link in shown["links_to"]} == {"G2"}
    assert "goal_sub_goal" in shown["coverage"] or shown["coverage"]


# ---- explain and schema ------------------------------------------------------------------------------------


def test_explain_takes_code_and_name_and_lists_all() -> None:
    assert json_of("explain", "SOT303") == json_of("explain", "sot303") == json_of("explain", "Uncovered-Sub-Goal")
    listed = sotetrace("explain", "--lang", "en").out
    for slug in rule_slugs():
        assert code_of(slug) in listed
        assert slug in listed


@pytest.mark.parametrize("slug", rule_slugs())
def test_explain_every_rule(slug: str) -> None:
    for output_format in ("terminal", "markdown"):
        done = sotetrace("explain", slug, "--format", output_format)
        assert done.status == 0
        assert code_of(slug) in done.out
        assert "Why it matters" in done.out


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_prints_one_json_schema(name: str) -> None:
    schema = json.loads(sotetrace("schema", name).out)
    assert schema["$id"] == f"urn:sotetrace:schema:{name}:1"
    assert sotetrace("schema").out == sotetrace("schema", "vision").out


def test_explain_and_schema_need_no_model(tmp_path: Path) -> None:
    write_plan(tmp_path, "no model: [", "sotetrace.yaml")
    for args in (("explain",), ("explain", "SOT001"), ("schema",), ("schema", "check")):
        done = sotetrace(*args, cwd=tmp_path)
        assert (done.status, done.err) == (0, "")


# ---- coverage ----------------------------------------------------------------------------------------------


def test_as_source_leaves_inference_out() -> None:
    document = json_of("coverage", "--as-source")["documents"][0]
    assert document["with_inference"] is False
    elements = [element for expectation in document["expectations"] for element in expectation["elements"]]
    assert {element["as_read"] for element in elements} == {"none"}
    assert not any(element["by_reading"] for element in elements)
    shown = sotetrace("coverage", "--as-source", "--lang", "en").out
    assert "to no single sub-goal" in " ".join(shown.split())
    assert "G1.1, G1.2, G1.3 (3 in all) rest on the cross-cutting claim alone" in " ".join(shown.split())
    assert "As read" not in shown


def test_gates_met_and_missed() -> None:
    gates = ("--fail-under", "sub_goal=100", "--count", "layout,blanket")
    met = sotetrace("coverage", "--lang", "en", *gates)
    assert met.status == 0
    assert "sub_goal met 11 of 11 covered, 0 waived; threshold 100 %" in met.out
    missed = sotetrace("coverage", "--lang", "en", "--fail-under", "sub_goal=80", "--fail-under", "measure=0")
    assert missed.status == 1
    assert "sub_goal missed" in missed.out
    assert "measure met" in missed.out


def test_gate_and_report_agree_in_json() -> None:
    done = sotetrace("coverage", "--format", "json", "--fail-under", "sub_goal=50", "--count", "layout")
    document = json.loads(done.out)["documents"][0]
    (gate,) = document["gates"]
    counted = next(e for e in document["expectations"] if e["id"] == "sub_goal")["as_source"]["layout"]
    assert (gate["covered"], gate["total"], gate["counted"]) == (counted, 11, ["layout"])
    assert done.status == (0 if gate["is_met"] else 1)


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--fail-under", "sub_goal"), "sub_goal is no gate"),
        (("--fail-under", "sub_goal=101"), "percentage from 0 to 100"),
        (("--fail-under", "sub_goal=nan"), "percentage from 0 to 100"),
        (("--fail-under", "=50"), "is no gate"),
        (("--fail-under", "subgoal=50"), "no expectation is called subgoal"),
        (("--count", "best"), "--count: best is no tier"),
        (("--count", "none"), "--count: none is no tier"),
        (("--today", "31.1.2026"), "--today: 31.1.2026 is no date"),
    ],
)
def test_wrong_gates_are_wrong_use(args: tuple[str, ...], message: str) -> None:
    done = sotetrace("coverage", *args)
    assert (done.status, done.out) == (2, "")
    assert message in done.err


# ---- export ------------------------------------------------------------------------------------------------


def test_export_to_a_file_equals_standard_output(tmp_path: Path) -> None:
    for to in ("json", "markdown"):
        printed = sotetrace("export", to, "--lang", "en")
        written = sotetrace("export", to, "--lang", "en", "-o", tmp_path / "new" / f"out.{to}")
        assert (written.status, written.out, written.err) == (0, "", "")
        assert (tmp_path / "new" / f"out.{to}").read_text(encoding="utf-8") == printed.out


def test_export_replaces_in_one_step_and_leaves_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    target.write_text("old", encoding="utf-8")
    before = target.stat().st_ino
    assert sotetrace("export", "markdown", "-o", target).status == 0
    assert target.stat().st_ino != before, "written beside it and moved over it, never into it"
    assert [path.name for path in tmp_path.iterdir()] == ["out.md"]


def test_export_that_cannot_be_written_says_so_and_keeps_the_old(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    done = sotetrace("export", "json", "-o", tmp_path / "folder")
    assert (done.status, done.out) == (2, "")
    assert "Nothing was written." in done.err
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_export_of_what_cannot_be_parsed_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("old", encoding="utf-8")
    model = write_plan(tmp_path, UNPARSABLE)
    assert sotetrace("export", "json", "-m", model, "-o", target).status == 3
    assert target.read_text(encoding="utf-8") == "old"


# ---- words for what does not exist -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("args", "messages"),
    [
        (("show", "M99"), ("no element has the id M99", "Did you mean: M9")),
        (("show", "m6"), ("no element has the id m6", "M6")),
        (("show", "М6"), ("no element has the id М6", "Did you mean: M6?")),
        (("list", "misures"), ("no kind called misures", "Did you mean: measure?", "Use one of: statement")),
        (("list", "xyzzy"), ("no kind called xyzzy", "Use one of: statement")),
        (("list", "links", "--type", "advance"), ("--type: there is no advance", "advances")),
        (("list", "links", "--basis", "derived"), ("--basis: there is no derived", "inferred")),
        (("list", "links", "--confidence", "sure"), ("--confidence: there is no sure", "high, medium, low")),
        (("list", "measures", "--basis", "stated"), ("are about links", "sotetrace list links")),
        (("list", "measures", "--level", "L9"), ("no level has the id L9", "L1, L2, L3, L4")),
        (("explain", "SOT999"), ("no rule called SOT999", "Did you mean: SOT")),
        (("explain", "uncoverd-goal"), ("no rule called uncoverd-goal", "Did you mean: uncovered-goal")),
        (("schema", "visoin"), ("no schema called visoin", "vision")),
        (("verify", "--text", "sote2040"), ("sote2040 is not ID=FILE", "--text sote2040=")),
        (("verify", "--text", "sote204=x"), ("no source has the id sote204", "Did you mean: sote2040?")),
        (("coverage", "--lang", "de"), ("--lang", "fi")),
        (("coverage", "--format", "xml"), ("--format", "markdown")),
        (("check", "--fail-on", "hint"), ("--fail-on", "warning")),
        (("export", "pdf"), ("pdf", "json")),
        (("cover",), ("No such command",)),
        (("show",), ("Missing argument",)),
        (("check", "--strict"), ("No such option",)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_wrong_use_names_the_nearest(args: tuple[str, ...], messages: tuple[str, ...]) -> None:
    done = sotetrace(*args)
    assert (done.status, done.out) == (2, "")
    for message in messages:
        assert message in done.err
    assert "Traceback" not in done.err
    assert "\x1b" not in done.err


def test_no_arguments_show_help() -> None:
    done = sotetrace()
    assert done.status == 2
    assert "Usage: sotetrace" in done.out + done.err
    for name in ("-h", "--help"):
        assert sotetrace(name).status == 0
    for name in ("-V", "--version"):
        assert sotetrace(name).out.startswith("sotetrace ")
