"""The program as a process of its own: what only a shell shows."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import ROOT, environment

PROGRAM = [sys.executable, "-m", "sotetrace"]


def call(*args: str, cwd: Path = ROOT, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *args],
        cwd=cwd,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def modules_after(*args: str, cwd: Path = ROOT) -> set[str]:
    """Return the modules that a call leaves loaded."""
    code = (
        "import os, sys\nfrom sotetrace.__main__ import main\n"
        "os._exit = sys.exit\n"  # the end that leaves no time to look
        f"sys.argv = ['sotetrace', *{list(args)!r}]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=cwd, env=environment(), capture_output=True, text=True, check=True
    )
    return set(ast.literal_eval(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_loads_nothing_heavy(flag: str) -> None:
    loaded = modules_after(flag)
    heavy = {"pydantic", "networkx", "typer", "rich", "yaml", "importlib.metadata", "sotetrace.cli"}
    assert not heavy & loaded
    assert {name for name in loaded if name.startswith("sotetrace")} == {
        "sotetrace",
        "sotetrace.__main__",
        "sotetrace._version",
    }


def test_what_a_command_does_not_need_is_not_loaded() -> None:
    assert not {"networkx", "yaml"} & modules_after("explain", "SOT303")
    assert "networkx" not in modules_after("schema")
    assert "rich.table" not in modules_after("list", "levels", "--format", "json")


def test_import_of_the_package_is_light() -> None:
    code = "import sys, sotetrace; print([n for n in ('pydantic', 'networkx', 'yaml', 'typer') if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_exit_statuses(tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN)
    assert call("check", "-m", "plan.yaml", cwd=tmp_path).returncode == 0
    assert call("check", "-m", "plan.yaml", "--fail-on", "note", cwd=tmp_path).returncode == 1
    assert call("check", "--nonsense", cwd=tmp_path).returncode == 2
    assert call("check", cwd=tmp_path).returncode == 3


def test_utf8_whatever_the_locale(tmp_path: Path) -> None:
    plain, other = (
        call("coverage", "--lang", "fi", "-m", str(ROOT / "data/vision.yaml"), cwd=tmp_path, **variables)
        for variables in ({"LC_ALL": "C.UTF-8"}, {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    )
    assert (other.returncode, other.stderr) == (0, "")
    assert other.stdout == plain.stdout
    assert "Väestön" in other.stdout


@pytest.mark.parametrize(
    "args", [("export", "json"), ("coverage",), ("list", "links"), ("explain",)], ids=lambda args: args[0]
)
def test_reader_that_leaves_early_is_no_error(args: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, *args], cwd=ROOT, env=environment(), stdout=writing, stderr=subprocess.PIPE, check=False
        )
    finally:
        os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("args", [("export", "json"), ("coverage",)], ids=lambda args: args[0])
def test_full_disk_is_a_message(args: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*PROGRAM, *args], cwd=ROOT, env=environment(), stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 2
    assert done.stderr.startswith("sotetrace: the output cannot be written: ")
    assert len(done.stderr.splitlines()) == 1


def test_same_bytes_whatever_the_hash_seed() -> None:
    calls = [["export", "json"], ["coverage", "--format", "json"], ["check"], ["show", "G2.2"], ["export", "markdown"]]
    code = (
        "import sys\nfrom sotetrace.cli.main import run\n"
        f"for args in {calls!r}:\n    sys.argv = ['', *args]\n    run()\n"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment(PYTHONHASHSEED=seed),
            capture_output=True,
            check=True,
        )
        for seed in ("1", "2")
    )
    assert first.stdout == second.stdout
    assert first.stdout.startswith(b"{")
    assert first.stderr == b""


def test_installed_program_and_module_are_the_same() -> None:
    program = Path(sys.executable).parent / "sotetrace"
    done = subprocess.run([program, "list", "levels"], cwd=ROOT, env=environment(), capture_output=True, check=True)
    assert done.stdout.decode() == call("list", "levels").stdout
