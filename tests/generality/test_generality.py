"""Every command and every export works on plans that are nothing like ours; a new one cannot be forgotten."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
import pytest

from sotetrace.cli.main import app
from sotetrace.report.exporters import EXPORTERS
from sotetrace.store.documents import load_document
from tests.cli.runner import Run, sotetrace
from tests.generality.plans import (
    AIMS,
    BARE_AIMS,
    BARE_CONTROLS,
    CONTROLS,
    DOMAINS,
    GOALS,
    INDICATORS,
    LINKS,
    SUB_GOALS,
    links_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.repositories import Repo


class Call(NamedTuple):
    """A call of a command, its exit status, and words that only a right answer has."""

    args: tuple[str, ...]
    status: int
    words: tuple[str, ...]


TREE, SET = ("-m", "tree.yaml"), ("-m", "set.yaml")
UNTIL = ("--reason", "later", "--owner", "Aino Virta", "--until", "2027-01-31")
CALLS: dict[str, tuple[Call, ...]] = {
    "check": (
        Call(TREE, 0, ("Errors 0",)),
        Call((*SET, "--fail-on", "warning"), 1, (f"Q{AIMS}", "Errors 0", "SOT303")),
    ),
    "coverage": (
        Call(TREE, 0, (str(SUB_GOALS),)),
        Call((*SET, "--fail-under", "sub_goal=50", "--count", "layout"), 0, (str(AIMS), str(AIMS - BARE_AIMS))),
        Call((*SET, "--by", "measure"), 0, (f"C-{CONTROLS}",)),
    ),
    "list": (
        Call(("indicators", *TREE), 0, ("I17.9.1", "I1.1.2")),
        Call(("links", "--type", "advances", *SET), 0, ("C-1", "Q8")),
    ),
    "show": (Call(("G17.9", *TREE), 0, ("17.9", "I17.9.1")), Call(("C-1", *SET), 0, ("Q8", "Team 1"))),
    "trace": (Call(("I1.1.1", *TREE), 0, ("G1.1", "G1")), Call(("C-1", *SET), 0, ("D1", "Q8"))),
    "path": (Call(("I1.1.1", "G1", *TREE), 0, ("G1.1",)), Call(("C-1", "D1", *SET), 0, ("Q8",))),
    "impact": (Call(("G1.1", *TREE), 0, ("G1.1",)), Call(("--all", *SET), 0, ("C-1",))),
    "robustness": (Call(TREE, 0, ()), Call(SET, 0, ("C-",))),
    "review": (Call(TREE, 0, ()), Call(SET, 0, ())),
    "crosswalk": (Call((), 0, ("set", "tree", f"D{DOMAINS}", "set:D1")),),
    "diff": (
        Call(("v1", "v2", *TREE), 0, ("1,5", "99")),
        Call(("v1", "v2", *SET), 0, ("Control 7",)),
    ),
    "changelog": (Call(("v1", "v2", *TREE), 0, ("1,5",)),),
    "history": (Call(("I2.1.1", *TREE), 0, ("one", "two")),),
    "trend": (Call(TREE, 0, (str(SUB_GOALS),)), Call(SET, 0, (str(AIMS),))),
    "merge-check": (Call(("main", "topic"), 0, ()),),
    "git-setup": (Call(("--print",), 0, ("tree.yaml", "set.yaml")),),
    "accept": (Call((f"SOT303:Q{AIMS}", *UNTIL), 0, ("waivers.yaml",)),),
    "new": (
        Call(("indicator", *TREE), 0, ("tree.yaml:",)),
        Call(("sub_goal", "--goal", "D1", *SET), 0, ("set.yaml:",)),
    ),
    "rename": (Call(("tree:G1", "G1000"), 0, ("tree.yaml", "set-tree.sssom.tsv")),),
    "fmt": (Call(("tree.yaml", "set.yaml", "--check"), 0, ("tree.yaml: unchanged", "set.yaml: unchanged")),),
    "explain": (Call(("SOT303",), 0, ("SOT303",)),),
    "schema": (Call(("import",), 0, ("sotetrace.import/1",)),),
    "verify": (Call(("--text", "tree=tree.csv", *TREE), 1, ("of 440 wordings",)),),
    "init": (Call(("fresh",), 0, ("fresh/",)),),
    "import": (Call(("csv", "tree.csv", "--dry-run"), 0, (f"{GOALS + SUB_GOALS + INDICATORS} of 440",)),),
    "export": (Call(("json", *TREE), 0, ('"I17.9.1"',)),),
    "textconv": (Call(("tree.yaml",), 0, ("I17.9.1",)),),
}
TEXTS = {
    "json": '"G1.1"',
    "markdown": "G1.1",
    "html": "<!DOCTYPE html>",
    "mermaid": "flowchart",
    "dot": "digraph",
    "graphml": "<graphml",
    "json-graph": '"nodes"',
    "turtle": "urn:sotetrace",
    "jsonld": '"@',
}


def test_both_plans_come_in_whole(imports: tuple[Path, dict[str, Run]]) -> None:
    folder, runs = imports
    assert {name: run.status for name, run in runs.items()} == {"tree": 0, "set": 0, "mappings": 0}
    reports = {name: json.loads(run.out) for name, run in runs.items()}
    assert reports["tree"]["counts"] == {
        "goal": GOALS,
        "sub_goal": SUB_GOALS,
        "indicator": INDICATORS,
        "links": INDICATORS,
    }
    names = sum(1 for _ in range(CONTROLS))
    assert reports["set"]["counts"] == {
        "goal": DOMAINS,
        "sub_goal": AIMS,
        "measure": CONTROLS,
        "actor": 5,
        "links": LINKS + names,
    }
    assert all(report["left"] == [] for report in reports.values())
    tree = load_document([("tree.yaml", (folder / "tree.yaml").read_bytes())])
    assert tree.value is not None
    assert tree.findings == ()
    assert tree.value.languages == ("fi", "sv", "en")
    assert all(len(one.title.items()) == 3 for one in tree.value.iter_elements())
    assert (tree.value.indicators[1].baseline, tree.value.indicators[1].year) == ("1,5", 2030)


def test_links_and_gaps_of_the_set_are_those_of_the_table(imports: tuple[Path, dict[str, Run]]) -> None:
    loaded = load_document([("set.yaml", (imports[0] / "set.yaml").read_bytes())])
    assert loaded.value is not None
    found = {one.id: [link.to for link in one.advances] for one in loaded.value.measures}
    assert found == {f"C-{number}": [f"Q{aim}" for aim in links_of(number)] for number in range(1, CONTROLS + 1)}
    assert {link.basis for one in loaded.value.measures for link in one.advances} == {"layout"}
    pairs = {(measure, aim) for one in loaded.value.judged for measure in one.measures for aim in one.sub_goals}
    bare = {f"C-{number}" for number in range(CONTROLS - BARE_CONTROLS + 1, CONTROLS + 1)}
    empty = {f"Q{number}" for number in range(AIMS - BARE_AIMS + 1, AIMS + 1)}
    expected = {(measure, f"Q{aim}") for measure in bare for aim in range(1, AIMS + 1)}
    assert pairs == expected | {(f"C-{number}", aim) for number in range(1, CONTROLS + 1) for aim in empty}


def test_no_command_and_no_export_is_forgotten() -> None:
    assert CALLS.keys() == {command.name for command in app.registered_commands}
    assert TEXTS.keys() | {"xlsx", "csv"} == EXPORTERS.keys()


@pytest.mark.parametrize(
    ("name", "call"),
    [(name, call) for name, calls in CALLS.items() for call in calls],
    ids=lambda value: " ".join(value.args) if isinstance(value, Call) else value,
)
def test_command(name: str, call: Call, repo: Repo) -> None:
    done = sotetrace(name, *call.args, cwd=repo.path, SOTETRACE_LANG="en")
    assert done.status == call.status, done.err + done.out[-500:]
    assert "Traceback" not in done.err
    for words in call.words:
        assert words in done.out, (words, done.out[:2000])


@pytest.mark.parametrize("model", ["tree.yaml", "set.yaml"])
@pytest.mark.parametrize("to", EXPORTERS)
def test_export(to: str, model: str, imports: tuple[Path, dict[str, Run]], tmp_path: Path) -> None:
    target = tmp_path / {"csv": "tables", "xlsx": "book.xlsx", "html": "page.html"}.get(to, "out.txt")
    done = sotetrace("export", to, "-m", imports[0] / model, "-o", target, "--lang", "en")
    assert (done.status, done.err) == (0, "")
    last = "I17.9.1" if model == "tree.yaml" else f"C-{CONTROLS}"
    if to == "csv":
        text = (target / "elements.csv").read_text(encoding="utf-8")
        assert text.count("\n") >= (440 if model == "tree.yaml" else DOMAINS + AIMS + CONTROLS)
    elif to == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(target.read_bytes()), read_only=True)
        text = "\n".join(str(row[0]) for row in book["Elements"].iter_rows(values_only=True))
    else:
        text = target.read_text(encoding="utf-8")
        wanted = TEXTS[to] if model == "tree.yaml" or to not in ("json", "markdown") else "Q1"
        assert wanted in text
    assert last in text or to in ("mermaid", "markdown")  # both leave out what would make them unreadable
