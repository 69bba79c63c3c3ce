"""What is broken or hostile is found where it is, what is good around it is read, and the file stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from sotetrace.rules import code_of, rule_slugs
from tests.hostile.cases import G1, HEAD, M1, Case
from tests.hostile.corpus import CASES
from tests.hostile.reading import faults_of_reading, is_inside, lines_of, places, read

BESIDE = {
    "vision.yaml": (HEAD + "goals:\n" + G1 + M1).encode(),
    "there.yaml": HEAD.replace("sample", "there").encode() + b"goals:\n" + G1.encode(),
    "waivers.yaml": b"waivers: []\n",
    "crosswalk.sssom.tsv": b"",
}
SETTINGS = {
    "waivers.yaml": b"documents: [vision.yaml]\nwaivers: waivers.yaml\n",
    "crosswalk.sssom.tsv": b"documents: [vision.yaml, there.yaml]\ncrosswalks: [crosswalk.sssom.tsv]\n",
}
"""What stands beside a case that is no vision, and the settings that name it."""


def lay_out(case: Case, folder: Path) -> Path:
    """Write a case and what stands beside it; return what is to be opened."""
    files = {case.file: case.raw}
    if case.file != "vision.yaml":
        files = {**BESIDE, "sotetrace.yaml": SETTINGS.get(case.file, b""), **files}
    for name, raw in files.items():
        (folder / name).write_bytes(raw)
    return folder / ("vision.yaml" if len(files) == 1 else "sotetrace.yaml")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    model = lay_out(case, tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    result = read(model)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    lines = {name: lines_of(raw) for name, raw in before.items()}
    assert [f for f in result.findings if not (f.location and is_inside(f, lines[Path(f.location.file).name]))] == []
    here = [f for f in result.findings if f.location and Path(f.location.file).name == case.file]
    assert faults_of_reading(here) == {each for each in case.expected if is_of_reading(each)}
    assert case.expected <= places(here)
    assert set(case.kept) <= result.ids


def is_of_reading(place: str) -> bool:
    return code_of(place.split()[0]) < "SOT100"


def test_names_are_unique_and_cases_many() -> None:
    names = [case.name for case in CASES]
    assert len(set(names)) == len(names) >= 300


def test_every_rule_of_reading_has_a_case() -> None:
    found = {place.split()[0] for case in CASES for place in case.expected}
    assert {slug for slug in rule_slugs() if code_of(slug) < "SOT100"} <= found
