"""The page that lists the documents of a workspace and how they meet, beside the pages of each; it has no script."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.model.kinds import KIND_NAMES
from sotetrace.report.counterparts import iter_pairs
from sotetrace.report.web.embed import build_policy, read_part
from sotetrace.report.web.html import NOTHING, Html, escape, join, tag
from sotetrace.report.web.words import KINDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.text import Text
    from sotetrace.report.counterparts import Counterpart

Entry = tuple[str, "VisionDocument", "Sequence[Counterpart]"]
"""The path of a page, its document, and what crosswalks join with it."""


def build_index(entries: Sequence[Entry], words: Translator) -> str:
    """Return the page as HTML, in one language."""
    title = words("sides.all_documents")
    style = read_part("page.css") + read_part("index.css")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        build_policy(style, ""),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", name="referrer", content="no-referrer"),
        tag("title", title),
        tag("style", Html(style)),
    )
    main = tag(
        "main",
        tag("h1", title),
        *(_document(entry, words) for entry in entries),
        _crosswalks(entries, words),
    )
    footer = tag("footer", tag("p", words("coverage.caveat")))
    page = tag("html", head, tag("body", main, footer), lang=words.language)
    return f"<!DOCTYPE html>\n{page}\n"


def _document(entry: Entry, words: Translator) -> Html:
    path, document, _ = entry
    header = document.document
    kinds = ((kind, sum(1 for _ in document.iter_elements(kind))) for kind in KIND_NAMES)
    known = [one for one in (tag("b", header.id), _text(header.issuer, document, words)) if one]
    counts = "; ".join(f"{words(KINDS_WORDS[kind])}: {count}" for kind, count in kinds if count)
    return tag(
        "article",
        tag("h2", tag("a", _text(header.title, document, words), href=path)),
        tag("p", join(known, ". "), class_="note"),
        tag("p", _text(header.summary, document, words)) if header.summary is not None else NOTHING,
        tag("p", counts, class_="note"),
    )


def _crosswalks(entries: Sequence[Entry], words: Translator) -> Html:
    """Return how many mappings and tensions join each two documents, with the way to both views."""
    if not any(counterparts for _, _, counterparts in entries):
        return NOTHING
    heads = [tag("th", words(f"crosswalk.{key}"), scope="col") for key in ("document", "document")]
    heads += [tag("th", words(f"sides.{key}_count"), scope="col", class_="n") for key in ("mappings", "tensions")]
    rows = [tag("tr", *cells) for cells in _pairs(entries)]
    table = tag(
        "table",
        tag("caption", words("sides.crosswalks")),
        tag("thead", tag("tr", *heads)),
        tag("tbody", *rows),
        class_="counts",
    )
    frame = tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby="_crosswalks")
    intro = tag("p", words("sides.intro"))
    return join((tag("h2", words("sides.crosswalks"), id="_crosswalks"), intro, frame))


def _pairs(entries: Sequence[Entry]) -> Iterator[tuple[Html, ...]]:
    paths = {document.document.id: path for path, document, _ in entries}
    for document, other in iter_pairs((document, counterparts) for _, document, counterparts in entries):
        name = document.document.id
        yield (
            tag("th", tag("a", name, href=f"{paths[name]}#_crosswalk-{other.id}"), scope="row"),
            tag("td", tag("a", other.id, href=f"{paths[other.id]}#_crosswalk-{name}")),
            tag("td", str(len(other.crosswalk.matches)), class_="n"),
            tag("td", str(len(other.crosswalk.tensions)), class_="n"),
        )


def _text(text: Text | None, document: VisionDocument, words: Translator) -> Html:
    """Return a text in the language of the page, or in the original with its language on it."""
    best = text.best(words.language, document.document.original) if text is not None else None
    if best is None:
        return NOTHING
    return escape(best[0]) if best[1] == words.language else tag("bdi", best[0], lang=best[1])
