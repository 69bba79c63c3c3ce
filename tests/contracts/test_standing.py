"""Formats of standing findings: a table, valid against their schemas, with the same numbers in each."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.project import Project
from sotetrace.report import writers
from sotetrace.report.writers import WRITERS, load_writer
from sotetrace.rules import code_of
from tests.cli.formats import count, read_github, read_gitlab, read_junit, read_sarif
from tests.cli.plans import BROKEN, PLAN, UNPARSABLE, write_plan
from tests.cli.runner import VISION, sotetrace

if TYPE_CHECKING:
    from tests.cli.runner import Run

WAIVED = """\
format: 1
waivers:
  - {rule: SOT303, element: G1.2, reason: "later: 50 %, ]]>", owner: Aino, date: 2026-01-01, until: 2030-01-01}
"""
GAP = "sub_goals:\n  - id: G1.2\n    goal: G1\n    title: {fi: Aukko, sv: Lucka, en: Gap}\n"
THIN = PLAN.replace("sub_goals:\n", GAP).replace("      - {to: G1, basis: layout, where: page}\n", "")
"""The plan with a sub-goal that no measure advances, which a waiver accepts."""
MODELS = {"vision": VISION.read_text(encoding="utf-8"), "thin": THIN, "broken": BROKEN, "unparsable": UNPARSABLE}
GATES = "--fail-under goal=90 --fail-under measure=0"
CALLS = {
    "check": "check --lang en",
    "check-fi": "check --lang fi",
    "check-note": "check --fail-on note --lang en",
    "coverage": "coverage --lang en",
    "gates": f"coverage {GATES} --lang en",
}


def test_every_writer_is_in_the_table() -> None:
    folder = Path(writers.__file__).parent
    assert {path.stem for path in folder.glob("*.py")} == {"__init__", "json", *WRITERS}
    for name in WRITERS:
        assert load_writer(name).__name__ == f"render_{name}"
    with pytest.raises(KeyError):
        load_writer("json")


def workspace(folder: Path, text: str) -> Path:
    write_plan(folder, text)
    (folder / "waivers.yaml").write_text(WAIVED, encoding="utf-8")
    settings = folder / "sotetrace.yaml"
    settings.write_text("format: 1\ndocuments: [plan.yaml]\nwaivers: waivers.yaml\n", encoding="utf-8")
    return settings


def run(args: str, model: Path, folder: Path) -> tuple[Run, dict[str, str], dict[str, Any]]:
    """Ask once for every format; return the run, each text of standing findings, and what `check` says as JSON."""
    files = {name: folder / f"out.{name}" for name in WRITERS}
    formats = [word for name, file in files.items() for word in ("--format", f"{name}={file}")]
    done = sotetrace(*args.split(), "-m", model, *formats, "--today", "2026-06-01", cwd=folder)
    assert done.out == ""
    texts = {name: file.read_text(encoding="utf-8") for name, file in files.items() if file.is_file()}
    checked = sotetrace("check", "-m", model, "--format", "json", "--today", "2026-06-01", cwd=folder)
    return done, texts, json.loads(checked.out)


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("model", MODELS)
def test_numbers_are_the_same_in_every_format(model: str, call: str, tmp_path: Path) -> None:
    done, texts, checked = run(CALLS[call], workspace(tmp_path, MODELS[model]), tmp_path)
    if model == "unparsable" and not call.startswith("check"):
        assert (done.status, texts) == (3, {})
        return
    wanted = Counter(
        "waived" if finding["waived"] is not None else finding["severity"]
        for finding in checked["findings"]
        if call.startswith("check") or finding["code"].startswith("SOT3")
    )
    if call == "gates":
        result = json.loads(sotetrace("coverage", *GATES.split(), "-m", tmp_path, "--format", "json").out)
        missed = [gate for document in result["documents"] for gate in document["gates"] if not gate["is_met"]]
        assert missed
        wanted["error"] += len(missed)
    open_ones = Counter({word: number for word, number in wanted.items() if word != "waived"})
    assert count("sarif", texts["sarif"]) == wanted
    assert count("junit", texts["junit"]) == wanted
    assert count("gitlab", texts["gitlab"]) == open_ones
    if "fi" not in call:
        assert count("github", texts["github"]) == open_ones
    said = [wanted[word] for word in ("error", "warning", "note", "waived")]
    line = texts["github"].splitlines()[-1]
    assert [int(word.strip(".,;")) for word in line.split() if word.strip(".,;").isdigit()] == said


@pytest.mark.parametrize("call", CALLS)
@pytest.mark.parametrize("model", ["vision", "thin", "broken"])
def test_test_report_fails_when_the_command_does(model: str, call: str, tmp_path: Path) -> None:
    done, texts, _ = run(CALLS[call], workspace(tmp_path, MODELS[model]), tmp_path)
    failures = int(read_junit(texts["junit"]).get("failures", ""))
    assert done.status in (0, 1)
    assert (failures > 0) == (done.status == 1)


def test_fingerprints_are_those_of_json(tmp_path: Path) -> None:
    _, texts, checked = run("check", workspace(tmp_path, THIN), tmp_path)
    own = {finding["fingerprint"] for finding in checked["findings"]}
    sarif = [result["partialFingerprints"] for result in read_sarif(texts["sarif"])["results"]]
    assert all(each.keys() == {"sotetrace/v1"} for each in sarif)
    assert {each["sotetrace/v1"] for each in sarif} == own
    assert {entry["fingerprint"] for entry in read_gitlab(texts["gitlab"])} < own, "all but the waived one"


def test_places_are_those_of_json(tmp_path: Path) -> None:
    _, texts, checked = run("check", workspace(tmp_path, BROKEN), tmp_path)
    wanted = sorted((f["location"]["line"], f["location"]["column"]) for f in checked["findings"])
    regions = [r["locations"][0]["physicalLocation"]["region"] for r in read_sarif(texts["sarif"])["results"]]
    assert sorted((region["startLine"], region["startColumn"]) for region in regions) == wanted
    assert all(region["endColumn"] > region["startColumn"] for region in regions)
    lines = [entry["location"]["lines"]["begin"] for entry in read_gitlab(texts["gitlab"])]
    assert sorted(lines) == [line for line, _ in wanted]
    shown = [(int(a.properties["line"]), int(a.properties["col"])) for a in read_github(texts["github"])]
    assert sorted(shown) == wanted


def test_waived_finding_is_suppressed_with_its_reason(tmp_path: Path) -> None:
    _, texts, _ = run("coverage --lang en", workspace(tmp_path, THIN), tmp_path)
    reason = "later: 50 %, ]]>"
    (result,) = [result for result in read_sarif(texts["sarif"])["results"] if "suppressions" in result]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": reason}]
    (skipped,) = [one for one in read_junit(texts["junit"]).iter("skipped") if one.get("type") == "waived"]
    assert skipped.get("message") == f"Waived: {reason}"
    assert "G1.2" not in texts["github"] + texts["gitlab"]


@pytest.mark.parametrize("name", WRITERS)
def test_files_are_named_from_the_root_of_the_repository(name: str, tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    write_plan(tmp_path, THIN, "plans/now/data/vision.yaml")
    deep = tmp_path / "plans" / "now"
    written = {sotetrace("check", "--format", name, cwd=folder).out for folder in (deep, deep / "data")}
    (text,) = written
    assert "plans/now/data/vision.yaml" in text
    assert str(tmp_path) not in text


@pytest.mark.parametrize("name", WRITERS)
def test_clean_plan_gives_a_report_that_says_so(name: str, tmp_path: Path) -> None:
    plan = write_plan(tmp_path, "format: 1\ndocument: {id: p, title: {en: P}, original: en}\n")
    text = sotetrace("check", "-m", plan, "--format", name, cwd=tmp_path).out
    assert not count(name, text)
    assert text.strip()
    if name == "junit":
        assert int(read_junit(text).get("tests", "")) > 50
        assert len(read_junit(text)) == int(read_junit(text).get("tests", ""))


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_not_standing_is_refused(name: str) -> None:
    for words in ("--as-source", "--without M1", "--only stated", "--by measure"):
        done = sotetrace("coverage", *words.split(), "--format", name)
        assert (done.status, done.out) == (2, "")
        assert name in done.err


@pytest.mark.parametrize("name", WRITERS)
def test_embedded_vision_has_no_file_to_annotate(name: str, tmp_path: Path) -> None:
    done = sotetrace("coverage", "--format", name, cwd=tmp_path)
    assert (done.status, done.out) == (3, "")


def test_report_names_the_rules_that_were_looked_for(tmp_path: Path) -> None:
    settings = workspace(tmp_path, THIN)
    settings.write_text(
        "format: 1\ndocuments: [plan.yaml]\nrules: {SOT302: off, vague-wording: note, gate-missed: off}\n",
        encoding="utf-8",
    )
    project = Project.open(settings)
    assert "uncovered-goal" not in project.checked_rules
    assert "vague-wording" in project.checked_rules
    assert "compound-wording" not in project.checked_rules, "off by default"
    assert not {"quote-absent", "gate-missed"} & set(project.checked_rules), "no check looks for them"
    assert set(project.coverage_rules) == {slug for slug in project.checked_rules if code_of(slug).startswith("SOT3")}
    report = sotetrace("coverage", "--fail-under", "goal=90", "--format", "junit", cwd=tmp_path)
    assert report.status == 1
    assert len(list(read_junit(report.out).iter("failure"))) == 1, "a gate is weighed by no setting"


def test_no_rule_about_changes_is_looked_for() -> None:
    assert not [slug for slug in Project.open(VISION).checked_rules if code_of(slug).startswith("SOT7")]
