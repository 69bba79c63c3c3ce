"""The map: chains light up, are pinned, and follow the switches; with the pointer and with the keyboard alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.graph import find_trace
from tests.browser.pages import vision

if TYPE_CHECKING:
    from tests.browser.chromium import Tab

LIT = "[...document.querySelectorAll('g[data-box].lit:not([hidden])')].map(e => e.dataset.box).sort()"
LAYOUT = (
    "[...document.querySelectorAll('.map [data-box]:not([hidden]), .map .l:not([hidden])')]"
    ".map(e => e.getAttribute('transform') || e.getAttribute('d'))"
)


def box(identifier: str) -> str:
    return f'g[data-box="{identifier}"] a'


def switch(name: str) -> str:
    return f'input[data-class="{name}"]'


def count_shown(name: str) -> str:
    lines = f"[...document.querySelectorAll('.map .b-{name}')]"
    return f"{lines}.filter(e => getComputedStyle(e).display !== 'none').length"


def chain_of(identifier: str) -> list[str]:
    """What stands in the chains of an element, as `trace` finds them through links that count, on the map."""
    graph = vision().graph
    trace = find_trace(graph, identifier, accepts=lambda link: link.is_carrying and link.type != "hinders")
    found = {identifier, *(branch.id for branch in trace.iter_branches())}
    drawn = ("core_problem", "goal", "sub_goal", "measure")
    return sorted(one for one in found if graph.element(one).kind in drawn)


def test_pointing_lights_the_chain_both_ways(tab: Tab) -> None:
    assert tab.run(LIT) == []
    for identifier in ("G2.1", "M6", "P4", "G1"):
        tab.point(box(identifier))
        assert tab.run(LIT) == chain_of(identifier)
    tab.point("h1")
    assert tab.run(LIT) == []


@pytest.mark.parametrize("identifier", ["P1", "G3", "G4.2", "M10"])
def test_focus_lights_and_choosing_pins(tab: Tab, identifier: str) -> None:
    tab.run(f"document.querySelector('{box(identifier)}').focus()")
    assert tab.run(LIT) == chain_of(identifier)
    tab.press("Enter")
    assert tab.run(f"document.querySelector('{box(identifier)}').getAttribute('aria-pressed')") == "true"
    tab.point(box("M1"))
    assert tab.run(LIT) == chain_of(identifier), "what is pinned stays"
    told = tab.run("document.getElementById('_pinned').textContent")
    assert identifier in told
    assert all(one in told for one in chain_of(identifier))
    tab.press("Escape")
    tab.point("h1")
    assert tab.run(LIT) == []


def test_space_pins_and_a_click_pins_and_lets_go(tab: Tab) -> None:
    tab.run(f"document.querySelector('{box('M4')}').focus()")
    tab.press(" ")
    assert tab.run(LIT) == chain_of("M4")
    tab.click(box("G4.1"))
    assert tab.run(LIT) == chain_of("G4.1")
    tab.click(box("G4.1"))
    tab.point("h1")
    assert tab.run(LIT) == []
    assert tab.run("location.hash") == "", "choosing does not lead away"


def test_tap_pins(tab: Tab) -> None:
    tab.run(f"document.querySelector('{box('M2')}').scrollIntoView({{block: 'center', inline: 'center'}})")
    x, y = tab.run(
        f"(() => {{ const b = document.querySelector('{box('M2')}').getBoundingClientRect();"
        " return [b.x + 9, b.y + 9]; })()"
    )
    tab.call("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    tab.call("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    tab.run("new Promise(done => setTimeout(done, 400))")
    assert tab.run(LIT) == chain_of("M2")


@pytest.mark.parametrize("name", ["layout", "blanket", "high", "medium", "low"])
def test_switch_hides_its_lines_and_leaves_chains(tab: Tab, name: str) -> None:
    shown = count_shown(name)
    assert tab.run(shown) > 0
    tab.click(switch(name))
    assert tab.run(shown) == 0
    tab.point(box("G2.2"))
    graph = vision().graph
    trace = find_trace(
        graph,
        "G2.2",
        accepts=lambda link: link.is_carrying and (link.link is None or link.strength.word != name),
    )
    lit = set(tab.run(LIT))
    assert lit == {one for one in {"G2.2", *(b.id for b in trace.iter_branches())} if one[0] in "PGM"}


def test_links_that_do_not_count_are_off_at_first(tab: Tab) -> None:
    shown = count_shown("idle")
    assert tab.run(shown) == 0
    tab.click(switch("idle"))
    assert tab.run(shown) > 0
    assert tab.run("document.getElementById('_bar').hidden"), "the figures are the same"


def test_columns_come_and_go_and_the_layout_is_that_of_the_engine(tab: Tab) -> None:
    before = tab.run(LAYOUT)
    tab.click('input[data-kind="trend"]')
    assert tab.run("document.querySelectorAll('g[data-kind=trend]:not([hidden])').length") == 4
    assert tab.run(LAYOUT) != before
    tab.click('input[data-kind="milestone"]')
    tab.click('input[data-kind="trend"]')
    tab.click('input[data-kind="milestone"]')
    assert tab.run(LAYOUT) == before


def test_only_the_pinned_chain(tab: Tab) -> None:
    tab.click(box("M15"))
    tab.click("#_only")
    shown = tab.run("[...document.querySelectorAll('g[data-box]:not([hidden])')].map(e => e.dataset.box).sort()")
    assert shown == chain_of("M15")
    tab.click("#_only")
    assert len(tab.run("[...document.querySelectorAll('g[data-box]:not([hidden])')]")) == 34
