"""The page as a whole: head, header, sections in reading order, footer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.text import LANGUAGES
from sotetrace.report.web.elements import build_elements, find_anchors
from sotetrace.report.web.embed import build_data, build_names, build_policy, read_part
from sotetrace.report.web.figures import build_figures
from sotetrace.report.web.gaps import build_gaps, build_headline
from sotetrace.report.web.html import NOTHING, Html, join, tag
from sotetrace.report.web.layout import build_maps, find_steps_of
from sotetrace.report.web.ledger import Ledger
from sotetrace.report.web.matrix import build_matrix_section
from sotetrace.report.web.picture import build_map
from sotetrace.report.web.texts import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.model.text import Language
    from sotetrace.report.counterparts import Counterpart

_MANY = 1000
"""With more elements than this, a browser draws only those in view."""
_OWN_NAMES: dict[Language, str] = {"fi": "Suomi", "sv": "Svenska", "en": "English"}


def build_web_page(
    graph: TraceGraph,
    coverage: CoverageResult,
    language: Language,
    counterparts: Sequence[Counterpart] = (),
    index: str = "",
) -> str:
    """Return the whole page of a document as HTML; it opens in a language and holds every other one.

    `counterparts` are the documents to show beside this one, `index` is where the page that lists all of them stands.
    """
    texts = Texts(graph.document, language)
    steps, ledger, anchors = find_steps_of(graph), Ledger(graph, coverage), find_anchors(graph)
    sections = (
        _section("overview", "page.overview", _overview(coverage, texts), texts),
        _section("map", "page.map", build_map(build_maps(graph, steps), steps, graph, texts), texts),
        _section("what-if", "page.what_if", _what_if(ledger, texts), texts),
        _section("coverage", "show.coverage", build_figures(coverage, ledger, texts), texts),
        _section("gaps", "coverage.gaps", build_gaps(coverage, texts), texts),
        *_others(graph, counterparts, texts),
        _section("matrix", "page.matrix", build_matrix_section(graph, anchors, texts), texts),
        _section("elements", "page.elements", build_elements(graph, anchors, texts, counterparts), texts),
    )
    style, script = (_parts(kind, counterparts) for kind in ("css", "js"))
    body = (
        tag("a", texts.say("page.skip"), href="#_main", class_="skip"),
        _header(texts, has_others=bool(counterparts), index=index),
        tag(
            "main", *sections, id="_main", tabindex=-1, class_="large" if len(graph.document.elements) > _MANY else None
        ),
        tag("footer", tag("p", texts.say("coverage.caveat")), *_rights(texts)),
        _bar(texts),
        build_names(coverage, texts),
        build_data(coverage, ledger, steps, texts),
        tag("script", Html(script)),
    )
    page = tag("html", _head(texts, style, script), tag("body", *body), lang=language)
    return f"<!DOCTYPE html>\n{page}\n"


def _parts(kind: str, counterparts: Sequence[Counterpart]) -> str:
    """Return the style sheet or the script; what is about other documents is there only with some."""
    return read_part(f"page.{kind}") + (read_part(f"sides.{kind}") if counterparts else "")


def _others(graph: TraceGraph, counterparts: Sequence[Counterpart], texts: Texts) -> list[Html]:
    if not counterparts:
        return []
    from sotetrace.report.web.sides import build_sides

    return [_section("others", "sides.others", build_sides(graph.document, counterparts, texts), texts)]


def _head(texts: Texts, style: str, script: str) -> Html:
    title = texts.document.document.title.best(texts.language, texts.original)
    return tag(
        "head",
        tag("meta", charset="utf-8"),
        build_policy(style, script),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title[0] if title is not None else "", lang=title[1] if title is not None else None),
        tag("style", Html(style)),
    )


def _section(name: str, key: str, content: Html, texts: Texts) -> Html:
    heading = texts.say(key, "h2", {"id": f"_{name}-title"})
    return tag("section", heading, content, id=f"_{name}", aria_labelledby=f"_{name}-title")


def _header(texts: Texts, *, has_others: bool, index: str) -> Html:
    header = texts.document.document
    languages = [
        tag("button", _OWN_NAMES[each], type="button", lang=each, data_language=each, aria_pressed=_truth(each, texts))
        for each in LANGUAGES
    ]
    names = (
        ("overview", "page.overview"),
        ("map", "page.map"),
        ("what-if", "page.what_if"),
        ("coverage", "show.coverage"),
        ("gaps", "coverage.gaps"),
        *((("others", "sides.others"),) if has_others else ()),
        ("matrix", "page.matrix"),
        ("elements", "page.elements"),
    )
    links = [tag("li", tag("a", texts.say("sides.all_documents"), href=index))] if index else []
    links += [tag("li", tag("a", texts.say(key), href=f"#_{name}")) for name, key in names]
    search = tag(
        "div",
        tag("label", texts.say("page.search"), for_="_query"),
        tag("input", id="_query", type="search", autocomplete="off", aria_describedby="_hint"),
        texts.say("page.search_hint", "span", {"id": "_hint", "class": "note"}),
        tag("div", id="_found", role="status"),
        tag("ul", id="_hits"),
        role="search",
        class_="js",
    )
    return tag(
        "header",
        tag("div", texts.say("page.language", "span", {"id": "_language"}), *languages, class_="js languages",
            role="group", aria_labelledby="_language"),
        texts.show(header.title, "h1"),
        texts.show(header.issuer, "p", class_="note"),
        tag("p", texts.say("page.no_script"), class_="no-js note"),
        tag("nav", texts.say("page.contents", "span", {"id": "_contents", "class": "off-screen"}), tag("ul", *links),
            aria_labelledby="_contents"),
        search,
    )  # fmt: skip


def _truth(each: Language, texts: Texts) -> str:
    return "true" if each == texts.language else "false"


def _overview(coverage: CoverageResult, texts: Texts) -> Html:
    document = texts.document
    header = document.document
    visions = [
        tag("p", tag("a", one.id, href=f"#{one.id}"), " ", texts.show(one.title, "strong"), class_="vision")
        for one in document.statements
        if one.role == "vision"
    ]
    standings = [
        tag(
            "p",
            texts.say(f"language.{language}"),
            ": ",
            texts.say(f"translation.{standing}"),
            class_="note",
        )
        for language, standing in header.translations.items()
    ]
    return join(
        (
            texts.show(header.summary, "p"),
            *visions,
            tag("p", texts.say("coverage.caveat", "strong")),
            texts.say("summary.headline", "h3"),
            build_headline(coverage, texts),
            tag("p", texts.say("page.whole"), class_="note js"),
            texts.show(header.note, "p", class_="note") if header.note is not None else NOTHING,
            *standings,
        )
    )


def _what_if(ledger: Ledger, texts: Texts) -> Html:
    """Build the switches of measures, and the place where the script tells what falls."""
    boxes = [
        tag(
            "label",
            tag("input", type="checkbox", data_measure=measure, checked=True),
            tag("span", tag("b", measure), " ", texts.title(measure)),
        )
        for measure in ledger.measures
    ]
    return join(
        (
            tag("p", texts.say("page.what_if_intro")),
            tag(
                "div",
                tag("fieldset", texts.say("page.measures_in", "legend"), *boxes, class_="switches tall"),
                tag("button", texts.say("page.reset"), type="button", data_reset=True),
                tag("div", id="_falls", class_="panel", role="status"),
                tag("ul", id="_fallen"),
                class_="js",
            ),
        )
    )


def _bar(texts: Texts) -> Html:
    """Build the bar that stands at the foot of the window while something is left out."""
    return tag(
        "aside",
        tag("span", id="_left-out"),
        " ",
        tag("a", texts.say("page.see_falls"), href="#_falls"),
        " ",
        tag("button", texts.say("page.reset"), type="button", data_reset=True),
        id="_bar",
        hidden=True,
        aria_labelledby="_left-out",
    )


def _rights(texts: Texts) -> list[Html]:
    licence = texts.document.document.licence
    return [tag("p", licence)] if licence is not None else []
