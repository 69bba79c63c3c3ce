"""The one writer: a file is there whole, or as it was, and nothing is left behind."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from sotetrace.errors import SotetraceError
from sotetrace.store.writer import write_text


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_text_is_written_in_utf_8_with_line_feeds(tmp_path: Path) -> None:
    write_text(tmp_path / "a.md", "Sisältö\nÅ\n")
    assert (tmp_path / "a.md").read_bytes() == "Sisältö\nÅ\n".encode()
    assert names(tmp_path) == ["a.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_file_can_be_read_by_others(tmp_path: Path) -> None:
    write_text(tmp_path / "a", "")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_missing_folders_are_made(tmp_path: Path) -> None:
    write_text(tmp_path / "x" / "y" / "a", "1")
    assert (tmp_path / "x" / "y" / "a").read_text(encoding="utf-8") == "1"


def test_existing_file_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(SotetraceError, match="is there already") as caught:
        write_text(tmp_path / "a", "new")
    assert caught.value.hint
    assert (tmp_path / "a").read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["a"]


def test_dangling_link_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "absent")
    with pytest.raises(SotetraceError):
        write_text(tmp_path / "a", "new")
    assert names(tmp_path) == ["a"]
    assert (tmp_path / "a").is_symlink()


def test_existing_file_is_replaced_where_that_is_asked_for(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old and longer", encoding="utf-8")
    write_text(tmp_path / "a", "new", may_replace=True)
    assert (tmp_path / "a").read_text(encoding="utf-8") == "new"
    write_text(tmp_path / "b", "new", may_replace=True)
    assert names(tmp_path) == ["a", "b"]


def test_reader_of_the_old_file_keeps_the_old_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with (tmp_path / "a").open(encoding="utf-8") as reader:
        write_text(tmp_path / "a", "new", may_replace=True)
        assert reader.read() == "old"


@pytest.mark.parametrize("may_replace", [True, False])
def test_text_that_cannot_be_encoded_leaves_everything_as_it_was(tmp_path: Path, *, may_replace: bool) -> None:
    (tmp_path / "old").write_text("old", encoding="utf-8")
    path = tmp_path / ("old" if may_replace else "new")
    with pytest.raises(UnicodeEncodeError):  # a bug of the caller, and so a traceback
        write_text(path, "a" * 100_000 + "\ud800", may_replace=may_replace)
    assert names(tmp_path) == ["old"]
    assert (tmp_path / "old").read_text(encoding="utf-8") == "old"


@pytest.mark.parametrize("may_replace", [True, False])
def test_folder_in_the_way(tmp_path: Path, *, may_replace: bool) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    with pytest.raises(SotetraceError):
        write_text(tmp_path / "a", "new", may_replace=may_replace)
    assert names(tmp_path) == ["a", "a/b"]


def test_file_where_a_folder_is_needed(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("old", encoding="utf-8")
    with pytest.raises(SotetraceError):
        write_text(tmp_path / "a" / "b", "new")
    assert names(tmp_path) == ["a"]


@pytest.mark.parametrize("name", ["a" * 250, "a" * 5000])
def test_name_that_is_too_long(tmp_path: Path, name: str) -> None:
    with pytest.raises(SotetraceError, match="long"):
        write_text(tmp_path / name, "new")
    assert names(tmp_path) == []


def test_folder_that_may_not_be_written(closed: Path) -> None:
    with pytest.raises(SotetraceError, match="Permission denied") as caught:
        write_text(closed / "b", "new")
    assert caught.value.hint == "Nothing was written."


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no /proc here")
def test_folder_that_takes_no_files() -> None:
    with pytest.raises(SotetraceError) as caught:
        write_text(Path("/proc/self/a"), "new")
    assert caught.value.hint == "Nothing was written."
