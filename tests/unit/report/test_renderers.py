"""Each block of a page, in each renderer."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from sotetrace.report.page import (
    Block,
    Column,
    Entries,
    Entry,
    Excerpt,
    Facts,
    Heading,
    Items,
    Page,
    Paragraph,
    Preformatted,
    Span,
    Table,
)
from sotetrace.report.renderers.markdown import escape_markdown, render_markdown
from sotetrace.report.renderers.terminal import render_terminal

BLOCKS: dict[str, tuple[Block, str, str]] = {
    "title": (Heading("A", 1), "A\n", "# A\n"),
    "heading": (Heading("A", 3), "A\n", "### A\n"),
    "paragraph": (Paragraph(("a ", Span("M1", "id"), Span(" b", "bad"))), "a M1 b\n", "a `M1` **b**\n"),
    "items": (Items(("a", ("b", "c"))), "• a\n• bc\n", "- a\n- bc\n"),
    "facts": (
        Facts((("kind", "goal"), ("id", Span("G1", "id")))),
        "kind  goal\nid    G1\n",
        "- **kind**: goal\n- **id**: `G1`\n",
    ),
    "preformatted": (Preformatted("a\n  b", "yaml"), "    a\n      b\n", "```yaml\na\n  b\n```\n"),
    "table": (
        Table((Column("Id"), Column("N", is_number=True)), ((Span("M1", "id"), "2"), ("x|y", "10")), "Both"),
        "Both\nId     N\n────────\nM1     2\nx|y   10\n",
        "*Both*\n\n| Id | N |\n| --- | ---: |\n| `M1` | 2 |\n| x\\|y | 10 |\n",
    ),
    "entries": (
        Entries((Entry(Span("head", "strong"), ("body", Excerpt("f", 7, 3, 2, "a bc d"))), Entry("next"))),
        "head\n  body\n  7 | a bc d\n    |   ^^\nnext\n",
        "- **head**\n\n  body\n\n  ```\n  7 | a bc d\n    |   ^^\n  ```\n- next\n",
    ),
}


@pytest.mark.parametrize("name", BLOCKS)
def test_terminal(name: str) -> None:
    block, terminal, _ = BLOCKS[name]
    assert render_terminal(Page("en", (block,)), width=40, has_colour=False) == terminal


@pytest.mark.parametrize("name", BLOCKS)
def test_markdown(name: str) -> None:
    block, _, markdown = BLOCKS[name]
    assert render_markdown(Page("en", (block,))) == markdown


@pytest.mark.parametrize("name", BLOCKS)
def test_colour_adds_codes_and_no_words(name: str) -> None:
    block, terminal, _ = BLOCKS[name]
    coloured = render_terminal(Page("en", (block,)), width=40, has_colour=True)
    words = "".join(part.partition("m")[2] if number else part for number, part in enumerate(coloured.split("\x1b[")))
    assert words.split() == terminal.split()


def test_long_place_of_a_finding_stays_in_one_piece() -> None:
    place = "a/very/long/" * 8 + "plan.yaml:12:3"
    block = Entries((Entry((Span(place, "strong"), ": error"), ("short",)),), is_spaced=True)
    assert f"{place}: error\n" in render_terminal(Page("en", (block,)), width=40, has_colour=False)


def test_empty_page() -> None:
    assert render_terminal(Page("en"), width=40, has_colour=False) == "\n"
    assert render_markdown(Page("en")) == "\n"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("a*b_c", "a\\*b\\_c"),
        ("@octocat", "@&#8203;octocat"),
        ("a@b.c", "a@&#8203;b.c"),
        ("#12", "\\#&#8203;12"),
        ("GH-12", "GH&#8203;-12"),
        ("GHG, a # b, @ noon", "GHG, a \\# b, @ noon"),
        ("https://x.y", "https&#58;//x.y"),
        ("www.x.y", "www&#46;x.y"),
        ("- a", "\\- a"),
        ("1. a", "1\\. a"),
        ("12) a", "12\\) a"),
        ("1.5 a", "1.5 a"),
        ("–2040", "–2040"),
    ],
)
def test_escapes(text: str, escaped: str) -> None:
    assert escape_markdown(text) == escaped


@pytest.mark.parametrize("style", ["strong", "bad"])
@pytest.mark.parametrize("text", ["a", " a", "a ", " a b ", '"a"', "(a)", " "])
def test_bold_is_bold_whatever_stands_at_its_ends(text: str, style: str) -> None:
    source = render_markdown(Page("en", (Paragraph((Span("x "), Span(text, style), Span(" y"))),)))  # type: ignore[arg-type]
    html = MarkdownIt("commonmark").render(source)
    assert ("<strong>" in html) == bool(text.strip())
    assert "**" not in html
