"""Workspaces of several documents: the whole of one or one document of it, and ids that several of them have."""

from __future__ import annotations

import json
import shlex
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

from sotetrace.report.shapes.schemas import schema_of
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import ROOT, Run, sotetrace
from tests.cli.test_completion import words_of
from tests.cli.workspaces import CLUB, SETTINGS, plan, write_workspace
from tests.repositories import make_repository

if TYPE_CHECKING:
    from pathlib import Path

FAMILY = ROOT / "data" / "family"
ACCEPT = ("--reason", "later", "--owner", "Unit", "--until", "2030-01-01", "--today", "2026-03-01")


@pytest.fixture
def town(tmp_path: Path) -> Path:
    """The folder of the workspace."""
    return write_workspace(tmp_path).parent


def run(folder: Path, line: str) -> Run:
    return sotetrace(*shlex.split(line), "--lang", "en", cwd=folder)


def answer(folder: Path, line: str) -> Any:
    """Return what a call says as JSON, held to its schema."""
    done = run(folder, f"{line} --format json")
    assert done.err == ""
    found = json.loads(done.out)
    name = found["schema"].removeprefix("sotetrace.").partition("/")[0]
    assert not list(Draft202012Validator(schema_of(name)).iter_errors(found))
    return found


# ---- one document, or all --------------------------------------------------------------------------------------------

EACH = ("list goals", "list links --type advances", "robustness", "review", "impact --all", "coverage --by measure")


@pytest.mark.parametrize("line", [*EACH, "coverage"])
def test_every_document_is_told_under_its_id_and_title(town: Path, line: str) -> None:
    out = run(town, line).out
    heads = {"robustness": "Robustness: {1} ({0})", "review": "To review: {1} ({0})", "coverage": "Coverage: {1} ({0})"}
    titles = {"town": "Plan of the town", "school": "Plan of the school", "club": "Wishes of the club"}
    places = [f"\n{out}".find(f"\n{heads.get(line, '{0}: {1}').format(*one)}\n") for one in titles.items()]
    assert places[0] == 0
    assert sorted(places) == places, "and each is there"
    assert all(out.count(title) == 1 for title in titles.values()), "once"


def test_gate_is_judged_where_its_expectation_is_known(town: Path) -> None:
    text = (town / "club.yaml").read_text()
    own = "expectations:\n  - {id: answered, of: core_problem, link: answers, direction: in, by: [goal]}\n"
    (town / "club.yaml").write_text(text + own)
    judged = answer(town, "coverage --fail-under answered=100")["documents"]
    assert [one["document"] for one in judged if one["gates"]] == ["club"]
    refused = run(town, "coverage --fail-under nothing=1")
    assert refused.status == 2
    assert "answered" in refused.err, "all that any document knows are named"
    assert run(town, "coverage -d town --fail-under answered=1").status == 2


@pytest.mark.parametrize("line", [*(line for line in EACH if line != "review"), "coverage"])
def test_document_asked_for_is_told_as_if_it_were_alone(town: Path, line: str) -> None:
    alone = run(town, f"{line} -m school.yaml")
    assert run(town, f"{line} -d school") == alone
    assert "town" not in alone.out


@pytest.mark.parametrize("line", EACH)
def test_output_says_the_document_of_each_part(town: Path, line: str) -> None:
    found = answer(town, line)
    assert found["schema"] == "sotetrace.documents/1"
    assert [one["document"] for one in found["documents"]] == ["town", "school", "club"]
    alone = answer(town, f"{line} -d school")
    reports = {one["document"]: one["report"] for one in found["documents"]}
    assert reports["school"] == alone


@pytest.mark.parametrize("line", ["show", "trace", "path P1", "impact"])
def test_output_about_an_element_says_its_document(town: Path, tmp_path: Path, line: str) -> None:
    assert answer(town, f"{line} school:M1")["document"] == "school"
    write_plan(tmp_path, PLAN, "alone/vision.yaml")
    assert "document" not in answer(tmp_path / "alone", f"{line} M1 -m vision.yaml")


