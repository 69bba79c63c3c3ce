"""What if: the page, which only tests sets, says of every measure and of random sets what the command line says."""

from __future__ import annotations

import json
import random
from collections import Counter
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.coverage.tiers import RANK
from tests.browser.pages import vision
from tests.cli.runner import VISION, sotetrace

if TYPE_CHECKING:
    from tests.browser.chromium import Tab

MEASURES = [measure.id for measure in vision().document.measures]
_RANDOM = random.Random(2040)
SETS = [tuple(sorted(_RANDOM.sample(MEASURES, _RANDOM.randint(2, len(MEASURES))))) for _ in range(30)]
BASES = ("stated", "layout", "blanket", "inferred")
Falls = set[tuple[str, str, str, str, str]]

COUNTS = """
[...document.querySelectorAll("table.counts")].map(table => [table.dataset.scale,
  [...table.querySelectorAll("tbody tr")].map(row => Object.fromEntries([
    ["total", row.querySelector(".total").hidden ? null : Number(row.querySelector(".total").textContent)],
    ...[...row.querySelectorAll("td[data-tier]")].map(cell => [cell.dataset.tier, Number(cell.textContent || 0)])]))])
"""
CELLS = """
[...document.querySelectorAll("table.statuses tbody tr:not(.gone)")].map(row => [row.dataset.of,
  ...[...row.querySelectorAll(".tier")].map(cell => cell.dataset.tier)])
"""
CHAINS = """
[...document.querySelectorAll("[data-while]")].map(cell => cell.nextElementSibling.dataset.tier)
"""
FALLS = """
[...document.querySelectorAll("#_fallen li")]
  .map(e => ["id", "topic", "scale", "before", "after"].map(key => e.dataset[key]))
"""


@cache
def asked(*options: str) -> dict[str, Any]:
    """What the command line answers."""
    done = sotetrace("coverage", "-m", VISION, "--format", "json", *options)
    assert done.status == 0, done.err
    document: dict[str, Any] = json.loads(done.out)["documents"][0]
    return document


def statuses_of(answer: dict[str, Any]) -> dict[tuple[str, str, str, str], str]:
    """Every status of an answer, by what it is about, its topic, its scale and its expectation."""
    found = {}
    for expectation in answer["expectations"]:
        for element in expectation["elements"]:
            for scale in ("as_source", "as_read"):
                found[element["id"], "element", scale, expectation["id"]] = element[scale]
            for part in element["parts"]:
                found[part["id"], "part", "as_read", expectation["id"]] = part["as_read"]
    for rolled in answer["roll_ups"]:
        for scale in ("as_source", "as_read"):
            found[rolled["id"], "roll_up", scale, ""] = rolled[scale]
    for chain in answer["chains"]:
        for scale in ("as_source", "as_read"):
            found[chain["id"], "chain", scale, ""] = chain[f"{scale}_strength"]
    return found


def falls_between(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, ...]]:
    """What stands lower in one answer than in another."""
    old, new = statuses_of(before), statuses_of(after)
    return sorted(
        (*key[:3], old[key], now)
        for key, now in new.items()
        if RANK[now] < RANK[old[key]]  # type: ignore[index]
    )


def assert_page_says(tab: Tab, answer: dict[str, Any]) -> None:
    """Every figure and status on the page is that of the answer."""
    assert_counts(tab.run(COUNTS), answer)
    statuses = statuses_of(answer)
    rolled = {entry["id"] for entry in answer["roll_ups"]}
    by = {"core_problem": "core_problem", "goal": "goal", "sub_goal": "sub_goal", "measure": "measure"}
    kinds = {element["id"]: element["kind"] for e in answer["expectations"] for element in e["elements"]}
    shown = tab.run(CELLS)
    assert {row[0] for row in shown} == {one for one, kind in kinds.items() if kind in by}
    for identifier, *tiers in shown:
        topic = "roll_up" if identifier in rolled else "element"
        expectation = "" if topic == "roll_up" else by[kinds[identifier]]
        assert tiers == [statuses[identifier, topic, scale, expectation] for scale in ("as_source", "as_read")]
    chains = tab.run(CHAINS)
    assert chains == [chain[f"{s}_strength"] for chain in answer["chains"] for s in ("as_source", "as_read")]


