"""What is compared when no side is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.errors import GitError, ShallowHistoryError, UsageError
from tests.git.asking import compared, sides
from tests.repositories import Repo, make_repository, plan, unchanged


@pytest.fixture
def branched(repo: Repo) -> Repo:
    """`main` has gone on to M1 M2 and M4, `topic` (checked out) left it at M1 M2 and added M5; M6 is on disk only."""
    repo.commit("four", {"data/vision.yaml": plan("M1", "M2", "M4"), "notes.md": "a"})
    repo.git("checkout", "--quiet", "-b", "topic", "HEAD~1")
    repo.commit("five", {"data/vision.yaml": plan("M1", "M2", "M5")})
    repo.write({"data/vision.yaml": plan("M1", "M2", "M5", "M6")})
    return repo


@pytest.fixture
def merged(repo: Repo) -> Repo:
    """A pull request checked out as its merge: `main` has M1 M2 M4 in two files' history, the request adds a note."""
    repo.git("checkout", "--quiet", "--force", "-b", "topic", "HEAD~1")
    repo.commit("topic", {"data/vision.yaml": plan("M0", "M1")})
    repo.git("checkout", "--quiet", "--detach", "main")
    repo.git("merge", "--quiet", "--no-ff", "--no-edit", "-X", "theirs", "topic")
    return repo


def test_on_a_branch_it_is_where_it_left_the_default_branch(branched: Repo) -> None:
    assert compared(branched) == ("M1 M2", "M1 M2 M5 M6")
    old, new = sides()
    assert (old.kind, old.label) == ("merge base", f"main...HEAD ({branched.sha('main~1')[:7]})")
    assert (new.kind, new.label) == ("path", "data/vision.yaml")


def test_on_the_default_branch_it_is_head(repo: Repo) -> None:
    assert compared(repo) == ("M1 M2", "M1 M2 M3")
    old, _ = sides()
    assert (old.kind, old.label) == ("revision", f"HEAD ({repo.sha()[:7]})")


