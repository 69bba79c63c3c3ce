"""Files by a pattern: in order, below the folder, links followed without end nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.store import patterns
from sotetrace.store.patterns import find_matches, is_pattern
from sotetrace.store.readers import DISK

FILES = ("b.yaml", "a.yaml", ".hidden.yaml", "plans/c.yaml", "plans/.git/d.yaml", "plans/deep/er/e.yaml", "plans/f.txt")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in FILES:
        path = tmp_path / "top" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path / "top"


def found(folder: Path, pattern: str) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in find_matches(folder, pattern, DISK).paths]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.yaml", ["a.yaml", "b.yaml"]),
        ("./*.yaml", ["a.yaml", "b.yaml"]),
        ("?.yaml", ["a.yaml", "b.yaml"]),
        ("[b-z].yaml", ["b.yaml"]),
        (".*.yaml", [".hidden.yaml"]),
        ("plans/*.yaml", ["plans/c.yaml"]),
        ("*/*.yaml", ["plans/c.yaml"]),
        ("plans/*", ["plans/c.yaml", "plans/deep", "plans/f.txt"]),
        ("**/*.yaml", ["a.yaml", "b.yaml", "plans/c.yaml", "plans/deep/er/e.yaml"]),
        ("plans/**/e.yaml", ["plans/deep/er/e.yaml"]),
        ("plans/**", ["plans/c.yaml", "plans/deep", "plans/deep/er", "plans/deep/er/e.yaml", "plans/f.txt"]),
        ("**/deep/**/*.yaml", ["plans/deep/er/e.yaml"]),
        ("no*.yaml", []),
        ("none/*.yaml", []),
        ("a.yaml/*", []),
    ],
)
def test_what_a_pattern_names(folder: Path, pattern: str, names: list[str]) -> None:
    assert found(folder, pattern) == names


def test_circle_of_links_is_walked_once(folder: Path) -> None:
    (folder / "plans" / "round").symlink_to(folder)
    (folder / "itself").symlink_to(folder / "itself")
    assert found(folder, "**/*.yaml") == ["a.yaml", "b.yaml", "plans/c.yaml", "plans/deep/er/e.yaml"]


def test_link_that_leads_out_is_passed_over(folder: Path) -> None:
    outside = folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.yaml").write_text("secret")
    (folder / "out").symlink_to(outside)
    assert found(folder, "*/*.yaml") == ["plans/c.yaml"]
    assert "out/secret.yaml" not in found(folder, "**/*.yaml")


def test_one_file_under_two_names_is_one(folder: Path) -> None:
    (folder / "z.yaml").symlink_to(folder / "a.yaml")
    assert found(folder, "*.yaml") == ["a.yaml", "b.yaml"]


def test_search_ends(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not find_matches(folder, "**/*.yaml", DISK).is_cut
    monkeypatch.setattr(patterns, "_MOST_LOOKED_AT", 5)
    assert find_matches(folder, "**/*.yaml", DISK).is_cut


def test_folders_of_any_depth_end(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(300):
        deep /= "d"
    deep.mkdir(parents=True)
    assert find_matches(tmp_path, "**/*.yaml", DISK).paths == ()


@pytest.mark.parametrize(("text", "is_one"), [("a.yaml", False), ("a*.yaml", True), ("a?", True), ("[ab]", True)])
def test_what_is_a_pattern(text: str, is_one: bool) -> None:
    assert is_pattern(text) is is_one
