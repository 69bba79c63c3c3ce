"""The action from end to end: its steps as written, in a checked-out pull request, with a stand-in for `gh`."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from tests.ci.checkouts import MODEL, Project, hostile_title
from tests.ci.jobs import ROOT, Job, Ran, load_yaml
from tests.ci.pulls import Pulls
from tests.repositories import plan

if TYPE_CHECKING:
    from pathlib import Path

MARKER = f"<!-- sotetrace diff: {MODEL} model/vision -->"
BEFORE = plan("M1", "M2")


class Review:
    """A pull request under review: pushing to it runs the action."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pulls, self.project = folder, Pulls(folder / "github"), Project(folder, BEFORE)

    def job(self, workspace: Path) -> Job:
        return Job(workspace, self.pulls, self.folder)

    def push(self, text: str, *, depth: int = 2, **inputs: str) -> Ran:
        given = {"model": MODEL, "language": "en", **inputs}
        return self.job(self.project.push({MODEL: text}, depth=depth)).run(**given)


@pytest.fixture
def review(tmp_path: Path) -> Review:
    return Review(tmp_path)


def counts(ran: Ran) -> tuple[str, ...]:
    return tuple(ran.outputs[name] for name in ("compared", "breaking", "substantive", "editorial"))


def test_what_the_pull_request_changes_is_said_everywhere(review: Review) -> None:
    ran = review.push(plan("M1"))
    assert ran.is_success
    assert counts(ran) == ("true", "1", "0", "0")
    [body] = review.pulls.bodies
    assert body.startswith(f"{MARKER}\n### Vision model\n")
    assert "M2 “title of M2” was removed" in body
    assert "M2 “title of M2” was removed" in ran.summary
    assert re.search(rf"^::error file={MODEL},line=1,.*SOT701", ran.log, re.MULTILINE)
    assert ran.outputs["artifact"] == ""


def test_one_comment_follows_the_pull_request(review: Review) -> None:
    review.push(plan("M1"))
    review.pulls.talk(120)
    review.pulls.talk(1, f"{MARKER}\nforged", "mallory")
    review.push(plan("M1", "M3"))
    [edited] = review.pulls.bodies
    assert "M3" in edited
    cleared = review.push(BEFORE)
    [body] = review.pulls.bodies
    assert body.startswith(f"{MARKER}\n### Vision model\n\nNo changes.\n")
    assert counts(cleared) == ("true", "0", "0", "0")
    assert review.pulls.writes == ["POST", "PATCH", "PATCH"]


def test_nothing_is_said_where_nothing_changed(review: Review) -> None:
    ran = review.push(BEFORE)
    assert ran.is_success
    assert review.pulls.comments == []
    assert "No changes." in ran.summary


def test_job_fails_after_the_comment_is_written(review: Review) -> None:
    ran = review.push(plan("M1"), fail_on="breaking")
    assert not ran.is_success
    assert len(review.pulls.bodies) == 1
    assert ran.statuses["End as the comparison did"] == 1
    assert counts(ran) == ("true", "1", "0", "0")


def test_failed_comparison_says_so_and_fails(review: Review) -> None:
    review.push(plan("M1"))
    ran = review.push("{broken")
    assert not ran.is_success
    assert counts(ran) == ("false", "", "", "")
    [body] = review.pulls.bodies
    assert body.startswith(f"{MARKER}\n### Vision model {MODEL}\n\n**Not compared.")
    assert "SOT001" in body
    assert "**Not compared." in ran.summary
    assert "::error title=sotetrace: not compared::" in ran.log
    again = review.push(plan("M1"))
    assert again.is_success
    assert "was removed" in review.pulls.bodies[0]


def test_history_that_is_cut_off_is_no_clean_comparison(review: Review) -> None:
    ran = review.push(plan("M1"), depth=1)
    assert not ran.is_success
    assert "fetch" in review.pulls.bodies[0]
    assert ran.statuses["End as the comparison did"] == 3


def test_failed_installation_is_no_clean_comparison(review: Review) -> None:
    job = review.job(review.project.push({MODEL: plan("M1")}))
    job.environment["PIP_FAILS"] = "yes"
    ran = job.run(model=MODEL, language="sv")
    assert not ran.is_success
    assert "**Inte jämförd." in review.pulls.bodies[0]
    assert "Compare" not in ran.statuses
    assert counts(ran) == ("false", "", "", "")


@pytest.mark.parametrize(
    "inputs", [{"fail_on": "everything"}, {"language": "xx"}, {"model": "none.yaml"}, {"base": "x"}]
)
def test_wrong_input_is_no_clean_comparison(review: Review, inputs: dict[str, str]) -> None:
    workspace = review.project.push({MODEL: plan("M1")})
    ran = review.job(workspace).run(**{"model": MODEL, **inputs})
    assert not ran.is_success
    assert "Not compared" in review.pulls.bodies[0]


def test_fork_leaves_an_artifact_and_the_second_workflow_posts_it(review: Review) -> None:
    review.pulls.write(may_write=False)
    workspace = review.project.push({MODEL: plan("M1")})
    ran = review.job(workspace).run(model=MODEL, language="en")
    assert ran.is_success
    assert review.pulls.comments == []
    assert "was removed" in ran.summary
    artifact = review.folder / ran.outputs["artifact"] / "comment.json"
    review.pulls.write(may_write=True)
    review.pulls.keep_artifact(artifact.read_bytes(), name="sotetrace-comment-vision")
    empty = review.folder / "empty"
    empty.mkdir()
    job = Job(empty, review.pulls, review.folder, pull=0, name="action/publish/action.yml")
    job.github |= {"event.workflow_run.id": "55", "event.workflow_run.head_sha": "a" * 40}
    assert job.run().is_success
    [body] = review.pulls.bodies
    assert body.startswith(f"{MARKER}\n### Vision model\n")
    assert "was removed" in body


