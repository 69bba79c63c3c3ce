"""From a symbolic place to file, line and column."""

from __future__ import annotations

import pytest

from sotetrace.findings import Finding, Location, Place
from sotetrace.store.documents import load_document
from sotetrace.store.marks import Marks
from sotetrace.store.positions import Positions, locate_findings

LINES = (
    "format: 1",
    "document: {id: sample, title: {en: Sample}}",
    "goals:",
    "  - id: G1",
    '    title: {en: "Tävä mä"}',
    "    source:",
    "      quote: >-",
    "        long words",
    "        over two lines",
    "    formerly: [A1, A2]",
)
FILE = "data/vision.yaml"


@pytest.fixture(scope="module")
def positions() -> Positions:
    return load_document([(FILE, "\n".join(LINES).encode())]).positions


@pytest.mark.parametrize(
    ("path", "is_key", "line", "column", "width"),
    [
        ((), False, 1, 1, 1),
        (("format",), False, 1, 9, 1),
        (("format",), True, 1, 1, 6),
        (("goals",), False, 3, 1, 5),
        (("goals", 0), False, 4, 5, 1),
        (("goals", 0, "id"), False, 4, 9, 2),
        (("goals", 0, "id"), True, 4, 5, 2),
        (("goals", 0, "title"), False, 5, 5, 5),
        (("goals", 0, "title", "en"), False, 5, 17, 7),
        (("goals", 0, "title", "en"), True, 5, 13, 2),
        (("goals", 0, "source", "quote"), False, 7, 14, 2),
        (("goals", 0, "formerly", 1), False, 10, 20, 2),
        (("goals", 0, "title", "sv"), False, 5, 5, 5),
        (("goals", 0, "level"), False, 4, 5, 1),
        (("goals", 5, "id"), False, 3, 1, 5),
        (("goals", "id"), False, 3, 1, 5),
        (("goals", 0, "id", 0), False, 4, 9, 2),
        (("measures", 0), False, 1, 1, 1),
    ],
)
def test_place_or_the_nearest_around_it(
    positions: Positions, path: tuple[str | int, ...], is_key: bool, line: int, column: int, width: int
) -> None:
    expected = Location(FILE, line, column, width, LINES[line - 1])
    assert positions.locate(Place("sample", path, is_key)) == expected


def test_width_ends_with_the_line(positions: Positions) -> None:
    assert positions.at(0, 3, 4, 1000).width == len(LINES[3]) - 4
    assert positions.at(0, 3, 1000, 5).width == 1
    assert positions.at(0, 1000, 0, 5) == Location(FILE, 1001, 1, 1, "")


def test_positions_of_nothing_have_no_name() -> None:
    assert Positions(None, Marks()).locate(Place("x", ("goals",))) == Location("", 1, 1, 1, "")


def test_findings_get_the_location_of_their_document(positions: Positions) -> None:
    related = (Place("sample", ("goals", 0, "title")), Place("elsewhere", ()))
    findings = [
        Finding.of("orphan-measure", Place("sample", ("goals", 0, "id")), element="G1", related=related),
        Finding.of("orphan-measure", Place("elsewhere", ("goals", 0)), element="G1"),
        Finding.of("orphan-measure", Place("sample"), element="G1", location=Location("x", 7, 8)),
    ]
    located = locate_findings(findings, {"sample": positions})
    assert [found.location and (found.location.file, found.location.line) for found in located] == [
        (FILE, 4),
        None,
        ("x", 7),
    ]
    assert [(at.line, at.column) for at in located[0].related_locations] == [(5, 5)]
