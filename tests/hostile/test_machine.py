"""The machine: no network, a file system that may not be written, other encodings, files that are no files."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from pathlib import Path
from typing import NoReturn

import pytest

from sotetrace.errors import UnreadableError
from sotetrace.store.readers import read_bytes
from tests.cli.runner import sotetrace
from tests.hostile.cases import G1, HEAD, M1
from tests.hostile.reading import DOCUMENT, places, read
from tests.repositories import make_repository

TOP = Path(__file__).resolve().parents[2]
READING = (
    "check", "coverage", "coverage --by level", "list all", "show M1", "trace M1", "path M1 G1", "impact --all",
    "robustness", "review", "diff HEAD~1", "changelog HEAD~1", "history M1", "trend", "merge-check HEAD~1 HEAD",
    "explain SOT303", "schema vision", "verify", "export markdown", "export mermaid", "export dot", "export json-graph",
    "textconv vision.yaml", "fmt --check vision.yaml", "git-setup --print",
)  # fmt: skip
WRITING = (
    "new measure --title x", "rename M1 M7", "fmt vision.yaml", "init there", "export csv -o out",
    "export markdown -o page.md", "check --format json=report.json",
)  # fmt: skip
"""Calls that write; on a file system that may not be written they say so."""

RUN = """
import sys
from pathlib import Path
from tests.cli.runner import sotetrace
for call in sys.argv[2:]:
    done = sotetrace(*call.split(), cwd=Path(sys.argv[1]))
    print(done.status, call, "|", done.err.split("\\n")[0])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A repository with two commits of a model."""
    repo = make_repository(tmp_path / "repo")
    text = HEAD + "goals:\n" + G1 + M1
    repo.commit("one", {"vision.yaml": text, "sotetrace.yaml": "format: 1\ndocuments: [vision.yaml]\n"})
    repo.commit("two", {"vision.yaml": text + "  - {id: M2, title: {en: Two}}\n"})
    return repo.path


def in_namespace(option: str, prepare: str, folder: Path, calls: tuple[str, ...]) -> list[str]:
    """Run calls in a process that the system walls in; skip the test where it cannot."""
    if not shutil.which("unshare"):
        pytest.skip("NOT RUN: walls around a process, for want of unshare")
    script = f'{prepare} || exit 77; exec "{sys.executable}" -c "$0" "$@"'
    words = ["unshare", "--map-root-user", "--mount", option, "sh", "-c", script, RUN, str(folder), *calls]
    paths = {**os.environ, "PYTHONPATH": os.pathsep.join([str(TOP), str(TOP / "src")]), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(words, cwd=TOP, env=paths, capture_output=True, encoding="utf-8", check=False)
    if done.returncode == 77 or "unshare failed" in done.stderr or "Operation not permitted" in done.stderr:
        pytest.skip("NOT RUN: walls around a process, which this machine does not allow")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


# ---- network ---------------------------------------------------------------------------------------------------------


def test_no_call_opens_a_socket(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        pytest.fail("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    for call in (*READING, *WRITING):
        done = sotetrace(*call.split(), cwd=folder)
        assert done.status in (0, 1), (call, done.err)


def test_every_call_works_where_there_is_no_network(folder: Path) -> None:
    for line in in_namespace("--net", "true", folder, (*READING, *WRITING)):
        assert line.startswith(("0 ", "1 ")), line


# ---- a file system that may not be written ---------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["the folder", "everything"])
def test_read_only(folder: Path, where: str) -> None:
    top = folder if where == "the folder" else Path("/")
    mount = f'mount --rbind "{top}" "{top}" && mount -o remount,ro,bind "{top}"'
    if where == "everything":  # as of a container without a place to write
        remount = 'mount -o remount,ro,bind "$at" 2>/dev/null'
        mount = f'for at in $(cut -d" " -f2 /proc/mounts); do {remount}; done; ! touch /tmp/x 2>/dev/null'
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for line in in_namespace("--ipc", mount, folder, READING):
        is_impossible = where == "everything" and "merge-check" in line  # git needs a place for the merge
        assert line.startswith(("0 ", "1 ")) or (is_impossible and line.startswith("3 ")), line
    for line in in_namespace("--ipc", mount, folder, WRITING):
        assert line.startswith("2 "), line
        assert "Read-only" in line or "read-only" in line, line
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


# ---- other encodings and line ends -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "ascii:strict"},
        {"PYTHONUTF8": "0", "LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONUTF8": "0", "LC_ALL": "POSIX", "PYTHONLEGACYWINDOWSSTDIO": "1"},
    ],
    ids=["cp1252", "ascii", "C", "POSIX"],
)
def test_output_is_the_same_bytes_in_every_console(tmp_path: Path, variables: dict[str, str]) -> None:
    (tmp_path / "näkymä.yaml").write_text(
        f"{HEAD}goals:\n  - {{id: G1, title: {{en: Äijä – ”työ”}}, qq: 1}}\n", encoding="utf-8"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "PYTHON"))}
    words = [sys.executable, "-m", "sotetrace", "check", "-m", "näkymä.yaml", "--lang", "fi"]

    def run(**more: str) -> tuple[int, bytes, bytes]:
        environment = {**kept, "PYTHONPATH": str(TOP / "src"), "COLUMNS": "80", **more}
        done = subprocess.run(words, cwd=tmp_path, env=environment, capture_output=True, check=False)
        return done.returncode, done.stdout, done.stderr

    status, out, err = run(**variables)
    assert (status, err) == (1, b"")
    assert "näkymä.yaml:4:41: virhe SOT005" in out.decode("utf-8")
    assert "Äijä – ”työ”" in out.decode("utf-8")
    assert out == run(PYTHONUTF8="1")[1]


def test_line_ends_of_windows_change_no_finding(tmp_path: Path) -> None:
    faulty = DOCUMENT + b"gaols: []\n"
    (tmp_path / "lf.yaml").write_bytes(faulty)
    (tmp_path / "crlf.yaml").write_bytes(faulty.replace(b"\n", b"\r\n"))
    unix, windows = (read(tmp_path / name) for name in ("lf.yaml", "crlf.yaml"))
    assert places(unix.findings) == places(windows.findings)
    assert unix.ids == windows.ids


@pytest.mark.parametrize("call", ["new measure --title x", "rename M1 M7"])
def test_line_ends_of_windows_stay(tmp_path: Path, call: str) -> None:
    path = tmp_path / "vision.yaml"
    path.write_bytes((HEAD + "goals:\n" + G1 + M1).replace("\n", "\r\n").encode())
    assert sotetrace(*call.split(), "-m", path, cwd=tmp_path).status == 0
    raw = path.read_bytes()
    assert raw.count(b"\r\n") == raw.count(b"\n") > 5


def test_backslashes_are_characters_of_a_name_here(folder: Path) -> None:
    for call in (("check", "-m", r"data\vision.yaml"), ("diff", r"HEAD:data\vision.yaml", "HEAD:vision.yaml")):
        done = sotetrace(*call, cwd=folder)
        assert done.status in (2, 3)
        assert "data\\vision.yaml" in done.err
    (folder / "sotetrace.yaml").write_text(
        "format: 1\ndocuments: ['data\\vision.yaml', vision.yaml]\n", encoding="utf-8"
    )
    found = places(read(folder / "sotetrace.yaml").findings)
    assert [place for place in found if place.endswith(" 2:13")] != []
    (folder / "a\\b.yaml").write_text(HEAD + M1, encoding="utf-8")
    assert sotetrace("check", "-m", r"a\b.yaml", cwd=folder).status in (0, 1)


# ---- what is no file, and what changes under the hand ----------------------------------------------------------------


def test_what_is_no_file_is_a_message_and_never_waits(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "fifo")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "dangling").symlink_to(tmp_path / "absent")
    (tmp_path / "below").symlink_to(tmp_path)
    for name in (
        "folder",
        "fifo",
        "loop",
        "one",
        "dangling",
        "absent",
        "fifo/x",
        "/dev/zero",
        "/dev/null",
        "a" * 300,
        "",
    ):
        done = sotetrace("check", "-m", name, cwd=tmp_path)
        assert done.status in (2, 3), (name, done)
        assert "sotetrace: " in done.err or "Invalid value" in done.err, (name, done)
    (tmp_path / "vision.yaml").write_text(HEAD + M1, encoding="utf-8")
    assert sotetrace("check", "-m", "below/" * 20 + "vision.yaml", cwd=tmp_path).status in (0, 1)


def test_folder_with_files_that_are_none(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + M1, encoding="utf-8")
    os.mkfifo(tmp_path / "b.yaml")
    done = sotetrace("check", "-m", tmp_path, cwd=tmp_path)
    assert done.status == 3
    assert "b.yaml: is no regular file" in done.err


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="NOT RUN: a file that root may not read")
def test_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "vision.yaml"
    path.write_text(HEAD, encoding="utf-8")
    path.chmod(0)
    assert sotetrace("check", "-m", path, cwd=tmp_path).status == 3


def test_file_that_changes_while_it_is_read_is_one_state_or_the_other(tmp_path: Path) -> None:
    """Whoever replaces a file as we do is never seen half; one who writes into it may be, and then YAML says so."""
    path = tmp_path / "vision.yaml"
    states = [(HEAD + M1 + f"# {character * 100_000}\n").encode() for character in "ab"]
    path.write_bytes(states[0])
    is_over = threading.Event()

    def replace() -> None:
        number = 0
        while not is_over.is_set():
            number += 1
            (tmp_path / "next").write_bytes(states[number % 2])
            (tmp_path / "next").replace(path)

    writer = threading.Thread(target=replace)
    writer.start()
    try:
        assert {read_bytes(path) for _ in range(300)} <= set(states)
    finally:
        is_over.set()
        writer.join()


def test_file_that_grows_while_it_is_read_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from sotetrace.store import readers

    path = tmp_path / "vision.yaml"
    path.write_bytes(b"#" * 10)
    monkeypatch.setattr(readers, "MAX_BYTES", 50)
    small = path.stat()
    path.write_bytes(b"#" * 100)
    monkeypatch.setattr(Path, "stat", lambda _, **__: small)  # as it was a moment ago
    with pytest.raises(UnreadableError, match="larger than"):
        read_bytes(path)