def test_findings_name_their_document(town: Path) -> None:
    terminal = run(town, "check").out
    assert "note SOT311 kind-not-declared · club" in terminal
    assert "SOT311 kind-not-declared\n" not in terminal
    assert "SOT311 kind-not-declared · club" in run(town, "check --format markdown").out
    assert {one["document"] for one in answer(town, "check")["findings"]} == {"town", "school", "club"}
    alone = run(town, "check -d club")
    assert "club.yaml" in alone.out
    assert "town.yaml" not in alone.out
    assert " · club" not in alone.out


def test_titles_in_findings_are_those_of_their_own_document(town: Path) -> None:
    messages = [one["message"] for one in answer(town, "check")["findings"] if one["document"] == "school"]
    assert not any("town" in message for message in messages)


def test_findings_of_equal_ids_have_fingerprints_of_their_own(town: Path) -> None:
    found = answer(town, "check")["findings"]
    prints = [one["fingerprint"] for one in found]
    assert len(set(prints)) == len(prints)
    alone = {one["fingerprint"] for one in answer(town, "check -d school")["findings"]}
    assert alone == {one["fingerprint"] for one in found if one["document"] == "school"}


def test_unknown_document_is_a_wrong_use_with_the_nearest(town: Path) -> None:
    done = run(town, "check -d schol")
    assert done.status == 2
    assert "no document of the workspace is called schol" in done.err
    assert "It has: town, school, club." in done.err


# ---- ids -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "show M1",
        "trace M1",
        "path M1 P1",
        "impact M1",
        "coverage --without M1",
        "rename M1 M2",
        "list goals --level L1",
    ],
)
def test_id_of_several_documents_is_a_wrong_use_with_the_choices(town: Path, line: str) -> None:
    done = run(town, line)
    identifier = "L1" if "L1" in line else "M1"
    assert (done.status, done.out) == (2, "")
    assert f"several documents have {identifier}" in done.err
    assert f"town:{identifier}, school:{identifier}" in done.err


@pytest.mark.parametrize("name", ["school:M1", "M9", "school:M9"])
def test_id_needs_its_document_only_where_several_have_it(town: Path, name: str) -> None:
    done = run(town, f"show {name}")
    assert done.status == 0
    assert "of the school" in done.out


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("show school:M8", "no element has the id school:M8"),
        ("show M8 -d school", "no element of school has the id M8"),
        ("show town:M1 -d school", "town:M1: is in another document than school"),
        ("path town:M1 school:P1", "school:P1 is in another document than town:M1"),
        ("show nowhere:M1", "no element has the id nowhere:M1"),
        ("new goal", "the workspace has several documents"),
        ("crosswalk town school -d town", "two documents are named already"),
    ],
)
def test_what_is_nowhere_is_told(town: Path, line: str, message: str) -> None:
    done = run(town, line)
    assert done.status == 2
    assert message in done.err


def test_one_document_is_enough_for_the_whole_path(town: Path) -> None:
    assert run(town, "path school:M1 P1") == run(town, "path M1 P1 -d school")


def test_what_if_leaves_out_in_its_document_only(town: Path) -> None:
    without = answer(town, "coverage --without school:M1")["documents"]
    plain = answer(town, "coverage")["documents"]
    assert [one == other for one, other in zip(without, plain, strict=True)] == [True, False, True]
    assert run(town, "coverage --without school:M1").out.count("M1") >= 1


def test_level_of_one_document_narrows_the_list(town: Path) -> None:
    assert run(town, "list goals --level school:L1") == run(town, "list goals --level L1 -d school")


