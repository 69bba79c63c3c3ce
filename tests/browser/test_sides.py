"""The side-by-side view in a browser: accessible, switched by relation, lit up by hand or keyboard, and no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.messages import Translator
from sotetrace.project import Project
from tests.browser.test_axe import faults
from tests.exports.family import FAMILY, MATCHES, small

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.browser.chromium import Chromium, Tab

VISIBLE = "[...document.querySelectorAll('[data-r]')].filter(e => e.offsetParent).map(e => e.dataset.r).sort()"
ROWS = "[...document.querySelectorAll('.sides tbody tr[id]')].filter(e => e.offsetParent).map(e => e.id)"
LIT = "[...document.querySelectorAll('.trees g.lit')].map(e => e.dataset.a || e.dataset.b)"
STANDING = ["none", "none", "open", "open", "open", "open"]


def write(folder: Path, project: Project) -> Path:
    written = project.export("html", Translator("fi"), is_folder=True)
    assert isinstance(written, dict)
    for name, raw in written.items():
        assert isinstance(raw, bytes)
        (folder / name).write_bytes(raw)
    return folder


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("plans"), small())


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("family"), Project.open(FAMILY))


@pytest.fixture
def view(chromium: Chromium, plans: Path) -> Iterator[Tab]:
    tab = chromium.open(plans / "town.html")
    yield tab
    assert tab.complaints == []
    assert len(set(tab.requests)) == 1


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (1280, "dark"), (400, "light"), (400, "dark")])
def test_axe_finds_nothing(chromium: Chromium, family: Path, axe: str, width: int, scheme: str) -> None:
    tab = chromium.open(family / "soste.html", width=width)
    tab.prefer(color_scheme=scheme, reduced_motion="reduce")
    tab.run("document.querySelector('[data-shows=related]').click(); document.querySelector('.trees a')?.focus()")
    assert faults(tab, axe) == []
    assert tab.run("document.documentElement.scrollWidth") <= width
    assert (tab.complaints, len(set(tab.requests))) == ([], 1)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_list(chromium: Chromium, family: Path, axe: str, scheme: str) -> None:
    tab = chromium.open(family / "index.html")
    tab.prefer(color_scheme=scheme)
    assert faults(tab, axe) == []
    assert (tab.complaints, len(set(tab.requests))) == ([], 1)


def test_relations_can_be_switched(view: Tab) -> None:
    everything = sorted([*STANDING, *(relation for _, relation, _ in MATCHES)])
    assert view.run(VISIBLE) == everything
    assert view.texts("[data-shown]") == ["10 / 10"]
    view.click("[data-shows=tension]")
    assert view.run(VISIBLE) == [one for one in everything if one != "tension"]
    assert view.run("document.querySelectorAll('.trees path[data-m]:not([hidden])').length") == 3
    assert "_x:region:P1" in view.run(ROWS), "it has no counterpart, which is still said"
    view.click("[data-only='none open']")
    assert view.run(VISIBLE) == STANDING
    assert view.texts("[data-shown]") == ["6 / 10"]
    assert view.run(ROWS) == ["_x:region:P1", "_x:region:G1.1", "_x:region:G2", "_x:region:M2"]
    view.click("[data-only='']")
    assert view.run(VISIBLE) == everything


def test_tension_is_said_in_words(view: Tab) -> None:
    assert view.texts("[data-r=tension] .r-tension") == [Translator("fi")("relation.tension")]
    view.click("[data-language=sv]")
    assert view.texts("[data-r=tension] .r-tension") == [Translator("sv")("relation.tension")]


def test_keyboard_lights_what_an_element_maps_to_and_leads_to_its_row(view: Tab) -> None:
    view.run("document.querySelector('.trees g[data-a=G1] a').focus()")
    assert set(view.run(LIT)) == {"G1", "G1.1"}, "G1 here, and G1 and G1.1 there"
    assert view.run("document.querySelectorAll('.trees .m.lit').length") == 2
    view.press("Enter")
    assert view.run("location.hash") == "#_x:region:G1"
    view.run("document.activeElement.blur()")
    assert view.run(LIT) == []


def test_counterpart_is_one_click_away(view: Tab) -> None:
    assert view.run("document.querySelector('[data-r=broad] a').getAttribute('href')") == "region.html#G1"


def test_all_of_it_is_there_without_a_script(chromium: Chromium, plans: Path) -> None:
    tab = chromium.open(plans / "town.html", has_script=False)
    text = tab.texts("#_others")[0]
    for key in ("sides.none_found", "sides.open", "relation.broad", "relation.close", "relation.exact"):
        assert Translator("fi")(key) in text
    assert not tab.run("document.querySelector('[data-only]').offsetParent"), "no button that does nothing"
    assert tab.run("document.querySelector('.trees').getBoundingClientRect().height") > 100


def test_table_stays_a_table_when_narrow_windows_stack_it(chromium: Chromium, plans: Path) -> None:
    tab = chromium.open(plans / "town.html", width=400)
    assert tab.run("getComputedStyle(document.querySelector('.sides td')).display") == "block"
    tree = tab.call("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node.get("ignored")]
    assert roles.count("rowheader") >= 6
    assert not tab.run("document.querySelector('.trees').getBoundingClientRect().height")


def test_prints_the_table_and_no_picture(chromium: Chromium, plans: Path) -> None:
    tab = chromium.open(plans / "town.html")
    tab.prefer(media="print")
    assert tab.run("document.querySelector('.sides').getBoundingClientRect().height") > 100
    assert not tab.run("document.querySelector('.picture-of-pair').getBoundingClientRect().height")
    assert tab.to_pdf().startswith(b"%PDF")
