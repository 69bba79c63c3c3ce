"""Goals, sub-goals and measures worded so that it stays open what would be done, or how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.wordlists import VAGUE_WORDS, find_listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath
    from sotetrace.model.elements import Element, Part
    from sotetrace.model.text import Language

_KINDS = ("goal", "sub_goal", "measure")


def check_vague(context: CheckContext) -> Iterator[Finding]:
    """Find `vague-wording` in titles, parts and quotes in the original language: one for each element and part."""
    language = context.document.document.original
    for path, element in context.document.iter_places():
        if element.kind not in _KINDS or element.draft:
            continue
        said: set[str] = set()  # the quote of a part often repeats the title of the whole
        for worded, here in _iter_worded(element, path):
            found: dict[str, DocumentPath] = {}
            for text, at in _wordings(worded, here, language):
                for word in find_listed(text, VAGUE_WORDS[language]):
                    if word not in said:
                        found.setdefault(word, at)
            said.update(found)
            if found:
                place = context.place(*next(iter(found.values())))
                yield Finding.of("vague-wording", place, element=worded.id, words=", ".join(found))


def _iter_worded(element: Element, path: DocumentPath) -> Iterator[tuple[Element | Part, DocumentPath]]:
    yield element, path
    for index, part in enumerate(element.parts):
        yield part, (*path, "parts", index)


def _wordings(worded: Element | Part, path: DocumentPath, language: Language) -> Iterator[tuple[str, DocumentPath]]:
    """Yield the words of the source; a label of ours only where there are none."""
    title, quote = worded.title.get(language), worded.source.quote if worded.source is not None else None
    is_ours = getattr(worded, "title_from", "project") == "project"
    if title is not None and not (is_ours and quote is not None):
        yield title, (*path, "title", language)
    if quote is not None:
        yield quote, (*path, "source", "quote")