def test_links_are_signed_by_qualified_names(town: Path) -> None:
    queue = {one["document"]: one["report"]["items"] for one in answer(town, "review")["documents"]}
    assert [item["name"] for item in queue["school"]] == ["M9:G1.1", "school:M1:G1.1"]
    assert "several documents have M1:G1.1" in run(town, "review --sign M1:G1.1 --by A").err
    assert run(town, "review --sign school:M1:G1.1 --by A").status == 0
    assert run(town, "review --sign M1:G1.1 --by A -d town").status == 0
    assert "reviewed" in (town / "school.yaml").read_text()
    assert "reviewed" in (town / "town.yaml").read_text()


def test_new_and_fmt_take_a_document(town: Path) -> None:
    assert run(town, "new goal -d club --title More").out == "club.yaml:11: W2\n"
    assert run(town, "fmt --check -d school").out == "school.yaml: has another layout\n"


def test_completion_qualifies_what_is_ambiguous(town: Path) -> None:
    assert words_of("bash", "sotetrace show M", town) == ["M8", "M9"]
    assert words_of("bash", "sotetrace trace town", town)[:2] == ["town:L1", "town:P1"]
    assert words_of("bash", "sotetrace show -d school M", town) == ["M1", "M9"]
    assert words_of("bash", "sotetrace check -d ", town) == ["town", "school", "club"]
    assert words_of("fish", "sotetrace review --sign M", town) == ["M8:G1.1", "M9:G1.1"]


# ---- waivers, baselines ----------------------------------------------------------------------------------------------


def test_accept_writes_the_document_where_it_is_needed(town: Path) -> None:
    assert "several documents have it" in run(town, f"accept SOT303:G2.1 {shlex.join(ACCEPT)}").err
    assert run(town, f"accept SOT303:school:G2.1 {shlex.join(ACCEPT)}").status == 0
    assert run(town, f"accept SOT303:G2.1 -d town {shlex.join(ACCEPT)}").status == 0
    assert run(town, f"accept SOT303:G2.M8 {shlex.join(ACCEPT)}").status == 0
    text = (town / "waivers.yaml").read_text()
    assert [line.strip() for line in text.splitlines() if "element:" in line] == [
        'element: "school:G2.1"',
        'element: "town:G2.1"',
        "element: G2.M8",
    ]
    done = run(town, "check --today 2026-03-01")
    assert "waived 3" in done.out
    assert "SOT60" not in done.out
    assert "SOT60" not in run(town, "check -d school --today 2026-03-01").out
    coverage = {one["document"]: one for one in answer(town, "coverage --today 2026-03-01")["documents"]}
    waived = {name: [part["waived"] for part in one["expectations"]] for name, one in coverage.items()}
    assert {name: sum(found) for name, found in waived.items()} == {"town": 2, "school": 1, "club": 0}


def test_waiver_of_an_id_of_several_documents_accepts_neither(town: Path) -> None:
    waiver = "{rule: SOT303, element: G2.1, reason: later, owner: Unit, date: 2026-01-01, until: 2030-01-01}"
    (town / "waivers.yaml").write_text(f"format: 1\nwaivers:\n  - {waiver}\n")
    (town / "sotetrace.yaml").write_text(SETTINGS + "waivers: waivers.yaml\n")
    out = run(town, "check --today 2026-03-01").out
    assert "waivers.yaml:3:29: warning SOT608 ambiguous-element" in out
    assert "Several documents have the id G2.1: town:G2.1, school:G2.1." in out
    assert "waived 0" in out


def test_known_gaps_are_those_of_the_whole_workspace(town: Path) -> None:
    assert run(town, "check --baseline gaps.yaml --update-baseline -d school").status == 0
    text = (town / "gaps.yaml").read_text()
    assert 'element: "school:G2.1"' in text
    assert "element: G2.M8" in text
    for line in ("check --baseline gaps.yaml", "check --baseline gaps.yaml -d school"):
        assert "SOT60" not in run(town, line).out
    (town / "school.yaml").write_text(plan("school", "M9").replace("G2.1", "G2.3"))
    out = run(town, "check --baseline gaps.yaml").out
    assert ("SOT606" in out, "SOT607" in out) == (True, True)


