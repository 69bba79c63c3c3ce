"""Goals, sub-goals and measures worded so that it stays open what would be done, or how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.wordlists import VAGUE_WORDS, finder_of

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
    find_vague = finder_of(VAGUE_WORDS[language])
    for path, element in context.document.iter_places():
        if element.kind not in _KINDS or element.draft:
            continue
        said: set[str] = set()  # the quote of a part often repeats the title of the whole
        for worded, here in _worded_of(element, path):
            found: dict[str, DocumentPath] = {}
            for text, field in _wordings(worded, language):
                for word in find_vague(text):
                    if word not in said:
                        found.setdefault(word, (*here, *field))
            said.update(found)
            if found:
                place = context.place(*next(iter(found.values())))
                yield Finding.of("vague-wording", place, element=worded.id, words=", ".join(found))


def _worded_of(element: Element, path: DocumentPath) -> list[tuple[Element | Part, DocumentPath]]:
    return [(element, path), *((part, (*path, "parts", index)) for index, part in enumerate(element.parts))]


def _wordings(worded: Element | Part, language: Language) -> list[tuple[str, DocumentPath]]:
    """Return the words of the source with their fields; a label of ours only where there are none."""
    title, quote = worded.title.get(language), worded.source.quote if worded.source is not None else None
    is_ours = getattr(worded, "title_from", "project") == "project"
    found: list[tuple[str, DocumentPath]] = []
    if title is not None and not (is_ours and quote is not None):
        found.append((title, ("title", language)))
    if quote is not None:
        found.append((quote, ("source", "quote")))
    return found
