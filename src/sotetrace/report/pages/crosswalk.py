"""How two documents relate. Every id stands with its document, and what is derived is labelled so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Entries, Entry, Heading, Items, Page, Paragraph, Span, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.crosswalk import Conflict, CrosswalkResult, DerivedMapping, Match, Redundancy, Term, Unmatched
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.report.page import Block, Cell


def build_crosswalk_page(
    results: Sequence[CrosswalkResult], documents: Mapping[str, VisionDocument], words: Translator
) -> Page:
    """Build the page of the crosswalks between some documents."""
    view = _View({name: Labels(document, words) for name, document in documents.items()}, words)
    blocks = [block for result in results for block in view.build(result)]
    if results:
        blocks.append(Paragraph(Span(words("crosswalk.legend"), "dim")))
    else:
        blocks.append(Paragraph(words("crosswalk.none")))
    return Page(words.language, tuple(blocks))


@dataclass(frozen=True, slots=True)
class _View:
    """The labels of every document, and the words of the page."""

    labels: Mapping[str, Labels]
    words: Translator

    def build(self, result: CrosswalkResult) -> Iterator[Block]:
        first, second = self._document(result.first), self._document(result.second)
        yield Heading(self.words("crosswalk.title", first=first, second=second), 1)
        yield self._counts(result)
        yield Heading(self.words("crosswalk.matches"))
        yield self._matches(result.matches) if result.matches else Paragraph(self.words("crosswalk.no_matches"))
        for name in (result.first, result.second):
            yield Heading(self.words("crosswalk.unmatched", document=self._document(name)))
            left = [one for one in result.unmatched if one.term.document == name]
            yield self._unmatched(left) if left else Paragraph(Span(self.words("crosswalk.all_matched"), "good"))
        if result.tensions:
            yield Heading(self.words("crosswalk.tensions"))
            yield Entries(tuple(self._tension(match) for match in result.tensions))
        if result.derived:
            yield Heading(self.words("crosswalk.derived"))
            yield Paragraph(self.words("crosswalk.derived_note"))
            yield Entries(tuple(self._derived(one) for one in result.derived))
        if result.conflicts:
            yield Heading(self.words("crosswalk.conflicts"))
            yield Items(tuple(self._conflict(conflict) for conflict in result.conflicts))
        if result.redundancies:
            yield Heading(self.words("crosswalk.redundancies"))
            yield Items(tuple(self._redundancy(one) for one in result.redundancies))

    # ---- its parts ----------------------------------------------------------------------------------------------

    def _counts(self, result: CrosswalkResult) -> Table:
        columns = (
            Column(self.words("crosswalk.document")),
            Column(self.words("crosswalk.kind")),
            *(
                Column(self.words(f"crosswalk.{figure}"), is_number=True)
                for figure in ("total", "matched", "none_found", "tense", "open")
            ),
        )
        rows = tuple(
            (
                Span(count.document, "id"),
                self.words(f"kind.{count.kind}"),
                str(count.total),
                str(count.matched),
                str(count.none_found),
                str(count.tense),
                str(count.open),
            )
            for count in result.counts
        )
        return Table(columns, rows)

    def _matches(self, matches: Sequence[Match]) -> Entries:
        """Build what each element of the first document is mapped to: relation, confidence, comment."""
        by_subject: dict[Term, list[Cell]] = {}
        for match in matches:
            mapping = match.row.mapping
            said = f" ({_share(mapping.confidence)})" + (f": {mapping.comment}" if mapping.comment else "")
            lead = f"{self._relation(match.relation)} → "
            by_subject.setdefault(match.subject, []).append((lead, *self._named(match.object), said))
        return Entries(tuple(Entry(self._named(term), tuple(told)) for term, told in by_subject.items()))

    def _unmatched(self, left: Sequence[Unmatched]) -> Table:
        columns = (
            Column(self.words("column.id")),
            Column(self.words("column.title"), may_wrap=True),
            Column(self.words("crosswalk.standing")),
            Column(self.words("crosswalk.comment"), may_wrap=True),
        )
        return Table(columns, tuple(self._left(one) for one in left))

    def _left(self, one: Unmatched) -> tuple[Cell, ...]:
        notes = [one.search.mapping.comment] if one.search is not None and one.search.mapping.comment else []
        if one.derived:
            notes.append(self.words("crosswalk.by_chain", ids=_qualified(one.derived)))
        if one.tensions:
            notes.append(self.words("crosswalk.in_tension", ids=_qualified(one.tensions)))
        if one.search is not None:
            standing = Span(self.words("crosswalk.none_found"), "poor")
        else:
            standing = Span(self.words("crosswalk.tense" if one.tensions else "crosswalk.open"), "bad")
        return Span(one.term.qualified, "id"), self._title(one.term), standing, "; ".join(notes)

    def _tension(self, match: Match) -> Entry:
        mapping = match.row.mapping
        is_turned = match.row.subject != match.subject
        places = (mapping.subject_place, mapping.object_place)[:: -1 if is_turned else 1]
        head = (*self._named(match.subject), f" – {self.words('relation.tension')} – ", *self._named(match.object))
        body: list[Cell] = [mapping.comment] if mapping.comment else []
        ends = zip((match.subject, match.object), places, strict=True)
        body += [Span(place, "dim") for term, where in ends if (place := self._place(term, where))]
        return Entry(head, tuple(body))

    def _place(self, term: Term, where: str | None) -> str:
        """Return where one end of a tension stands: the place that is named, else that of the element itself."""
        labels = self.labels[term.document]
        element = labels.document.elements.get(term.id)
        anchor = element.source if element is not None else None
        said = labels.place(where or (anchor.where if anchor is not None else None))
        is_quoted = where is None and anchor is not None and anchor.quote is not None
        quote = self.words("quoted", text=anchor.quote) if is_quoted and anchor is not None else ""
        told = ": ".join(part for part in (said, quote) if part)
        return f"{term.document}: {told}" if told else ""

    def _derived(self, one: DerivedMapping) -> Entry:
        between = f" – {self._relation(one.relation)} → "
        words = self.words
        sureness = f"{words('crosswalk.confidence')}: {_share(one.confidence)}"
        reason = f"{words('crosswalk.justification')}: {one.justification.partition(':')[2]}"
        path = f"{words('crosswalk.path')}: {self._path(one)}"
        return Entry((*self._named(one.subject), between, *self._named(one.object)), (path, f"{sureness}; {reason}"))

    def _conflict(self, conflict: Conflict) -> Cell:
        ids = _qualified(conflict.terms)
        relations = ", ".join(self.words(f"relation.{relation}") for relation in conflict.relations)
        why = self.words(f"crosswalk.conflict.{conflict.kind}")
        path = f" [{self._path(conflict.derived)}]" if conflict.derived is not None else ""
        return Span(ids, "id"), f" ({relations}): {why}{path}"

    def _redundancy(self, one: Redundancy) -> Cell:
        match = one.match
        relation = self.words(f"relation.{match.relation}")
        path = f" [{self._path(one.derived)}]" if one.derived is not None else ""
        why = self.words(f"crosswalk.redundancy.{one.kind}")
        return Span(_qualified((match.subject, match.object)), "id"), f" ({relation}): {why}{path}"

    # ---- words --------------------------------------------------------------------------------------------------

    def _relation(self, relation: str) -> str:
        return self.words(f"relation.{relation}")

    def _document(self, name: str) -> str:
        return f"{self.labels[name].text(self.labels[name].document.document.title)} ({name})"

    def _title(self, term: Term) -> str:
        labels = self.labels.get(term.document)
        return labels.title(term.id) if labels is not None else ""

    def _named(self, term: Term) -> tuple[Span, Span]:
        return Span(term.qualified, "id"), Span(f" {self._title(term)}")

    def _path(self, derived: DerivedMapping) -> str:
        steps = "".join(f" – {self._relation(step.relation)} → {step.object.qualified}" for step in derived.steps)
        return f"{derived.subject.qualified}{steps}"


def _share(confidence: float | None) -> str:
    return "–" if confidence is None else f"{confidence:g}"


def _qualified(terms: Sequence[Term]) -> str:
    return id_list(term.qualified for term in terms)
