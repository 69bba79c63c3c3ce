"""What a comparison says of three requests on the real vision, kept word for word in `requests/`; to be read.

Refresh with `pytest tests/golden --refresh-golden`, then read the difference before you commit it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.runner import VISION, sotetrace
from tests.golden.edits import REQUESTS

FILES = Path(__file__).parent / "requests"
CASES = tuple(
    (request, lang, *case)
    for request in REQUESTS
    for lang, *case in (
        ("en", "comment", 80, "comment.md"),
        ("fi", "comment", 80, "comment.md"),
        ("en", "terminal", 80, "80.txt"),
        ("en", "terminal", 120, "120.txt"),
    )
)


@pytest.mark.parametrize(
    ("name", "lang", "form", "columns", "end"), CASES, ids=[f"{case[0]}.{case[1]}.{case[-1]}" for case in CASES]
)
def test_a_request_reads_as_it_was_read(
    name: str, lang: str, form: str, columns: int, end: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    text = VISION.read_text(encoding="utf-8")
    folder = tmp_path / "sote2040"
    for side, content in (("main", text), ("branch", REQUESTS[name](text))):
        (folder / side).mkdir(parents=True)
        (folder / side / "vision.yaml").write_text(content, encoding="utf-8", newline="\n")
    sides = ("main/vision.yaml", "branch/vision.yaml")
    done = sotetrace("diff", *sides, "--lang", lang, "--format", form, cwd=folder, COLUMNS=str(columns))
    assert (done.status, done.err) == (0, "")
    printed = done.out.replace(f"{tmp_path.name}/", "")  # the mark of a comment names the folder
    path = FILES / f"{name}.{lang}.{end}"
    if request.config.getoption("--refresh-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(printed, encoding="utf-8", newline="\n")
    assert path.is_file(), "no such file yet: pytest tests/golden --refresh-golden"
    assert printed == path.read_text(encoding="utf-8"), "read the difference; if it is meant: --refresh-golden"


def test_no_request_is_left_over() -> None:
    assert {path.name for path in FILES.iterdir()} == {f"{name}.{lang}.{end}" for name, lang, _, _, end in CASES}
