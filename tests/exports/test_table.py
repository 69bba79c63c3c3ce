"""The table of formats: each is listed, documented, read back, stable, and loads its library only when asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from sotetrace.errors import SotetraceError
from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES
from sotetrace.report.exporters import EXPORTERS
from tests.cli.runner import ROOT, VISION, environment, sotetrace
from tests.exports.sources import export, exported, hostile, vision

HERE = Path(__file__).parent
READ_BACK = {
    "json": "tests/contracts/test_json.py",
    "markdown": "tests/cli/test_hostile_text.py",
    "html": "tests/browser",
    "xlsx": "tests/exports/test_xlsx.py",
    "csv": "tests/exports/test_csv.py",
    "mermaid": "tests/exports/test_mermaid.py",
    "dot": "tests/exports/test_graphs.py",
    "graphml": "tests/exports/test_graphs.py",
    "json-graph": "tests/exports/test_graphs.py",
    "turtle": "tests/exports/test_linked_data.py",
    "jsonld": "tests/exports/test_linked_data.py",
}
"""Where each format is read back by a reader of its own."""
OURS = [name for name, where in READ_BACK.items() if where.startswith("tests/exports/")]
HEAVY = {"xlsxwriter", "rdflib", "openpyxl", "pydot"}


def test_every_format_is_read_back_by_a_test() -> None:
    assert set(READ_BACK) == set(EXPORTERS)
    for name in OURS:
        assert (ROOT / READ_BACK[name]).is_file()
        assert f'"{name}"' in (ROOT / READ_BACK[name]).read_text(encoding="utf-8")


def test_list_says_what_each_is_for() -> None:
    for language in LANGUAGES:
        done = sotetrace("export", "--list", "--lang", language, COLUMNS="200")
        assert (done.status, done.err) == (0, "")
        for name in EXPORTERS:
            assert Translator(language)(f"export.{name}") in done.out


@pytest.mark.parametrize("name", OURS)
def test_what_comes_out_has_the_shape_of_the_table(name: str) -> None:
    found = exported(name)
    assert type(found).__name__ == {"text": "str", "file": "bytes", "folder": "dict"}[EXPORTERS[name].shape]
    texts: list[str | bytes] = [*found.values()] if isinstance(found, dict) else [found]
    for text in texts:
        if isinstance(text, str):
            assert text.endswith("\n")
            assert not text.endswith("\n\n")
            text.encode("utf-8")


@pytest.mark.parametrize("name", OURS)
def test_same_model_gives_the_same_bytes(name: str) -> None:
    assert export(vision(), name) == exported(name)
    assert export(hostile("lines"), name) == export(hostile("lines"), name)


@pytest.mark.parametrize("name", OURS)
def test_language_is_in_it_where_the_table_says(name: str) -> None:
    versions = {str(exported(name, language)) for language in LANGUAGES}
    assert len(versions) == (len(LANGUAGES) if EXPORTERS[name].is_translated else 1)


@pytest.mark.parametrize("name", [name for name, row in EXPORTERS.items() if row.extra in ("xlsx", "rdf")])
def test_missing_library_is_said_with_the_remedy(name: str) -> None:
    library = {"xlsx": "xlsxwriter", "rdf": "rdflib"}[EXPORTERS[name].extra]
    kept = {key: value for key, value in sys.modules.items() if not key.startswith("sotetrace.report.data.linked")}
    with (
        mock.patch.dict(sys.modules, {**kept, library: None, "sotetrace.report.data.linked": None}),
        pytest.raises(SotetraceError) as caught,
    ):
        export(vision(), name)
    assert EXPORTERS[name].extra in str(caught.value)
    assert f"sotetrace[{EXPORTERS[name].extra}]" in str(caught.value.hint)


@pytest.mark.parametrize(
    "args",
    [("--help",), ("export", "--list"), ("export", "--help"), ("list", "measures", "-m", str(VISION))],
    ids=" ".join,
)
def test_nothing_else_loads_a_library_of_a_format(args: tuple[str, ...]) -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "sotetrace", *args],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in done.stderr.splitlines()}
    assert "sotetrace" in loaded
    assert not loaded & HEAVY


@pytest.mark.parametrize("name", OURS)
def test_command_writes_what_the_library_gives(name: str, tmp_path: Path) -> None:
    target = tmp_path / "out"
    args = ("export", name, "-m", VISION, "--lang", "fi", "-o", target)
    done = sotetrace(*args)
    assert (done.status, done.out, done.err) == (0, "", "")
    assert sotetrace(*args, "--check").status == 0
    found = exported(name)
    if isinstance(found, dict):
        assert {path.name: path.read_text(encoding="utf-8") for path in target.iterdir()} == found
    else:
        assert target.read_bytes() == (found if isinstance(found, bytes) else found.encode("utf-8"))
    if EXPORTERS[name].shape == "text":
        assert sotetrace(*args[:-2]).out == found
    else:
        assert sotetrace(*args[:-2]).status == 2
