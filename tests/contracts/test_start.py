"""What each command loads: a start pays for every module, so heavy ones load only where they are needed."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from tests.cli.runner import ROOT, VISION, environment

MODEL = ("-m", str(VISION))
MODELS = {"pydantic", "pydantic_core", "yaml"}


def loaded_by(*args: str, **variables: str) -> set[str]:
    """Return the names of the modules that a call loads, as the interpreter itself reports them."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sotetrace", *args],
        cwd=ROOT,
        env=environment(**variables),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}


@pytest.mark.parametrize("flag", ["--version", "--help"])
def test_what_says_nothing_of_a_model_loads_no_model(flag: str) -> None:
    loaded = loaded_by(flag)
    assert "sotetrace" in loaded
    assert not loaded & {*MODELS, "networkx", "sotetrace.project", "sotetrace.model.elements"}


@pytest.mark.parametrize("args", [("list", "measures", *MODEL), ("explain", "SOT303")], ids=lambda args: args[0])
def test_what_asks_nothing_of_the_graph_loads_no_graph(args: tuple[str, ...]) -> None:
    assert not loaded_by(*args) & {"networkx", "sotetrace.coverage", "sotetrace.graph", "sotetrace.checks"}


def test_completion_loads_no_graph() -> None:
    asked = {"COMP_WORDS": f"sotetrace show -m {VISION} M1", "COMP_CWORD": "4"}
    loaded = loaded_by(_SOTETRACE_COMPLETE="complete_bash", **asked)
    assert "sotetrace.store.documents" in loaded
    assert not loaded & {"networkx", "rich", "rich.console", "sotetrace.graph"}


@pytest.mark.parametrize("command", ["check", "coverage", "trace", "show"])
def test_what_asks_only_for_links_loads_no_networkx(command: str) -> None:
    loaded = loaded_by(command, *(("M1",) if command in ("trace", "show") else ()), *MODEL)
    assert "sotetrace.graph" in loaded
    assert not loaded & {"networkx", "sotetrace.crosswalk", "sotetrace.model.mapping"}


@pytest.mark.parametrize("command", ["coverage", "trace"])
def test_what_checks_nothing_loads_no_check(command: str) -> None:
    loaded = loaded_by(command, *(("M1",) if command == "trace" else ()), *MODEL)
    assert not loaded & {"sotetrace.checks.run", "sotetrace.coverage.what_if", "sotetrace.coverage.robustness"}


@pytest.mark.parametrize("command", ["check", "coverage", "list"])
def test_plain_report_needs_of_rich_only_the_widths_of_characters(command: str) -> None:
    loaded = loaded_by(command, *(("measures",) if command == "list" else ()), *MODEL)
    assert "rich.cells" in loaded
    assert not loaded & {"rich.console", "rich.table", "rich.text", "rich.style"}


@pytest.mark.parametrize("package", ["sotetrace", "sotetrace.coverage"])
def test_names_that_load_late_are_all_there(package: str) -> None:
    module = import_module(package)
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = module.no_such_name
