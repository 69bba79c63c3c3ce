"""What is broken or hostile is found where it is, what is good around it is read, and the file stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.rules import code_of
from tests.hostile.corpus import CASES, Case
from tests.hostile.reading import faults_of_reading, is_inside, lines_of, places, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    path = tmp_path / "vision.yaml"
    path.write_bytes(case.raw)
    result = read(path)
    assert path.read_bytes() == case.raw
    assert [name.name for name in tmp_path.iterdir()] == ["vision.yaml"]
    lines = lines_of(case.raw)
    assert [finding for finding in result.findings if not is_inside(finding, lines)] == []
    assert faults_of_reading(result.findings) == {each for each in case.expected if is_of_reading(each)}
    assert case.expected <= places(result.findings)
    assert set(case.kept) <= result.ids


def is_of_reading(place: str) -> bool:
    return code_of(place.split()[0]) < "SOT100"


def test_names_are_unique() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 80
