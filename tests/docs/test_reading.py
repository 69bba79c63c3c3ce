"""The reading of Sote2040: its own sentences agree with the data, and what it quotes are words of the source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage import Fall
from sotetrace.project import Project
from tests.docs.pages import ROOT, prose_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

AND = {"fi": "ja", "en": "and"}


@cache
def sote2040() -> Project:
    return Project.open(ROOT / "data/vision.yaml")


def prose(language: str) -> str:
    text = (ROOT / f"docs/explanation/reading.{language}.md").read_text(encoding="utf-8")
    return " ".join(prose_of(text).split())


def listed(identifiers: Iterable[str], language: str) -> str:
    *rest, last = identifiers
    return f"{', '.join(rest)} {AND[language]} {last}"


def strings_in(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for value in data.values():
            yield from strings_in(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from strings_in(value)
    elif isinstance(data, str):
        yield data


@pytest.mark.parametrize("language", AND)
def test_measures_that_it_names_are_those_of_robustness(language: str) -> None:
    found, page = sote2040().robustness(), prose(language)
    assert listed(found.droppable, language) in page
    assert found.smallest.is_exact
    assert listed(found.smallest.measures, language) in page
    rest = [m.id for m in sote2040().document.measures if m.id not in found.smallest.measures]
    assert f"$ sotetrace impact {' '.join(rest)}\n" in (ROOT / f"docs/explanation/reading.{language}.md").read_text(
        encoding="utf-8"
    )


def test_what_it_says_of_them_holds() -> None:
    project = sote2040()
    found = project.robustness()
    assert [(one.id, one.carrier) for one in found.single_carriers] == [
        ("G1.2.a", "M10"),
        ("G1.3.a", "M8"),
        ("G1.3.b", "M1"),
    ]
    assert not project.impact(*found.droppable).losses
    rest = [measure.id for measure in project.document.measures if measure.id not in found.smallest.measures]
    losses = project.impact(*rest).losses
    assert {loss.type for loss in losses} == {"one_carrier", "weaker", "rolled_up"}
    assert {loss.id for loss in losses if (loss.kind, loss.type) == ("sub_goal", "one_carrier")} == {"G1.2", "G4.1"}
    sunk = {loss.id for loss in losses for fall in loss.falls if (fall.before, fall.after) == ("medium", "low")}
    assert {"G2.1", "G2.2", "G2.3"} <= sunk
    assert {measure for measure in rest if project.impact(measure).losses} == {"M3", "M6", "M11", "M15"}


def test_what_it_says_of_m8_holds() -> None:
    project = sote2040()
    assert {(loss.id, loss.type) for loss in project.impact("M8").losses} == {
        ("G1.3.a", "last_part_carrier"),
        ("G1.3", "one_carrier"),
        ("S11", "weaker"),
        ("G1", "rolled_up"),
        ("P1", "rolled_up"),
    }
    assert len(project.paths("M8", "P3").chains) == 5
    inequality = [measure.id for measure in project.document.measures if "eriarvo" in str(measure.title.fi).casefold()]
    assert inequality == []


def test_what_it_says_of_staff_holds() -> None:
    falls = {(loss.id, loss.type): loss.falls for loss in sote2040().impact("M5").losses}
    assert falls["G2.3", "weaker"] == (Fall("as_read", "medium", "low"),)
    weaker, rolled_up = ("G2.3", "G2.3.a", "G2.3.c"), ("G2", "P2")
    assert falls.keys() == {(x, "weaker") for x in weaker} | {(x, "rolled_up") for x in rolled_up}


@pytest.mark.parametrize("language", AND)
def test_quotes_are_words_of_the_data(language: str) -> None:
    """The data is held to the source; so what stands in it stands there."""
    words = " ".join(" ".join(strings_in(sote2040().document.model_dump(exclude_none=True))).split()).casefold()
    quotes = re.findall("”([^”]+)”", prose(language))
    assert quotes
    assert [quote for quote in quotes if quote.casefold() not in words] == []
