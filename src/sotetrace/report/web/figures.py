"""Coverage on the page: how many stand in which tier, level by level, with bars; and the chains of core problems."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sotetrace.report.web.html import NOTHING, Html, join, tag
from sotetrace.report.web.ledger import TIERS_OF

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.coverage import ChainResult, CoverageResult, ElementCoverage, ExpectationCoverage, Tier
    from sotetrace.coverage.losses import Scale
    from sotetrace.report.web.ledger import Ledger
    from sotetrace.report.web.texts import Texts

_BAR = 240
_SCALES: tuple[Scale, ...] = ("as_source", "as_read")


class CountRow(NamedTuple):
    """A row of a table of counts: its heading, the statuses it counts, and the fact on which it can be asked at all."""

    head: Html
    numbers: tuple[int, ...]
    applicable: int | None = None
    is_applicable: bool = True


def build_figures(coverage: CoverageResult, ledger: Ledger, texts: Texts) -> Html:
    """Build the section of coverage."""
    return join(
        (
            _by_level(coverage, ledger, texts),
            _by_expectation(coverage, ledger, texts),
            tag("p", texts.say("coverage.tiers_note"), class_="note"),
            texts.say("page.statuses", "h3"),
            *_status_tables(coverage, ledger, texts),
            tag("p", texts.say("coverage.roll_up"), class_="note"),
            texts.say("coverage.chains", "h3"),
            _chains(coverage.chains, ledger, texts),
        )
    )


def find_expectation(coverage: CoverageResult, of: str, by: str) -> ExpectationCoverage | None:
    """Return the first expectation about a kind that another kind can meet, or None."""
    return next((found for found in coverage.expectations if found.of == of and by in found.by), None)


def tier_cell(number: int, ledger: Ledger, texts: Texts, name: str = "td") -> Html:
    """Return a cell that shows a status and follows it."""
    tier = ledger.tier(number)
    return tag(name, texts.say(f"tier.{tier}"), data_s=number, data_tier=tier, class_="tier")


def _by_level(coverage: CoverageResult, ledger: Ledger, texts: Texts) -> Html:
    """Build the tables of sub-goals by level, one a scale."""
    expectation = find_expectation(coverage, "sub_goal", "measure")
    if expectation is None or not expectation.elements:
        return NOTHING
    document = texts.document
    applicable = ledger.fact(ledger.applicable[expectation.id])
    tables: list[Html] = [texts.say("page.by_level", "h3")]
    for scale in _SCALES:
        rows = []
        for level in (*(level.id for level in document.levels), None):
            numbers = tuple(
                ledger.number(found.id, "element", scale, expectation.id)
                for found in expectation.elements
                if texts.level_of(found.id) == level
            )
            if numbers or level is not None:
                head = join((tag("b", level), " ", texts.title(level))) if level else texts.say("coverage.no_level")
                rows.append(CountRow(head, numbers, applicable, expectation.is_applicable))
        tables.append(_count_table(scale, texts.say("kind.level"), rows, ledger, texts))
    return join(tables)


def _by_expectation(coverage: CoverageResult, ledger: Ledger, texts: Texts) -> Html:
    """Build the tables of the report of coverage: every expectation, one table a scale."""
    tables: list[Html] = [texts.say("coverage.tiers", "h3")]
    facts = {found.id: ledger.fact(ledger.applicable[found.id]) for found in coverage.expectations}
    for scale in _SCALES:
        rows = [
            CountRow(
                expectation_name(found, texts),
                tuple(ledger.number(one.id, "element", scale, found.id) for one in found.elements),
                facts[found.id],
                found.is_applicable,
            )
            for found in coverage.expectations
            if not (scale == "as_read" and found.is_structural)
        ]
        tables.append(_count_table(scale, texts.say("coverage.column"), rows, ledger, texts))
    return join(tables)


def expectation_name(expectation: ExpectationCoverage, texts: Texts) -> Html:
    """Return what is expected: `sub-goal ← measure`."""
    other = texts.say(f"kind.{expectation.by[0]}") if expectation.by else NOTHING
    arrow = " → " if expectation.direction == "out" else " ← "
    return join((texts.say(f"kind.{expectation.of}"), arrow, other))


def _count_table(scale: Scale, first: Html, rows: Sequence[CountRow], ledger: Ledger, texts: Texts) -> Html:
    tiers = TIERS_OF[scale]
    heads = (
        tag("th", first, scope="col"),
        texts.say("page.bar", "th", {"scope": "col", "class": "bars"}),
        texts.say("coverage.total", "th", {"scope": "col", "class": "n"}),
        *(texts.say(f"tier.{tier}", "th", {"scope": "col", "class": f"n key t-{tier}"}) for tier in tiers),
    )
    table = tag(
        "table",
        texts.say(f"coverage.{scale}", "caption"),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *(_count_row(row, tiers, ledger, texts) for row in rows)),
        class_="counts",
        data_scale=scale,
    )
    return tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby="_coverage-title")


def _count_row(row: CountRow, tiers: Sequence[Tier], ledger: Ledger, texts: Texts) -> Html:
    found = [ledger.tier(number) for number in row.numbers]
    is_asked = row.is_applicable and bool(found)
    counts = [found.count(tier) if is_asked else 0 for tier in tiers]
    return tag(
        "tr",
        tag("th", row.head, scope="row"),
        tag("td", _bar(tiers, counts), class_="bars"),
        tag(
            "td",
            tag("span", str(len(found)), hidden=not is_asked, class_="total"),
            texts.say("coverage.not_applicable", "span", {} if not is_asked else {"hidden": "hidden"}),
            class_="n",
        ),
        *(
            tag("td", str(count) if is_asked else "", data_tier=tier, class_="n" if count else "n zero")
            for tier, count in zip(tiers, counts, strict=True)
        ),
        data_counts=" ".join(map(str, row.numbers)),
        data_asked=row.applicable,
    )


def _bar(tiers: Sequence[Tier], counts: Sequence[int]) -> Html:
    """Draw counts as one bar; the figures stand beside it."""
    total, x, pieces = sum(counts), 0, []
    for tier, count in zip(tiers, counts, strict=True):
        width = _BAR * count // total if total else 0
        pieces.append(tag("rect", x=x, y=0, width=width, height=14, class_=f"t-{tier}"))
        x += width
    return tag("svg", *pieces, width=_BAR, height=14, viewBox=f"0 0 {_BAR} 14", aria_hidden="true", class_="bar")


# What the tables of the levels show: a kind, and the kind that is to cover it.
_IN_LEVELS = (("core_problem", "goal"), ("goal", "sub_goal"), ("sub_goal", "measure"), ("measure", "sub_goal"))


def _status_tables(coverage: CoverageResult, ledger: Ledger, texts: Texts) -> Iterator[Html]:
    document = texts.document
    for level in (*(level.id for level in document.levels), None):
        rows = [
            _status_row(found, expectation, coverage, ledger, texts)
            for of, by in _IN_LEVELS
            if (expectation := find_expectation(coverage, of, by)) is not None
            for found in expectation.elements
            if texts.level_of(found.id) == level
        ]
        if not rows:
            continue
        name = join((tag("b", level), " ", texts.title(level))) if level else texts.say("coverage.no_level")
        heads = ("column.id", "column.title", "coverage.as_source_short", "coverage.as_read_short", "coverage.unserved")
        table = tag(
            "table",
            tag("caption", name),
            tag("thead", tag("tr", *(texts.say(head, "th", {"scope": "col"}) for head in heads))),
            tag("tbody", *rows),
            class_="statuses",
        )
        yield tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby="_coverage-title")
        if level in coverage.figures.bare_levels:
            yield tag("p", texts.say("coverage.no_measures"), class_="note")


def _status_row(
    found: ElementCoverage, expectation: ExpectationCoverage, coverage: CoverageResult, ledger: Ledger, texts: Texts
) -> Html:
    rolled = coverage.find_roll_up(found.id)
    numbers = [
        ledger.number(found.id, "roll_up", scale)
        if rolled is not None
        else ledger.number(found.id, "element", scale, expectation.id)
        for scale in _SCALES
    ]
    parts = [
        tag(
            "span",
            tag("a", part.id, href=f"#{part.id}"),
            " ",
            data_unless=ledger.fact(ledger.served[expectation.id, part.id]),
            hidden=part.is_served,
        )
        for part in (found.parts if found.kind != "goal" else ())
    ]
    notes = [texts.say("coverage.unjudged", count=len(found.unjudged))] if found.unjudged else []
    notes += [texts.say("coverage.waived")] if found.waived is not None else []
    return tag(
        "tr",
        tag("th", tag("a", found.id, href=f"#{found.id}"), scope="row"),
        tag("td", texts.title(found.id)),
        *(tier_cell(number, ledger, texts) for number in numbers),
        tag("td", *parts, join(notes, ", ")),
        data_of=found.id,
    )


def _chains(chains: Sequence[ChainResult], ledger: Ledger, texts: Texts) -> Html:
    heads = (
        "kind.core_problem",
        "coverage.as_source_short",
        "coverage.weakest",
        "coverage.as_read_short",
        "coverage.weakest",
    )
    rows = [
        tag(
            "tr",
            tag("th", tag("a", chain.id, href=f"#{chain.id}"), scope="row"),
            *(cell for scale in _SCALES for cell in _chain_cells(chain, scale, ledger, texts)),
        )
        for chain in chains
    ]
    table = tag(
        "table",
        texts.say("page.chains_caption", "caption"),
        tag("thead", tag("tr", *(texts.say(head, "th", {"scope": "col"}) for head in heads))),
        tag("tbody", *rows),
    )
    return tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby="_coverage-title")


def _chain_cells(chain: ChainResult, scale: Scale, ledger: Ledger, texts: Texts) -> Iterator[Html]:
    ids: tuple[str, ...] = getattr(chain, scale)
    if ids:
        links = join((tag("a", one, href=f"#{one}") for one in ids), " ← ")
        fallen = texts.say("page.fallen", "strong", {"hidden": "hidden"})
        fact = ledger.fact(ledger.witnesses[chain.id, scale])
        yield tag("td", tag("span", links), " ", fallen, data_while=fact)
    else:
        frontier: tuple[str, ...] = getattr(chain, f"{scale}_frontier")
        yield tag("td", texts.say("coverage.stops", ids=", ".join(frontier)))
    yield tier_cell(ledger.number(chain.id, "chain", scale), ledger, texts)
