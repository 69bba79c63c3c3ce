"""`export markdown -o`: a file holds one page, a folder the set; `--check` holds either to the model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.cli.export import is_folder
from tests.cli.runner import VISION, sotetrace
from tests.summary.reading import set_of

if TYPE_CHECKING:
    from pathlib import Path

EXPORT = ("export", "markdown", "-m", str(VISION), "--lang", "fi")


@pytest.mark.parametrize("name", ["summary", "summary/", "v1.2/", "there.is"])
def test_folder_holds_the_set(name: str, tmp_path: Path) -> None:
    (tmp_path / "there.is").mkdir()
    done = sotetrace(*EXPORT, "-o", name, cwd=tmp_path)
    assert (done.status, done.out, done.err) == (0, "", "")
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / name).iterdir()}
    assert written == set_of("fi")
    assert sotetrace(*EXPORT, "-o", name, "--check", cwd=tmp_path).status == 0


def test_file_holds_the_one_page(tmp_path: Path) -> None:
    assert sotetrace(*EXPORT, "-o", "summary.md", cwd=tmp_path).status == 0
    assert (tmp_path / "summary.md").read_text(encoding="utf-8") == sotetrace(*EXPORT).out
    assert sotetrace(*EXPORT, "-o", "summary.md", "--check", cwd=tmp_path).status == 0


def test_check_names_what_is_stale_missing_and_left_over(tmp_path: Path) -> None:
    sotetrace(*EXPORT, "-o", "summary", cwd=tmp_path)
    (tmp_path / "summary/gaps.md").write_text("changed\n", encoding="utf-8")
    (tmp_path / "summary/glossary.md").unlink()
    (tmp_path / "summary/level-l9.md").write_text("of an earlier model\n", encoding="utf-8")
    done = sotetrace(*EXPORT, "-o", "summary", "--check", cwd=tmp_path)
    assert done.status == 1
    assert {line for line in (done.out + done.err).splitlines() if line.startswith("summary/")} == {
        "summary/gaps.md: is stale",
        "summary/glossary.md: is missing",
        "summary/level-l9.md: is left over",
    }


@pytest.mark.parametrize(
    ("output", "expected"),
    [("a.md", False), ("a", True), ("a.b/", True), ("a/b", True), ("a/b.md", False), (None, False)],
)
def test_output_that_names_a_folder(output: str | None, expected: bool) -> None:
    assert is_folder(output) is expected


def test_other_text_formats_stay_files(tmp_path: Path) -> None:
    assert sotetrace("export", "json", "-m", str(VISION), "-o", "model", cwd=tmp_path).status == 0
    assert (tmp_path / "model").is_file()
