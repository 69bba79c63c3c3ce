"""`import` as a user runs it: what is written, what is said, and the exit status."""

from __future__ import annotations

import json
import re
import shlex
from typing import TYPE_CHECKING

import pytest

from sotetrace.cli.completion import complete_field, complete_import
from sotetrace.store.documents import load_document
from tests.cli.runner import ROOT, sotetrace

if TYPE_CHECKING:
    from pathlib import Path

COUNTY = ROOT / "examples" / "county" / "toimenpiteet.csv"
WHOLE = "Goal,Measure\nLake,Pump\n,Filter\n"
PARTLY = "Goal,Measure,Colour\nLake,Pump,red\n"
MAPPINGS = ROOT / "data" / "family" / "soste--sote2040.sssom.tsv"


def write(folder: Path, text: str, name: str = "plan.csv") -> str:
    (folder / name).write_text(text, encoding="utf-8")
    return name


def test_yaml_goes_to_standard_output_and_the_report_beside_it(tmp_path: Path) -> None:
    done = sotetrace("import", "csv", write(tmp_path, WHOLE), cwd=tmp_path)
    loaded = load_document([("plan.yaml", done.out.encode())])
    assert loaded.findings == ()
    assert [one.title.en for one in loaded.value.measures] == ["Pump", "Filter"]  # type: ignore[union-attr]
    assert done.status == 0
    assert "Everything was taken: 2 of 2 rows." in done.err


def test_output_is_written_once_and_replaced_only_with_force(tmp_path: Path) -> None:
    name = write(tmp_path, WHOLE)
    first = sotetrace("import", "csv", name, "-o", "out.yaml", cwd=tmp_path)
    assert (first.status, first.err) == (0, "")
    assert "Next: sotetrace check -m out.yaml" in first.out
    (tmp_path / "out.yaml").write_text("mine", encoding="utf-8")
    again = sotetrace("import", "csv", name, "-o", "out.yaml", cwd=tmp_path)
    assert again.status == 2
    assert "is there already" in again.err
    assert "--force" in again.err
    assert (tmp_path / "out.yaml").read_text(encoding="utf-8") == "mine"
    assert sotetrace("import", "csv", name, "-o", "out.yaml", "--force", cwd=tmp_path).status == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out.yaml", "plan.csv"]


def test_measures_beside_sub_goals_show_in_the_matrix_and_are_not_said_to_stand_beside_goals_only(
    tmp_path: Path,
) -> None:
    write(tmp_path, "Goal,Sub-goal,Measure\nLake,Less waste,Pump\n,More fish,Net\n")
    assert sotetrace("import", "csv", "plan.csv", "-o", "out.yaml", cwd=tmp_path).status == 0
    shown = sotetrace("coverage", "-m", "out.yaml", "--by", "measure", "--lang", "en", cwd=tmp_path).out
    assert "M1      ◇    ·\nM2      ·    ◇\n" in shown
    assert "◇ the layout sets them together" in " ".join(shown.split())
    report = sotetrace("coverage", "-m", "out.yaml", "--lang", "en", cwd=tmp_path).out
    assert "The source sets measures beside 2 of 2 sub-goals" in report
    assert "no single sub-goal" not in report
    assert sotetrace("export", "html", "-m", "out.yaml", "-o", "out.html", cwd=tmp_path).status == 0
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert len(re.findall(r"<td><a [^>]*class=c-layout>", page)) == 2


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = sotetrace("import", "csv", write(tmp_path, WHOLE), "-o", "out.yaml", "--dry-run", cwd=tmp_path)
    assert done.status == 0
    assert "Everything was taken" in done.out
    assert not (tmp_path / "out.yaml").exists()


def test_what_is_left_fails_the_run_and_is_still_written(tmp_path: Path) -> None:
    done = sotetrace("import", "csv", write(tmp_path, PARTLY), "-o", "out.yaml", cwd=tmp_path)
    assert done.status == 1
    assert "C2" in done.out
    assert "--map 'Colour=note'" in " ".join(done.out.split())
    assert (tmp_path / "out.yaml").exists()


def test_command_that_the_report_prints_gives_the_same(tmp_path: Path) -> None:
    done = sotetrace("import", "csv", write(tmp_path, PARTLY), "--format", "json", "--dry-run", cwd=tmp_path)
    report = json.loads(done.out)
    assert report["mapping"] == ["Goal=goal", "Measure=measure", "Colour=ignore"]
    again = sotetrace(*shlex.split(report["command"])[1:], cwd=tmp_path)
    assert again.out == sotetrace("import", "csv", "plan.csv", cwd=tmp_path).out
    kept = sotetrace("import", "csv", "plan.csv", "--map", "Colour=note", cwd=tmp_path)
    assert "Colour: red" in kept.out
    assert kept.status == 0


@pytest.mark.parametrize(("language", "words"), [("fi", "Ottamatta jäi"), ("sv", "Togs inte med"), ("en", "Not taken")])
@pytest.mark.parametrize("output_format", ["terminal", "markdown"])
def test_report_in_every_language(language: str, words: str, output_format: str) -> None:
    done = sotetrace("import", "csv", COUNTY, "--dry-run", "--lang", language, "--format", output_format)
    assert done.status == 1
    assert words in done.out
    assert max(map(len, done.out.splitlines())) <= 80 or output_format == "markdown"


def test_crosswalk_comes_back_in_canonical_form(tmp_path: Path) -> None:
    done = sotetrace("import", "sssom", MAPPINGS, "-o", tmp_path / "out.tsv", "--lang", "en")
    assert (done.status, done.err) == (0, "")
    assert (tmp_path / "out.tsv").read_text(encoding="utf-8") == MAPPINGS.read_text(encoding="utf-8")


def test_findings_of_a_crosswalk_are_told(tmp_path: Path) -> None:
    text = "#curie_map:\n#  a: http://a/\nsubject_id\tcolour\tpredicate_id\tobject_id\tmapping_justification\n"
    name = write(tmp_path, text + "a:1\tred\tskos:exactMatch\ta:2\tsemapv:ManualMappingCuration\n", "x.tsv")
    done = sotetrace("import", "sssom", name, "--lang", "en", "--dry-run", cwd=tmp_path)
    assert done.status == 1
    assert "colour" in done.out


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("ods", "plan.csv"), "ods is no format"),
        (("csv", "plan.csv", "--map", "Goal"), "no COLUMN=FIELD"),
        (("csv", "plan.csv", "--map", "Nothing=goal"), "no column Nothing"),
        (("csv", "plan.csv", "--kind", "wish"), "wish is no kind"),
        (("csv", "plan.csv", "--id", "a b"), "a b is no id"),
        (("csv", "plan.csv", "--date", "tomorrow"), "tomorrow is no date"),
        (("csv", "plan.csv", "--separator", "::"), "is not one character"),
        (("csv", "plan.csv", "--sheet", "Other"), "no sheet Other"),
        (("csv", "."), "is a folder"),
    ],
)
def test_wrong_use(args: tuple[str, ...], words: str, tmp_path: Path) -> None:
    write(tmp_path, WHOLE)
    done = sotetrace("import", *args, cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert words in done.err
    assert len(done.err.splitlines()) == 2


def test_formats_and_fields_complete() -> None:
    assert [word for word, _ in complete_import("j")] == ["json-graph"]
    assert ("Mittari=indicator", "") in complete_field("Mittari=ind")
    assert complete_field("Mittari") == []
