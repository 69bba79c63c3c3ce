"""The writers of standing findings, on findings made by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sotetrace.findings import Finding, Location, Place, Severity
from sotetrace.messages import Translator
from sotetrace.report.standing import Standing, relocate
from sotetrace.report.writers import WRITERS, load_writer
from sotetrace.report.writers.github import LIMIT, render_github
from sotetrace.report.writers.gitlab import render_gitlab
from sotetrace.report.writers.junit import render_junit
from sotetrace.report.writers.sarif import render_sarif
from tests.cli.formats import count, read_github, read_gitlab, read_junit, read_sarif


def finding(number: int = 1, severity: Severity = Severity.WARNING, file: str = "data/vision.yaml") -> Finding:
    made = Finding.of("uncovered-sub-goal", Place("plan"), element=f"G1.{number}")
    return replace(made, severity=severity, location=Location(file, number, 5, 4, "- id: G1.1"))


def key(name: str, suggestion: str | None = None) -> Finding:
    """A finding that is about no element, with text of a model in its sentence."""
    return Finding.of("unknown-key", Place("plan"), key=name, suggestion=suggestion, location=Location("a.yaml", 1, 1))


def standing(*findings: Finding, checked: tuple[str, ...] = (), level: Severity = Severity.ERROR) -> Standing:
    return Standing("check", findings, Translator("en"), checked=checked, fail_level=level)


# ---- what all of them take ---------------------------------------------------------------------------------


def test_element_stands_before_a_sentence_that_does_not_name_it() -> None:
    report = standing()
    named, unnamed = finding(), replace(key("x"), element="G1")
    assert report.sentence(named) == "Sub-goal G1.1: no measure advances it."
    assert report.sentence(unnamed) == "G1: The format has no such key here: x."
    assert report.sentence(replace(key("G1.1"), element="G1")).startswith("G1: "), "a part is another element"


def test_advice_has_the_nearest_word_and_the_remedy() -> None:
    first, second = standing().advice(key("colour", "color"))
    assert first == "Did you mean: color"
    assert second.startswith("Remedy: ")
    assert len(standing().advice(key("colour"))) == 1


def test_files_are_named_from_another_folder() -> None:
    found = replace(finding(file="plan.yaml"), related_locations=(Location("../b.yaml", 2, 1),))
    (moved,) = relocate([found], "docs/plans")
    assert moved.location is not None
    assert moved.location.file == "docs/plans/plan.yaml"
    assert moved.related_locations[0].file == "docs/b.yaml"
    assert relocate([finding()], ".") == (finding(),)
    (unplaced,) = relocate([replace(finding(), location=None)], "docs")
    assert unplaced.location is None


@pytest.mark.parametrize("name", WRITERS)
def test_finding_without_a_place_is_written(name: str) -> None:
    made = replace(finding(), location=None)
    assert "plan" in load_writer(name)(standing(made)) or name == "github"


@pytest.mark.parametrize("name", WRITERS)
def test_same_bytes_twice_and_the_worst_first(name: str) -> None:
    report = standing(finding(1, Severity.NOTE), finding(2, Severity.ERROR), finding(3))
    text = load_writer(name)(report)
    assert text == load_writer(name)(report)
    assert text.endswith("\n")
    if name != "junit":
        assert text.index("G1.2") < text.index("G1.3") < text.index("G1.1")


# ---- github ------------------------------------------------------------------------------------------------


def test_annotation() -> None:
    (annotation,) = read_github(render_github(standing(finding(7))))
    assert annotation.level == "warning"
    place = {"file": "data/vision.yaml", "line": "7", "col": "5", "endLine": "7", "endColumn": "9"}
    assert annotation.properties == {**place, "title": "SOT303 uncovered-sub-goal"}
    assert annotation.message.startswith("Sub-goal G1.7: no measure advances it.\nRemedy: ")


def test_annotations_escape_what_would_end_them() -> None:
    text = render_github(standing(finding(file="a,b:c%0A.yaml"), key("50 %, a: b %0A %250A")))
    first, second = read_github(text)
    assert "file=a%2Cb%3Ac%250A.yaml," in text
    assert {first.properties["file"], second.properties["file"]} == {"a,b:c%0A.yaml", "a.yaml"}
    assert "key here: 50 %, a: b %0A %250A.\n" in first.message + second.message
    assert len(text.splitlines()) == 3


@pytest.mark.parametrize("severity", [Severity.ERROR, Severity.WARNING, Severity.NOTE])
def test_no_more_annotations_than_github_shows(severity: Severity) -> None:
    exact = read_github(render_github(standing(*(finding(n, severity) for n in range(LIMIT)))))
    assert len(exact) == LIMIT
    others = [finding(n, other) for other in (Severity.WARNING, Severity.NOTE) for n in range(50, 62)]
    text = render_github(standing(*(finding(n, severity) for n in range(LIMIT + 3)), *others))
    levels = [annotation.level for annotation in read_github(text)]
    assert max(levels.count(level) for level in levels) <= LIMIT
    assert levels == sorted(levels, key=["error", "warning", "notice"].index)
    assert read_github(text)[-1].properties == {"title": "sotetrace check"}
    assert count("github", text).total() == LIMIT + 3 + len(others)


def test_counts_are_said_even_when_nothing_is_found() -> None:
    assert render_github(standing()) == "Errors 0, warnings 0, notes 0; waived 0.\n"
    assert render_github(standing(replace(finding(), waived="x"))) == "Errors 0, warnings 0, notes 0; waived 1.\n"


# ---- sarif -------------------------------------------------------------------------------------------------


def test_result() -> None:
    run = read_sarif(render_sarif(standing(finding(7, Severity.ERROR))))
    (rule,) = run["tool"]["driver"]["rules"]
    assert (rule["id"], rule["name"], rule["defaultConfiguration"]["level"]) == (
        "SOT303",
        "uncovered-sub-goal",
        "warning",
    )
    assert "helpUri" not in rule
    (result,) = run["results"]
    assert (result["ruleId"], result["ruleIndex"], result["level"]) == ("SOT303", 0, "error")
    (location,) = result["locations"]
    assert location["physicalLocation"] == {
        "artifactLocation": {"uri": "data/vision.yaml", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 7, "startColumn": 5, "endLine": 7, "endColumn": 9},
    }
    assert location["logicalLocations"] == [{"name": "G1.7", "kind": "element"}]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["automationDetails"] == {"id": "sotetrace-check/"}


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("väli lyönti#1.yaml", "v%C3%A4li%20ly%C3%B6nti%231.yaml"),
        ("a:b.yaml", "a%3Ab.yaml"),
        ("a%20b.yaml", "a%2520b.yaml"),
        ("/outside/plan.yaml", "file:///outside/plan.yaml"),
        ("C:/plans/a b.yaml", "file:///C%3A/plans/a%20b.yaml"),
    ],
)
def test_addresses_of_files_are_encoded(file: str, uri: str) -> None:
    (result,) = read_sarif(render_sarif(standing(finding(file=file))))["results"]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == uri
    assert ("uriBaseId" in artifact) == (not uri.startswith("file:"))


def test_related_places_and_suppressions() -> None:
    found = replace(finding(), related_locations=(Location("b.yaml", 2, 3, 4),), waived="agreed ::error::")
    (result,) = read_sarif(render_sarif(standing(found)))["results"]
    assert result["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 2
    assert result["suppressions"][0]["justification"] == "agreed \\u{3A}:error::"


def test_results_over_the_limit_are_counted() -> None:
    found = [finding(1, Severity.NOTE), finding(2, Severity.NOTE), finding(3), finding(4, Severity.ERROR)]
    run = read_sarif(render_sarif(standing(*found), limit=2))
    assert [result["level"] for result in run["results"]] == ["error", "warning"]
    (said,) = run["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("2 findings over the limit")
    assert "toolExecutionNotifications" not in read_sarif(render_sarif(standing(*found)))["invocations"][0]


def test_message_holds_no_link_and_other_brackets_stay() -> None:
    texts = [
        read_sarif(render_sarif(standing(key(name))))["results"][0]["message"]["text"] for name in ("[a](1)", "a [fi]")
    ]
    assert r"\[a\](1)" in texts[0]
    assert "a [fi]" in texts[1]


def test_rule_that_is_off_by_default_says_so() -> None:
    vague = Finding.of("vague-wording", Place("plan"), element="G1", words="x", language="fi")
    (rule,) = read_sarif(render_sarif(standing(replace(vague, severity=Severity.NOTE))))["tool"]["driver"]["rules"]
    assert rule["defaultConfiguration"] == {"enabled": False, "level": "none"}


# ---- gitlab ------------------------------------------------------------------------------------------------


def test_entry() -> None:
    (entry,) = read_gitlab(render_gitlab(standing(finding(7))))
    assert entry == {
        "description": "Sub-goal G1.7: no measure advances it.",
        "check_name": "SOT303 uncovered-sub-goal",
        "fingerprint": finding(7).fingerprint,
        "severity": "minor",
        "location": {"path": "data/vision.yaml", "lines": {"begin": 7}},
    }


def test_equal_findings_have_fingerprints_of_their_own() -> None:
    entries = read_gitlab(render_gitlab(standing(finding(), finding(), finding())))
    own = finding().fingerprint
    assert [entry["fingerprint"] for entry in entries] == [own, f"{own}-2", f"{own}-3"]


def test_nothing_found_is_an_empty_list() -> None:
    assert json.loads(render_gitlab(standing())) == []


# ---- junit -------------------------------------------------------------------------------------------------


def test_rules_that_found_nothing_pass() -> None:
    root = read_junit(render_junit(standing(finding(), finding(), checked=("uncovered-goal", "uncovered-sub-goal"))))
    names = [(case.get("name"), [outcome.tag for outcome in case]) for case in root.iter("testcase")]
    assert names == [
        ("uncovered-goal", []),
        ("uncovered-sub-goal: G1.1", ["skipped"]),
        ("uncovered-sub-goal: G1.1 (2)", ["skipped"]),
    ]


@pytest.mark.parametrize("level", [Severity.ERROR, Severity.WARNING, Severity.NOTE])
def test_failures_are_what_fails_the_run(level: Severity) -> None:
    found = [finding(1, Severity.NOTE), finding(2), finding(3, Severity.ERROR), replace(finding(4), waived="x")]
    root = read_junit(render_junit(standing(*found, level=level)))
    assert int(root.get("failures", "")) == sum(1 for one in found if one.severity >= level and one.waived is None)
    assert {outcome.get("type") for outcome in root.iter("skipped")} >= {"waived"}


def test_xml_holds_what_xml_can_hold() -> None:
    root = read_junit(render_junit(standing(key("]]> <b> & \x00\x1b\ud800\ufffe\U0001f600"))))
    (outcome,) = root.iter("failure")
    assert "]]> <b> & \\u{0}\\u{1B}\\u{D800}\ufffd\U0001f600" in str(outcome.text)
