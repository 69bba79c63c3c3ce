"""A rule, explained: its message in the language of the page, and its page, which is in English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Facts, Heading, Page, Paragraph, Preformatted, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sotetrace.messages import Translator
    from sotetrace.report.page import Block
    from sotetrace.rules import Rule

_FENCE = re.compile(r"^(`{3,})([^\n]*)\n(.*?)\n\1$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`]+)`")


def build_rule_page(rule: Rule, words: Translator) -> Page:
    """Build the page of one rule."""
    blocks: list[Block] = [
        Heading(f"{rule.code} {rule.slug}", 1),
        Facts(
            (
                (words("rule.severity"), words(f"severity.{rule.severity}")),
                (words("rule.message"), rule.messages[words.language]),
                (words("rule.remedy"), rule.remedies[words.language]),
            )
        ),
    ]
    return Page(words.language, (*blocks, *_blocks(rule.page)))


def build_rules_page(rules: Iterable[Rule], words: Translator) -> Page:
    """Build the list of all rules."""
    columns = (Column(words("rule.code")), Column(words("rule.severity")), Column(words("rule.slug"), may_wrap=True))
    rows = tuple((Span(rule.code, "id"), words(f"severity.{rule.severity}"), rule.slug) for rule in rules)
    return Page(words.language, (Table(columns, rows),))


def _blocks(markdown: str) -> Iterator[Block]:
    at = 0
    for fence in _FENCE.finditer(markdown):
        yield from _prose(markdown[at : fence.start()])
        yield Preformatted(fence[3], fence[2].partition(" ")[0] or "text")
        at = fence.end()
    yield from _prose(markdown[at:])


def _prose(markdown: str) -> Iterator[Block]:
    for block in re.split(r"\n\s*\n", markdown.strip()):
        text = " ".join(block.split())
        if text.startswith("# ") or not text:
            continue  # the title is the page's own
        if text.startswith("#"):
            yield Heading(text.lstrip("# "), 2)
        else:
            pieces = _CODE.split(text)
            yield Paragraph(tuple(Span(piece, "id" if i % 2 else "plain") for i, piece in enumerate(pieces) if piece))
