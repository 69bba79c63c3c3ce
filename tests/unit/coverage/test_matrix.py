"""Matrices in the corners."""

from __future__ import annotations

from typing import Any

import pytest

from sotetrace.coverage import Facet, MatrixCell, build_matrix, values_of
from sotetrace.graph import build_graph
from tests.builders import (
    blanket,
    element,
    goal,
    indicator,
    inferred,
    layout,
    level,
    measure,
    scope,
    stated,
    sub_goal,
    vision,
)

ACCEPTED = {"by": "A", "date": "2026-01-01"}
REJECTED = {**ACCEPTED, "verdict": "rejected"}

PLAN = build_graph(
    vision(
        levels=[level("L1"), level("L2", draft=True)],
        goals=[goal("G1")],
        sub_goals=[
            sub_goal("G1.1", "G1"),
            sub_goal("G1.2", "G1", parts="ab"),
            sub_goal("G1.3", "G1"),
            sub_goal("G1.4", "G1", draft=True),
        ],
        measures=[
            measure(
                "M10",
                inferred("G1.1", "low"),
                inferred("G1.1", "medium", reviewed=ACCEPTED),
                layout("G1.3"),
                level="L1",
                names=[stated("A1"), {**stated("A1"), "role": "partner"}, inferred("A2", reviewed=REJECTED)],
                instruments=[
                    {"kind": "law", "quote": "a"},
                    {"kind": "law", "quote": "b"},
                    {"kind": "data", "quote": "c"},
                ],
            ),
            measure(
                "M2",
                stated("G1.1"),
                inferred("G1.2.b", sign="unclear"),
                inferred("G1.3", reviewed=REJECTED),
                level="L2",
                instruments=[{"kind": "law", "quote": "a"}],
            ),
            measure("M3", stated("G1.1"), stated("G1.4"), draft=True, level="L1"),
        ],
        indicators=[indicator("I1", layout("G1.1"), stated("G1.2.a"), stated("G1")), indicator("I2")],
        actors=[element("A1"), element("A2")],
        scopes=[scope("X1", {"kind": "measure"}, blanket("G1.3"), blanket("G1"))],
    )
)


@pytest.mark.parametrize(
    ("facet", "rows", "cells"),
    [
        (
            "measure",
            ["M10", "M2"],
            [
                "M10 G1.1: M10 medium",
                "M10 G1.3: M10 layout",
                "M2 G1.1: M2 stated",
                "M2 G1.2:  none ?",
                "M2 G1.3:  none",
            ],
        ),
        ("level", ["L1"], ["L1 G1.1: M10 medium", "L1 G1.3: M10 layout"]),
        ("actor", ["A1", "A2"], ["A1 G1.1: M10 medium", "A1 G1.3: M10 layout"]),
        (
            "instrument",
            None,
            [
                *("law G1.1: M2,M10 stated", "law G1.2:  none ?", "law G1.3: M10 layout"),
                *("data G1.1: M10 medium", "data G1.3: M10 layout"),
            ],
        ),
        ("indicator", ["I1", "I2"], ["I1 G1.1: I1 layout", "I1 G1.2: I1 stated"]),
        (
            "confidence",
            ["high", "medium", "low"],
            ["high G1.2:  none ?", "high G1.3:  none", "medium G1.1: M10 medium", "low G1.1: M10 low"],
        ),
        (
            "reviewed",
            ["accepted", "rejected", "unreviewed"],
            [
                "accepted G1.1: M10 medium",
                "rejected G1.3: M2 high",
                "unreviewed G1.1: M10 low",
                "unreviewed G1.2: M2 high ?",
            ],
        ),
    ],
)
def test_a_matrix(facet: Facet, rows: list[str] | None, cells: list[str]) -> None:
    found = build_matrix(PLAN, facet)
    assert found.sub_goals == ("G1.1", "G1.2", "G1.3")
    assert rows is None or found.rows == tuple(rows)
    assert [_said(cell) for cell in found.cells] == cells


def _said(cell: MatrixCell) -> str:
    return f"{cell.row} {cell.sub_goal}: {','.join(cell.ids)} {cell.tier}{' ?' if cell.has_unclear else ''}"


def test_the_values_of_a_measure() -> None:
    def values(identifier: str, facet: str) -> Any:
        return values_of(PLAN, PLAN.element(identifier), facet)

    assert (values("M10", "level"), values("G1", "level"), values("A1", "level")) == (["L1"], [], [])
    assert values("M10", "actor") == ["A1", "A1"], "named twice, in two roles; the rejected one is not named"
    assert (values("M2", "actor"), values("G1", "instrument")) == ([], [])
    assert values("M10", "instrument") == ["law", "law", "data"]


def test_an_empty_document_has_empty_matrices() -> None:
    found = build_matrix(build_graph(vision()), "measure")
    assert (found.rows, found.sub_goals, found.cells, found.find_cells()) == ((), (), (), {})


def test_a_measure_that_hinders_or_needs_is_in_no_cell() -> None:
    graph = build_graph(
        vision(
            goals=[goal("G1")],
            sub_goals=[sub_goal("G1.1", "G1")],
            measures=[measure("M1", hinders=[stated("G1.1")]), measure("M2", stated("G1.1"), needs=[stated("M1")])],
        )
    )
    assert [(cell.row, cell.sub_goal) for cell in build_matrix(graph, "measure").cells] == [("M2", "G1.1")]


def test_an_indicator_that_names_a_sub_goal_as_its_level_is_in_no_cell() -> None:
    """It is a fault of the document, told elsewhere; here it indicates nothing."""
    graph = build_graph(
        vision(
            goals=[goal("G1")],
            sub_goals=[sub_goal("G1.1", "G1"), sub_goal("G1.2", "G1")],
            indicators=[indicator("I1", stated("G1.2"), level="G1.1")],
        )
    )
    assert [_said(cell) for cell in build_matrix(graph, "indicator").cells] == ["I1 G1.2: I1 stated"]