def test_fork_with_nothing_to_tell_leaves_nothing(review: Review) -> None:
    review.pulls.write(may_write=False)
    assert review.push(BEFORE).outputs["artifact"] == ""


def test_comment_can_be_left_out(review: Review) -> None:
    ran = review.push(plan("M1"), comment="false")
    assert ran.is_success
    assert review.pulls.read()["calls"] == []
    assert "was removed" in ran.summary


def test_push_has_no_pull_request_to_comment_on(review: Review) -> None:
    job = review.job(review.project.push({MODEL: plan("M1")}))
    job.pull = 0
    assert job.run(model=MODEL).is_success
    assert review.pulls.read()["calls"] == []


def test_base_can_be_named_and_the_model_found(review: Review) -> None:
    workspace = review.project.push({MODEL: plan("M1")}, depth=0)
    ran = review.job(workspace).run(base="HEAD^2", language="fi")
    assert counts(ran) == ("true", "0", "0", "0")
    ran = review.job(workspace).run(base="HEAD^1", language="fi")
    assert review.pulls.bodies[0].startswith("<!-- sotetrace diff: model/vision -->\n### Visiomalli\n")


def test_hostile_titles_stay_text(review: Review) -> None:
    hostile = json.loads(BEFORE)
    hostile["measures"][0]["title"]["en"] = hostile_title()
    ran = review.push(json.dumps(hostile))
    [body] = (re.sub(r"^```.*?^```$", "", body, flags=re.MULTILINE | re.DOTALL) for body in review.pulls.bodies)
    for text in ("@aino", "#12", "](https://", "https://", "<img", "</details> ", "\n::error"):
        assert text not in body.replace(r"\<img", ""), text
    assert body.count("<!--") == body.count(r"\<!--") + 1
    assert not re.search(r"^\s*::error::forged|^::\w+ [^:]*::forged|##\[error\]", ran.log, re.MULTILINE)
    assert not list(review.folder.rglob("forged"))


def test_inputs_are_words_and_never_commands(review: Review) -> None:
    ran = review.push(plan("M1"), base='"; touch forged; $(touch forged) `touch forged`', model="$(touch forged).yaml")
    assert not ran.is_success
    assert not list(review.folder.rglob("forged*"))


def test_modules_of_the_repository_under_review_are_not_imported(review: Review) -> None:
    trap = "import pathlib\npathlib.Path('forged').touch()\n"
    review.project.push(dict.fromkeys(("json.py", "pip.py", "sotetrace.py", "venv.py", "re.py"), trap))
    assert review.push(plan("M1")).is_success
    assert not list(review.folder.rglob("forged"))


def test_workflow_of_this_repository_tells_what_changes_in_its_own_vision(tmp_path: Path) -> None:
    steps = load_yaml(".github/workflows/model.yml")["jobs"]["vision"]["steps"]
    [step] = [one for one in steps if one.get("uses") == "./"]
    vision = (ROOT / MODEL).read_text(encoding="utf-8")
    pulls, project = Pulls(tmp_path / "github"), Project(tmp_path, vision)
    workspace = project.push({MODEL: vision.replace("  - id: M15\n", "  - id: M99\n", 1)})
    ran = Job(workspace, pulls, tmp_path).run(**step["with"])
    assert counts(ran)[0] == "true"
    assert int(ran.outputs["breaking"]) > 0
    [body] = pulls.bodies
    assert body.startswith(f"{MARKER}\n### Visiomalli\n")
    assert "M99" in body


def test_long_comparison_fits_comment_and_summary(review: Review) -> None:
    long = json.loads(BEFORE)
    long["measures"] += [{**long["measures"][0], "id": f"M{number}"} for number in range(10, 400)]
    for measure in long["measures"][2:]:
        measure["title"] = dict.fromkeys(("fi", "sv", "en"), "ä" * 2000)
    ran = review.push(json.dumps(long))
    assert ran.is_success
    assert len(review.pulls.bodies[0]) <= 65_000
    assert len(ran.summary.encode()) < 2**20
    assert ran.summary.endswith("\n")


def test_installed_is_what_is_pinned_by_hash_then_sotetrace_itself(review: Review) -> None:
    review.push(BEFORE)
    first, second = (review.folder / "pip.txt").read_text(encoding="utf-8").splitlines()
    assert re.search(rf"--require-hashes -r {ROOT}/requirements/run.txt -r {ROOT}/requirements/build.txt$", first)
    assert second.endswith(f"--no-deps --no-build-isolation {ROOT}")


@pytest.mark.parametrize("name", ["action.yml", "action/publish/action.yml"])
def test_action_interpolates_nothing_into_a_shell_and_uses_no_other_action(name: str) -> None:
    action = load_yaml(name)
    assert action["runs"]["using"] == "composite"
    for step in action["runs"]["steps"]:
        assert "uses" not in step
        assert "${{" not in step["run"]
    for about in (*action["inputs"].values(), *action.get("outputs", {}).values()):
        assert about["description"].endswith((".", "empty."))
