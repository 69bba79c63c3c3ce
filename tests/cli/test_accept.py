"""`accept` and the ratchet: what is accepted is written beside what stands, ends with the next edit, and is spent."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli import runner
from tests.repositories import make_repository

if TYPE_CHECKING:
    from tests.cli.runner import Run
    from tests.repositories import Repo

TODAY = ("--today", "2026-11-22")
SAID = ("--reason", "Agreed: see the minutes", "--owner", "Planning unit", "--until", "2027-06-30", *TODAY)
SETTINGS = "# our plan\nformat: 1\ndocuments: [plan.yaml]\n"
HEAD = "format: 1\ndocument: {id: plan, title: {en: Plan}, original: en}\n"
PLAN = f"""{HEAD}goals:
  - id: G1
    title: {{en: Goal}}
sub_goals:
  - id: G1.1
    goal: G1
    title: {{en: Early support}}
measures:
  - id: M1
    title: {{en: One}}
    advances:
      - {{to: G1.1, basis: stated, quote: early support}}
  - id: M2
    title: {{en: Two}}
"""
WITHOUT_LINK = PLAN.replace("    advances:\n      - {to: G1.1, basis: stated, quote: early support}\n", "")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository on a branch on which the last link to a sub-goal is gone."""
    made = make_repository(tmp_path / "repo")
    made.commit("one", {"plan.yaml": PLAN, "sotetrace.yaml": SETTINGS})
    made.git("checkout", "--quiet", "-b", "topic")
    made.commit("two", {"plan.yaml": WITHOUT_LINK})
    monkeypatch.chdir(made.path)
    return made


def sotetrace(*args: str) -> Run:
    return runner.sotetrace(*args, cwd=Path.cwd())


def changes(*args: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(sotetrace("diff", "--format", "json", *TODAY, *args).out)
    return found


def fingerprint(rule: str) -> str:
    return next(str(change["fingerprint"]) for change in changes()["changes"] if change["rule"] == rule)


def accept(*names: str) -> Run:
    return sotetrace("accept", *names, *SAID)


def test_a_change_is_accepted_by_its_fingerprint(repo: Repo) -> None:
    assert sotetrace("diff", "--fail-on", "breaking", *TODAY).status == 1
    found = [fingerprint(rule) for rule in ("coverage-lost", "measure-orphaned")]
    run = accept(found[0][:8], found[1]) if _has("measure-orphaned") else accept(found[0])
    assert run.status == 0, run.err
    assert "waivers.yaml" in run.out
    waivers = (repo.path / "waivers.yaml").read_text()
    assert f"fingerprint: {found[0]}" in waivers or f'fingerprint: "{found[0]}"' in waivers
    assert 'reason: "Agreed: see the minutes"' in waivers
    assert (repo.path / "sotetrace.yaml").read_text() == f"{SETTINGS}waivers: waivers.yaml\n"
    after = changes()
    assert after["counts"]["accepted"] == len(found)
    asked = [change for change in after["changes"] if change["rule"] == "waiver-added"]
    assert len(asked) == len(found)
    assert after["changes"][0]["rule"] == "waiver-added", "what a request asks to accept is listed first"


def test_who_accepted_and_until_when_is_shown(repo: Repo) -> None:
    accept(fingerprint("coverage-lost"))
    told = next(change["accepted"] for change in changes()["changes"] if change["rule"] == "coverage-lost")
    assert told == {"reason": "Agreed: see the minutes", "owner": "Planning unit", "until": "2027-06-30"}
    for output in ("terminal", "markdown", "comment"):
        shown = " ".join(sotetrace("diff", "--format", output, "--lang", "en", *TODAY).out.split())
        assert "Accepted: Agreed: see the minutes (Planning unit, until 2027-06-30)" in shown


def test_a_waiver_of_the_gap_accepts_the_loss_and_says_who(repo: Repo) -> None:
    accept("SOT303:G1.1")
    told = next(change for change in changes()["changes"] if change["rule"] == "coverage-lost")
    assert told["accepted"]["owner"] == "Planning unit"


def _has(rule: str) -> bool:
    return any(change["rule"] == rule for change in changes()["changes"])


def test_an_acceptance_ends_with_the_next_edit(repo: Repo) -> None:
    accept(fingerprint("coverage-lost"))
    repo.write({"plan.yaml": WITHOUT_LINK.replace("Early support", "Early and late support")})
    after = changes()
    assert after["counts"]["accepted"] == 0
    assert "waiver-unused" in {fault["rule"] for fault in after["faults"]}


def test_an_acceptance_survives_lines_language_and_severity(repo: Repo) -> None:
    accept(fingerprint("coverage-lost"))
    repo.write({"plan.yaml": f"# a line\n\n{WITHOUT_LINK}"})
    assert changes("--lang", "sv")["counts"]["accepted"] == 1


def test_an_acceptance_is_spent_when_merged(repo: Repo) -> None:
    accept(fingerprint("coverage-lost"))
    repo.commit("accepted")
    repo.git("checkout", "--quiet", "main")
    repo.merge("topic")
    repo.git("checkout", "--quiet", "-b", "next")
    after = changes()
    assert after["changes"] == []
    assert [fault["rule"] for fault in after["faults"]] == ["acceptance-spent"]


def test_an_expired_acceptance_accepts_nothing(repo: Repo) -> None:
    accept(fingerprint("coverage-lost"))
    late = json.loads(sotetrace("diff", "--format", "json", "--today", "2027-07-01").out)
    assert late["counts"]["accepted"] == 0
    check = json.loads(sotetrace("check", "--format", "json", "--today", "2027-07-01").out)
    assert "waiver-expired" in {finding["rule"] for finding in check["findings"]}


@pytest.mark.parametrize("name", ["SOT303:G1.1", "uncovered-sub-goal:G1.1"])
def test_a_gap_is_accepted_by_rule_and_element(repo: Repo, name: str) -> None:
    run = accept(name)
    assert run.status == 0, run.err
    findings = json.loads(sotetrace("check", "--format", "json", *TODAY).out)["findings"]
    waived = {finding["element"]: finding["waived"] for finding in findings if finding["rule"] == "uncovered-sub-goal"}
    assert waived == {"G1.1": "Agreed: see the minutes"}


def test_a_gap_is_accepted_by_its_fingerprint(repo: Repo) -> None:
    findings = json.loads(sotetrace("check", "--format", "json", *TODAY).out)["findings"]
    gap = next(finding for finding in findings if finding["rule"] == "uncovered-sub-goal")
    assert accept(gap["fingerprint"]).status == 0
    assert "element: G1.1" in (repo.path / "waivers.yaml").read_text()


def test_a_file_of_waivers_keeps_its_comments_and_order(repo: Repo) -> None:
    before = "# who may accept what: the steering group\nformat: 1\nwaivers:\n  # none yet\n"
    repo.write({"waivers.yaml": before, "sotetrace.yaml": f"{SETTINGS}waivers: waivers.yaml\n"})
    accept("SOT303:G1.1")
    after = (repo.path / "waivers.yaml").read_text()
    assert all(line in after.splitlines() for line in before.splitlines())
    assert sotetrace("check", *TODAY).status == 0


def test_what_nothing_accepts_is_refused(repo: Repo) -> None:
    accept("SOT303:G1.1")
    run = accept(fingerprint("waiver-added"))
    assert run.status == 2
    assert "cannot be accepted" in run.err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("ffffffff", *SAID), "no gap and no change has the fingerprint"),
        (("abc", *SAID), "no gap and no change has the fingerprint"),
        (("SOT303:G9", *SAID), "no gap and no change"),
        (("SOT303:G1.1", "--reason", " ", "--owner", "x", "--until", "2027-01-01"), "--reason: is empty"),
        (("SOT303:G1.1", "--reason", "x", "--owner", "x", "--until", "soon"), "no date"),
        (("SOT303:G1.1", "--reason", "x", "--owner", "x", "--until", "2020-01-01", *TODAY), "is past"),
    ],
)
def test_wrong_use_is_refused_and_writes_nothing(repo: Repo, args: tuple[str, ...], told: str) -> None:
    run = sotetrace("accept", *args)
    assert run.status == 2
    assert told in run.err
    assert not (repo.path / "waivers.yaml").exists()


