"""The hooks for pre-commit: each entry runs in a repository, as pre-commit would run it, and from a hook of git."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.ci.checkouts import MODEL
from tests.ci.jobs import ROOT
from tests.repositories import Repo, hermetic, make_repository, plan

HOOKS: dict[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = make_repository(tmp_path / "repo")
    made.commit("plan", {MODEL: plan("M1", "M2")})
    return made


def run(name: str, repo: Repo, *args: str) -> subprocess.CompletedProcess[str]:
    command = [*shlex.split(HOOKS[name]["entry"]), *args]
    return subprocess.run(command, cwd=repo.path, env=environment(), capture_output=True, encoding="utf-8", check=False)


def environment() -> dict[str, str]:
    return {
        **hermetic(),
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
        "SOTETRACE_LANG": "en",
        "LC_ALL": "C.UTF-8",
    }


def test_hooks_are_what_pre_commit_knows() -> None:
    known = {"id", "name", "description", "entry", "language", "types", "pass_filenames", "require_serial"}
    for hook in HOOKS.values():
        assert hook.keys() <= known | {"verbose", "stages", "always_run"}
        assert hook["language"] == "python"
        assert hook["pass_filenames"] is False
        assert hook["entry"].startswith("sotetrace ")
    assert set(HOOKS) == {"sotetrace-check", "sotetrace-diff", "sotetrace-export"}


def test_check_fails_on_errors_or_as_asked(repo: Repo) -> None:
    assert run("sotetrace-check", repo).returncode == 0
    assert run("sotetrace-check", repo, "--fail-on", "note").returncode == 1
    repo.write({MODEL: plan("M1", "M1")})
    assert run("sotetrace-check", repo).returncode == 1


def test_diff_tells_what_is_staged_and_fails_as_asked(repo: Repo) -> None:
    assert "No changes." in run("sotetrace-diff", repo).stdout
    repo.write({MODEL: plan("M1")})
    assert "No changes." in run("sotetrace-diff", repo).stdout
    repo.git("add", MODEL)
    ran = run("sotetrace-diff", repo)
    assert (ran.returncode, "was removed" in ran.stdout) == (0, True)
    assert run("sotetrace-diff", repo, "--fail-on", "breaking").returncode == 1


def test_export_is_fresh_until_the_model_or_the_file_changes(repo: Repo) -> None:
    named = ("markdown", "-o", "summary.md")
    subprocess.run(["sotetrace", "export", *named], cwd=repo.path, env=environment(), check=True)
    assert run("sotetrace-export", repo, *named).returncode == 0
    (repo.path / "summary.md").write_text("by hand", encoding="utf-8")
    assert run("sotetrace-export", repo, *named).returncode == 1


def test_hook_of_git_stops_a_commit_that_breaks(repo: Repo) -> None:
    check, compare = (HOOKS[f"sotetrace-{name}"]["entry"] for name in ("check", "diff"))
    entries = [check, f"{compare} --fail-on breaking"]
    hook = repo.path / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("\n".join(["#!/bin/sh", "set -e", *entries]) + "\n", encoding="utf-8")
    hook.chmod(0o755)
    for text, is_committed in ((plan("M1"), False), (plan("M1", "M2", "M3"), True)):
        repo.write({MODEL: text})
        repo.git("add", MODEL)
        done = subprocess.run(
            ["git", "commit", "-m", "x"], cwd=repo.path, env=environment(), capture_output=True, check=False
        )
        assert (done.returncode == 0) == is_committed, done.stderr.decode()
