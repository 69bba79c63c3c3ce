"""The side-by-side view of two documents: one in its order, and beside each element what maps it to the other.

It is a table that needs no script; with one, relations can be switched. Nothing of it is part of coverage.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sotetrace.report.counterparts import authors_of, justification_of, places_of, reviewers_of
from sotetrace.report.web.html import NOTHING, Html, join, tag
from sotetrace.report.web.side_picture import build_picture
from sotetrace.report.web.trees import Pair, name_pair
from sotetrace.report.web.words import KINDS_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sotetrace.crosswalk import Match, Unmatched
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.web.texts import Texts

Standing = Literal["none", "open"]
"""Why something has no counterpart: somebody searched, or nobody has said so."""

RELATIONS = ("exact", "close", "broad", "narrow", "related", "tension")
_SWITCHES = (*((name, f"relation.{name}") for name in RELATIONS), ("none", "sides.none_found"), ("open", "sides.open"))
_BY_HAND = "ManualMappingCuration"


def build_sides(document: VisionDocument, counterparts: Sequence[Counterpart], texts: Texts) -> Html:
    """Build the section of other documents: a view for each one that a crosswalk joins with this."""
    lines = [tag("p", texts.say("sides.intro", "strong")), tag("p", texts.say("crosswalk.legend"), class_="note")]
    if len(counterparts) > 1:
        entries = (
            tag("li", tag("a", texts.show(one.document.document.title), href=f"#_crosswalk-{one.id}"))
            for one in counterparts
        )
        lines.append(tag("ul", *entries))
    views = (_View(Pair(document, counterpart), texts).build() for counterpart in counterparts)
    return join((*lines, *views))


class _View:
    """Writes the view of one pair of documents."""

    def __init__(self, pair: Pair, texts: Texts) -> None:
        self._pair = pair
        self._other = pair.other
        self._texts = texts

    def build(self) -> Html:
        """Return the whole view."""
        texts, anchor = self._texts, f"_crosswalk-{self._other.id}"
        page = NOTHING
        if self._other.path:
            page = tag("p", tag("a", texts.say("sides.page"), ": ", self._title(), href=self._other.path))
        return tag(
            "section",
            texts.tell(name_pair(self._pair, "sides.beside"), "h3", id=f"{anchor}:title"),
            page,
            self._counts(),
            self._switches(),
            build_picture(self._pair, texts),
            self._table(),
            self._left(),
            self._derived(),
            class_="pair",
            id=anchor,
            aria_labelledby=f"{anchor}:title",
        )

    # ---- figures and switches -----------------------------------------------------------------------------------

    def _counts(self) -> Html:
        texts = self._texts
        figures = ("total", "matched", "none_found", "tense", "open")
        heads = [texts.say(f"crosswalk.{name}", "th", {"scope": "col"}) for name in ("document", "kind")]
        heads += [texts.say(f"crosswalk.{name}", "th", {"scope": "col", "class": "n"}) for name in figures]
        rows = (
            tag(
                "tr",
                tag("th", count.document, scope="row"),
                texts.say(f"kind.{count.kind}", "td"),
                *(tag("td", str(getattr(count, name)), class_="n") for name in figures),
            )
            for count in self._other.crosswalk.counts
        )
        caption = texts.tell(name_pair(self._pair, "crosswalk.title"), "caption")
        table = tag("table", caption, tag("thead", tag("tr", *heads)), tag("tbody", *rows))
        label = f"_crosswalk-{self._other.id}:title"
        return tag("div", table, class_="scroll", tabindex=0, role="group", aria_labelledby=label)

    def _switches(self) -> Html:
        texts = self._texts
        boxes = (
            tag("label", tag("input", type="checkbox", data_shows=name, checked=True, disabled=True), _sample(name),
                texts.say(key))
            for name, key in _SWITCHES
        )  # fmt: skip
        buttons = (
            texts.say("sides.only_unmatched", "button", {"type": "button", "data-only": "none open"}),
            " ",
            texts.say("sides.everything", "button", {"type": "button", "data-only": ""}),
        )
        shown = tag("p", texts.say("sides.shown"), " ", tag("span", data_shown=True), role="status", class_="note")
        switches = tag("fieldset", texts.say("sides.filter", "legend"), *boxes, class_="switches")
        return join((switches, tag("div", *buttons, shown, class_="js")))

    # ---- the table ----------------------------------------------------------------------------------------------

    def _table(self) -> Html:
        """Return both documents beside one another; the roles stay when the style sheet stacks the cells."""
        texts, other = self._texts, self._other
        head = tag(
            "tr",
            tag("th", texts.show(self._pair.document.document.title), scope="col", role="columnheader"),
            tag("th", tag("span", texts.say("sides.relation"), self._title(), class_="columns"), scope="col",
                role="columnheader"),
            role="row",
        )  # fmt: skip
        groups = []
        for kind, entries in self._pair.tree.items():
            rows = (self._row(element, is_deep=is_deep) for element, is_deep in entries)
            groups.append(tag("tbody", self._group(texts.say(KINDS_WORDS[kind])), *rows, role="rowgroup"))
        gone = [name for name in self._pair.matches if name not in self._pair.document.elements]
        if gone:
            groups.append(tag("tbody", *map(self._gone_row, gone), role="rowgroup"))
        alone = [self._lone_row(one) for one in other.find_unmatched(is_own=False)]
        if alone:
            title = texts.tell(lambda words: words("sides.only_in", document=other.id))
            groups.append(tag("tbody", self._group(title), *alone, role="rowgroup"))
        caption = texts.tell(name_pair(self._pair, "sides.caption"), "caption")
        thead = tag("thead", head, role="rowgroup")
        return tag("table", caption, thead, *groups, class_="sides", role="table", id=f"_sides-{other.id}")

    def _group(self, title: Html) -> Html:
        heading = tag("th", title, colspan=2, scope="rowgroup", role="rowheader")
        return tag("tr", heading, role="row", data_group=True)

    def _row(self, element: Element, *, is_deep: bool) -> Html:
        texts = self._texts
        name = tag("th", texts.link(element.id), " ", texts.show(element.title), scope="row", role="rowheader",
                   class_="deep" if is_deep else None)  # fmt: skip
        found = [self._match(match) for match in self._pair.matches.get(element.id, ())]
        left = self._pair.unmatched.get((self._pair.document.document.id, element.id))
        if left is not None:
            found.append(tag("li", *self._standing(left), class_="alone", data_r=_standing_of(left)))
        cell = tag("td", tag("ul", *found), role="cell")
        return tag("tr", name, cell, role="row", id=f"_x:{self._other.id}:{element.id}")

    def _gone_row(self, name: str) -> Html:
        """Return the mappings of what is not in the document any more, or could not be read."""
        found = (self._match(match) for match in self._pair.matches[name])
        cells = tag("th", tag("b", name), scope="row", role="rowheader"), tag("td", tag("ul", *found), role="cell")
        return tag("tr", *cells, role="row")

    def _lone_row(self, one: Unmatched) -> Html:
        cells = (
            tag("td", *self._standing(one), role="cell"),
            tag("td", tag("span", "", self._foreign(one.term.id), class_="columns"), role="cell"),
        )
        return tag("tr", *cells, role="row", data_r=_standing_of(one))

    def _match(self, match: Match) -> Html:
        texts, relation = self._texts, match.relation
        told = [texts.say(f"relation.{relation}", "b", {"class": f"relation r-{relation}"}), *self._who(match)]
        part = self._pair.own_title(match.subject.id)
        if part is not None:
            told.append(tag("p", tag("b", match.subject.id), " ", texts.show(part)))
        if match.row.mapping.comment is not None:
            told.append(tag("p", match.row.mapping.comment, dir="auto"))
        if relation == "tension":
            told += self._places(match)
        return tag("li", tag("div", *told), tag("div", self._foreign(match.object.id)), data_r=relation)

    def _who(self, match: Match) -> Iterator[Html]:
        """Yield how sure a mapping is, who made it, and how, unless by reading both documents."""
        confidence, how = match.row.mapping.confidence, justification_of(match)
        authors, reviewers = "; ".join(authors_of(match)), "; ".join(reviewers_of(match))

        def say(words: Translator) -> str:
            said = [f"{words('crosswalk.confidence')}: {confidence:g}"] if confidence is not None else []
            said += [f"{words('sides.by')}: {authors}"] if authors else []
            said += [words("sides.reviewed_by", names=reviewers)] if reviewers else []
            return "; ".join(said + [how] * (how != _BY_HAND))

        yield self._texts.tell(say)

    def _places(self, match: Match) -> Iterator[Html]:
        documents = self._pair.document, self._other.document
        for document, place in zip(documents, places_of(match), strict=True):
            if place is not None:
                places = (one for source in document.sources for one in source.places)
                title = next((one.title for one in places if one.id == place), None)
                shown = self._texts.show(title) if title is not None else tag("span", place)
                yield tag("p", f"{document.document.id}: ", shown)

    def _standing(self, one: Unmatched) -> Iterator[Html]:
        """Yield why something has no counterpart, and what it has in place of one."""
        texts = self._texts
        yield texts.say(_words_of(one), "b", {"class": f"relation r-{_standing_of(one)}"})
        if one.search is not None and one.search.mapping.comment is not None:
            yield tag("p", one.search.mapping.comment, dir="auto")
        for key, terms in (("crosswalk.by_chain", one.derived), ("crosswalk.in_tension", one.tensions)):
            if terms:
                yield texts.say(key, "p", ids=", ".join(term.qualified for term in terms))

    # ---- below the table ----------------------------------------------------------------------------------------

    def _left(self) -> Html:
        """Return what has no counterpart, of either document: what was searched for apart from what nobody told of."""
        texts = self._texts
        groups = []
        for is_own in (True, False):
            header = (self._pair.document if is_own else self._other.document).document
            for standing, key in (("none", "sides.none_found"), ("open", "sides.open")):
                found = [one for one in self._other.find_unmatched(is_own=is_own) if _standing_of(one) == standing]
                entries = [tag("li", self._named(one.term.id, is_own=is_own)) for one in found]
                heading = tag("h5", tag("span", header.id), ": ", texts.say(key), f" ({len(found)})")
                listed = tag("ul", *entries, class_="left") if found else texts.say("sides.nothing_left", "p")
                groups += [heading, listed]
        return join((texts.say("sides.without", "h4"), *groups))

    def _derived(self) -> Html:
        texts, derived = self._texts, self._other.crosswalk.derived
        if not derived:
            return NOTHING
        entries = (
            tag("li", self._named(one.subject.id, is_own=True), " – ", texts.say(f"relation.{one.relation}"), " → ",
                self._foreign(one.object.id), tag("p", " → ".join(term.qualified for term in one.path)))
            for one in derived
        )  # fmt: skip
        note = tag("p", texts.say("crosswalk.derived_note"), class_="note")
        return join((texts.say("crosswalk.derived", "h4"), note, tag("ul", *entries, class_="left")))

    def _named(self, identifier: str, *, is_own: bool) -> Html:
        if not is_own:
            return self._foreign(identifier)
        return join((self._texts.link(identifier), " ", self._texts.title(identifier)))

    def _foreign(self, identifier: str) -> Html:
        """Return an element or part of the other document: a link where its page is beside this one."""
        name, owner = f"{self._other.id}:{identifier}", self._other.owners.get(identifier)
        target = f"{self._other.path}#{identifier}" if self._other.path and owner is not None else None
        shown = tag("a", name, href=target) if target is not None else tag("b", name)
        return join((shown, " ", self._texts.show(self._other.title_of(identifier))))

    def _title(self) -> Html:
        return self._texts.show(self._other.document.document.title)


def _sample(name: str) -> Html:
    """Return how the picture draws a relation, which makes the switches its legend."""
    if name not in RELATIONS:
        return NOTHING
    line = tag("path", d="M1 6h40", class_=f"m m-{name}")
    return tag("svg", line, width=42, height=12, viewBox="0 0 42 12", aria_hidden="true", class_="sample")


def _standing_of(one: Unmatched) -> Standing:
    return "none" if one.search is not None else "open"


def _words_of(one: Unmatched) -> str:
    if one.search is not None:
        return "sides.none_found"
    return "sides.tense" if one.tensions else "sides.open"
