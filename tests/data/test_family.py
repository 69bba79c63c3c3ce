"""The documents of data/family: without errors, true to their source texts, and whole in three languages."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sotetrace.findings import Severity
from sotetrace.project import Project

if TYPE_CHECKING:
    from sotetrace.model.text import Language

ROOT = Path(__file__).resolve().parents[2]
SOURCES = Path(os.environ.get("SOTETRACE_SOURCES") or ROOT.parent / "shared" / "sources")
"""The folder of the source texts, found as `.ci/run` finds it."""

WORKSPACE = ROOT / "data" / "family" / "sotetrace.yaml"
FAMILY = {path.stem: path for path in sorted(WORKSPACE.parent.glob("*.yaml")) if path != WORKSPACE}
TEXTS = {
    "future-centre": "002_2dbc24bb6af86393.txt",
    "reform-2017": "001_894da4bed3694f51.txt",
    "reform-goals": "004_c489160190a45df3.txt",
    "soste": "003_820e893f806d4dd6.txt",
}
LANGUAGES: tuple[Language, ...] = ("fi", "sv", "en")

family = pytest.mark.parametrize("name", FAMILY)


def opened(name: str) -> Project:
    return Project.open(FAMILY[name])


def test_the_family_is_there() -> None:
    assert FAMILY.keys() >= {"soste", "reform-goals"}
    assert FAMILY.keys() <= TEXTS.keys(), "every document of the family has a source text to be held to"


def test_ids_of_documents_differ() -> None:
    paths = [ROOT / "data" / "vision.yaml", *FAMILY.values()]
    ids = [Project.open(path).document.document.id for path in paths]
    assert len(set(ids)) == len(ids)


@family
def test_no_errors(name: str) -> None:
    errors = [
        (finding.rule, finding.element, finding.args)
        for finding in opened(name).findings
        if finding.severity is Severity.ERROR
    ]
    assert errors == []


@family
def test_every_wording_is_found(name: str) -> None:
    text = SOURCES / TEXTS[name]
    if not text.is_file():
        pytest.skip(f"the source text {text.name} is not at hand (SOTETRACE_SOURCES names its folder)")
    project = opened(name)
    (source,) = project.document.sources
    result = project.verify({source.id: text})
    assert [(finding.rule, finding.element, finding.args) for finding in result.findings] == []
    assert result.without_text == ()
    assert result.found == result.checked > 0


@family
def test_three_languages(name: str) -> None:
    document = opened(name).document
    assert document.document.original == "fi"
    assert document.languages == LANGUAGES
    lacking = [
        (*path, language)
        for path, _, text in document.iter_texts()
        for language in LANGUAGES
        if text.get(language) is None
    ]
    assert lacking == []


def test_the_family_reads_as_one_workspace_without_errors() -> None:
    findings = Project.open(WORKSPACE).findings
    assert [finding.message("en") for finding in findings if finding.severity == Severity.ERROR] == []


def test_nothing_is_left_unsaid_between_the_family_and_the_vision() -> None:
    """Every goal, sub-goal, core problem and measure has a counterpart, or a row that says none was found."""
    results = Project.open(WORKSPACE).crosswalk()
    others = {result.first if result.second == "sote2040" else result.second for result in results}
    assert len(others) == len(FAMILY)
    for result in results:
        left = {(count.document, count.kind): count.open for count in result.counts if count.open}
        assert left == {}, f"{result.first} and {result.second}"
        assert result.conflicts == ()


# ---- across the documents, counted by hand in the files themselves -----------------------------------------------


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of the crosswalk from a document, as the file has them."""
    text = (WORKSPACE.parent / f"{name}--sote2040.sssom.tsv").read_text(encoding="utf-8")
    return list(csv.DictReader((line for line in text.splitlines() if not line.startswith("#")), delimiter="\t"))


def raw_of(name: str) -> dict[str, Any]:
    """A document as its file has it."""
    found = (yaml.load(path.read_text(encoding="utf-8"), LOADER) for path in FAMILY.values())
    raw: dict[str, Any] = next(one for one in found if one["document"]["id"] == name)
    return raw


def owner_of(identifier: str) -> str:
    """The element of a part, which has a letter at its end, or the element itself."""
    return identifier.rpartition(".")[0] if identifier[-1].isalpha() else identifier


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def test_goals_that_meet_no_measure_of_the_vision_are_those_of_the_files() -> None:
    """A goal is reached by a mapping that is no tension, to anything but a statement that nothing serves."""
    vision = yaml.load((ROOT / "data" / "vision.yaml").read_text(encoding="utf-8"), LOADER)
    serving = [one for section in ("goals", "measures") for one in vision[section]]
    served = {link["to"] for one in serving for link in one.get("serves", ())}
    project = Project.open(WORKSPACE)
    for result in project.across("sote2040"):
        told = {element.term.id: element for element in result.of_kind("goal")}
        reached = {
            owner_of(row["subject_id"].removeprefix(f"{result.first}:"))
            for row in rows_of(result.first)
            if row["predicate_id"] not in ("st:tension", "skos:mappingRelation")
            and not (row["object_id"].startswith(("sote2040:S", "sote2040:T")) and row["object_id"][9:] not in served)
        }
        goals = [one["id"] for one in raw_of(result.first)["goals"]]
        assert list(told) == goals
        assert [one for one in goals if not told[one].is_reached] == [one for one in goals if one not in reached]


def test_only_what_is_exact_is_met_as_a_whole() -> None:
    for result in Project.open(WORKSPACE).across("sote2040"):
        exact = {row["subject_id"] for row in rows_of(result.first) if row["predicate_id"] == "skos:exactMatch"}
        assert {element.term.qualified for element in result.elements if element.standing == "met"} == exact


def test_indicators_gained_are_those_that_the_files_lead_to() -> None:
    project = Project.open(WORKSPACE)
    for result in project.across("sote2040"):
        expected = set()
        for indicator in raw_of(result.first).get("indicators", ()):
            for link in indicator.get("indicates", ()):
                owner = owner_of(link["to"])
                for row in rows_of(result.first):
                    is_mapped = row["predicate_id"] not in ("st:tension", "skos:mappingRelation")
                    start, end = row["subject_id"].partition(":")[2], row["object_id"].partition(":")[2]
                    is_of_it = start in (owner, link["to"]) or (link["to"] == owner == owner_of(start))
                    if is_mapped and is_of_it and end[0] in "GM":
                        expected.add((indicator["id"], end))
        assert {(gained.indicator.id, gained.target.id) for gained in result.gained} == expected
