"""Hold every quote, title and variant of a document to its source texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sotetrace.findings import Finding, Place
from sotetrace.model.quotes import QuotedText, Selector

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.elements import Element, Part, Variant
    from sotetrace.model.links import Anchor


@dataclass(frozen=True, slots=True)
class VerifyResult:
    """How many wordings were looked for and found, the sources without a text, and a finding for each fault."""

    checked: int
    found: int
    without_text: tuple[str, ...]
    findings: tuple[Finding, ...]


class _Wording(NamedTuple):
    path: DocumentPath
    holder: str
    where: str | None
    selector: Selector
    may_repeat: bool = False
    """A title may stand more than once in its place when a quote says which one is meant."""


def verify_quotes(document: VisionDocument, texts: Mapping[str, str]) -> VerifyResult:
    """Look for every wording of a document in the texts of its sources (by source id).

    Wordings of a source whose text is not given are not looked for, and the source is named in `without_text`.
    """
    quoted = [QuotedText(source, texts[source.id]) for source in document.sources if source.id in texts]
    by_place = {place.id: source.id for source in document.sources for place in source.places}
    available = {text.source.id for text in quoted}
    findings: list[Finding] = []
    for number, source in enumerate(document.sources):
        findings += _verify_places(document, number, next((q for q in quoted if q.source.id == source.id), None))
    checked = found = 0
    for wording in _iter_wordings(document):
        home = by_place.get(wording.where or "")
        if home is not None and home not in available:
            continue
        where = [text for text in quoted if home is None or text.source.id == home]
        if not where:
            continue
        checked += 1
        fault = _verify(document, wording, where)
        if fault is None:
            found += 1
        else:
            findings.append(fault)
    without = tuple(source.id for source in document.sources if source.id not in available)
    return VerifyResult(checked, found, without, tuple(findings))


def _verify_places(document: VisionDocument, number: int, text: QuotedText | None) -> Iterator[Finding]:
    if text is None:
        return
    for index, place in enumerate(text.source.places):
        if text.starts[place.id] is None:
            at = Place(document.document.id, ("sources", number, "places", index, "starts"))
            yield Finding.of("place-absent", at, element=place.id, where=place.id, words=_short(place.starts))


def _verify(document: VisionDocument, wording: _Wording, texts: Sequence[QuotedText]) -> Finding | None:
    hits = sum(len(text.find(wording.selector, wording.where)) for text in texts)
    if hits == 1 or (hits > 1 and wording.may_repeat):
        return None
    place = Place(document.document.id, wording.path)
    words, where = _short(wording.selector.exact), wording.where or "@anywhere"
    if hits > 1:
        return Finding.of("quote-ambiguous", place, element=wording.holder, words=words, where=where, count=hits)
    elsewhere = [found for text in texts for found in text.places_of(wording.selector)]
    return Finding.of(
        "quote-absent",
        place,
        element=wording.holder,
        suggestion=elsewhere[0] if elsewhere else None,
        words=words,
        where=where,
    )


def _short(words: str) -> str:
    return words if len(words) <= 80 else words[:79] + "…"


def _iter_wordings(document: VisionDocument) -> Iterator[_Wording]:
    original = document.document.original
    for index, claim in enumerate(document.document.claims):
        yield from _of_anchor(("document", "claims", index), document.document.id, claim)
    for path, element in document.iter_places():
        yield from _of_titles(path, element, original)
        if element.source is not None:
            yield from _of_anchor((*path, "source"), element.id, element.source)
        yield from _of_variants(path, element.id, element.variants)
        yield from _of_parts(path, element.parts)
        for index, instrument in enumerate(getattr(element, "instruments", ())):
            yield from _of_anchor((*path, "instruments", index), element.id, instrument)
    for path, holder, _, link in document.iter_links():
        yield from _of_anchor(path, holder, link)


def _of_titles(path: DocumentPath, element: Element, original: str) -> Iterator[_Wording]:
    where = element.source.where if element.source is not None else None
    for language, text in element.title.items():
        if language in element.title_official:
            yield _Wording((*path, "title", language), element.id, None, Selector(text), may_repeat=True)
        elif language == original and element.title_from == "source":
            anchored = element.source is not None and element.source.quote is not None
            yield _Wording((*path, "title", language), element.id, where, Selector(text), may_repeat=anchored)


def _of_variants(path: DocumentPath, holder: str, variants: Sequence[Variant]) -> Iterator[_Wording]:
    for index, variant in enumerate(variants):
        selector = Selector(variant.text, variant.prefix, variant.suffix, variant.occurrence)
        yield _Wording((*path, "variants", index, "text"), holder, variant.where, selector)


def _of_parts(path: DocumentPath, parts: Sequence[Part]) -> Iterator[_Wording]:
    for index, part in enumerate(parts):
        if part.source is not None:
            yield from _of_anchor((*path, "parts", index, "source"), part.id, part.source)


def _of_anchor(path: DocumentPath, holder: str, anchor: Anchor) -> Iterator[_Wording]:
    if anchor.quote is not None:
        selector = Selector(anchor.quote, anchor.prefix, anchor.suffix, anchor.occurrence)
        yield _Wording((*path, "quote"), holder, anchor.where, selector)