def test_without_settings_it_says_what_to_make(repo: Repo) -> None:
    repo.write({"sotetrace.yaml": None})
    run = sotetrace("accept", "SOT303:G1.1", "-m", "plan.yaml", *SAID)
    assert run.status == 2
    assert "sotetrace.yaml" in run.err


# ---- the ratchet -----------------------------------------------------------------------------------------------------


def ratchet(*args: str) -> Run:
    return sotetrace("check", "--baseline", "gaps.yaml", *TODAY, *args)


def test_the_ratchet_fails_on_a_new_gap_and_on_one_that_closed(repo: Repo) -> None:
    assert ratchet("--update-baseline").status == 0
    assert ratchet().status == 0
    listed = (repo.path / "gaps.yaml").read_text()
    assert "rule: uncovered-sub-goal, element: G1.1" in listed
    repo.write({"plan.yaml": PLAN})
    closed = ratchet()
    assert closed.status == 1
    assert "SOT607" in closed.out
    assert "gaps.yaml:" in closed.out
    ratchet("--update-baseline")
    repo.write({"plan.yaml": WITHOUT_LINK})
    opened = ratchet("--format", "json")
    assert opened.status == 1
    rules = [finding["rule"] for finding in json.loads(opened.out)["findings"]]
    assert "gap-not-listed" in rules


def test_an_accepted_gap_is_not_new_and_not_closed(repo: Repo) -> None:
    repo.write({"plan.yaml": PLAN})
    ratchet("--update-baseline")
    repo.write({"plan.yaml": WITHOUT_LINK})
    assert ratchet().status == 1
    for name in ("SOT303:G1.1", "SOT306:M1"):
        accept(name)
    assert ratchet().status == 0
    ratchet("--update-baseline")
    assert ratchet().status == 0


def test_a_baseline_that_is_not_there_or_broken_is_told(repo: Repo) -> None:
    assert ratchet().status == 3
    repo.write({"gaps.yaml": "format: 1\ngaps:\n  - {rule: x, fingerprnt: y}\n"})
    run = ratchet()
    assert run.status in (1, 3)
    assert "SOT005" in run.out + run.err
    assert "Traceback" not in run.out + run.err


def test_update_needs_a_file(repo: Repo) -> None:
    run = sotetrace("check", "--update-baseline")
    assert run.status == 2
    assert "--baseline" in run.err
