"""Everything about each element on the page: wordings, quotes, parts, and links both ways, under an anchor each."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sotetrace.graph import members_of
from sotetrace.model.kinds import KIND_NAMES
from sotetrace.report.counterparts import count_mappings
from sotetrace.report.web.html import NOTHING, Html, join, tag
from sotetrace.report.web.words import KINDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sotetrace.graph import TraceGraph, TraceLink
    from sotetrace.model.document import Place, Scope, SourceText
    from sotetrace.model.elements import Element, Part, Sic, Variant
    from sotetrace.model.links import Anchor
    from sotetrace.model.text import Language
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.web.texts import Texts

Pair = tuple[str, Html]
"""The key of a name, and what stands beside it."""


def find_anchors(graph: TraceGraph) -> dict[int, str]:
    """Return the anchors of the links of a document, by the identity of each."""
    return {id(link): f"_l{number}" for number, link in enumerate(graph.iter_links(), start=1)}


def build_elements(
    graph: TraceGraph, anchors: Mapping[int, str], texts: Texts, counterparts: Sequence[Counterpart] = ()
) -> Html:
    """Build the section of elements, kind by kind, and of blanket claims; mappings have the way to their own view."""
    writer = _Writer(graph, anchors, texts, counterparts)
    groups = []
    for kind in KIND_NAMES:
        elements = [each for each in graph.document.iter_elements(kind) if graph.document.elements[each.id] is each]
        if elements:
            articles = (writer.article(element) for element in elements)
            groups.append(tag("section", texts.say(KINDS_WORDS[kind], "h3"), *articles))
    scopes = [scope for scope in graph.document.scopes if scope.id not in graph.document.elements]
    if scopes:
        groups.append(tag("section", texts.say("page.scopes", "h3"), *map(writer.scope, scopes)))
    return join(groups)


class _Writer:
    """Writes the elements of one document."""

    def __init__(
        self, graph: TraceGraph, anchors: Mapping[int, str], texts: Texts, counterparts: Sequence[Counterpart]
    ) -> None:
        self._graph = graph
        self._anchors = anchors
        self._texts = texts
        self._used = set(graph.document.elements)
        self._mapped = count_mappings(graph.document, counterparts)
        self._places: dict[str, tuple[Place, SourceText]] = {}
        for source in graph.document.sources:
            for place in source.places:
                self._places.setdefault(place.id, (place, source))

    def article(self, element: Element) -> Html:
        """Return everything about an element."""
        pairs = [*self._facts(element), *self._details(element), *self._words(element), *self._links(element)]
        others = [
            join((tag("a", other, href=f"#_x:{other}:{element.id}"), f" ({count})"))
            for other, count in self._mapped.get(element.id, {}).items()
        ]
        if others:
            pairs.append(("sides.in_others", join(others, ", ")))
        return tag(
            "article",
            self._heading(element.id, self._texts.show(element.title)),
            self._pairs(pairs),
            id=element.id,
        )

    def scope(self, scope: Scope) -> Html:
        """Return everything about a blanket claim."""
        members = ", ".join(members_of(self._graph.document, scope))
        links = [*scope.advances, *scope.serves]
        said = (
            tag("li", self._texts.link(link.to), " ", self._texts.title(link.to), " ", self._anchor(link))
            for link in links
        )
        texts = self._texts
        pairs = [("show.members", tag("span", members)), ("page.claims", tag("ul", *said))]
        if scope.note is not None:
            pairs.append(("show.note", texts.show(scope.note)))
        return tag(
            "article",
            self._heading(scope.id, texts.show(scope.title)),
            self._pairs(pairs),
            id=scope.id,
        )

    def _pairs(self, pairs: Iterable[Pair]) -> Html:
        return tag("dl", *(join((self._texts.say(key, "dt"), tag("dd", content))) for key, content in pairs))

    def _heading(self, identifier: str, title: Html) -> Html:
        return tag("h4", tag("a", identifier, href=f"#{identifier}"), " ", title)

    def _facts(self, element: Element) -> Iterator[Pair]:
        texts = self._texts
        for field in ("level", "goal"):
            target = getattr(element, field, None)
            if target is not None:
                yield f"kind.{field}", self._named(target)
        role = getattr(element, "role", None)
        if role is not None:
            yield "show.role", texts.say(f"role.{role}")
        for language in element.title_official:
            said = element.title.get(language)
            if said is not None and language != texts.original:
                yield (
                    f"language.{language}",
                    join((texts.quote(said, language, "b"), " ", texts.say("translation.source"))),
                )
        if element.title_from == "project":
            yield "show.title_from", texts.say("show.title_from.project")
        if element.number is not None:
            yield "show.number", tag("span", element.number, lang=texts.original)
        if element.draft:
            yield "show.draft", texts.say("slot.yes")
        if element.formerly:
            yield "show.formerly", tag("span", ", ".join(element.formerly))

    def _details(self, element: Element) -> Iterator[Pair]:
        """Yield what only elements of some kinds have."""
        texts = self._texts
        for name in ("baseline", "target", "unit", "year", "date"):
            value = getattr(element, name, None)
            if value is not None:
                yield f"show.{name}", tag("span", str(value), lang=texts.original)
        if getattr(element, "data_source", None) is not None:
            yield "show.data_source", texts.show(element.data_source)  # type: ignore[attr-defined]

    def _words(self, element: Element) -> Iterator[Pair]:
        texts = self._texts
        here = element.source.where if element.source is not None else None
        if element.source is not None:
            yield "show.source", self._anchor(element.source)
        if element.summary is not None:
            yield "show.summary", texts.show(element.summary)
        if element.note is not None:
            yield "show.note", texts.show(element.note)
        if element.variants:
            yield "show.variants", tag("ul", *map(self._variant, element.variants))
        slips = [
            *element.sic,
            *(s for v in element.variants for s in v.sic),
            *(s for p in element.parts for s in p.sic),
        ]
        if slips:
            yield "show.sic", tag("ul", *map(self._slip, slips))
        instruments = getattr(element, "instruments", ())
        if instruments:
            said = (tag("li", texts.say(f"instrument.{one.kind}"), " ", self._anchor(one, here)) for one in instruments)
            yield "show.instruments", tag("ul", *said)
        if element.parts:
            yield "show.parts", tag("ul", *(self._part(part, here) for part in element.parts))

    def _part(self, part: Part, here: str | None) -> Html:
        anchor = part.id if part.id not in self._used else None
        self._used.add(part.id)
        said = self._anchor(part.source, here) if part.source is not None else NOTHING
        return tag("li", tag("b", part.id), " ", self._texts.show(part.title), " ", said, id=anchor)

    def _variant(self, variant: Variant) -> Html:
        language = variant.lang or self._language_at(variant.where)
        note = self._texts.show(variant.note)
        return tag("li", self._texts.quote(variant.text, language), " ", self._place(variant.where), " ", note)

    def _slip(self, slip: Sic) -> Html:
        return tag("li", self._texts.quote(slip.text), " ", self._texts.show(slip.note))

    def _links(self, element: Element) -> Iterator[Pair]:
        """Yield the links of an element by type, outward ones first; plain fields stand among the facts."""
        here = element.source.where if element.source is not None else None
        outward = (link for link in self._graph.find_links_from(element.id) if link.link is not None)
        for link_type, links in groupby(outward, key=lambda link: link.type):
            yield f"link.{link_type}", tag("ul", *(self._link_from(link, here) for link in links))
        for link_type, links in groupby(self._graph.find_links_to(element.id), key=lambda link: link.type):
            yield f"link_in.{link_type}", tag("ul", *map(self._link_to, links))

    def _link_from(self, link: TraceLink, here: str | None) -> Html:
        own = join((tag("b", link.source_part), " → ")) if link.source_part else NOTHING
        other = self._named(link.target_part or link.target)
        return tag("li", own, other, " ", self._basis(link), self._evidence(link, here), id=self._anchors[id(link)])

    def _link_to(self, link: TraceLink) -> Html:
        """Return a link from its other end, where its reason stands; the script adds the title of that end."""
        own = join((tag("b", link.target_part), " ← ")) if link.target_part else NOTHING
        other = link.source_part or link.source
        if link.link is None:
            return tag("li", own, tag("a", other, href=f"#{other}"))
        return tag(
            "li", own, tag("a", other, href=f"#{self._anchors[id(link)]}"), " ", self._basis(link, is_brief=True)
        )

    def _named(self, identifier: str) -> Html:
        return join((self._texts.link(identifier), " ", self._texts.title(identifier)))

    def _basis(self, link: TraceLink, *, is_brief: bool = False) -> Html:
        """Return why a link is there; what an actor is named as comes first: named is not the same as responsible.

        In brief, it is not said who read it so, and whether somebody reviewed it.
        """
        role = getattr(link.link, "role", None)
        keys = [f"actor_role.{role}"] if role is not None else []
        keys.append(f"basis.{link.basis}")
        if link.basis == "inferred":
            verdict = "verdict.rejected" if link.is_rejected else "review.yes" if link.is_reviewed else "review.no"
            keys.append(f"tier.{link.confidence or 'low'}")
            keys += [verdict] if not is_brief or link.is_rejected else []
        if link.sign == "unclear":
            keys.append("sign.unclear")
        by = link.link.by if link.link is not None and not is_brief else None
        scope = link.scope if is_brief else None
        others = [name for name in (scope, by) if name is not None]
        return self._texts.tell(lambda words: f"[{', '.join([*map(words, keys), *others])}]")

    def _evidence(self, link: TraceLink, here: str | None) -> Html:
        """Return the words that a link rests on, its reason, and who judged it; those of a scope stand with it."""
        if link.link is None:
            return NOTHING
        if link.scope is not None:
            return join((" ", tag("a", link.scope, href=f"#{link.scope}")))
        review = link.link.reviewed
        said = [self._anchor(link.link, here)]
        said += [self._texts.show(link.link.rationale)] if link.link.rationale is not None else []
        said += [tag("span", f"({review.by}, {review.date.isoformat()})")] if review is not None else []
        whole = join((one for one in said if one), " ")
        return tag("div", whole) if whole else NOTHING

    def _anchor(self, anchor: Anchor, known: str | None = None) -> Html:
        """Return the words of a source and their place, unless it is one that is known already."""
        quote = (
            self._texts.quote(anchor.quote, self._language_at(anchor.where)) if anchor.quote is not None else NOTHING
        )
        place = self._place(anchor.where if anchor.where != known else None)
        return join((one for one in (quote, place) if one), " ")

    def _place(self, where: str | None) -> Html:
        if where is None:
            return NOTHING
        found = self._places.get(where)
        return self._texts.show(found[0].title, "small") if found is not None else tag("small", where)

    def _language_at(self, where: str | None) -> Language:
        found = self._places.get(where or "")
        return found[1].language if found is not None else self._texts.original
