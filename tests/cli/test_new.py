"""`new`: an element begins at the end of its section, and what it lacks stands there as comments."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli import runner
from tests.cli.plans import BROKEN, PLAN, write_plan

if TYPE_CHECKING:
    from tests.cli.runner import Run

GIVEN = ("--title", "Uusi: teko", "--level", "L1")
WRITTEN = """\
  - id: M2
    level: L1
    title:
      fi: "Uusi: teko"
    #   sv: TODO
    #   en: TODO
    # source: {where: TODO, quote: TODO}
    # instruments: TODO
"""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    write_plan(tmp_path, name="data/vision.yaml")
    monkeypatch.chdir(tmp_path)


def new(*args: str | Path) -> Run:
    return runner.sotetrace("new", *args, cwd=Path.cwd())


def read(name: str = "data/vision.yaml") -> str:
    return Path(name).read_bytes().decode()


def rules(*args: str | Path) -> list[str]:
    run = runner.sotetrace("check", "--format", "json", *args, cwd=Path.cwd())
    return sorted(one["rule"] for one in json.loads(run.out)["findings"])


def test_an_element_comes_and_every_other_byte_stays() -> None:
    run = new("measure", *GIVEN)
    assert (run.status, run.err) == (0, "")
    at = PLAN.count("\n") + 2
    assert run.out == f"data/vision.yaml:{at}: M2\n"
    assert read().startswith(f"{PLAN}\n{WRITTEN}")
    assert read().splitlines()[at - 1] == "  - id: M2"


def test_check_reports_only_what_is_missing() -> None:
    before = rules()
    new("measure", *GIVEN)
    assert [rule for rule in rules() if rule not in before] == ["missing-translation"] * 2 + ["orphan-measure"]


def test_without_a_title_only_the_title_is_missing() -> None:
    before = rules()
    new("measure")
    assert [rule for rule in rules() if rule not in before] == ["missing-key"]
    assert "    # title:\n    #   fi: TODO\n    #   sv: TODO\n" in read()


@pytest.mark.parametrize(
    ("kind", "section"), [("statement", "statements"), ("trend", "trends"), ("indicator", "indicators"),
                          ("actor", "actors"), ("milestone", "milestones")]
)  # fmt: skip
def test_a_section_that_is_not_there_is_begun(kind: str, section: str) -> None:
    assert new(kind, "--title", "x").status == 0
    assert f"\n{section}:\n  - id: " in read()
    lacking = {"missing-key", "missing-translation", "unmeasured-sub-goal"}  # with indicators, sub-goals ask for one
    assert set(rules()) <= {*lacking, *rules("-m", write_plan(Path("old")))}


def test_ids_go_on_by_the_pattern_of_their_siblings() -> None:
    assert [new(*args).out.split()[-1] for args in (
        ("measure",), ("measure",), ("sub-goal", "--goal", "G1"), ("goal",), ("level",), ("core_problem",),
        ("measure", "--id", "M-x7"), ("measure",),
    )] == ["M2", "M3", "G1.2", "G2", "L2", "P2", "M-x7", "M4"]  # fmt: skip


def test_an_id_that_anything_had_is_not_given_again() -> None:
    gone = "retired:\n  - {id: M3, title: {fi: a, sv: b, en: c}}\n"
    text = PLAN.replace("  - id: M1\n", "  - id: M1\n    formerly: [M02, M2]\n")
    text = text.replace("measures:", f"{gone}measures:")
    write_plan(Path(), text, "data/vision.yaml")
    assert new("measure").out.endswith(": M4\n")
    write_plan(Path(), PLAN.replace("id: M1", "id: M09"), "data/vision.yaml")
    assert new("measure").out.endswith(": M10\n")


def test_what_stands_behind_the_section_stays_there() -> None:
    text = PLAN.replace("goals:\n", "# of goals\ngoals:\n", 1).replace("\n", "\r\n").removesuffix("\r\n")
    Path("data/vision.yaml").write_bytes(text.encode())
    assert new("core_problem", "--title", "x").status == 0
    assert new("core_problem").status == 0
    found = read()
    assert "\n" not in found.replace("\r\n", "")
    assert found.index("id: P1") < found.index("id: P2") < found.index("fi: TODO") < found.index("# of goals")
    assert found.index("#   sv: TODO") < found.index("id: P3"), "the comments of P2 are not those of P3"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("thing",), "thing is no kind"),
        (("measure", "--id", "M1"), "is there already"),
        (("measure", "--id", "m1"), "looks like M1"),
        (("measure", "--id", "a b"), "is no id"),
        (("measure", "--level", "L7"), "no level has the id L7"),
        (("measure", "--goal", "G1"), "measure has none"),
        (("level", "--level", "L1"), "level has none"),
        (("sub_goal",), "a sub-goal is a part of one goal"),
        (("sub_goal", "--goal", "G9"), "no goal has the id G9"),
        (("measure", "--title", " "), "is empty"),
        (("measure", "--title", "a\x07b"), "control characters"),
        (("measure", "--file", "other.yaml"), "is no file of the workspace"),
    ],
)
def test_wrong_use_is_refused_and_writes_nothing(args: tuple[str, ...], told: str) -> None:
    run = new(*args)
    assert run.status == 2
    assert told in run.err
    assert read() == PLAN


@pytest.mark.parametrize(
    "text", [PLAN + "x: [", PLAN.replace("s:\n  - id: M1", "s:\n  - id: &a M1"), PLAN + "goals: []\n"]
)
def test_a_file_with_faults_is_refused(text: str) -> None:
    write_plan(Path(), text, "data/vision.yaml")
    run = new("measure")
    assert run.status in (2, 3)
    assert read() == text


def test_an_element_with_errors_keeps_its_id() -> None:
    write_plan(Path(), BROKEN + "  - id: M3\n", "data/vision.yaml")
    assert new("measure").out.endswith(": M4\n")
    assert new("measure", "--id", "M3").status == 2


def test_several_files_and_documents() -> None:
    head, tail = PLAN.split("measures:\n")
    write_plan(Path(), head, "plan/a.yaml")
    write_plan(Path(), f"measures:\n{tail}", "plan/b.yaml")
    write_plan(Path(), PLAN.replace("id: plan", "id: other"), "other.yaml")
    assert new("measure", "-m", "plan").out.startswith("plan/b.yaml:")
    assert "Say which with --file: plan/a.yaml, plan/b.yaml" in new("actor", "-m", "plan").err
    assert new("actor", "-m", "plan", "--file", "plan/a.yaml").out.startswith("plan/a.yaml:")
    Path("sotetrace.yaml").write_text("format: 1\ndocuments: [plan, other.yaml]\n")
    assert "several documents" in new("measure").err
    assert new("measure", "--file", "./other.yaml").out.endswith(": M2\n")


def test_read_only_files_and_links() -> None:
    Path("data/vision.yaml").chmod(0o444)
    assert "is read-only" in new("measure").err
    Path("data/vision.yaml").chmod(0o644)
    Path("data/vision.yaml").rename("data/real.txt")
    Path("data/vision.yaml").symlink_to("real.txt")
    assert new("measure").status == 0
    assert Path("data/vision.yaml").is_symlink()
    assert "id: M2" in read("data/real.txt")
