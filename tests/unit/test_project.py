"""The library answers for ids as the commands do: a part stands for its element, an unknown name is a UsageError."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sotetrace.errors import UsageError
from sotetrace.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable

VISION = Path(__file__).parents[2] / "data/vision.yaml"


@cache
def sote2040() -> Project:
    return Project.open(VISION)


@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda project: project.coverage(without=["M99"]), id="coverage"),
        pytest.param(lambda project: project.impact("M99"), id="impact"),
        pytest.param(lambda project: project.impact("M9", "M99"), id="impact of several"),
        pytest.param(lambda project: project.trace("M99"), id="trace"),
        pytest.param(lambda project: project.paths("M99", "P1"), id="paths from"),
        pytest.param(lambda project: project.paths("P1", "M99"), id="paths to"),
        pytest.param(lambda project: project.find("M99"), id="find"),
    ],
)
def test_an_unknown_id_is_a_usage_error_with_the_nearest_ids(ask: Callable[[Project], object]) -> None:
    with pytest.raises(UsageError, match="no element has the id M99") as caught:
        ask(sote2040())
    assert "M9" in caught.value.nearest
    assert "M9" in caught.value.hint


def test_a_part_stands_for_its_element() -> None:
    project = sote2040()
    assert project.trace("G1.2.a") == project.trace("G1.2")
    assert project.impact("M8.a") == project.impact("M8")
    assert project.paths("M8.a", "P3") == project.paths("M8", "P3")
    assert project.coverage(without=["M8.a"]) == project.coverage(without=["M8"])


def test_an_unknown_facet_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="no facet is called colour") as caught:
        sote2040().matrix("colour")  # type: ignore[arg-type]
    assert "instrument" in caught.value.hint


def test_nothing_removed_costs_nothing() -> None:
    assert sote2040().impact().losses == ()


def test_no_step_is_no_branch() -> None:
    found = sote2040().trace("M8", depth=0)
    assert (found.up, found.down, found.left_out) == ((), (), 0)
