"""The map as SVG: boxes that are links to their elements, lines styled by what they rest on, and the switches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.web.html import Html, join, tag
from sotetrace.report.web.layout import BAND, GAP_X, GAP_Y, HEAD, HEIGHT, MARGIN, ON_DEMAND, WIDTH
from sotetrace.report.web.words import KINDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.graph import TraceGraph
    from sotetrace.report.web.layout import Look, MapBox, MapLayout, Step
    from sotetrace.report.web.texts import Texts

SWITCHES: tuple[tuple[Look, str], ...] = (
    ("stated", "basis.stated"),
    ("layout", "basis.layout"),
    ("blanket", "basis.blanket"),
    ("high", "page.inferred_high"),
    ("medium", "page.inferred_medium"),
    ("low", "page.inferred_low"),
    ("idle", "page.idle"),
)
"""The classes of links that can be switched, with the words for each; those that do not count are off at first."""


def build_map(maps: Sequence[MapLayout], steps: Sequence[Step], graph: TraceGraph, texts: Texts) -> Html:
    """Build the section of the map: switches that are also its legend, and one picture or one a level."""
    if not maps:
        return tag("p", texts.say("matrix.empty"))
    pictures = [_picture(layout, steps, texts, is_first=n == 0) for n, layout in enumerate(maps)]
    return join(
        (
            tag("p", texts.say("page.map_intro")),
            _switches(maps, texts),
            _level_choice(maps, texts) if len(maps) > 1 else "",
            tag("p", tag("a", texts.say("page.skip_map"), href="#_pinned"), class_="skip-map"),
            *pictures,
            tag("div", tag("p", texts.say("page.nothing_pinned")), id="_pinned", class_="panel", aria_live="polite"),
            _as_table(steps, graph, texts),
        )
    )


def _switches(maps: Sequence[MapLayout], texts: Texts) -> Html:
    """Build the switches; without a script they are the legend."""
    classes = [
        tag(
            "label",
            tag("input", type="checkbox", data_class=look, checked=look != "idle", disabled=True),
            _sample(look),
            texts.say(key),
        )
        for look, key in SWITCHES
    ]
    kinds = [
        tag("label", tag("input", type="checkbox", data_kind=kind, disabled=True), texts.say(KINDS_WORDS[kind]))
        for kind in ON_DEMAND
        if any(kind in layout.kinds for layout in maps)
    ]
    only = tag("label", tag("input", type="checkbox", id="_only", disabled=True), texts.say("page.only_chain"))
    return join(
        (
            tag("fieldset", texts.say("page.links_shown", "legend"), *classes, class_="switches"),
            tag("p", texts.say("page.structure_stays"), class_="note"),
            tag("fieldset", texts.say("page.also_shown", "legend"), *kinds, only, class_="switches js"),
        )
    )


def _sample(look: Look) -> Html:
    line = tag("path", d="M1 6h40", class_=f"l b-{look}")
    return tag("svg", line, width=42, height=12, viewBox="0 0 42 12", aria_hidden="true", class_="sample")


def _level_choice(maps: Sequence[MapLayout], texts: Texts) -> Html:
    """Build the choice of a level for a map that is too large for one picture."""
    options = [
        tag(
            "label",
            tag("input", type="radio", name="level", value=n, checked=n == 0),
            _level_name(layout.rows[0].level, texts),
        )
        for n, layout in enumerate(maps)
    ]
    return tag("fieldset", texts.say("page.level_at_a_time", "legend"), *options, class_="switches js", id="_levels")


def _level_name(level: str | None, texts: Texts) -> Html:
    if level is None:
        return texts.say("coverage.no_level")
    return join((tag("b", level), " ", texts.title(level)))


def _picture(layout: MapLayout, steps: Sequence[Step], texts: Texts, *, is_first: bool) -> Html:
    """Draw one picture; what stands in columns on demand is there and hidden."""
    shown = [kind for kind in layout.kinds if kind not in ON_DEMAND]
    heads = [
        tag(
            "text",
            texts.say(KINDS_WORDS[kind], "tspan"),
            x=MARGIN + shown.index(kind) * (WIDTH + GAP_X) if kind in shown else 0,
            y=18,
            class_="head",
            data_head=kind,
            hidden=kind not in shown,
        )
        for kind in layout.kinds
    ]
    rows = [
        tag(
            "g",
            tag("path", d=f"M0 .5H{layout.width}", class_="rule"),
            _foreign(_level_name(row.level, texts), MARGIN, 3, layout.width - 2 * MARGIN, 26, "band"),
            data_row=n,
            transform=f"translate(0 {row.y})",
            hidden=row.is_empty,
        )
        for n, row in enumerate(layout.rows)
    ]
    lines = [
        tag("path", d=path or None, class_=f"l b-{steps[n].look}", data_n=n, data_way=_way(steps[n]), hidden=not path)
        for n, path in layout.lines
    ]
    drawing = tag(
        "svg",
        *heads,
        *rows,
        tag("g", *lines, aria_hidden="true"),
        *(_box(box, texts) for box in layout.boxes),
        width=layout.width,
        height=layout.height,
        viewBox=f"0 0 {layout.width} {layout.height}",
        class_="map",
        data_size=f"{WIDTH} {HEIGHT} {GAP_X} {GAP_Y} {MARGIN} {HEAD} {BAND}",
    )
    return tag(
        "div", drawing, class_="scroll", tabindex=0, role="group", aria_labelledby="_map-title", hidden=not is_first
    )


def _way(step: Step) -> str | None:
    """Return which way a line leads where it starts at the upper end, as those of trends do."""
    return "down" if step.source == step.high else None


def _box(box: MapBox, texts: Texts) -> Html:
    said = tag("span", tag("b", box.id), " ", texts.title(box.id))
    inside = tag("a", said, href=f"#{box.id}", class_=f"box k-{box.kind}")
    return tag(
        "g",
        _foreign(inside, None, None, WIDTH, HEIGHT),
        data_box=box.id,
        data_kind=box.kind,
        data_at=box.row,
        transform=f"translate({box.x} {box.y})",
        hidden=box.is_on_demand,
    )


def _foreign(content: str, x: int | None, y: int | None, width: int, height: int, class_: str | None = None) -> Html:
    inside = tag("div", content, class_=class_) if class_ else content
    return tag("foreignObject", inside, x=x, y=y, width=width, height=height)


def _as_table(steps: Sequence[Step], graph: TraceGraph, texts: Texts) -> Html:
    """Build the table that says what the map shows; the evidence of each link stands with its element."""
    upwards: dict[str, dict[Look, list[Html]]] = {}
    for step in steps:
        link = tag("a", step.high, href=f"#{step.high}")
        upwards.setdefault(step.low, {}).setdefault(step.look, []).append(link)
    rows = [
        tag("tr", tag("th", tag("a", low, href=f"#{low}"), scope="row"), tag("td", tag("ul", *_groups(found, texts))))
        for element in graph.document.iter_elements()
        for low, found in ((element.id, upwards.get(element.id)),)
        if found
    ]
    head = tag("tr", *(texts.say(key, "th", {"scope": "col"}) for key in ("column.from", "trace.up")))
    table = tag("table", texts.say("page.map_table", "caption"), tag("thead", head), tag("tbody", *rows))
    return tag(
        "details",
        texts.say("page.map_as_table", "summary"),
        tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby="_map-title"),
    )


def _groups(found: Mapping[Look, Sequence[Html]], texts: Texts) -> Iterator[Html]:
    for look, links in found.items():
        yield tag("li", texts.say(_word_of(look)), ": ", join(links, ", "), class_=f"c-{look}")


def _word_of(look: Look) -> str:
    """Return the key of the words for what a line rests on."""
    return {"structure": "page.structure"}.get(look) or dict(SWITCHES)[look]
