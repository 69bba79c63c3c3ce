"""What the tests of git share: an environment in which no setting of the machine counts, and a first repository."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.repositories import make_repository, plan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repo


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def _first(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    made = make_repository(tmp_path_factory.mktemp("first") / "repo")
    made.commit("one", {"data/vision.yaml": plan("M1")})
    made.commit("two", {"data/vision.yaml": plan("M1", "M2")})
    made.write({"data/vision.yaml": plan("M1", "M2", "M3")})
    return made


@pytest.fixture
def repo(_first: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """A repository that is the current folder: `main` has M1, then M1 and M2, and M3 is on disk only."""
    made = _first.copy(tmp_path / "repo")
    monkeypatch.chdir(made.path)
    return made
