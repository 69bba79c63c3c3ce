"""The documents of data/family: without errors, true to their source texts, and whole in three languages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

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
