"""The commands as a registry: table, help, formats, examples that run."""

from __future__ import annotations

import importlib
import inspect
import keyword
import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import typer.main

import sotetrace.cli
from sotetrace.cli.main import app
from sotetrace.cli.options import FORMAT_NAMES, Format, ReportLanguage
from sotetrace.cli.schema import schema
from sotetrace.model.text import LANGUAGES
from sotetrace.report.shapes.schemas import SCHEMAS
from tests.cli.plans import PLAN, write_plan
from tests.cli.runner import VISION
from tests.cli.runner import sotetrace as call
from tests.repositories import make_repository

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS: dict[str, Callable[..., object]] = {
    str(info.name): info.callback for info in app.registered_commands if info.callback is not None
}
GROUP = typer.main.get_command(app)
REPORTING = (
    *("check", "coverage", "list", "show", "trace", "path", "impact", "robustness", "review", "explain", "verify"),
    *("changelog", "history", "trend", "merge-check", "crosswalk"),
)
STANDING = ("check", "coverage")
"""The commands that report standing findings, in any number of formats."""
NOT_COMMANDS = {
    "across",
    "__init__",
    "main",
    "options",
    "output",
    "completion",
    "documents",
    "matrices",
    "gates",
    "matching",
    "past",
    "sides",
    "narrowing",
    "mapping",
}
TABLE = {"measures.csv": "Goal,Measure\nA pond,Dig a pond\n"}
WITHOUT_DOCUMENT = {
    "explain": "is about rules",
    "schema": "is about formats",
    "init": "makes a workspace of one document",
    "import": "makes a document",
    "git-setup": "sets up a repository with all its documents",
    "textconv": "shows one file, which git hands over",
}
"""The commands for which one document of a workspace means nothing, and why."""
WANTED = {*REPORTING, "schema", "init", "export", "git-setup"}


def params_of(name: str) -> list[typer.core.TyperOption | typer.core.TyperArgument]:
    command = typer.main.get_command(app).commands[name]  # type: ignore[attr-defined]
    return [param for param in command.params if param.name != "help"]


def module_of(name: str) -> str:
    """Return the module of a command; a word of Python's own cannot name one, and gets a line behind it."""
    bare = name.replace("-", "_")
    return f"{bare}_" if keyword.iskeyword(bare) else bare


def test_every_command_of_the_requirements_is_there() -> None:
    assert set(COMMANDS) >= WANTED


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_takes_one_document_of_a_workspace(name: str) -> None:
    options = {option for param in params_of(name) for option in param.opts}
    assert {"-d", "--document"} <= options or ("-d" not in options and WITHOUT_DOCUMENT[name])


def test_every_module_is_a_command_in_the_table() -> None:
    modules = {path.stem for path in Path(inspect.getfile(sotetrace.cli)).parent.glob("*.py")} - NOT_COMMANDS
    assert modules == {module_of(name) for name in COMMANDS}
    for name, function in COMMANDS.items():
        assert function.__module__ == f"sotetrace.cli.{module_of(name)}"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_it_does_and_gives_an_example(name: str) -> None:
    text = inspect.getdoc(COMMANDS[name]) or ""
    first, *_, last = text.split("\n\n")
    assert first.endswith(".")
    assert last.startswith(f"Example: sotetrace {name}")
    shown = " ".join(call(name, "--help", COLUMNS="200").out.split())
    assert " ".join(last.split()) in shown, "the example is not cut or changed by the help"


