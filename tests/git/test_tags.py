"""The commits that tags name."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.errors import AbsentModelError, GitError
from sotetrace.store.tags import iter_tags
from tests.repositories import Repo, measures_of, plan, unchanged


def tags(repo: Repo, model: str | None = None, limit: int | None = None) -> list[str]:
    """Each tagged commit as its names and the measures that its model has."""
    with unchanged(repo):
        found = list(iter_tags(model=Path(model) if model else None, start=Path.cwd(), limit=limit))
        return [" ".join((*each.tags, "|", *measures_of(each.side.open()))) for each in found]


def test_tags_of_every_kind_oldest_first(repo: Repo) -> None:
    repo.git("tag", "light", "HEAD~1")
    repo.git("tag", "-m", "words", "heavy", "HEAD")
    repo.git("tag", "-m", "words", "nested", "heavy")
    repo.git("tag", "file", "HEAD:data/vision.yaml")
    assert tags(repo) == ["light | M1", "heavy nested | M1 M2"]
    assert tags(repo, limit=1) == ["heavy nested | M1 M2"]
    assert tags(repo, "data/vision.yaml") == tags(repo)


def test_date_author_and_subject_are_those_of_the_commit(repo: Repo) -> None:
    repo.git("tag", "-m", "other words", "v1", "HEAD~1")
    (found,) = iter_tags(model=None, start=Path.cwd())
    assert (found.sha, found.author, found.subject) == (repo.sha("HEAD~1"), "Aino Virta", "one")
    assert found.date.startswith("2026-01-02T")


def test_tags_beside_the_history_of_head_do_not_count(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--force", "-b", "side")
    repo.commit("side", {"data/vision.yaml": plan("M9")})
    repo.git("tag", "beside")
    repo.git("checkout", "--quiet", "main")
    assert tags(repo) == []


def test_commit_before_there_was_a_model(repo: Repo) -> None:
    repo.git("checkout", "--quiet", "--force", "--orphan", "new")
    repo.commit("bare", {"data/vision.yaml": None, "readme.txt": "words"})
    repo.git("tag", "early")
    repo.commit("model", {"data/vision.yaml": plan("M1")})
    (found,) = iter_tags(model=None, start=Path.cwd())
    with pytest.raises(AbsentModelError):
        found.side.open()


def test_without_a_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(GitError):
        list(iter_tags(model=None, start=Path.cwd()))
