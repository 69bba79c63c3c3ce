"""What merging would give, without a trace in the repository."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sotetrace.errors import AbsentModelError, GitError, ShallowHistoryError, UnknownRevisionError
from sotetrace.store.merges import Merge, read_merge
from tests.repositories import Repo, make_repository, measures_of, plan, unchanged

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def merged(repo: Repo, ours: str = "main", theirs: str = "topic", model: str | None = None) -> Iterator[Merge]:
    with unchanged(repo), read_merge(ours, theirs, model=Path(model) if model else None, start=Path.cwd()) as merge:
        yield merge


def part(identifier: str) -> str:
    return f'{{"measures": [{{"id": "{identifier}", "title": {{"fi": "a", "sv": "b", "en": "c"}}, "advances": []}}]}}\n'


@pytest.fixture
def forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The model is the folder `data`: `main` adds M2, `topic` adds M3, each in a file of its own."""
    repo = make_repository(tmp_path / "öljy: repo" if sys.platform != "win32" else tmp_path / "öljy repo")
    monkeypatch.chdir(repo.path)
    repo.commit("base", {"sotetrace.yaml": "documents: [data]\n", "data/a.yaml": plan("M1")})
    repo.git("checkout", "--quiet", "-b", "topic")
    repo.commit("theirs", {"data/c.yaml": part("M3")})
    repo.git("checkout", "--quiet", "main")
    repo.commit("ours", {"data/b.yaml": part("M2")})
    return repo


def test_clean_merge(forked: Repo) -> None:
    with merged(forked) as merge:
        assert merge.conflicts == ()
        sides = (merge.base, merge.ours, merge.theirs, merge.merged)
        assert [" ".join(measures_of(side.open())) for side in sides] == ["M1", "M1 M2", "M1 M3", "M1 M2 M3"]
        assert [side.kind for side in sides] == ["merge base", "revision", "revision", "merge"]
        assert merge.merged.label == "main + topic"
        assert merge.base.sha == forked.sha("main~1")
        assert list(merge.merged.open().positions["plan"].files)[2][0] == "data/c.yaml"


def test_nothing_is_left_behind(forked: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scratch").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "scratch"))
    with merged(forked) as merge:
        assert list((tmp_path / "scratch").iterdir())
    assert list((tmp_path / "scratch").iterdir()) == []
    with pytest.raises(GitError):
        merge.merged.open()


def test_texts_that_merge_cleanly_may_break_the_model(forked: Repo) -> None:
    forked.git("checkout", "--quiet", "topic")
    forked.commit("theirs", {"data/d.yaml": part("M2")})
    with merged(forked) as merge:
        assert merge.conflicts == ()
        assert measures_of(merge.merged.open()).count("M2") == 2


def test_conflict_is_named(forked: Repo) -> None:
    forked.commit("ours", {"data/a.yaml": plan("M1", title="A"), "ä.yaml": "a\n"})
    forked.git("checkout", "--quiet", "topic")
    forked.commit("theirs", {"data/a.yaml": plan("M1", title="B"), "ä.yaml": "b\n"})
    with merged(forked) as merge:
        assert merge.conflicts == ("data/a.yaml", "ä.yaml")
        files = {finding.location.file for finding in merge.merged.open().findings if finding.location is not None}
        assert "data/a.yaml" in files


def test_one_changes_what_the_other_deletes(forked: Repo) -> None:
    forked.commit("ours", {"data/a.yaml": plan("M1", title="A")})
    forked.git("checkout", "--quiet", "topic")
    forked.commit("theirs", {"data/a.yaml": None})
    with merged(forked) as merge:
        assert merge.conflicts == ("data/a.yaml",)


def test_one_edits_what_the_other_moves(forked: Repo) -> None:
    forked.git("mv", "data", "plans")
    forked.commit("ours", {"sotetrace.yaml": "documents: [plans]\n"})
    forked.git("checkout", "--quiet", "topic")
    forked.commit("theirs", {"data/a.yaml": plan("M1", "M9")})
    with merged(forked) as merge:
        assert sorted(measures_of(merge.merged.open())) == ["M1", "M2", "M9"] or merge.conflicts


def test_model_that_neither_has(forked: Repo) -> None:
    with merged(forked, model="plans") as merge, pytest.raises(AbsentModelError, match="has no plans"):
        merge.merged.open()


def test_merge_of_what_is_merged_already(forked: Repo) -> None:
    with merged(forked, "main", "main~1") as merge:
        assert (measures_of(merge.merged.open()), merge.conflicts) == (["M1", "M2"], ())


def test_unknown_revision_and_no_common_commit(forked: Repo) -> None:
    with pytest.raises(UnknownRevisionError), merged(forked, "main", "tpoic"):
        pass
    forked.git("checkout", "--quiet", "--orphan", "apart")
    forked.commit("apart")
    with pytest.raises(GitError, match="no commit in common"), merged(forked, "main", "apart"):
        pass


@pytest.mark.parametrize("options", [(), ("--bare",), ("--shared",), ("--depth=2", "--no-single-branch")])
def test_clones_of_every_kind(
    forked: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    source = str(forked.path) if "--shared" in options else forked.path.as_uri()
    forked.git("clone", "--quiet", *options, source, str(tmp_path / "clone"))
    clone = Repo(tmp_path / "clone")
    monkeypatch.chdir(clone.path)
    prefix = "" if "--bare" in options else "origin/"
    with unchanged(forked), merged(clone, f"{prefix}main", f"{prefix}topic") as merge:
        assert measures_of(merge.merged.open()) == ["M1", "M2", "M3"]


def test_shallow_clone_without_the_common_commit(forked: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clone = forked.clone(tmp_path / "clone", "--depth=1", "--no-single-branch")
    monkeypatch.chdir(clone.path)
    with pytest.raises(ShallowHistoryError) as caught, merged(clone, "origin/main", "origin/topic"):
        pass
    assert caught.value.hint == "Fetch it with: git fetch --unshallow"


def test_linked_worktree_and_submodule(forked: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forked.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    monkeypatch.chdir(tmp_path / "linked")
    with merged(forked) as merge:
        assert measures_of(merge.merged.open()) == ["M1", "M2", "M3"]


def test_repository_of_the_longer_hash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = Repo(tmp_path)
    repo.git("init", "--quiet", "--initial-branch=main", "--object-format=sha256", "long")
    repo = Repo(tmp_path / "long")
    monkeypatch.chdir(repo.path)
    repo.commit("base", {"data/vision.yaml": plan("M1")})
    repo.git("branch", "topic")
    repo.commit("ours", {"data/vision.yaml": plan("M1", "M2")})
    with merged(repo) as merge:
        assert measures_of(merge.merged.open()) == ["M1", "M2"]


def test_git_that_is_too_old_is_named(forked: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform == "win32":
        pytest.skip("a script stands in for git")
    (tmp_path / "bin").mkdir()
    script = f"""#!/bin/sh
for word in "$@"; do
  case $word in
    merge-tree) echo 'usage: git merge-tree <base-tree> <branch1> <branch2>' >&2; exit 129;;
    version) echo 'git version 2.34.1'; exit 0;;
  esac
done
exec {shutil.which("git")} "$@"
"""
    (tmp_path / "bin/git").write_text(script, encoding="utf-8")
    (tmp_path / "bin/git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}")
    with (
        pytest.raises(GitError, match=r"git 2\.34\.1") as caught,
        read_merge("main", "topic", model=None, start=Path.cwd()),
    ):
        pass
    assert caught.value.hint == "Install git 2.38 or newer."
