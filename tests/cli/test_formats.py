"""`--format NAME[=FILE]`, any number of times: one analysis, many outputs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from unittest import mock

import pytest

from sotetrace.checks.run import run_checks
from sotetrace.cli.options import FORMAT_NAMES
from sotetrace.cli.output import Output, choose_outputs
from sotetrace.errors import UsageError
from tests.cli.plans import UNPARSABLE, write_plan
from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS = ("check", "coverage")


def words(*formats: str) -> list[str]:
    return [word for text in formats for word in ("--format", text)]


@pytest.mark.parametrize("name", FORMAT_NAMES)
@pytest.mark.parametrize("command", COMMANDS)
def test_file_holds_what_would_be_printed(command: str, name: str, tmp_path: Path) -> None:
    write_plan(tmp_path)
    printed = sotetrace(command, "-m", "plan.yaml", *words(name), cwd=tmp_path)
    written = sotetrace(command, "-m", "plan.yaml", *words(f"{name}=out.txt"), cwd=tmp_path)
    assert (printed.status, printed.err) == (written.status, written.err) == (0, "")
    assert written.out == ""
    assert (tmp_path / "out.txt").read_bytes().decode("utf-8") == printed.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_format_at_once_is_one_analysis(command: str, tmp_path: Path) -> None:
    write_plan(tmp_path)
    files = [f"{name}={name}.out" for name in FORMAT_NAMES if name != "markdown"]
    with mock.patch("sotetrace.checks.run.run_checks", wraps=run_checks) as checked:
        done = sotetrace(command, "-m", "plan.yaml", *words(*files, "markdown"), cwd=tmp_path)
    assert checked.call_count == 1
    assert done.out == sotetrace(command, "-m", "plan.yaml", *words("markdown"), cwd=tmp_path).out
    for name in FORMAT_NAMES:
        if name != "markdown":
            printed = sotetrace(command, "-m", "plan.yaml", *words(name), cwd=tmp_path).out
            assert (tmp_path / f"{name}.out").read_text(encoding="utf-8") == printed, name


def test_terminal_is_the_default_and_no_file_is_coloured(tmp_path: Path) -> None:
    write_plan(tmp_path)
    plain = sotetrace("check", "-m", "plan.yaml", cwd=tmp_path)
    assert plain == sotetrace("check", "-m", "plan.yaml", "--format", "terminal", cwd=tmp_path)
    coloured = sotetrace("check", "-m", "plan.yaml", cwd=tmp_path, is_terminal=True, TERM="xterm")
    assert "\x1b[" in coloured.out
    sotetrace(
        *("check", "-m", "plan.yaml", "--format", "terminal=out.txt"),
        cwd=tmp_path,
        is_terminal=True,
        TERM="xterm",
        COLUMNS="200",
    )
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == plain.out


def test_same_exit_status_whatever_the_format(tmp_path: Path) -> None:
    write_plan(tmp_path)
    for name in FORMAT_NAMES:
        for text in (name, f"{name}=out.txt"):
            for args, status in (
                (("check",), 0),
                (("check", "--fail-on", "note"), 1),
                (("coverage", "--fail-under", "goal=90"), 1),
            ):
                assert sotetrace(*args, "-m", "plan.yaml", *words(text), cwd=tmp_path).status == status, (args, text)


def test_what_cannot_be_parsed_is_reported_in_every_format(tmp_path: Path) -> None:
    write_plan(tmp_path, UNPARSABLE)
    done = sotetrace("check", "-m", "plan.yaml", *words("json", "sarif=a", "gitlab=b", "junit=c"), cwd=tmp_path)
    assert done.status == 3
    assert len(json.loads((tmp_path / "b").read_text(encoding="utf-8"))) == len(json.loads(done.out)["findings"]) == 1
    assert "<testsuites" in (tmp_path / "c").read_text(encoding="utf-8")


# ---- wrong calls -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("formats", "problem", "hint"),
    [
        (["xml"], "xml is no format", "terminal, markdown, json, github, sarif, gitlab, junit"),
        (["xml=a"], "xml is no format", "terminal"),
        (["JSON"], "JSON is no format", "json"),
        (["json="], "json= names no file", "json=FILE"),
        (["json", "sarif"], "json and sarif cannot both go to standard output", "--format sarif=FILE"),
        (["json", "json"], "json and json", "FILE"),
        (["json=a", "sarif=./a"], "a is named twice", "of its own"),
        (["json=no/such/a.json"], "no folder no/such", "Make it"),
        (["json=plan.yaml/a"], "no folder plan.yaml", "Make it"),
        (["json=."], ". is no file", "another"),
    ],
)
@pytest.mark.parametrize("command", COMMANDS)
def test_wrong_call_names_the_remedy(command: str, formats: list[str], problem: str, hint: str, tmp_path: Path) -> None:
    write_plan(tmp_path)
    done = sotetrace(command, "-m", "plan.yaml", *words(*formats), cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    first, second = done.err.splitlines()
    assert problem in first
    assert hint in second
    assert {path.name for path in tmp_path.iterdir()} == {"plan.yaml"}


def test_device_is_not_replaced(tmp_path: Path) -> None:
    write_plan(tmp_path)
    assert sotetrace("check", "-m", "plan.yaml", "--format", "json=/dev/null", cwd=tmp_path).status == 2


def test_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    write_plan(tmp_path)
    long = "x" * 300
    done = sotetrace("check", "-m", "plan.yaml", "--format", f"json={long}", cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"sotetrace: {long}: ")


def test_nothing_is_written_when_a_text_cannot_be_made(tmp_path: Path) -> None:
    write_plan(tmp_path)
    with (
        mock.patch("sotetrace.report.writers.junit.render_junit", side_effect=ZeroDivisionError),
        pytest.raises(ZeroDivisionError),
    ):
        sotetrace("check", "-m", "plan.yaml", *words("json=a", "junit=b", "terminal"), cwd=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"plan.yaml"}


def test_file_is_replaced_in_one_step(tmp_path: Path) -> None:
    write_plan(tmp_path)
    (tmp_path / "out.json").write_text("old", encoding="utf-8")
    assert sotetrace("check", "-m", "plan.yaml", "--format", "json=out.json", cwd=tmp_path).status == 0
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["schema"] == "sotetrace.check/1"
    assert {path.name for path in tmp_path.iterdir()} == {"plan.yaml", "out.json"}


def test_first_equals_sign_ends_the_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (output,) = choose_outputs(["json=a=b.json"])
    assert (output.name, str(output.file)) == ("json", "a=b.json")
    with mock.patch("pathlib.Path.is_dir", return_value=True):
        (windows,) = choose_outputs([r"json=C:\plans\x.json"])
    assert str(windows.file) == r"C:\plans\x.json"
    assert choose_outputs(None) == choose_outputs([]) == (Output("terminal"),)
    with pytest.raises(UsageError, match="sarif is no format"):
        choose_outputs(["sarif"], names=("terminal", "github"))


def test_commands_without_standing_findings_keep_their_formats() -> None:
    done = sotetrace("list", "measures", "--format", "sarif")
    assert done.status == 2
