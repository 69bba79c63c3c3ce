"""`coverage --across` and `trace --across`: the answer first, every id with its document, whatever the words."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES
from sotetrace.project import Project
from tests.cli.hostile import HARMLESS, HOSTILE
from tests.cli.runner import ROOT, sotetrace
from tests.cli.test_crosswalk import MANUAL, append, with_words
from tests.cli.test_hostile_text import COMMAND, STEERING, structure

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.runner import Run

TOWN = ROOT / "tests" / "golden" / "town"
FAMILY = ROOT / "data" / "family" / "sotetrace.yaml"


@pytest.fixture
def town(tmp_path: Path) -> Path:
    folder = tmp_path / "town"
    shutil.copytree(TOWN, folder)
    (folder / ".git").mkdir()
    return folder


def across(folder: Path, *more: str) -> Run:
    return sotetrace("coverage", "--across", "region", "--lang", "en", *more, cwd=folder)


# ---- coverage --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["terminal", "markdown"])
def test_the_answer_comes_first_in_every_language(language: str, name: str) -> None:
    words = Translator(language)  # type: ignore[arg-type]
    call = ("coverage", "-m", FAMILY, "-d", "reform-2017", "--across", "sote2040")
    out = sotetrace(*call, "--lang", language, "--format", name, COLUMNS="400").out
    _, empty, answer, *_ = out.splitlines()
    slots = {"first": "reform-2017", "second": "sote2040", "kinds": words("page.kinds.goal")}
    assert empty == ""
    assert words("across.answer", total=12, none="2 (G10, G12)", **slots) in answer
    assert words("coverage.caveat") in out


def test_what_nothing_was_found_for_and_what_nobody_looked_for_are_apart(town: Path) -> None:
    append(town, "town:M1", "skos:exactMatch", "region:M1", MANUAL, "", "", "")
    path = town / "town.yaml"
    path.write_text(f"{path.read_text('utf-8')}  - {{id: M2, title: {{en: A library}}}}\n", encoding="utf-8")
    pair = json.loads(across(town, "-d", "town", "--format", "json").out)["pairs"][0]
    assert {element["id"]: element["standing"] for element in pair["elements"]} == {
        "town:G1": "possible",
        "town:G2": "none_found",
        "town:M1": "met",  # in tension, too, which never counts
        "town:M2": "unmapped",
    }
    out = across(town, "-d", "town").out
    assert "searched, nothing found" in out
    assert "Also measures (town): M2" in out
    assert "town:M1 – region:M1" in out.partition("Tensions")[2]


def test_of_several_documents_each_is_asked_and_of_one_alone_that_one(town: Path) -> None:
    pairs = json.loads(across(town, "--format", "json").out)["pairs"]
    assert [(pair["first"], pair["second"]) for pair in pairs] == [("town", "region"), ("nation", "region")]
    out = across(town).out
    assert out.startswith("From other documents: The region's plan (region)")
    assert out.count("Across documents: ") == 2
    assert "-d town" in out
    (only,) = json.loads(across(town, "-d", "nation", "--format", "json").out)["pairs"]
    assert only == pairs[1]


def test_what_is_derived_is_called_so(town: Path) -> None:
    append(town, "town:G2", "skos:exactMatch", "region:G1", MANUAL, "", "", "")
    path = town / "nation.yaml"
    measure = "measures:\n  - id: M1\n    title: {en: Law}\n    advances: [{to: G1, basis: stated, quote: law}]\n"
    path.write_text(path.read_text("utf-8") + measure, encoding="utf-8")
    done = sotetrace("coverage", "-d", "town", "--across", "nation", "--lang", "en", cwd=town, COLUMNS="120")
    assert "Of these, resting on a derived mapping: town:G1, town:G2" in done.out
    assert "broader (0.6, derived, ManualMappingCuration) → nation:G1" in done.out
    assert "derived: town:G1 – broader → region:G1 – broader → nation:G1" in done.out


def test_a_borrowed_indicator_stands_with_its_caveats(town: Path) -> None:
    path = town / "town.yaml"
    indicator = """indicators:
  - id: I1
    title: {en: Days to a doctor}
    baseline: "12"
    unit: days
    year: 2024
    data_source: {en: The town's register}
    indicates: [{to: G1, basis: stated, quote: days to a doctor}]
"""
    path.write_text(
        path.read_text("utf-8").replace("original: en}", "original: en, note: {en: A draft. Long.}}") + indicator
    )
    before = sotetrace("coverage", "-d", "region", "--format", "json", cwd=TOWN).out
    out = " ".join(across(town, "-d", "town").out.split())
    assert "Would gain an indicator: G1. None of them has one of its own." in out
    assert "region:G1 Care when it is needed ← town:I1 [stated] by way of town:G1, broader (0.9): Both are" in out
    assert "baseline: 12; unit: days; year: 2024; data source: The town's register" in out
    assert "town, proposal. A draft." in out
    assert "Long." not in out
    (pair,) = json.loads(across(town, "-d", "town", "--format", "json").out)["pairs"]
    (gained,) = pair["gained"]
    assert (gained["indicator"], gained["target"], gained["has_own"]) == ("town:I1", "region:G1", False)
    assert gained["bridge"]["comment"].startswith("Both are about access")
    assert pair["note"] == {"en": "A draft. Long."}
    assert sotetrace("coverage", "-d", "region", "--format", "json", cwd=town).out == before


def test_an_indicator_that_points_over_the_documents_is_labelled_so(town: Path) -> None:
    path = town / "nation.yaml"
    indicators = """indicators:
  - id: I1
    title: {en: Days to care}
    indicates: [{to: "region:G1", basis: inferred, confidence: low, by: us, rationale: {en: Both count days.}}]
"""
    path.write_text(path.read_text("utf-8") + indicators, encoding="utf-8")
    out = " ".join(across(town, "-d", "nation").out.split())
    assert "← nation:I1 [inferred, low], points straight at the other document: Both count days." in out
    (pair,) = json.loads(across(town, "-d", "nation", "--format", "json").out)["pairs"]
    assert [(one["bridge"], one["rationale"]) for one in pair["gained"]] == [(None, {"en": "Both count days."})]


def test_few_lines_name_the_command_for_the_rest(town: Path) -> None:
    done = across(town, "--brief")
    assert done.out.splitlines()[-1] == "More: sotetrace coverage --across region"
    assert "mappings: 2, tensions: 1" in " ".join(done.out.split()).replace("Mappings", "mappings")
    assert sotetrace("coverage", "--brief", cwd=town).status == 2


def test_wrong_use_is_refused(town: Path) -> None:
    done = sotetrace("coverage", "--across", "regoin", cwd=town)
    assert (done.status, done.out) == (2, "")
    assert "regoin" in done.err
    assert "It has: town, region, nation." in done.err
    assert across(town, "-d", "region").status == 2
    assert sotetrace("coverage", "-m", "town.yaml", "--across", "town", cwd=town).status == 2
    others = (
        ["--by", "measure"],
        ["--fail-under", "goal=1"],
        ["--as-source"],
        ["--without", "M1"],
        ["--format", "sarif"],
    )
    for more in others:
        done = across(town, "-d", "town", *more)
        assert (done.status, done.out) == (2, ""), more
        assert "--across" in done.err


# ---- trace -----------------------------------------------------------------------------------------------------


def test_a_trace_leads_over_the_mapping_to_measures_and_back(town: Path) -> None:
    there = sotetrace("trace", "town:G1", "--across", "--lang", "en", cwd=town, COLUMNS="120").out
    assert "broader (0.9) → region:G1 Care when it is needed" in there
    assert "region:M1 Clinics are run by the region alone [layout]" in there
    assert "no measure reaches it (nation)" in there
    back = sotetrace("trace", "region:M1", "--across", "--lang", "en", cwd=town, COLUMNS="120").out
    assert "No mapping leads from it" in back
    assert "region:M1 – town:M1" in back
    assert "region:G1 Care when it is needed [weakest: layout]" in back
    assert "narrower (0.9) → town:G1 Everybody finds a doctor in a week" in back


def test_a_trace_says_where_somebody_searched(town: Path) -> None:
    out = sotetrace("trace", "G2", "--across", "--lang", "en", cwd=town).out
    assert "Searched, nothing found: region" in out
    assert "The region says nothing of libraries." in out


def test_what_narrows_a_trace_does_not_go_with_across(town: Path) -> None:
    for more in ("--up", "--depth 2", "--basis stated", "--min-confidence high"):
        done = sotetrace("trace", "town:G1", "--across", *more.split(), cwd=town)
        assert (done.status, done.out) == (2, ""), more
    assert sotetrace("trace", "town:G9", "--across", cwd=town).status == 2


def test_the_library_answers_the_same(town: Path) -> None:
    project = Project.open(town / "sotetrace.yaml")
    (result,) = project.narrow("town").across("region")
    assert {element.term.id: element.standing for element in result.elements}["G1"] == "possible"
    trace = project.trace_across("town:G1")
    assert [passage.bridge.end.qualified for passage in trace.into] == ["region:G1", "nation:G1"]


# ---- hostile words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("call", ["coverage -d town --across region", "trace town:G1 --across"])
def test_words_steer_nothing(name: str, call: str, tmp_path: Path) -> None:
    folders = {}
    for key, words in (("hostile", HOSTILE[name]), ("harmless", HARMLESS)):
        folders[key] = with_words(shutil.copytree(TOWN, tmp_path / key), words)
    args = (*call.split(), "--lang", "en")
    shown = sotetrace(*args, cwd=folders["hostile"])
    assert (shown.status, "Traceback" in shown.err) == (0, False)
    assert not STEERING.search(shown.out)
    assert not COMMAND.search(shown.out)
    pages = [sotetrace(*args, "--format", "markdown", cwd=folder).out for folder in folders.values()]
    assert structure(pages[0]) == structure(pages[1])
    assert not STEERING.search(pages[0])
    assert json.loads(sotetrace(*args, "--format", "json", cwd=folders["hostile"]).out)


def test_every_id_of_an_element_stands_with_its_document() -> None:
    for call in ("coverage -d soste --across sote2040", "trace soste:G4 --across"):
        out = sotetrace(*call.split(), "-m", FAMILY, "--lang", "en", COLUMNS="400").out
        listed = [line for line in out.splitlines() if re.match(r"[^:]*(├|└|→)", line)]
        assert listed
        for line in listed:
            assert re.search(r"(soste|sote2040|reform|reform-2017|future-centre):[A-Z]\d", line), line
