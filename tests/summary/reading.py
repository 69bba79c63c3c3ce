"""Read the pages of a summary back with a parser of CommonMark and tables that is not ours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from markdown_it import MarkdownIt

from sotetrace.messages import Translator
from sotetrace.project import Project
from tests.cli.runner import VISION

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from markdown_it.token import Token

    from sotetrace.model.text import Language

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OUR_HTML = re.compile(r'<a name="[\w.\-]+">|</a>')


@dataclass(frozen=True, slots=True)
class ReadTable:
    """A table as a reader sees it: the heading it stands under, the words of its columns and cells."""

    under: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@cache
def sote2040() -> Project:
    return Project.open(VISION)


@cache
def set_of(language: Language) -> Mapping[str, str]:
    """Return the pages of the real vision by name."""
    return export_set(sote2040(), language)


def export_set(project: Project, language: Language) -> Mapping[str, str]:
    exported = project.export("markdown", Translator(language), is_folder=True)
    assert not isinstance(exported, (str, bytes))
    return {name: text for name, text in exported.items() if isinstance(text, str)}


def iter_tokens(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def links_of(markdown: str) -> list[str]:
    """Return where the links of a page lead, as a browser decodes them."""
    return [unquote(str(token.attrs["href"])) for token in iter_tokens(markdown) if token.type == "link_open"]


def html_of(markdown: str) -> list[str]:
    return [token.content for token in iter_tokens(markdown) if token.type in ("html_inline", "html_block")]


def anchors_of(markdown: str) -> list[str]:
    return [name for piece in html_of(markdown) for name in re.findall(r'<a name="([^"]*)">', piece)]


def pictures_of(markdown: str) -> list[str]:
    return [token.content for token in PARSER.parse(markdown) if token.type == "fence" and token.info == "mermaid"]


def words_of(token: Token) -> str:
    """Return what a reader sees of a line; zero-width spaces, which break mentions, are no words."""
    shown = (child.content for child in token.children or () if child.type in ("text", "code_inline"))
    return "".join(shown).replace("\u200b", "")


def tables_of(markdown: str) -> list[ReadTable]:
    tables, heading, rows, row = [], "", [], []
    tokens = PARSER.parse(markdown)
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type == "inline" and before is not None and before.type == "heading_open":
            heading = words_of(token)
        elif token.type == "inline" and before is not None and before.type in ("td_open", "th_open"):
            row.append(words_of(token))
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            rows.append(tuple(row))
        elif token.type == "table_open":
            rows = []
        elif token.type == "table_close":
            tables.append(ReadTable(heading, rows[0], tuple(rows[1:])))
    return tables
