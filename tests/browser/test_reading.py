"""Reading the page: languages, search, the matrix, the keyboard alone, paper, small windows, and no script at all."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.pages import vision, write_page

if TYPE_CHECKING:
    from pathlib import Path

    from sotetrace.model.text import Language
    from tests.browser.chromium import Chromium, Tab

SECTIONS = (
    "[...document.querySelectorAll('h1, main > section > *:not(.js), footer')]"
    ".filter(e => !e.hidden).map(e => e.textContent)"
)
LANGUAGES = "[...document.querySelectorAll('main [lang], main [data-t]')].map(e => e.getAttribute('lang'))"
FOCUSED = "document.activeElement.outerHTML.slice(0, 300)"


# ---- languages -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["sv", "en"])
def test_language_changes_without_loading(chromium: Chromium, tab: Tab, tmp_path: Path, language: Language) -> None:
    tab.run("window.stayed = true")
    tab.click(f'[data-language="{language}"]')
    assert tab.run("document.documentElement.lang") == language
    assert tab.run("window.stayed"), "nothing was loaded"
    other = chromium.open(write_page(tmp_path / "other.html", language))
    assert tab.run(SECTIONS) == other.run(SECTIONS), "it is the page that was exported in that language"
    assert tab.run("document.title") == other.run("document.title")
    assert tab.run(LANGUAGES) == other.run(LANGUAGES)
    tab.click('[data-language="fi"]')
    other = chromium.open(write_page(tmp_path / "first.html", "fi"))
    assert tab.run(SECTIONS) == other.run(SECTIONS)


def test_every_text_says_its_language(tab: Tab) -> None:
    """A title that is there in Finnish only stands in Finnish on the Swedish page, and says so."""
    tab.click('[data-language="sv"]')
    only_finnish = [
        element.id
        for element in vision().document.iter_elements()
        if element.title.sv is None and element.title.fi is not None
    ]
    for identifier in only_finnish:
        assert tab.run(f"document.querySelector('[id=\"{identifier}\"] bdi').lang") == "fi"
    quotes = "[...document.querySelectorAll('q')].map(e => e.lang)"
    assert set(tab.run(quotes)) == {"fi"}


def test_what_the_script_writes_follows_the_language(tab: Tab) -> None:
    tab.click('[data-measure="M1"]')
    tab.click('[data-language="en"]')
    assert tab.texts("#_falls")[0].startswith("Falls:")
    tab.click('[data-language="sv"]')
    assert tab.texts("#_falls")[0].startswith("Faller:")
    assert "måttlig" in "".join(tab.texts("#_fallen li"))


# ---- search ----------------------------------------------------------------------------------------------------


def find(tab: Tab, query: str) -> list[str]:
    tab.run("document.getElementById('_query').value = ''; document.getElementById('_query').focus()")
    tab.type(query)
    return tab.texts("#_hits > li > a")


def test_search(tab: Tab) -> None:
    assert find(tab, "m7")[0] == "M7"
    assert "X1" in find(tab, "läpileikkaava näkökulma kaikissa")
    assert "G2.1" in find(tab, "continuity"), "every language is searched"
    assert tab.texts("#_found")[0].startswith("Löytyi:")
    assert find(tab, "Monituottajuuden   STRATEGINEN")[0] == "M7"
    assert find(tab, "zzzz") == []
    assert tab.texts("#_found") == ["Mikään ei täsmää."]
    assert find(tab, " ") == []
    assert tab.texts("#_found") == [""]


def test_hits_lead_to_their_elements(tab: Tab) -> None:
    find(tab, "M12")
    tab.press("Tab")
    assert "M12" in tab.run(FOCUSED)
    tab.press("Enter")
    assert tab.run("location.hash") == "#M12"
    assert tab.run("document.getElementById('M12').getBoundingClientRect().top") < 200


# ---- the matrix ------------------------------------------------------------------------------------------------


def test_focus_on_a_sign_shows_its_reason(tab: Tab) -> None:
    tab.run("document.querySelector('tr[data-of=M10] td > a.c-high').focus()")
    (told,) = tab.texts("#_reason")
    link = next(
        link
        for link in vision().graph.find_links_from("M10", ("advances",))
        if link.confidence == "high" and link.is_carrying
    )
    assert link.link is not None
    assert link.link.rationale is not None
    assert link.link.rationale.fi is not None
    assert link.link.rationale.fi in told
    assert "päätelty, vahva" in told


def test_headers_of_the_matrix_stay(tab: Tab) -> None:
    tab.resize(500, 700)
    offset = (
        "(() => { const box = document.querySelector('.matrix').parentElement; box.scrollTo(200, 200);"
        " const b = box.getBoundingClientRect();"
        " const head = document.querySelector('.matrix thead th').getBoundingClientRect();"
        " const side = document.querySelector('.matrix tbody th').getBoundingClientRect();"
        " return [box.scrollTop, box.scrollLeft, Math.round(head.top - b.top), Math.round(side.left - b.left)]; })()"
    )
    scrolled, aside, top, left = tab.run(offset)
    assert scrolled > 0
    assert aside > 0
    assert (top, left) == (0, 0)


# ---- the keyboard ----------------------------------------------------------------------------------------------


def test_first_key_leads_to_the_content(tab: Tab) -> None:
    tab.press("Tab")
    assert "#_main" in tab.run(FOCUSED)
    assert tab.run("document.activeElement.getBoundingClientRect().left") >= 0
    tab.press("Enter")
    assert tab.run("document.activeElement.id") == "_main"


def test_keyboard_reaches_everything_and_focus_is_seen(tab: Tab) -> None:
    can = "a[href], button:not([disabled]), input:not([disabled]), summary, [tabindex='0']"
    expected = tab.run(
        f"[...document.querySelectorAll({json.dumps(can)})]"
        ".filter(e => e.checkVisibility() && !e.closest('#_elements, .panel')).length"
    )
    tab.run("window.seen = new Set(); document.body.focus()")
    for _ in range(expected + 10):
        tab.press("Tab")
        inside, style = tab.run(
            "(() => { const e = document.activeElement; if (e.closest('#_elements')) return [true, ''];"
            " if (!e.closest('.panel')) window.seen.add(e); return [false, getComputedStyle(e).outlineStyle]; })()"
        )
        if inside:
            break
        assert style == "solid", tab.run(FOCUSED)
    missed = f"[...document.querySelectorAll({json.dumps(can)})].filter(e => !window.seen.has(e))"
    extra = f"[...window.seen].filter(e => !e.matches({json.dumps(can)})).map(e => e.outerHTML.slice(0, 200))"
    assert tab.run(extra) == []
    assert tab.run("window.seen.size") == expected, tab.run(missed)


def test_switches_work_by_keyboard(tab: Tab) -> None:
    tab.run("document.querySelector('[data-measure=M13]').focus()")
    tab.press(" ")
    assert not tab.run("document.querySelector('[data-measure=M13]').checked")
    assert not tab.run("document.getElementById('_bar').hidden")
    tab.run("document.querySelector('[data-language=en]').focus()")
    tab.press("Enter")
    assert tab.run("document.documentElement.lang") == "en"


# ---- windows, paper, motion, no script ---------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 360, 640])
def test_page_fits_a_narrow_window(tab: Tab, width: int) -> None:
    """320 pixels are a window of 1280 at 400 %, 640 at 200 %: nothing but tables and the map scrolls sideways."""
    tab.resize(width, 700)
    assert tab.run("document.documentElement.scrollWidth") <= width
    wide = (
        "[...document.querySelectorAll('main *, header *')].filter(e => e.checkVisibility() && !e.closest('.scroll')"
        f" && !e.closest('.off-screen, .skip-map, .skip') && e.getBoundingClientRect().right > {width + 1})"
        ".map(e => e.outerHTML.slice(0, 120))"
    )
    assert tab.run(wide) == []


def test_paper(tab: Tab) -> None:
    pdf = tab.to_pdf()
    assert pdf.startswith(b"%PDF")
    tab.prefer(media="print", color_scheme="dark")
    for selector in ("nav", "[role=search]", "#_what-if", ".languages", "#_bar"):
        assert tab.run(f"getComputedStyle(document.querySelector({selector!r})).display") == "none", selector
    for selector in (".map", ".matrix", ".counts", "article"):
        assert tab.run(f"getComputedStyle(document.querySelector({selector!r})).display") != "none", selector
    assert tab.run("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_reduced_motion(tab: Tab) -> None:
    moving = "[...document.querySelectorAll('*')].filter(e => getComputedStyle(e).transitionDuration !== '0s').length"
    tab.prefer(reduced_motion="reduce")
    assert tab.run(moving) == 0
    tab.prefer(reduced_motion="no-preference")
    assert tab.run(moving) > 0


def test_dark_and_light(tab: Tab) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    tab.prefer(color_scheme="dark")
    assert tab.run(ground) == "rgb(18, 23, 29)"
    tab.prefer(color_scheme="light")
    assert tab.run(ground) == "rgb(255, 255, 255)"


def test_everything_can_be_read_without_a_script(chromium: Chromium, page: Path) -> None:
    tab = chromium.open(page, has_script=False)
    tree = tab.call("Accessibility.getFullAXTree")["nodes"]
    names = {entry.get("name", {}).get("value", "") for entry in tree if not entry.get("ignored")}
    for element in vision().document.iter_elements():
        assert any(element.title.fi in name for name in names if element.title.fi), element.id
    roles = [entry["role"]["value"] for entry in tree if not entry.get("ignored")]
    assert "searchbox" not in roles
    assert not [entry for entry in tree if entry["role"]["value"] == "button" and not entry.get("ignored")]
    assert "Kytkimet, haku ja kokeilut tarvitsevat JavaScriptin; kaikki muu on luettavissa ilman sitä." in names
    assert tab.complaints == []