# ---- several states --------------------------------------------------------------------------------------------------


def test_states_of_one_document(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    write_workspace(repo.path)
    repo.commit("one")
    write_workspace(repo.path, school=plan("school", "M9").replace("Goal of", "Aim of"))
    repo.commit("two")
    write_workspace(repo.path, town=plan("town", "M8").replace("Deed of", "Act of"))
    old = "HEAD~1"
    assert "Aim" not in run(repo.path, f"diff {old} -d school").out
    assert "Act of the town" in run(repo.path, f"diff {old} -d town --show-editorial").out
    assert "Act of the town" not in run(repo.path, f"diff {old} -d school --show-editorial").out
    assert "Aim of the school" in run(repo.path, "diff HEAD~1 HEAD --show-editorial").out
    assert answer(repo.path, "history school:G1")["document"] == "school"
    assert run(repo.path, "history G1").status == 2
    assert run(repo.path, "history school:G1") == run(repo.path, "history G1 -d school")
    assert "Plan of the school" in run(repo.path, "trend -d school").out
    assert "town, school, club" in run(repo.path, "trend").out
    assert "no document of the workspace is called gone" in run(repo.path, "trend -d gone").err
    assert run(repo.path, "changelog HEAD~1 -d club").out == ""
    assert run(repo.path, "merge-check HEAD HEAD~1 -d town").status == 0
    assert run(repo.path, "merge-check HEAD HEAD~1 -d gone").status == 2


def test_former_revision_beside_the_document_of_today(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    write_workspace(repo.path)
    repo.commit("one")
    repo.git("tag", "v1")
    changed = plan("town", "M8").replace("Deed of", "Act of")
    write_workspace(repo.path, "format: 1\ndocuments: [town.yaml, town@v1, club.yaml]\n", town=changed)
    assert "Act of the town" in run(repo.path, "show M1").out
    assert "Deed of the town" in run(repo.path, "show town@v1:M1").out
    assert "Deed of the town" in run(repo.path, "show M1 -d town@v1").out
    found = answer(repo.path, "check")["findings"]
    assert {one["document"] for one in found} == {"town", "club"}
    assert {one["document"] for one in answer(repo.path, "coverage")["documents"]} == {"town", "town@v1", "club"}
    for line in ("rename town@v1:M1 M3", "review --sign town@v1:M1:G1.1 --by A", "new goal -d town@v1"):
        done = run(repo.path, line)
        assert (done.status, "is read from git" in done.err) == (2, True), line
    assert run(repo.path, "fmt --check").out.count("town.yaml") == 1
    assert "town@v1:G1" in words_of("bash", "sotetrace show town@v1:G", repo.path)


# ---- indicators ------------------------------------------------------------------------------------------------------

INDICATOR = """\
indicators:
  - id: I1
    title: {en: Days}
    indicates:
      - {to: TARGET, basis: stated, quote: days}
"""


def test_indicator_may_tell_of_another_document_and_counts_in_neither(town: Path) -> None:
    plain = answer(town, "coverage -d school")
    write_workspace(town, club=CLUB + INDICATOR.replace("TARGET", "school:G1.1"))
    assert "error" not in run(town, "check").out
    assert answer(town, "coverage -d school") == plain
    (club,) = answer(town, "coverage -d club")["documents"]
    assert club["dangling"] == 0
    assert "school:G1.1" in run(town, "list links -d club").out
    assert "indicates school:G1.1" in run(town, "show I1").out
    assert [link["target"] for link in answer(town, "show I1")["links_from"]] == ["school:G1.1"]


@pytest.mark.parametrize(
    ("target", "told"),
    [
        ("school:G9.9", "error SOT221 unknown-indicated-id"),
        ("school:P1", "error SOT202 wrong-target-kind"),
        ("nation:G1", "warning SOT222 indicated-document-missing"),
        ("club:W1", "error SOT201 unknown-reference"),
    ],
)
def test_foreign_target_that_is_wrong_is_a_finding(town: Path, target: str, told: str) -> None:
    write_workspace(town, club=CLUB + INDICATOR.replace("TARGET", target))
    assert told in run(town, "check").out


def test_other_links_stay_in_their_document(town: Path) -> None:
    wrong = plan("school", "M9").replace("to: G1, basis", "to: town:G1, basis")
    write_workspace(town, school=wrong)
    out = run(town, "check").out
    assert "error SOT220 link-to-other-document · school" in out
    assert "crosswalk" in out


# ---- the family ------------------------------------------------------------------------------------------------------


def test_family_is_told_document_by_document() -> None:
    out = run(FAMILY, "list goals").out
    for name in ("sote2040", "reform-2017", "future-centre", "soste", "reform"):
        assert f"{name}: " in out
    assert run(FAMILY, "show soste:G4").out == run(FAMILY, "show G4 -d soste").out
    assert "several documents have G4" in run(FAMILY, "show G4").err


def test_what_an_indicator_tells_of_is_renamed_in_its_document(town: Path) -> None:
    write_workspace(town, club=CLUB + INDICATOR.replace("TARGET", "school:G1.1"))
    out = run(town, "rename school:G1.1 G1.5").out
    assert "club.yaml:15: school:G1.1 → school:G1.5\n" in out
    assert 'to: "school:G1.5"' in (town / "club.yaml").read_text()
    assert "G1.1" in (town / "town.yaml").read_text()
    assert "error" not in run(town, "check").out


def test_texts_of_sources_that_share_an_id(tmp_path: Path) -> None:
    for name, words in (("one", "Longer hours"), ("two", "A new roof")):
        source = "sources: [{id: page, title: {en: Page}, places: [{id: top, title: {en: Top}, starts: Plan}]}]\n"
        goal = f"goals: [{{id: G1, title: {{en: {words}}}, source: {{where: top, quote: {words}}}}}]\n"
        head = f"format: 1\ndocument: {{id: {name}, title: {{en: {name}}}, original: en}}\n"
        (tmp_path / f"{name}.yaml").write_text(head + source + goal)
        (tmp_path / f"{name}.txt").write_text(f"Plan. {words}.")
    head = "format: 1\ndocuments: [one.yaml, two.yaml]\n"
    (tmp_path / "sotetrace.yaml").write_text(head + 'texts: {"one:page": one.txt, "two:page": two.txt}\n')
    assert run(tmp_path, "verify").status == 0
    assert run(tmp_path, "verify -d two").status == 0
    wrong = run(tmp_path, "verify --text one:page=two.txt")
    assert (wrong.status, "SOT402" in wrong.out) == (1, True)
    assert run(tmp_path, "verify -d two --text page=one.txt").status == 1
    assert "several documents have page" in run(tmp_path, "verify --text page=two.txt").err
    assert "no source has the id pag" in run(tmp_path, "verify --text pag=two.txt").err


def test_changelog_tells_each_document_by_its_own_words(tmp_path: Path) -> None:
    repo = make_repository(tmp_path / "repo")
    write_workspace(repo.path)
    repo.commit("one")
    changed = {name: plan(name, own).replace("Goal of", "Aim of") for name, own in (("town", "M8"), ("school", "M9"))}
    write_workspace(repo.path, **changed)
    found = answer(repo.path, "changelog HEAD")
    assert [(group["document"], [line["after"] for line in group["lines"]]) for group in found["groups"]] == [
        ("school", ["Aim of the school"]),
        ("town", ["Aim of the town"]),
    ]
    assert "Plan of the school, Plan of the town\n" in run(repo.path, "changelog HEAD").out
    assert {change["document"] for change in answer(repo.path, "diff HEAD")["changes"]} == {"town", "school"}