def assert_counts(tables: list[Any], answer: dict[str, Any]) -> None:
    levels = {one.id: vision().document.level_of(one.id) for one in vision().document.iter_elements()}
    for number, (scale, rows) in enumerate(tables):
        if number < 2:  # by level
            (expectation,) = [e for e in answer["expectations"] if e["id"] == "sub_goal"]
            groups = [
                (expectation, [e for e in expectation["elements"] if levels[e["id"]] == level.id])
                for level in vision().document.levels
            ]
        else:
            structural = ("goal", "level")
            groups = [
                (e, e["elements"]) for e in answer["expectations"] if scale == "as_source" or e["id"] not in structural
            ]
        assert len(rows) == len(groups)
        for row, (expectation, elements) in zip(rows, groups, strict=True):
            total = row.pop("total")
            if not expectation["is_applicable"] or not elements:
                assert total is None
                continue
            assert total == len(elements)
            assert {tier: count for tier, count in row.items() if count} == Counter(e[scale] for e in elements)


def leave_out(tab: Tab, gone: tuple[str, ...]) -> None:
    tab.run(
        f"for (const box of document.querySelectorAll('[data-measure]'))"
        f" if (box.checked === {json.dumps(gone)}.includes(box.dataset.measure)) box.click()"
    )


def test_page_says_what_the_command_line_says(tab: Tab) -> None:
    assert_page_says(tab, asked())
    assert tab.run("document.getElementById('_bar').hidden")


def test_without_every_single_measure(tab: Tab) -> None:
    for measure in MEASURES:
        leave_out(tab, (measure,))
        answer = asked("--without", measure)
        assert_page_says(tab, answer)
        assert sorted(map(tuple, tab.run(FALLS))) == falls_between(asked(), answer)


def test_without_random_sets(tab: Tab) -> None:
    for gone in SETS:
        leave_out(tab, gone)
        answer = asked(*(piece for measure in gone for piece in ("--without", measure)))
        assert_page_says(tab, answer)
        assert sorted(map(tuple, tab.run(FALLS))) == falls_between(asked(), answer)


def test_falls_are_those_of_impact(tab: Tab) -> None:
    for measure in MEASURES:
        leave_out(tab, (measure,))
        told = {(one, scale, before, after) for one, _, scale, before, after in tab.run(FALLS)}
        impact = vision().impact(measure)
        falls = {
            (loss.id, fall.scale, fall.before, fall.after)
            for loss in impact.losses
            for fall in loss.falls
            if fall.scale != "as_reviewed"
        }
        # A part falls on the scale of the source only with its element.
        assert told == falls


@pytest.mark.parametrize("count", [1, 2, 3])
def test_switches_of_bases(tab: Tab, count: int) -> None:
    for kept in combinations(BASES, count):
        off = [name for name in ("stated", "layout", "blanket") if name not in kept]
        off += ["high", "medium", "low"] if "inferred" not in kept else []
        tab.run(
            f"for (const box of document.querySelectorAll('[data-class]')) if (box.dataset.class !== 'idle'"
            f" && box.checked === {json.dumps(off)}.includes(box.dataset.class)) box.click()"
        )
        answer = asked(*(piece for basis in kept for piece in ("--only", basis)))
        assert_page_says(tab, answer)


def test_putting_back(tab: Tab) -> None:
    leave_out(tab, ("M1", "M2"))
    tab.click('[data-class="low"]')
    assert not tab.run("document.getElementById('_bar').hidden")
    assert "M1" in tab.run("document.getElementById('_left-out').textContent")
    tab.click("#_bar [data-reset]")
    assert tab.run("document.getElementById('_bar').hidden")
    assert_page_says(tab, asked())
