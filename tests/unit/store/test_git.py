"""Running git: limits, environment, and reading objects through one process."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sotetrace.errors import GitError, UsageError
from sotetrace.store import git
from sotetrace.store.git import Batch, run_git
from sotetrace.store.repository import check_words, find_repository
from tests.repositories import Repo, make_repository

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    made = make_repository(tmp_path / "repo")
    made.commit("one", {"a.txt": "a\n", "empty": "", "ä ö/b.bin": bytes(range(256)) * 300})
    return made


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    """Put a script in the place of git."""
    if sys.platform == "win32":
        pytest.skip("a script stands in for git")
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")


def test_repository_is_found_from_any_folder_of_it(repo: Repo, tmp_path: Path) -> None:
    found = find_repository(repo.path)
    assert (found.folder, found.git_dir, found.prefix) == (repo.path, repo.path / ".git", "")
    below = find_repository(repo.path / "ä ö")
    assert (below.folder, below.prefix, below.has_files, below.is_shallow) == (repo.path, "ä ö/", True, False)
    inside = find_repository(repo.path / ".git")
    assert not inside.has_files
    with pytest.raises(GitError, match="not in a git repository"):
        find_repository(tmp_path)
    with pytest.raises(GitError, match="No such file"):
        find_repository(tmp_path / "absent")


def test_answer_has_status_output_and_words(repo: Repo) -> None:
    answer = run_git(repo.path, "rev-parse", "--verify", "absent")
    assert (answer.status, answer.output) == (128, b"")
    assert answer.said.startswith("fatal: ")
    assert run_git(repo.path, "hash-object", "--stdin", stdin=b"a\n").output.decode().strip() == repo.sha("HEAD:a.txt")


def test_failure_says_what_git_says(repo: Repo) -> None:
    with pytest.raises(GitError, match="git: not a tree object") as caught:
        find_repository(repo.path).ask("ls-tree", repo.sha("HEAD:a.txt"))
    assert caught.value.exit_status == 3
    assert caught.value.hint


def test_batch_reads_every_kind_of_content(repo: Repo) -> None:
    with Batch(repo.path) as batch:
        assert batch.read(repo.sha("HEAD:a.txt"), "a") == b"a\n"
        assert batch.read(repo.sha("HEAD:empty"), "e") == b""
        assert batch.read("0" * 40, "x") is None
        assert batch.read(repo.sha("HEAD:ä ö/b.bin"), "b") == bytes(range(256)) * 300
    assert batch.read(repo.sha("HEAD:a.txt"), "a") == b"a\n"  # each reading outside has a process of its own


def test_batch_refuses_what_is_too_large_and_reads_on(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(git, "MAX_BYTES", 100)
    with Batch(repo.path) as batch:
        with pytest.raises(GitError, match=r"b\.bin: is larger than 100 bytes"):
            batch.read(repo.sha("HEAD:ä ö/b.bin"), "b.bin")
        assert batch.read(repo.sha("HEAD:a.txt"), "a") == b"a\n"


def test_answer_that_is_too_long_is_cut_off(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stand_in(tmp_path / "bin", monkeypatch, "yes")
    monkeypatch.setattr(git, "MAX_OUTPUT", 1000)
    with pytest.raises(GitError, match="answers more than 1000 bytes"):
        run_git(repo.path, "ls-tree")


@pytest.mark.parametrize("script", ["exec sleep 30", "echo words; exec sleep 30"])
def test_git_that_takes_too_long_is_ended(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    stand_in(tmp_path / "bin", monkeypatch, script)
    monkeypatch.setattr(git, "SECONDS", 0.2)
    began = time.monotonic()
    with pytest.raises(GitError, match=r"takes longer than 0\.2 seconds"):
        run_git(repo.path, "rev-list")
    with pytest.raises(GitError, match=r"takes longer than 0\.2 seconds|exit status"):
        Batch(repo.path).read("0" * 40, "x")
    assert time.monotonic() - began < 10


@pytest.mark.parametrize(
    "script", ["exit 3", "echo fatal: broken >&2; exit 128", "echo x; exit 0", "echo a blob 9; echo b"]
)
def test_process_that_ends_early_is_an_error(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    stand_in(tmp_path / "bin", monkeypatch, script)
    with Batch(repo.path) as batch:
        for _ in range(2):
            with pytest.raises(GitError, match="git: "):
                batch.read("0" * 40, "x")


def test_environment_keeps_what_a_user_sets_for_git_and_nothing_of_a_hook(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = {"GIT_CONFIG_GLOBAL": "x", "GIT_CONFIG_COUNT": "0", "GIT_CEILING_DIRECTORIES": "/y"}
    dropped = {
        "GIT_DIR": "x",
        "GIT_INDEX_FILE": "x",
        "GIT_PREFIX": "x",
        "GIT_TRACE2": "1",
        "GIT_ASKPASS": "x",
        "GIT_EDITOR": "x",
    }
    for name, value in (kept | dropped).items():
        monkeypatch.setenv(name, value)
    stand_in(tmp_path / "bin", monkeypatch, "env")
    rows = dict(row.split("=", 1) for row in run_git(repo.path, "x").output.decode().splitlines() if "=" in row)
    assert {name: rows.get(name) for name in kept} == kept
    assert not set(dropped) & set(rows)
    assert {rows[name] for name in ("LC_ALL", "LANGUAGE")} == {"C"}
    assert {rows[name] for name in ("GIT_OPTIONAL_LOCKS", "GIT_TERMINAL_PROMPT")} == {"0"}


@pytest.mark.parametrize("word", ["-x", "--upload-pack=x", "a\nb", "a\rb", "a\0b"])
def test_words_that_are_no_revision_or_path(word: str) -> None:
    check_words("a-b", "päähaara", "x y", "'\"$(x)")
    with pytest.raises(UsageError):
        check_words("main", word)
