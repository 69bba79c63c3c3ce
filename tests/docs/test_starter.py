"""What `sotetrace init` writes is a good example: valid, complete in its kinds of link, and held to its text."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import pytest

from sotetrace.findings import Severity
from sotetrace.model.links import Basis, Confidence
from sotetrace.project import Project
from sotetrace.store.starter import write_starter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_starter(tmp_path)
    return tmp_path


def test_it_has_no_errors_and_the_gaps_that_it_speaks_of(folder: Path) -> None:
    findings = Project.open(folder / "sotetrace.yaml").findings
    assert not [finding for finding in findings if finding.severity == Severity.ERROR]
    warnings = {(finding.rule, finding.element) for finding in findings if finding.severity == Severity.WARNING}
    assert warnings == {("uncovered-part", "G1.2.b"), ("level-without-measure", "L2"), ("only-blanket", "G2.1")}


def test_every_wording_is_found(folder: Path) -> None:
    result = Project.open(folder / "sotetrace.yaml").verify()
    assert result.checked == result.found > 0
    assert not result.findings
    assert not result.without_text


def test_it_shows_every_basis_and_confidence(folder: Path) -> None:
    links = [link for _, _, _, link in Project.open(folder / "sotetrace.yaml").document.iter_links()]
    assert {link.basis for link in links} == set(get_args(Basis))
    assert {link.confidence for link in links} == {None, *get_args(Confidence)}
    assert {link.reviewed is not None for link in links if link.basis == "inferred"} == {True, False}


@pytest.mark.parametrize("name", ["sotetrace.yaml", "waivers.yaml"])
def test_what_is_commented_out_is_valid_too(folder: Path, name: str) -> None:
    file = folder / name
    lines = file.read_text(encoding="utf-8").splitlines()
    kept = [line[2:] if line.startswith(("#   ", "# rules:", "# expect", "# waivers:")) else line for line in lines]
    file.write_text("\n".join(line for line in kept if line != "waivers: []") + "\n", encoding="utf-8")
    changed = Project.open(folder / "sotetrace.yaml")
    assert not [f for f in changed.findings if f.code.startswith(("SOT0", "SOT6"))]
    workspace = changed.opened.workspace
    assert workspace.waivers if name == "waivers.yaml" else workspace.settings.rules and workspace.settings.expectations
