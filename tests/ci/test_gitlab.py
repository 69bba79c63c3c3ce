"""The example for GitLab: its commands run as written, in checkouts as GitLab makes them, against a stand-in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.ci.checkouts import MODEL, Project
from tests.ci.jobs import ROOT, load_yaml
from tests.repositories import plan

if TYPE_CHECKING:
    from collections.abc import Iterator

NOTES = "/api/v4/projects/3/merge_requests/7/notes"
PAGE = 20


class GitLab(ThreadingHTTPServer):
    """The notes of a merge request, twenty a page at most, behind an address of this machine."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.notes: list[dict[str, Any]] = []
        self.writes: list[str] = []
        self.bodies: list[str] = []
        self.may_write = True

    def talk(self, count: int, body: str = "Looks good.", author: int = 5) -> None:
        start = len(self.notes)
        self.notes += [{"id": start + at, "author": {"id": author}, "body": body} for at in range(count)]

    @property
    def own(self) -> list[str]:
        return [note["body"] for note in self.notes if note["author"]["id"] == 1]


class Handler(BaseHTTPRequestHandler):
    server: GitLab

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _answer(self, status: int, value: Any, **headers: str) -> None:
        raw = json.dumps(value).encode()
        self.send_response(status)
        for name, text in {"Content-Length": str(len(raw)), **headers}.items():
            self.send_header(name.replace("_", "-"), text)
        self.end_headers()
        self.wfile.write(raw)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if self.headers["PRIVATE-TOKEN"] != "secret":
            self._answer(401, {"message": "401 Unauthorized"})
        elif parts.path == "/api/v4/user":
            self._answer(200, {"id": 1})
        elif parts.path == NOTES:
            query = parse_qs(parts.query)
            size, page = min(PAGE, int(query["per_page"][0])), int(query["page"][0])
            shown = self.server.notes[(page - 1) * size : page * size]
            following = str(page + 1) if page * size < len(self.server.notes) else ""
            self._answer(200, shown, X_Next_Page=following)
        else:
            self._answer(404, {"message": "404 Not Found"})

    def _write(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["body"]
        self.server.writes.append(self.command)
        self.server.bodies.append(body)
        if not self.server.may_write:
            self._answer(403, {"message": "403 Forbidden"})
        elif self.command == "POST" and self.path == NOTES:
            self.server.talk(1, body, author=1)
            self._answer(201, self.server.notes[-1])
        else:
            found = re.fullmatch(f"{NOTES}/(\\d+)", self.path)
            assert found
            self.server.notes[int(found[1])]["body"] = body
            self._answer(200, self.server.notes[int(found[1])])

    do_POST = do_PUT = _write  # noqa: N815


@pytest.fixture
def gitlab() -> Iterator[GitLab]:
    server = GitLab()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def run_job(name: str, workspace: Path, gitlab: GitLab, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the commands of a job as GitLab does: one shell, which ends at the first that fails."""
    example = load_yaml("examples/gitlab-ci.yml")
    job = example[name]
    (workspace / "ci").mkdir(exist_ok=True)
    shutil.copy(ROOT / "examples/gitlab-note.py", workspace / "ci")
    environment = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "HOME": str(workspace.parent),
        "LANG": "C.UTF-8",
        "SOTETRACE_LANG": "en",
        "CI_API_V4_URL": f"http://127.0.0.1:{gitlab.server_port}/api/v4",
        "CI_PROJECT_ID": "3",
        "CI_MERGE_REQUEST_IID": "7",
        "CI_MERGE_REQUEST_EVENT_TYPE": "detached",
        "NOTE_TOKEN": "secret",
        **example["variables"],
        **job.get("variables", {}),
        **variables,
    }
    script = "\n".join(["set -eo pipefail", *job["script"]])
    return subprocess.run(
        ["bash", "-c", script], cwd=workspace, env=environment, capture_output=True, encoding="utf-8", check=False
    )


class MergeRequest:
    """A merge request: pushing to it runs the job that compares."""

    def __init__(self, folder: Path, gitlab: GitLab) -> None:
        self.gitlab, self.project = gitlab, Project(folder, plan("M1", "M2"))
        self.base = self.project.repo.sha("topic")

    def push(self, text: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Push, and run the job on the branch itself, which GitLab checks out detached."""
        self.project.push({MODEL: text})
        repo = self.project.repo
        repo.git("checkout", "--quiet", "--detach", "topic")
        known = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": self.base}
        return run_job("model:diff", repo.path, self.gitlab, **{**known, **variables})

    def push_merged(self, text: str) -> subprocess.CompletedProcess[str]:
        """Push, and run the job on the merge with the target."""
        workspace = self.project.push({MODEL: text}, depth=0)
        return run_job("model:diff", workspace, self.gitlab, CI_MERGE_REQUEST_EVENT_TYPE="merged_result")


@pytest.fixture
def merge_request(tmp_path: Path, gitlab: GitLab) -> MergeRequest:
    return MergeRequest(tmp_path, gitlab)


def test_note_is_created_edited_and_cleared(merge_request: MergeRequest, gitlab: GitLab) -> None:
    gitlab.talk(30)
    assert merge_request.push(plan("M1")).returncode == 0
    gitlab.talk(30)
    marker = gitlab.own[0].partition("\n")[0]
    gitlab.talk(1, f"{marker}\nforged", author=6)
    assert "M2 “title of M2” was removed" in gitlab.own[0]
    merge_request.push(plan("M1", "M2"))
    merge_request.push(plan("M1", "M2"))
    [note] = gitlab.own
    assert note.startswith(f"{marker}\n### Vision model\n\nNo changes.\n")
    assert gitlab.writes == ["POST", "PUT"]


def test_no_line_of_a_note_is_a_quick_action(merge_request: MergeRequest, gitlab: GitLab) -> None:
    raw = json.loads(plan("M1", "M2"))
    raw["measures"][0]["title"]["en"] = "/close\n/merge"
    merge_request.push(json.dumps(raw, indent=1))
    merge_request.push('{broken: "\n/close\n')
    raw["measures"][0]["title"]["en"] = "/merge"
    merge_request.push(json.dumps(raw, indent=1))
    assert len(gitlab.writes) == 3
    assert not any(line.startswith("/") for body in gitlab.bodies for line in body.splitlines())


def test_nothing_is_said_where_nothing_changed(merge_request: MergeRequest, gitlab: GitLab) -> None:
    assert merge_request.push(plan("M1", "M2")).returncode == 0
    assert gitlab.writes == []


def test_failed_comparison_says_so_in_the_same_note(merge_request: MergeRequest, gitlab: GitLab) -> None:
    merge_request.push(plan("M1"))
    assert merge_request.push("{broken").returncode == 3
    [note] = gitlab.own
    assert "Not compared." in note


def test_job_fails_after_the_note_is_written(merge_request: MergeRequest, gitlab: GitLab) -> None:
    assert merge_request.push(plan("M1"), FAIL_ON="breaking").returncode == 1
    assert gitlab.writes == ["POST"]


def test_merged_results_are_compared_with_the_target(merge_request: MergeRequest, gitlab: GitLab) -> None:
    """What came into the target meanwhile is no change of the merge request."""
    repo = merge_request.project.repo
    repo.git("checkout", "--quiet", "main")
    raw = json.loads(plan("M1", "M2"))
    raw["goals"].append({**raw["goals"][0], "id": "G9"})
    repo.commit("meanwhile", {MODEL: json.dumps(raw, indent=1)})
    repo.git("checkout", "--quiet", "topic")
    assert merge_request.push_merged(plan("M1", "M2")).returncode == 0
    assert gitlab.own == []


def test_without_the_right_to_write_the_comparison_still_counts(merge_request: MergeRequest, gitlab: GitLab) -> None:
    gitlab.may_write = False
    ran = merge_request.push(plan("M1"))
    assert ran.returncode == 0
    assert "no note was written" in ran.stderr
    assert merge_request.push(plan("M1"), NOTE_TOKEN="").returncode == 0
    assert gitlab.writes == ["POST"]


def test_check_leaves_a_report_for_the_widget(merge_request: MergeRequest, gitlab: GitLab) -> None:
    path = merge_request.project.check_out()
    assert run_job("model:check", path, gitlab).returncode == 0
    assert isinstance(json.loads((path / "gl-code-quality-report.json").read_text(encoding="utf-8")), list)
    (path / MODEL).write_text("{broken", encoding="utf-8")
    assert run_job("model:check", path, gitlab).returncode == 3
    assert json.loads((path / "gl-code-quality-report.json").read_text(encoding="utf-8"))
