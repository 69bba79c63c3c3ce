"""A report on several documents: the page of each, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels
from sotetrace.report.page import Heading, Page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block

_DEEPEST = 4
"""Headings go no deeper."""


def build_documents_page(pages: Iterable[tuple[VisionDocument, Page]], words: Translator) -> Page:
    """Join the pages of documents, each under one heading that has the id and the title of its document."""
    blocks: list[Block] = []
    for document, page in pages:
        title = Labels(document, words).text(document.document.title)
        first, *rest = page.blocks
        if isinstance(first, Heading) and first.level == 1 and first.text.endswith(title):
            blocks += [first._replace(text=f"{first.text} ({document.document.id})"), *rest]
        else:  # a page that does not say whose it is
            blocks += [Heading(title_of(document, words), 1), *map(_lower, page.blocks)]
    return Page(words.language, tuple(blocks))


def title_of(document: VisionDocument, words: Translator) -> str:
    """Return what a document is called where there are several: the id that the commands take, and its title."""
    return f"{document.document.id}: {Labels(document, words).text(document.document.title)}"


def _lower(block: Block) -> Block:
    return block._replace(level=min(block.level + 1, _DEEPEST)) if isinstance(block, Heading) else block
