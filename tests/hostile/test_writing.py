"""Whatever happens while a file is written, the old file or the new one is there, whole, and no one's work is lost."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sotetrace.errors import SotetraceError
from sotetrace.project import Project
from sotetrace.store.writer import write_text, write_texts
from tests.hostile.cases import G1, HEAD, M1

TOP = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: signals and limits are those of POSIX")


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What was left by each writing that was interrupted."""
    folder = tmp_path_factory.mktemp("interrupted")
    words = [sys.executable, "-m", "tests.hostile.interrupted", str(folder)]
    paths = os.pathsep.join([str(TOP), str(TOP / "src")])
    done = subprocess.run(words, cwd=TOP, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def left_by(told: list[dict[str, object]], act: str) -> list[dict[str, str]]:
    left = [each["left"] for each in told if each["act"] == act]
    assert left
    return left  # type: ignore[return-value]


@pytest.mark.parametrize("act", ["killed", "full", "bounded"])
def test_every_file_is_the_old_one_or_the_new_one_whole(told: list[dict[str, object]], act: str) -> None:
    for left in left_by(told, act):
        kept = {name: what for name, what in left.items() if not Path(name).name.startswith(".")}
        assert {"a.yaml", "b.yaml"} <= kept.keys() <= {"a.yaml", "b.yaml", "below/c.yaml"}
        assert set(kept.values()) <= {"old", "new"}


def test_writing_was_interrupted_before_within_and_after(told: list[dict[str, object]]) -> None:
    seen = {tuple(left.get(name) for name in ("a.yaml", "b.yaml")) for left in left_by(told, "killed")}
    assert seen == {("old", "old"), ("new", "old"), ("new", "new")}


def test_what_a_killed_process_leaves_beside_is_no_file_of_a_model(told: list[dict[str, object]]) -> None:
    names = {Path(name).name for left in left_by(told, "killed") for name in left}
    beside = {name for name in names if name.startswith(".")}
    assert beside
    assert {name for name in beside if name.endswith((".yaml", ".yml"))} == set()


def test_a_full_disk_changes_no_file_of_several_and_leaves_nothing(told: list[dict[str, object]]) -> None:
    assert all(left == {"a.yaml": "old", "b.yaml": "old"} for left in left_by(told, "bounded"))


def test_really_full_disk(tmp_path: Path) -> None:
    """The same on a file system with room for the old file and half the new one."""
    if not shutil.which("unshare"):
        pytest.skip("NOT RUN: a full file system, for want of unshare")
    script = """
import sys
from pathlib import Path
from sotetrace.errors import SotetraceError
from sotetrace.store.writer import write_texts
path = Path(sys.argv[1]) / "a.yaml"
path.write_text("o" * 30_000)
try:
    write_texts({str(path): "n" * 60_000})
except SotetraceError as error:
    print(error.message.rpartition(": ")[2], len(path.read_text()), len(list(path.parent.iterdir())))
"""
    mounted = f'mount -t tmpfs -o size=64k tmpfs "{tmp_path}" || exit 77; exec "{sys.executable}" -c "$0" "{tmp_path}"'
    words = ["unshare", "--map-root-user", "--mount", "sh", "-c", mounted, script]
    paths = {**os.environ, "PYTHONPATH": str(TOP / "src")}
    done = subprocess.run(words, capture_output=True, encoding="utf-8", env=paths, check=False)
    if done.returncode:
        pytest.skip("NOT RUN: a full file system, since this machine mounts none for us")
    assert done.stdout == "No space left on device 30000 1\n"


def test_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    write_texts({str(path): "new"})
    write_text(path, "newer", may_replace=True)
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_text(encoding="utf-8") == "newer"


def test_of_several_who_create_a_file_one_does(tmp_path: Path) -> None:
    def create(number: int) -> int | None:
        try:
            write_text(tmp_path / "a", str(number) * 10_000)
        except SotetraceError:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        (winner,) = [number for number in pool.map(create, range(8)) if number is not None]
    assert (tmp_path / "a").read_text(encoding="utf-8") == str(winner) * 10_000
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_of_several_who_change_a_file_no_one_loses_what_another_wrote(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("", encoding="utf-8")

    def append(number: int) -> None:
        while True:
            text = path.read_text(encoding="utf-8")
            try:
                write_texts({str(path): f"{text}{number}\n"}, {str(path): text})
            except SotetraceError as error:
                assert "somebody else" in error.message  # noqa: PT017  any other is a failure
            else:
                return

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(append, range(24)))
    assert sorted(map(int, path.read_text(encoding="utf-8").split())) == list(range(24))


def test_of_several_files_none_is_written_where_one_was_changed_meanwhile(tmp_path: Path) -> None:
    names = [str(tmp_path / name) for name in "ab"]
    for name in names:
        Path(name).write_text("mine", encoding="utf-8")
    Path(names[1]).write_text("theirs", encoding="utf-8")
    with pytest.raises(SotetraceError, match="somebody else"):
        write_texts(dict.fromkeys(names, "new"), dict.fromkeys(names, "mine"))
    assert [Path(name).read_text(encoding="utf-8") for name in names] == ["mine", "theirs"]


def test_verdict_is_not_written_into_a_file_that_was_changed_since_it_was_read(tmp_path: Path) -> None:
    from sotetrace.store.edits import Edit
    from sotetrace.store.workspace_edits import write_edits

    path = tmp_path / "vision.yaml"
    link = "advances: [{to: G1, basis: inferred, confidence: high, by: a, rationale: {en: x}}]"
    path.write_text(f"{HEAD}goals:\n{G1}{M1.replace('}}', f'}}, {link}}}')}", encoding="utf-8")
    project = Project.open(path)
    changed = path.read_text(encoding="utf-8").replace("measures:\n", "measures:\n  - {id: M0, title: {en: New}}\n")
    path.write_text(changed, encoding="utf-8")
    edit = Edit(("measures", 0, "advances", 0), "reviewed", {"by": "A", "date": "2026-01-01"})
    with pytest.raises(SotetraceError, match="somebody else"):
        write_edits(project.opened, [("sample", edit)])
    assert path.read_text(encoding="utf-8") == changed
