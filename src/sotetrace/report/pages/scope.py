"""Everything about one scope: the blanket claim, what it speaks of, and what it says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.graph import members_of
from sotetrace.report.labels import Labels
from sotetrace.report.page import Entries, Entry, Facts, Heading, Items, Page, Paragraph, Span
from sotetrace.report.pages.links import evidence_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.messages import Translator
    from sotetrace.model.document import Scope, VisionDocument
    from sotetrace.report.page import Block, Cell


def build_scope_page(scope: Scope, document: VisionDocument, words: Translator) -> Page:
    """Build the page of one scope."""
    labels = Labels(document, words)
    blocks: list[Block] = [Heading(f"{scope.id} {labels.text(scope.title)}".rstrip(), 1)]
    blocks.append(Facts(tuple(_facts(scope, labels))))
    if scope.note is not None:
        blocks += [Heading(words("show.note"), 2), Paragraph(labels.text(scope.note))]
    members = members_of(document, scope)
    blocks.append(Heading(words("show.members"), 2))
    if members:
        blocks.append(Items(tuple(labels.named(member) for member in members)))
    blocks.append(Paragraph(Span(words("list.count", count=len(members)), "dim")))
    blocks += _links(scope, labels)
    return Page(words.language, tuple(blocks))


def _facts(scope: Scope, labels: Labels) -> Iterator[tuple[str, Cell]]:
    words = labels.words
    yield words("show.kind"), words("show.scope")
    for language, text in scope.title.items() if scope.title is not None else ():
        if language != labels.language:
            yield words(f"language.{language}"), f"{text}{labels.standing(language)}"


def _links(scope: Scope, labels: Labels) -> Iterator[Block]:
    """Yield the links as they are written: once for the whole set."""
    written = [("advances", link) for link in scope.advances] + [("serves", link) for link in scope.serves]
    if not written:
        return
    yield Heading(labels.words("show.links_from"), 2)
    yield Entries(
        tuple(
            Entry(
                (
                    f"{labels.words(f'link.{link_type}')} ",
                    *labels.named(link.to),
                    Span(f" [{labels.words(f'basis.{link.basis}')}]", "dim"),
                ),
                evidence_of(link, labels),
            )
            for link_type, link in written
        )
    )
