"""`init`: what it writes is valid, and every command works with it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.cli.runner import sotetrace

if TYPE_CHECKING:
    from pathlib import Path

FILES = ["data/source.txt", "data/vision.yaml", "sotetrace.yaml", "waivers.yaml"]


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A folder in which somebody has just begun."""
    (tmp_path / ".git").mkdir()
    done = sotetrace("init", "mine", cwd=tmp_path)
    assert done.status == 0, done.err
    assert sorted(done.out.split()) == [f"mine/{name}" for name in FILES]
    return tmp_path / "mine"


def test_files_are_commented_and_plain(begun: Path) -> None:
    assert sorted(path.relative_to(begun).as_posix() for path in begun.rglob("*") if path.is_file()) == FILES
    for name in FILES:
        text = (begun / name).read_text(encoding="utf-8")
        assert text.endswith("\n")
        assert "\t" not in text
        assert name.endswith(".txt") or "#" in text
        assert (begun / name).stat().st_mode & 0o777 == 0o644


def test_check_finds_no_error(begun: Path) -> None:
    done = sotetrace("check", "--format", "json", cwd=begun)
    assert done.status == 0, done.out
    assert json.loads(done.out)["counts"]["error"] == 0


def test_every_quote_is_found(begun: Path) -> None:
    done = sotetrace("verify", "--format", "json", cwd=begun)
    assert done.status == 0, done.out
    verified = json.loads(done.out)
    assert verified["found"] == verified["checked"] > 0


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
@pytest.mark.parametrize("output_format", ["terminal", "markdown", "json"])
def test_every_command_works(begun: Path, output_format: str, language: str) -> None:
    model = json.loads(sotetrace("export", "json", cwd=begun).out)
    identifiers = [element["id"] for element in model["elements"]]
    assert {"core_problem", "goal", "sub_goal", "measure"} <= {element["kind"] for element in model["elements"]}
    for args in (
        ("coverage",),
        ("coverage", "--as-source"),
        ("list", "measures"),
        ("list", "links"),
        *(("show", identifier) for identifier in identifiers),
    ):
        done = sotetrace(*args, "--format", output_format, "--lang", language, cwd=begun)
        assert (done.status, done.err) == (0, "")
        assert done.out
    assert sotetrace("export", "markdown", "--lang", language, cwd=begun).status == 0


def test_nothing_is_replaced(begun: Path) -> None:
    (begun / "sotetrace.yaml").unlink()
    (begun / "data" / "vision.yaml").write_text("mine", encoding="utf-8")
    done = sotetrace("init", ".", cwd=begun)
    assert (done.status, done.out) == (2, "")
    assert "is there already" in done.err
    assert not (begun / "sotetrace.yaml").exists()
    assert (begun / "data" / "vision.yaml").read_text(encoding="utf-8") == "mine"


def test_gates_work(begun: Path) -> None:
    assert sotetrace("coverage", "--fail-under", "sub_goal=0", cwd=begun).status == 0
    gate = ("coverage", "--fail-under", "sub_goal=100", "--count", "stated")
    assert sotetrace(*gate, cwd=begun).status in (0, 1)
