"""The matrix on the page: measures against sub-goals, each cell a link to the reason for its sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.coverage import build_matrix
from sotetrace.coverage.tiers import RANK, tier_of
from sotetrace.report.pages.matrix import judged_pairs, measures_legend
from sotetrace.report.web.html import Html, join, tag

if TYPE_CHECKING:
    from collections.abc import Container, Mapping, Sequence

    from sotetrace.coverage import MatrixResult
    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.report.web.texts import Texts

_MOST_COLUMNS = 40
"""With more sub-goals than this, a matrix is a list."""


def build_matrix_section(graph: TraceGraph, anchors: Mapping[int, str], texts: Texts) -> Html:
    """Build the matrix; `anchors` tell where the reason of a link stands, by the identity of the link."""
    result = build_matrix(graph, "measure")
    if not result.rows or not result.sub_goals:
        return tag("p", texts.say("matrix.empty"))
    if len(result.sub_goals) > _MOST_COLUMNS:
        return _list(result, texts)
    pairs: dict[tuple[str, str], list[TraceLink]] = {}
    for link in graph.iter_links():
        if link.type == "advances" and link.basis != "blanket":
            pairs.setdefault((link.source, link.target), []).append(link)
    judged = judged_pairs(texts.document)
    corner = join((texts.say("kind.measure"), " × ", texts.say("kind.sub_goal")))
    heads = [
        tag("th", tag("a", sub_goal, tag("span", " ", texts.title(sub_goal), class_="off-screen"), href=f"#{sub_goal}"),
            scope="col")
        for sub_goal in result.sub_goals
    ]  # fmt: skip
    rows = [
        tag(
            "tr",
            tag("th", tag("a", row, href=f"#{row}"), " ", texts.title(row), scope="row"),
            *(
                _cell(pairs.get((row, sub_goal), ()), anchors, texts, _judgement(row, sub_goal, judged))
                for sub_goal in result.sub_goals
            ),
            data_of=row,
        )
        for row in result.rows
    ]
    table = tag(
        "table",
        texts.say("page.matrix_caption", "caption"),
        tag("thead", tag("tr", tag("td", corner), *heads)),
        tag("tbody", *rows),
        class_="matrix",
    )
    return join(
        (
            tag("p", texts.tell(lambda words: measures_legend(result, texts.document, words)), class_="note"),
            tag("div", table, class_="scroll tall", tabindex=0, role="group", aria_labelledby="_matrix-title"),
            tag("div", tag("p", texts.say("page.no_cell")), id="_reason", class_="panel js", aria_live="polite"),
        )
    )


def _cell(links: Sequence[TraceLink], anchors: Mapping[int, str], texts: Texts, judgement: str) -> Html:
    """Return a cell in words, which the style sheet shows as a sign; one with links leads to the first of them."""
    if not links:
        return tag("td", texts.say(f"page.{judgement}"), class_="u" if judgement == "unjudged" else "j")
    carrying = [link for link in links if link.is_carrying]
    best = max((tier_of(link.strength) for link in carrying), key=RANK.__getitem__, default="none")
    reasons = [anchors[id(link)] for link in links]
    link = tag(
        "a",
        texts.say(f"tier.{best}" if carrying else "sign.unclear"),
        href=f"#{reasons[0]}",
        data_reasons=" ".join(reasons) if len(reasons) > 1 else None,
        class_=f"c-{best if carrying else 'idle'}",
    )
    return tag("td", link)


def _judgement(measure: str, sub_goal: str, judged: Container[tuple[str, str]] | None) -> str:
    """Return what is known of a pair that no link joins: that it was read, that it was not, or neither."""
    if judged is None:
        return "unlinked"
    return "judged" if (measure, sub_goal) in judged else "unjudged"


def _list(result: MatrixResult, texts: Texts) -> Html:
    """Build a list in place of a matrix that is too wide: the sub-goals that each measure advances."""
    by_row: dict[str, list[str]] = {}
    for cell in result.cells:
        if cell.ids:
            by_row.setdefault(cell.row, []).append(cell.sub_goal)
    rows = [
        tag(
            "tr",
            tag("th", tag("a", row, href=f"#{row}"), " ", texts.title(row), scope="row"),
            tag("td", join((tag("a", one, href=f"#{one}") for one in by_row.get(row, ())), ", ")),
            data_of=row,
        )
        for row in result.rows
    ]
    head = tag("tr", *(texts.say(f"kind.{kind}", "th", {"scope": "col"}) for kind in ("measure", "sub_goal")))
    table = tag("table", texts.say("page.matrix_caption", "caption"), tag("thead", head), tag("tbody", *rows))
    return tag("div", table, class_="scroll tall", tabindex=0, role="group", aria_labelledby="_matrix-title")
