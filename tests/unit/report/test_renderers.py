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
    Tree,
)
from sotetrace.report.renderers.markdown import escape_markdown, render_markdown
from sotetrace.report.renderers.terminal import render_terminal

BLOCKS: dict[str, tuple[Block, str, str]] = {
    "title": (Heading("A", 1), "A\n", "# A\n"),
    "heading": (Heading("A", 3), "A\n", "### A\n"),
    "anchor": (Heading("A b", 2, "m1"), "A b\n", '## <a name="m1"></a>A b\n'),
    "link": (
        Paragraph((Span("M1", "id", target="measures.md#m1"), " ", Span("a]", "strong", target="a b).md"))),
        "M1 a]\n",
        "[`M1`](measures.md#m1) [**a\\]**](a%20b%29.md)\n",
    ),
    "anchored": (Paragraph(Span("M1", "id", anchor="m1")), "M1\n", '<a name="m1"></a>`M1`\n'),
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
    "spaced": (
        Entries((Entry(Span("a", "id"), ("b",)), Entry("c", (("d", "e"),))), is_spaced=True),
        "a\n  b\n\nc\n  de\n",
        "- `a`\n\n  b\n- c\n\n  de\n",
    ),
    "tree": (
        Tree("top", (Tree((Span("M1", "id"), " a"), (Tree("b", (Tree("c"),)), Tree("d"))), Tree(Span("e", "bad")))),
        "top\n├── M1 a\n│   ├── b\n│   │   └── c\n│   └── d\n└── e\n",
        "- top\n  - `M1` a\n    - b\n      - c\n    - d\n  - **e**\n",
    ),
    "dense": (
        Table((Column("A"), Column("B")), (("a", "●"), ("b", "·")), is_dense=True),
        "A B\n───\na ●\nb ·\n",
        "| A | B |\n| --- | --- |\n| a | ● |\n| b | · |\n",
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


PARSER = MarkdownIt("commonmark", {"maxNesting": 200}).enable("table")


def nesting(block: Block) -> list[tuple[int, str]]:
    """Return the words of each entry of the lists that Markdown makes of a block, with how deep the entry stands."""
    found, depth = [], 0
    for token in PARSER.parse(render_markdown(Page("en", (block,)))):
        depth += token.nesting if token.type == "bullet_list_open" else 0
        depth -= 1 if token.type == "bullet_list_close" else 0
        if token.type == "inline":
            found.append((depth, "".join(child.content for child in token.children or ())))
    return found


def test_tree_nests_in_markdown_however_deep_it_is() -> None:
    tree = Tree("0")
    for number in range(1, 12):
        tree = Tree(str(number), (tree, Tree(f"- {number}.")))
    found = nesting(tree)
    assert [(12 - depth, words) for depth, words in found[:12]] == [(n, str(n)) for n in range(11, -1, -1)]
    assert sorted(words for _, words in found[12:]) == sorted(f"- {number}." for number in range(1, 12))
    assert {token.type for token in PARSER.parse(render_markdown(Page("en", (tree,))))} == {
        *("bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close"),
        *("paragraph_open", "inline", "paragraph_close"),
    }


def test_body_of_an_entry_belongs_to_it_in_markdown() -> None:
    block = Entries((Entry("a", ("b", Excerpt("f", 1, 1, 1, "x"))), Entry("c", ("d",))), is_spaced=True)
    assert nesting(block) == [(1, "a"), (1, "b"), (1, "c"), (1, "d")]
    tokens = PARSER.parse(render_markdown(Page("en", (block, Paragraph("after")))))
    assert sum(token.type == "list_item_open" for token in tokens) == 2
    assert tokens[-2].level == 1, "what follows is no part of the list"


def wide(count: int, *, is_dense: bool) -> Table:
    columns = (Column("Name"), *(Column(f"G{number}.1") for number in range(count)))
    rows = tuple((f"M{row}", *(f"{row}-{number}" for number in range(count))) for row in range(3))
    return Table(columns, rows, is_dense=is_dense)


@pytest.mark.parametrize("is_dense", [False, True])
@pytest.mark.parametrize("width", [12, 20, 40, 80])
@pytest.mark.parametrize("count", [0, 1, 2, 9, 30])
def test_table_too_wide_goes_on_below_beside_its_first_column(count: int, width: int, is_dense: bool) -> None:
    shown = render_terminal(Page("en", (wide(count, is_dense=is_dense),)), width=width, has_colour=False)
    words = shown.split()
    for number in range(count):
        assert words.count(f"G{number}.1") == 1
        assert all(words.count(f"{row}-{number}") == 1 for row in range(3))
    assert max(map(len, shown.splitlines())) <= width
    assert words.count("Name") == words.count("M0") == words.count("M2") >= 1


def test_wrapped_column_makes_room_before_a_table_is_split() -> None:
    table = Table((Column("Id"), Column("Title", may_wrap=True), Column("N")), (("M1", "word " * 30, "7"),))
    shown = render_terminal(Page("en", (table,)), width=30, has_colour=False)
    assert shown.split().count("M1") == 1
    assert max(map(len, shown.splitlines())) <= 30


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
