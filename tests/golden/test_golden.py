"""What the program prints of the real vision, kept word for word in `files/`; to be read in every change.

Refresh with `pytest tests/golden --refresh-golden`, then read the difference before you commit it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from sotetrace.coverage import FACETS
from sotetrace.report.shapes.schemas import SCHEMAS
from sotetrace.report.writers import WRITERS
from tests.cli.runner import sotetrace

FILES = Path(__file__).parent / "files"


@dataclass(frozen=True, slots=True)
class Case:
    """One call, the file that holds what it prints, and the width of the terminal."""

    file: str
    args: str
    columns: int = 80


CASES = (
    *(Case(f"coverage.{lang}.80.txt", f"coverage --lang {lang}") for lang in ("fi", "sv", "en")),
    Case("coverage.en.120.txt", "coverage --lang en", columns=120),
    Case("coverage.en.md", "coverage --lang en --format markdown"),
    Case("coverage.en.json", "coverage --lang en --format json"),
    Case("coverage-as-source.en.80.txt", "coverage --as-source --lang en"),
    Case("check.en.80.txt", "check --lang en"),
    Case("check.en.json", "check --lang en --format json"),
    *(
        Case(f"{command}.en.{name}", f"{command} --lang en --format {name}")
        for command in ("check", "coverage")
        for name in WRITERS
    ),
    Case("list-measures.en.80.txt", "list measures --lang en"),
    Case("list-sub-goals.fi.80.txt", "list sub_goals --lang fi"),
    Case("list-statements.sv.80.txt", "list statements --lang sv"),
    Case("list-links-high.en.80.txt", "list links --confidence high --lang en"),
    Case("show-S1.sv.80.txt", "show S1 --lang sv"),
    Case("show-G2.2.fi.80.txt", "show G2.2 --lang fi"),
    Case("show-M12.en.80.txt", "show M12 --lang en"),
    Case("show-M12.en.md", "show M12 --lang en --format markdown"),
    Case("show-M12.json", "show M12 --format json"),
    Case("explain.en.80.txt", "explain --lang en"),
    Case("explain-SOT303.fi.80.txt", "explain SOT303 --lang fi"),
    Case("explain-SOT303.en.md", "explain SOT303 --lang en --format markdown"),
    Case("list-trust.en.80.txt", "list all --match trust --lang en"),
    Case("trace-M8.en.80.txt", "trace M8 --lang en"),
    Case("trace-M8.en.md", "trace M8 --lang en --format markdown"),
    Case("path-M8-P3.en.80.txt", "path M8 P3 --lang en"),
    Case("impact-M10.fi.80.txt", "impact M10 --lang fi"),
    Case("impact-all.fi.80.txt", "impact --all --lang fi"),
    *(Case(f"robustness.{lang}.80.txt", f"robustness --lang {lang}") for lang in ("fi", "sv", "en")),
    *(Case(f"coverage-by-{facet}.en.80.txt", f"coverage --by {facet} --lang en") for facet in FACETS),
    Case("coverage-by-measure.fi.80.txt", "coverage --by measure --lang fi"),
    Case("coverage-by-measure.en.md", "coverage --by measure --lang en --format markdown"),
    Case("review.en.80.txt", "review --limit 3 --lang en"),
    *(Case(f"crosswalk.{lang}.80.txt", f"crosswalk -m tests/golden/town --lang {lang}") for lang in ("fi", "sv", "en")),
    Case("crosswalk-town-nation.en.80.txt", "crosswalk town nation -m tests/golden/town --lang en"),
    Case("crosswalk-town-nation.en.md", "crosswalk town nation -m tests/golden/town --lang en --format markdown"),
    Case("crosswalk.en.json", "crosswalk -m tests/golden/town --format json"),
    *(
        Case(f"coverage-across.{lang}.80.txt", f"coverage -m tests/golden/town -d town --across region --lang {lang}")
        for lang in ("fi", "en")
    ),
    *(
        Case(f"trace-across.{lang}.80.txt", f"trace town:G1 --across -m tests/golden/town --lang {lang}")
        for lang in ("fi", "en")
    ),
    Case("coverage-across.en.md", "coverage -m tests/golden/town --across nation --lang en --format markdown"),
    *(Case(f"export.{lang}.md", f"export markdown --lang {lang}") for lang in ("fi", "sv", "en")),
    Case("export.json", "export json"),
    *(Case(f"schema-{name}.json", f"schema {name}") for name in SCHEMAS),
    Case("help.txt", "--help"),
    *(
        Case(f"help-{name}.txt", f"{name} --help")
        for name in (
            *("check", "coverage", "list", "show", "trace", "path", "impact", "robustness", "review"),
            *("explain", "schema", "verify", "init", "export"),
            *("changelog", "history", "trend", "merge-check", "git-setup", "crosswalk"),
        )
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_output_is_as_it_was_read(case: Case, request: pytest.FixtureRequest) -> None:
    done = sotetrace(*case.args.split(), COLUMNS=str(case.columns))
    assert (done.status, done.err) == (0, "")
    # Typer pads its help to the width; the files hold no blanks at the end of a line.
    printed = "".join(line.rstrip() + "\n" for line in done.out.splitlines()) if "help" in case.args else done.out
    path = FILES / case.file
    if request.config.getoption("--refresh-golden"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(printed, encoding="utf-8", newline="\n")
    assert path.is_file(), "no such file yet: pytest tests/golden --refresh-golden"
    assert printed == path.read_text(encoding="utf-8"), "read the difference; if it is meant: --refresh-golden"


def test_no_file_is_left_over() -> None:
    assert {path.name for path in FILES.iterdir()} == {case.file for case in CASES}
