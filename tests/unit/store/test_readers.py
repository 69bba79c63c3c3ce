"""Reading bytes: what cannot be read says so, with a hint, and nothing waits for ever."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path

import pytest

from sotetrace.errors import UnreadableError
from sotetrace.model.limits import MAX_BYTES
from sotetrace.store.readers import is_there, list_files, read_bytes, read_embedded, read_text, shown


def refused(path: Path) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(path)
    assert caught.value.exit_status == 3
    assert caught.value.hint
    return caught.value


def test_bytes_are_read_as_they_are(tmp_path: Path) -> None:
    raw = b"\xef\xbb\xbf\x00\xff\r\n"
    (tmp_path / "a").write_bytes(raw)
    assert read_bytes(tmp_path / "a") == raw


def test_empty_file_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert read_bytes(tmp_path / "a") == b""


def test_absent_file(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "absent" / "a.yaml").message


def test_folder(tmp_path: Path) -> None:
    assert refused(tmp_path).message.endswith("is a folder")


def test_file_as_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    assert "Not a directory" in refused(tmp_path / "a" / "b").message


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
def test_fifo_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    assert refused(tmp_path / "fifo").message.endswith("is no regular file")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no devices here")
def test_device_is_refused() -> None:
    assert refused(Path("/dev/zero")).message == "/dev/zero: is no regular file"


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets here")
def test_socket_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as bound:
        bound.bind(f"{folder}/s")
        assert refused(Path(folder, "s")).message.endswith("is no regular file")


def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert "symbolic links" in refused(tmp_path / "a").message


def test_link_to_a_file_is_followed_and_a_dangling_one_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "a")
    (tmp_path / "dangling").symlink_to(tmp_path / "b")
    assert read_bytes(tmp_path / "link") == b"x"
    assert "No such file" in refused(tmp_path / "dangling").message


def test_no_permission(closed: Path) -> None:
    assert "Permission denied" in refused(closed / "a.yaml").message


@pytest.mark.parametrize("name", ["a" * 5000, "a/" * 5000, "a\0b"])
def test_impossible_name(name: str) -> None:
    refused(Path(name))


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "sparse").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert str(MAX_BYTES) in refused(tmp_path / "sparse").message


def test_source_text_loses_its_mark_and_keeps_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\ufeffSisältö ".encode() + b"caf\xe9")
    assert read_text(tmp_path / "a") == "Sisältö caf\ufffd"


def test_files_of_a_folder_in_order(tmp_path: Path) -> None:
    for name in ("b", "a", "c"):
        (tmp_path / name).touch()
    assert [path.name for path in list_files(tmp_path) or ()] == ["a", "b", "c"]
    assert list_files(tmp_path / "a") is None
    assert list_files(tmp_path / "absent") is None


@pytest.mark.parametrize("name", ["a" * 5000, "a\0b"])
def test_listing_an_impossible_name_raises_nothing_else(name: str) -> None:
    try:
        assert list_files(Path(name)) is None
    except UnreadableError as error:
        assert error.hint  # noqa: PT017  newer Pythons say that there is no folder, older ones raise


def test_listing_without_permission(closed: Path) -> None:
    with pytest.raises(UnreadableError, match="Permission denied"):
        list_files(closed)


def test_what_may_not_be_looked_at_is_not_there(closed: Path) -> None:
    assert not is_there(closed / "a.yaml")


def test_embedded_vision_is_there() -> None:
    assert b"\nformat: 1\n" in b"\n" + read_embedded()


def test_paths_are_shown_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert shown(Path("a/../b.yaml")) == "b.yaml"
    assert shown(tmp_path / "data" / "b.yaml") == "data/b.yaml"
    assert shown(tmp_path) == "."
    assert shown(tmp_path.parent / "b.yaml") == (tmp_path.parent / "b.yaml").as_posix()
    assert shown(Path("a\0b")) == "a\0b"
