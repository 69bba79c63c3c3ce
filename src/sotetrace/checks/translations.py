"""Languages that the document promises and an element lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath
    from sotetrace.model.text import Text


def check_translations(context: CheckContext) -> Iterator[Finding]:
    """Find `missing-translation` in titles, summaries, notes, rationales and labels of parts."""
    languages = context.document.languages
    for path, holder, text in _iter_texts(context):
        for language in languages:
            if text.get(language) is None:
                field = next(step for step in reversed(path) if isinstance(step, str))
                place = context.place(*path, is_key=True)
                yield Finding.of("missing-translation", place, element=holder, language=language, field=field)


def _iter_texts(context: CheckContext) -> Iterator[tuple[DocumentPath, str, Text]]:
    document = context.document
    header = document.document
    for field in ("title", "issuer", "summary", "note"):
        text = getattr(header, field)
        if text is not None:
            yield ("document", field), header.id, text
    for path, element in document.iter_places():
        yield (*path, "title"), element.id, element.title
        for field in ("summary", "note"):
            text = getattr(element, field)
            if text is not None:
                yield (*path, field), element.id, text
        for index, part in enumerate(element.parts):
            yield (*path, "parts", index, "title"), part.id, part.title
    for number, source in enumerate(document.sources):
        yield ("sources", number, "title"), source.id, source.title
        for index, place in enumerate(source.places):
            yield ("sources", number, "places", index, "title"), place.id, place.title
    for index, scope in enumerate(document.scopes):
        if scope.title is not None:
            yield ("scopes", index, "title"), scope.id, scope.title
    for path, holder, _, link in document.iter_links():
        if link.rationale is not None:
            yield (*path, "rationale"), holder, link.rationale