def test_on_the_default_branch_of_a_clone_it_is_head(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clone = repo.clone(tmp_path / "clone")
    clone.commit("not pushed", {"data/vision.yaml": plan("M7")})
    monkeypatch.chdir(clone.path)
    assert compared(clone) == ("M7", "M7")


def test_only_branch_of_any_name_is_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only = make_repository(tmp_path / "only", branch="runko")
    only.commit("one", {"data/vision.yaml": plan("M1")})
    monkeypatch.chdir(only.path)
    assert compared(only) == ("M1", "M1")
    only.git("checkout", "--quiet", "-b", "topic")
    with unchanged(only), pytest.raises(UsageError, match="default branch is not known") as caught:
        sides()
    assert "BRANCH...HEAD" in caught.value.hint
    only.git("config", "init.defaultBranch", "runko")
    only.commit("two", {"data/vision.yaml": plan("M2")})
    assert compared(only) == ("M1", "M2")


@pytest.mark.parametrize("name", ["main", "master", "kehitys"])
def test_default_branch_is_that_of_the_remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    remote = make_repository(tmp_path / "remote", branch=name)
    remote.commit("one", {"data/vision.yaml": plan("M1")})
    clone = remote.clone(tmp_path / "clone")
    clone.git("checkout", "--quiet", "-b", "topic")
    clone.git("branch", "-D", name)
    clone.commit("two", {"data/vision.yaml": plan("M1", "M2")})
    monkeypatch.chdir(clone.path)
    assert compared(clone) == ("M1", "M1 M2")
    assert sides()[0].label.startswith(f"origin/{name}...HEAD")
    clone.git("remote", "set-head", "origin", "--delete")
    if name != "kehitys":
        assert sides()[0].label.startswith(f"origin/{name}...HEAD")
    else:
        with pytest.raises(UsageError, match="not known"):
            sides()


def test_merge_checked_out_is_exactly_what_the_request_does(merged: Repo) -> None:
    assert compared(merged) == ("M1 M2", "M0 M1 M2")
    assert sides()[0].label == f"HEAD^1 ({merged.sha('main')[:7]})"
    merged.git("checkout", "--quiet", "-b", "on-a-branch")  # a merge of one's own says nothing about a request
    assert sides()[0].kind == "merge base"


@pytest.mark.parametrize("depth", [1, 2])
def test_merge_checked_out_in_a_shallow_clone(
    merged: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, depth: int
) -> None:
    merged.git("update-ref", "refs/pull/1/merge", "HEAD")
    clone = make_repository(tmp_path / "clone")
    clone.git("remote", "add", "origin", merged.path.as_uri())
    fetch = f"+{merged.sha()}:refs/remotes/pull/1/merge"
    clone.git("fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", fetch)
    clone.git("checkout", "--quiet", "--force", "refs/remotes/pull/1/merge")
    monkeypatch.chdir(clone.path)
    if depth == 1:
        with unchanged(clone), pytest.raises(ShallowHistoryError) as caught:
            sides()
        assert caught.value.hint == f"Fetch it with: git fetch --depth=2 origin {merged.sha()}"
        clone.git(*caught.value.hint.partition(": git ")[2].split())  # and the command works
    assert compared(clone) == ("M1 M2", "M0 M1 M2")


def test_shallow_clone_of_a_branch(branched: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    branched.git("stash", "--quiet")
    clone = branched.clone(tmp_path / "clone", "--depth=1", "--no-single-branch", "--branch=topic")
    monkeypatch.chdir(clone.path)
    with unchanged(clone), pytest.raises(ShallowHistoryError, match="does not reach to where they parted") as caught:
        sides("origin/main...HEAD")
    assert caught.value.hint == "Fetch it with: git fetch --unshallow"
    for revision, command in {
        "HEAD~1": "git fetch --depth=2",
        "HEAD^": "git fetch --depth=2",
        "@~2": "git fetch --depth=3",
        "topic~1": "git fetch --unshallow",
        branched.sha("main~2"): "git fetch --unshallow",
    }.items():
        with unchanged(clone), pytest.raises(ShallowHistoryError) as caught:
            sides(revision)
        assert caught.value.hint == f"Fetch it with: {command}"
    clone.git("fetch", "--quiet", "--depth=2")
    assert compared(clone, "HEAD~1") == ("M1 M2", "M1 M2 M5")
    clone.git("fetch", "--quiet", "--unshallow")
    assert compared(clone, "origin/main...HEAD") == ("M1 M2", "M1 M2 M5")


def test_clone_of_one_branch_says_how_to_fetch_the_other(
    branched: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    branched.git("checkout", "--quiet", "--force", "main")
    clone = branched.clone(tmp_path / "clone", "--single-branch", "--branch=topic")
    monkeypatch.chdir(clone.path)
    with unchanged(clone), pytest.raises(UsageError, match="default branch is not known"):
        sides()  # never a comparison of HEAD with itself, which would pass for "no changes"
    for name in ("main", "origin/main"):
        with pytest.raises(GitError) as caught:
            sides(f"{name}...HEAD")
        assert "git fetch origin main:refs/remotes/origin/main" in caught.value.hint
    clone.git("fetch", "--quiet", "origin", "main:refs/remotes/origin/main")
    assert compared(clone) == ("M1 M2", "M1 M2 M5")


def test_branches_without_a_common_commit(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--orphan", "apart")
    repo.commit("apart")
    with unchanged(repo), pytest.raises(GitError, match="no commit in common"):
        sides()


def test_bare_clone_takes_two_sides(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = repo.clone(tmp_path / "bare.git", "--bare")
    monkeypatch.chdir(bare.path)
    assert compared(bare, "main~1", "main") == ("M1", "M1 M2")
    assert compared(bare, "main~1", "main", model="data/vision.yaml") == ("M1", "M1 M2")
    for arguments in ([], ["main"]):
        with pytest.raises(UsageError, match="bare repository has no files"):
            sides(*arguments)
    with pytest.raises(UsageError, match="bare repository has no index"):
        sides(staged=True)


def test_linked_worktree(repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.git("worktree", "add", "--quiet", "-b", "topic", str(tmp_path / "linked"), "main~1")
    linked = Repo(tmp_path / "linked")
    linked.write({"data/vision.yaml": plan("M8")})
    linked.git("add", "--all")
    monkeypatch.chdir(linked.path)
    with unchanged(repo):
        assert compared(linked) == ("M1", "M8")
        assert compared(linked, staged=True) == ("M1", "M8")
        assert compared(linked, "main") == ("M1 M2", "M8")