@pytest.mark.parametrize("name", COMMANDS)
def test_example_runs(name: str, tmp_path: Path) -> None:
    """In a repository of the vision, two tags and a branch, and a source text; what it prints is no complaint."""
    repo = make_repository(tmp_path / "repo")
    text = VISION.read_text(encoding="utf-8")
    for tag, vision in (("v1.0", text), ("v1.1", text.replace("fi: Sote2040-visio", "fi: Visio"))):
        settings = "format: 1\ndocuments: [data/vision.yaml]\n"
        files = {"data/vision.yaml": vision, "source.txt": "no such words\n", "sotetrace.yaml": settings}
        repo.commit(tag, {**files, **TABLE})
        repo.git("tag", tag)
    repo.git("branch", "topic", "v1.0")
    example = (inspect.getdoc(COMMANDS[name]) or "").rpartition("Example: ")[2]
    done = call(*shlex.split(" ".join(example.split()))[1:], cwd=repo.path)
    assert done.status in (0, 1), done.err
    assert done.err == ""
    assert done.out or "-o" in example


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help_and_says_its_default(name: str) -> None:
    shown = call(name, "--help", COLUMNS="400").out.splitlines()
    for param in params_of(name):
        text = getattr(param, "help", None)
        assert text, param.name
        assert text.endswith("."), param.name
        assert "[default" not in text, "typer would take it for markup"
        word = max(param.opts, key=len) if param.opts[0].startswith("-") else str(param.metavar)
        (line,) = [line for line in shown if line.startswith("│") and word in line.split()]
        told = getattr(param, "show_default", False)
        if (param.default is not None and told is not False) or isinstance(told, str):
            assert "[default: " in line or getattr(param, "is_flag", False), param.name


@pytest.mark.parametrize("name", COMMANDS)
def test_same_option_is_the_same_everywhere(name: str) -> None:
    """What stands in `options.py` is used by every command that has such an option."""
    helps = {
        (param.opts[0], param.multiple): param.help
        for command in COMMANDS
        for param in params_of(command)
        if isinstance(param, typer.core.TyperOption)
    }
    for param in params_of(name):
        if param.opts[0] in ("-m", "--model", "--lang", "--format", "--today"):
            assert _without_choices(param.help) == _without_choices(helps[param.opts[0], param.multiple])


def _without_choices(text: str | None) -> str:
    """Return a help text without the formats it names: a comparison has others than findings."""
    return re.sub(r": [a-z, ]+;", ":", text or "")


@pytest.mark.parametrize("name", REPORTING)
def test_reporting_commands_take_every_format_and_language(name: str) -> None:
    options = {param.opts[0]: param for param in params_of(name)}
    assert {"--format", "--lang"} <= options.keys()
    taken: typer.core.TyperOption = options["--format"]  # type: ignore[assignment]
    if taken.multiple:
        assert f": {', '.join(FORMAT_NAMES)};" in str(taken.help)
        assert name in STANDING
    else:
        assert [str(choice) for choice in taken.type.choices] == [str(f) for f in Format]  # type: ignore[attr-defined]
    assert [language.value for language in ReportLanguage] == list(LANGUAGES)


def test_commands_that_read_a_model_take_one() -> None:
    for name in WANTED - {"explain", "schema", "init"}:
        assert "-m" in {opt for param in params_of(name) for opt in param.opts}, name


def test_exit_statuses_are_told() -> None:
    for name in ("check", "coverage", "verify"):
        assert "Exit status: 0" in " ".join((inspect.getdoc(COMMANDS[name]) or "").split())


def test_help_of_schema_names_every_schema() -> None:
    shown = " ".join(re.sub("[│\n]", " ", call("schema", "--help", COLUMNS="200").out).split())
    for name in SCHEMAS:
        assert re.search(rf"\b{name}\b", shown), name
    assert schema.__doc__


def test_commands_are_thin() -> None:
    """A command opens, asks and prints; what it computes belongs into a room below."""
    for name in COMMANDS:
        module = importlib.import_module(COMMANDS[name].__module__)
        assert len(inspect.getsource(module).splitlines()) <= 180, name


def test_plan_of_the_tests_is_clean(tmp_path: Path) -> None:
    done = call("check", "-m", write_plan(tmp_path, PLAN), "--lang", "en")
    assert "Errors 0, warnings 0" in done.out
