"""How a document relates to another, as blocks of a summary: mappings, tensions, and what has no counterpart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.report.counterparts import authors_of, places_of, reviewers_of
from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Heading, Items, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.crosswalk import DerivedMapping, Match, Unmatched
    from sotetrace.messages import Translator
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.page import Block, Cell


def build_counterpart(labels: Labels, other: Counterpart, level: int) -> Iterator[Block]:
    """Yield the blocks about one counterpart, below a heading; `level` is that of their own headings."""
    view = _View(labels, other)
    words, crosswalk = labels.words, other.crosswalk
    yield Paragraph(words("sides.intro"))
    yield view.counts()
    for key, matches in (("crosswalk.matches", crosswalk.matches), ("crosswalk.tensions", crosswalk.tensions)):
        if matches:
            yield Heading(words(key), level)
            yield view.table(matches)
    yield Heading(words("sides.without"), level)
    yield from view.unmatched()
    if crosswalk.derived:
        yield Heading(words("crosswalk.derived"), level)
        yield Paragraph(words("crosswalk.derived_note"))
        yield Items(tuple(map(view.derived, crosswalk.derived)))
    yield Paragraph(Span(words("crosswalk.legend"), "dim"))


def title_of(labels: Labels) -> str:
    """Return the title of a document with its id, as in a heading."""
    return f"{labels.text(labels.document.document.title)} ({labels.document.document.id})"


def tell_counts(first: str, other: Counterpart, words: Translator) -> str:
    """Return how many mappings and tensions lead from a document to another, in words."""
    figures = {"matches": len(other.crosswalk.matches), "tensions": len(other.crosswalk.tensions)}
    return words("sides.one", first=first, second=other.id, **figures)


class _View:
    """One counterpart in the words of a language. Ids of the other document have it before them: `soste:G4`."""

    def __init__(self, labels: Labels, other: Counterpart) -> None:
        self._own = labels
        self._words = labels.words
        self._other = Labels(other.document, labels.words)
        self._counterpart = other

    def counts(self) -> Table:
        words, names = self._words, ("total", "matched", "none_found", "tense", "open")
        columns = [Column(words(f"crosswalk.{name}")) for name in ("document", "kind")]
        columns += [Column(words(f"crosswalk.{name}"), is_number=True) for name in names]
        rows = (
            (count.document, words(f"kind.{count.kind}"), *(str(getattr(count, name)) for name in names))
            for count in self._counterpart.crosswalk.counts
        )
        return Table(tuple(columns), tuple(rows))

    def table(self, matches: tuple[Match, ...]) -> Table:
        words = self._words
        columns = (
            Column(title_of(self._own), may_wrap=True),
            Column(words("sides.relation")),
            Column(title_of(self._other), may_wrap=True),
            Column(words("crosswalk.confidence"), is_number=True),
            Column(words("sides.by"), may_wrap=True),
            Column(words("sides.remark"), may_wrap=True),
        )
        return Table(columns, tuple(map(self._row, matches)))

    def _row(self, match: Match) -> tuple[Cell, ...]:
        mapping = match.row.mapping
        reviewers = "; ".join(reviewers_of(match))
        who = "; ".join(authors_of(match))
        return (
            self._own.named(match.subject.id),
            self._words(f"relation.{match.relation}"),
            self._foreign(match.object.id),
            f"{mapping.confidence:g}" if mapping.confidence is not None else "–",
            f"{who}; {self._words('sides.reviewed_by', names=reviewers)}" if reviewers else who,
            " ".join(part for part in (mapping.comment or "", self._places(match)) if part),
        )

    def _places(self, match: Match) -> str:
        """Return the places that a tension rests on, in brackets."""
        if match.relation != "tension":
            return ""
        ends = zip((self._own, self._other), places_of(match), strict=True)
        said = [f"{labels.document.document.id}: {labels.place(place)}" for labels, place in ends if place is not None]
        return f"[{'; '.join(said)}]" if said else ""

    def unmatched(self) -> Iterator[Block]:
        """Yield what has no counterpart, of either document: searched for in vain apart from not mapped yet."""
        for is_own in (True, False):
            document = (self._own if is_own else self._other).document.document.id
            found = self._counterpart.find_unmatched(is_own=is_own)
            for is_searched, key in ((True, "sides.none_found"), (False, "sides.open")):
                left = [one for one in found if (one.search is not None) == is_searched]
                yield Paragraph((Span(f"{document}: {self._words(key)}", "strong"), f" ({len(left)})"))
                if left:
                    yield Items(tuple(self._left(one, is_own=is_own) for one in left))

    def _left(self, one: Unmatched, *, is_own: bool) -> Cell:
        notes = [one.search.mapping.comment] if one.search is not None and one.search.mapping.comment else []
        for key, terms in (("crosswalk.by_chain", one.derived), ("crosswalk.in_tension", one.tensions)):
            if terms:
                notes.append(self._words(key, ids=id_list(term.qualified for term in terms)))
        named = self._own.named(one.term.id) if is_own else self._foreign(one.term.id)
        return (*named, f" – {'; '.join(notes)}") if notes else named

    def derived(self, one: DerivedMapping) -> Cell:
        between = f" – {self._words(f'relation.{one.relation}')} → "
        path = " → ".join(term.qualified for term in one.path)
        return (*self._own.named(one.subject.id), between, *self._foreign(one.object.id), f" [{path}]")

    def _foreign(self, identifier: str) -> tuple[Span, Span]:
        name = f"{self._counterpart.id}:{identifier}"
        return Span(name, "id"), Span(f" {self._other.title(identifier)}")
