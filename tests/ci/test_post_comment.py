"""The one script that posts, against the stand-in for `gh`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.ci.pulls import HEAD, REPOSITORY, Pulls

SCRIPT = Path(__file__).parents[2] / "action" / "post_comment.py"
NAME = "data/vision.yaml model/vision"
MARKER = f"<!-- sotetrace diff: {NAME} -->"


@pytest.fixture
def pulls(tmp_path: Path) -> Pulls:
    return Pulls(tmp_path / "github")


def run(pulls: Pulls, *arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    output = pulls.folder / "output.txt"
    output.write_text("", encoding="utf-8")
    given = {
        "PATH": f"{pulls.bin}{os.pathsep}{os.defpath}",
        "GH_STANDIN": str(pulls.file),
        "GH_TOKEN": "secret",
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_OUTPUT": str(output),
        "SOTETRACE_WAIT": "0",
        **environment,
    }
    command = [sys.executable, "-I", str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, env=given, capture_output=True, encoding="utf-8", check=False)


def comment(body: str = "2 changes", state: str = "found", **fields: Any) -> dict[str, Any]:
    return {"pull": 7, "name": NAME, "state": state, "body": f"{MARKER}\n{body}\n", "language": "en", **fields}


def post(pulls: Pulls, body: str = "2 changes", state: str = "found", **fields: Any) -> str:
    """Post as the action does, and return what the log says."""
    file = pulls.folder / "comment.json"
    file.write_text(json.dumps(comment(body, state, **fields)), encoding="utf-8")
    done = run(pulls, file)
    assert done.returncode == 0, done.stderr
    assert not done.stderr
    return done.stdout


def artifact_of(pulls: Pulls) -> str:
    return (pulls.folder / "output.txt").read_text(encoding="utf-8")


# ---- one comment ---------------------------------------------------------------------------------------------------


def test_first_run_creates_and_the_next_ones_edit(pulls: Pulls) -> None:
    assert "created" in post(pulls, "2 changes")
    assert "edited" in post(pulls, "3 changes")
    assert "up to date" in post(pulls, "3 changes")
    assert pulls.bodies == [f"{MARKER}\n3 changes\n"]
    assert pulls.writes == ["POST", "PATCH"]


@pytest.mark.parametrize("is_merging_pages", [False, True])
def test_own_comment_is_found_on_a_later_page_and_no_other_is_touched(pulls: Pulls, is_merging_pages: bool) -> None:
    pulls.write(is_merging_pages=is_merging_pages)
    pulls.talk(60)
    pulls.talk(1, f"{MARKER}\nforged", "mallory")
    pulls.talk(1, f"{MARKER}\nby somebody who left", None)
    pulls.talk(1, f"Quoted:\n{MARKER}", "github-actions[bot]")
    pulls.talk(60)
    post(pulls, "first")
    pulls.talk(120)
    before = pulls.comments
    post(pulls, "second")
    changed = [new["body"] for old, new in zip(before, pulls.comments, strict=True) if old != new]
    assert changed == [f"{MARKER}\nsecond\n"]
    assert pulls.writes == ["POST", "PATCH"]


def test_each_model_has_a_comment_of_its_own(pulls: Pulls) -> None:
    post(pulls, name="a.yaml model/vision")
    post(pulls, name="b.yaml model/vision")
    assert [body.partition("\n")[0] for body in pulls.bodies] == [
        "<!-- sotetrace diff: a.yaml model/vision -->",
        "<!-- sotetrace diff: b.yaml model/vision -->",
    ]


def test_nothing_is_said_where_there_is_nothing(pulls: Pulls) -> None:
    assert "nothing to tell" in post(pulls, "No changes.", "clear")
    assert pulls.comments == []
    assert pulls.writes == []


def test_comment_is_rewritten_when_the_findings_went_away(pulls: Pulls) -> None:
    post(pulls, "2 changes")
    assert "edited" in post(pulls, "No changes.", "clear")
    assert pulls.bodies == [f"{MARKER}\nNo changes.\n"]


def test_failure_is_said_with_or_without_a_comment_before(pulls: Pulls) -> None:
    post(pulls, "Not compared.", "failed")
    post(pulls, "2 changes")
    post(pulls, "Not compared.", "failed")
    assert pulls.bodies == [f"{MARKER}\nNot compared.\n"]
    assert pulls.writes == ["POST", "PATCH", "PATCH"]


def test_comment_edited_in_a_browser_is_still_found(pulls: Pulls) -> None:
    pulls.talk(1, f"{MARKER}\r\n2 changes\r\n", "github-actions[bot]")
    post(pulls, "3 changes")
    assert pulls.bodies == [f"{MARKER}\n3 changes\n"]


def test_another_author_can_be_named(pulls: Pulls) -> None:
    pulls.write(login="koivula-bot[bot]")
    file = pulls.folder / "comment.json"
    for body in ("one", "two"):
        file.write_text(json.dumps(comment(body)), encoding="utf-8")
        run(pulls, file, COMMENT_AUTHOR="koivula-bot[bot]")
    assert [each["body"] for each in pulls.comments] == [f"{MARKER}\ntwo\n"]


# ---- limits and errors ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["a" * 99, "ä" * 99, "😀" * 99], ids=["ascii", "letters", "emoji"])
def test_body_that_is_too_long_is_cut_at_a_line(pulls: Pulls, line: str) -> None:
    post(pulls, "\n".join([line] * 700))
    [body] = pulls.bodies
    lines = body.splitlines()
    assert lines[:3] == [MARKER, "Cut: the whole report is in the summary of the job.", ""]
    assert set(lines[3:]) == {line}
    assert 60_000 < len(body) <= 65_000


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (502, "Server Error"),
        (500, "Internal Server Error"),
        (429, "Too Many Requests"),
        (403, "You have exceeded a secondary rate limit"),
    ],
)
@pytest.mark.parametrize("is_after", [False, True])
def test_it_tries_again_and_never_posts_twice(pulls: Pulls, status: int, message: str, is_after: bool) -> None:
    pulls.fail(status, message, is_after=is_after)
    post(pulls)
    assert pulls.bodies == [f"{MARKER}\n2 changes\n"]


def test_it_gives_up_with_a_warning(pulls: Pulls) -> None:
    pulls.fail(503, "Service Unavailable", times=9)
    assert "::warning title=sotetrace::Comment not written: gh: Service Unavailable (HTTP 503)" in post(pulls)
    assert pulls.writes == ["POST"] * 3
    assert not artifact_of(pulls)


def test_what_github_finds_invalid_is_a_warning(pulls: Pulls) -> None:
    pulls.fail(422, "Validation Failed")
    assert "::warning" in post(pulls)
    assert pulls.writes == ["POST"]


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_may_not_be_written_is_kept(pulls: Pulls, status: int) -> None:
    pulls.fail(status, "Resource not accessible by integration")
    assert "artifact" in post(pulls)
    name, _, folder = artifact_of(pulls).strip().partition("=")
    assert name == "artifact"
    assert json.loads((Path(folder) / "comment.json").read_text(encoding="utf-8")) == comment()


def test_no_token_and_no_gh_are_warnings(pulls: Pulls) -> None:
    file = pulls.folder / "comment.json"
    file.write_text(json.dumps(comment()), encoding="utf-8")
    assert "GH_TOKEN" in run(pulls, file, GH_TOKEN="").stdout
    done = run(pulls, file, PATH=str(pulls.folder))
    assert (done.returncode, done.stdout[:9]) == (0, "::warning")


def test_without_a_pull_request_nothing_is_asked(pulls: Pulls) -> None:
    assert run(pulls, pulls.folder / "absent.json").returncode == 0
    assert pulls.read()["calls"] == []


def test_stand_in_refuses_what_it_does_not_know(pulls: Pulls) -> None:
    given = {"PATH": os.defpath, "GH_STANDIN": str(pulls.file), "GH_TOKEN": "secret"}
    for words in (["pr", "comment"], ["api", "--slurp", "repos"], ["api", "a", "b"], ["api", "user"]):
        done = subprocess.run([pulls.bin / "gh", *words], env=given, capture_output=True, check=False)
        assert done.returncode == 1, words
    assert HEAD in pulls.file.read_text(encoding="utf-8")
