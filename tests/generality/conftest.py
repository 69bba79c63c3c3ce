"""Both plans, imported once for all tests, in a repository with a past."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.cli.runner import Run, sotetrace
from tests.generality.plans import controls, mappings, tree
from tests.repositories import make_repository

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repo

SETTINGS = "format: 1\ndocuments: [tree.yaml, set.yaml]\ncrosswalks: [set-tree.sssom.tsv]\nwaivers: waivers.yaml\n"
JUDGED = ("--by", "Aino Virta", "--date", "2026-11-22")


@pytest.fixture(autouse=True)
def _neutral(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture(scope="session")
def imports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Run]]:
    """The folder of what was imported, and what each import said, in JSON."""
    folder = tmp_path_factory.mktemp("imports")
    (folder / "tree.csv").write_text(tree(), encoding="utf-8")
    (folder / "set.xlsx").write_bytes(controls())
    (folder / "mappings.tsv").write_text(mappings(), encoding="utf-8")
    (folder / "sotetrace.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "waivers.yaml").write_text("format: 1\nwaivers: []\n", encoding="utf-8")
    calls = {
        "tree": ("csv", "tree.csv", "-o", "tree.yaml"),
        "set": ("xlsx", "set.xlsx", "-o", "set.yaml", *JUDGED),
        "mappings": ("sssom", "mappings.tsv", "-o", "set-tree.sssom.tsv"),
    }
    return folder, {name: sotetrace("import", *args, "--format", "json", cwd=folder) for name, args in calls.items()}


@pytest.fixture(scope="session")
def _with_past(imports: tuple[Path, dict[str, Run]], tmp_path_factory: pytest.TempPathFactory) -> Repo:
    folder, _ = imports
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    made = make_repository(tmp_path_factory.mktemp("generality") / "repo")
    old = {
        name: raw.replace(b"baseline: 1,5\n", b"baseline: 99\n").replace(b"{en: Control 7}", b"{en: No water at all}")
        for name, raw in files.items()
    }
    made.commit("one", old)
    made.git("tag", "v1")
    made.git("branch", "topic")
    made.commit("two", files)
    made.git("tag", "v2")
    return made


@pytest.fixture
def repo(_with_past: Repo, tmp_path: Path) -> Repo:
    return _with_past.copy(tmp_path / "repo")
