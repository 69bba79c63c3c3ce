"""What one document has in another. The answer comes first, every id stands with its document, nothing is merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sotetrace.across import REACHING, STANDINGS
from sotetrace.report.labels import Labels, id_list
from sotetrace.report.page import Column, Entries, Entry, Heading, Items, Page, Paragraph, Span, Table
from sotetrace.report.pages.across_words import AcrossWords
from sotetrace.report.pages.gained import gained_blocks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.across import AcrossResult, ElementAcross, Standing
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.kinds import Kind
    from sotetrace.report.page import Block, Cell, Style

_ORDER: tuple[Kind, ...] = ("goal", "sub_goal", "core_problem", "measure")
"""The kinds in the order of their answers: what a document wants, then what is wrong, then the means."""
STYLES: dict[Standing, Style] = {
    "met": "good",
    "part": "fair",
    "possible": "fair",
    "near": "poor",
    "blanket": "poor",
    "unreached": "bad",
    "tension": "bad",
    "none_found": "bad",
    "unmapped": "bad",
}


def build_across_page(
    results: Sequence[AcrossResult], documents: Mapping[str, VisionDocument], words: Translator
) -> Page:
    """Build the page of what each of some documents has in another; of one alone, with every detail."""
    view = _View({name: Labels(document, words) for name, document in documents.items()}, words)
    blocks: list[Block] = []
    if len(results) > 1:
        blocks += view.build_overview(results)
    for result in results:
        blocks += view.build(result, is_whole=len(results) == 1)
    if len(results) > 1:
        blocks.append(Paragraph(Span(words("across.one", document=results[0].first), "dim")))
    blocks.append(Paragraph(Span(words("across.legend"), "dim")))
    blocks.append(Paragraph(Span(words("coverage.caveat"), "dim")))
    return Page(words.language, tuple(blocks))


def build_family_page(
    results: Sequence[AcrossResult], mappings: int, tensions: int, words: Translator, command: str
) -> Page:
    """Build the few lines that say how the other documents of a workspace meet one of them."""
    counts = {standing: sum(result.count("goal")[standing] for result in results) for standing in STANDINGS}
    second = results[0].second
    slots = {"second": second, "first": words("across.others"), "kinds": words("page.kinds.goal")}
    total, none = sum(counts.values()), sum(counts[standing] for standing in STANDINGS if standing not in REACHING)
    said = (
        words("across.family", second=second, count=len(results), mappings=mappings, tensions=tensions),
        words("across.answer", total=total, none=none, **slots),
        words("across.answer_rest", **counts),
        words("across.more", command=command),
    )
    return Page(words.language, (Paragraph(" ".join(said[:3])), Paragraph(Span(said[3], "dim"))))


class _View(AcrossWords):
    """The parts of the page."""

    def build_overview(self, results: Sequence[AcrossResult]) -> Iterator[Block]:
        """Yield what is to be said of all documents at once: the goals of each, by standing."""
        yield Heading(self.words("across.title_all", second=self.document(results[0].second)), 1)
        kind = next((kind for kind in _ORDER if any(kind in result.kinds for result in results)), None)
        if kind is not None:
            columns = [(result.first, result.count(kind)) for result in results if result.of_kind(kind)]
            yield self._counts(self.words(f"page.kinds.{kind}"), columns)

    def build(self, result: AcrossResult, *, is_whole: bool) -> Iterator[Block]:
        """Yield what one document has in another; without the details, unless the whole is asked for."""
        first, second = self.document(result.first), self.document(result.second)
        kinds = [kind for kind in _ORDER if kind in result.kinds]
        yield Heading(self.words("across.title", first=first, second=second), 1 if is_whole else 2)
        for kind in kinds[:1]:
            yield from self._answer(result, kind)
        yield Paragraph(Span(self.validity(result.first), "dim"))
        if is_whole:
            columns = [(self.words(f"kind.{kind}"), result.count(kind)) for kind in kinds]
            yield self._counts(self.words("crosswalk.standing"), columns)
        yield from self._derived(result)
        level = 2 if is_whole else 3
        listed = [element for kind in kinds if kind != "measure" for element in result.of_kind(kind)]
        yield from self._none(result, listed, level)
        yield from self._reached([element for element in listed if element.standing in REACHING[:3]], level)
        if is_whole:
            yield from self._near([element for element in listed if element.standing == "near"])
            yield from self._tensions(result)
            yield from gained_blocks(result, self)

    # ---- the answer ---------------------------------------------------------------------------------------------

    def _answer(self, result: AcrossResult, kind: Kind) -> Iterator[Block]:
        elements = result.of_kind(kind)
        named = {
            standing: _counted([element.term.id for element in elements if element.standing == standing])
            for standing in REACHING[:3]
        }
        slots = {"first": result.first, "second": result.second, "kinds": self.words(f"page.kinds.{kind}")}
        none = _counted([element.term.id for element in elements if not element.is_reached])
        answer = self.words("across.answer", total=len(elements), none=none, **slots)
        rest = self.words("across.answer_rest", near=result.count(kind)["near"], **named)
        yield Paragraph((Span(answer, "strong"), f" {rest}"))

    def _counts(self, heading: str, columns: Sequence[tuple[str, Mapping[Standing, int]]]) -> Table:
        """Return the counts of every standing: a row each, and a column for each thing that is counted."""
        headings = [Column(heading), *(Column(name, is_number=True) for name, _ in columns)]
        rows: list[tuple[Cell, ...]] = [
            (
                self.standing(standing),
                *(Span(str(count), STYLES[standing]) if (count := counts[standing]) else "·" for _, counts in columns),
            )
            for standing in STANDINGS
        ]
        rows.append((self.words("across.all"), *(str(sum(counts.values())) for _, counts in columns)))
        return Table(tuple(headings), tuple(rows))

    def _derived(self, result: AcrossResult) -> Iterator[Block]:
        ids = [element.term.qualified for element in result.elements if element.is_derived]
        if ids:
            yield Paragraph(self.words("across.of_derived", ids=id_list(ids)))

    # ---- the elements -------------------------------------------------------------------------------------------

    def _none(self, result: AcrossResult, listed: Sequence[ElementAcross], level: int) -> Iterator[Block]:
        yield Heading(self.words("across.none"), level)
        left = [element for element in listed if not element.is_reached]
        if left:
            yield Entries(tuple(self._left(element) for element in left))
        elif listed:
            yield Paragraph(Span(self.words("across.none_left"), "good"))
        measures = [element.term.id for element in result.of_kind("measure") if not element.is_reached]
        if measures:
            kinds = self.words("page.kinds.measure").lower()
            yield Paragraph(self.words("across.more_none", kinds=f"{kinds} ({result.first})", ids=id_list(measures)))

    def _left(self, element: ElementAcross) -> Entry:
        """Build an element that meets no measure, with what was said of the search or what it leads to."""
        if element.search is not None:
            why = element.search.mapping.comment or ""
        elif element.crossings:
            why = "; ".join(self.crossing(crossing) for crossing in element.crossings)
        else:
            why = id_list(match.object.qualified for match in element.tensions)
        return Entry(self._head(element, has_standing=True), (Span(why, "dim"),) if why else ())

    def _reached(self, elements: Sequence[ElementAcross], level: int) -> Iterator[Block]:
        if elements:
            yield Heading(self.words("across.reached"), level)
            yield Entries(tuple(self._entry(element) for element in elements))

    def _near(self, elements: Sequence[ElementAcross]) -> Iterator[Block]:
        if elements:
            yield Heading(self.words("across.near"))
            yield Entries(tuple(Entry(self._head(element), self._nearest(element)) for element in elements))

    def _entry(self, element: ElementAcross) -> Entry:
        """Build an element that is met, if only possibly: how, and for what a document wants also why."""
        lines = [*self._nearest(element, has_reason=True)]
        if element.kind in ("goal", "sub_goal"):
            best, *others = element.crossings
            lines += [Span(best.bridge.comment, "dim")] if best.bridge.comment else []
            also = "; ".join(map(self.crossing, others))
            lines += [Span(self.words("across.also", ids=also), "dim")] if also else []
        return Entry(self._head(element, has_standing=True), tuple(lines))

    def _head(self, element: ElementAcross, *, has_standing: bool = False) -> tuple[Span, ...]:
        """Return an element in one line, with what is best said of it."""
        standing = Span(f" – {self.standing(element.standing)}", STYLES[element.standing])
        title = self.short_title(element.term, 44 if has_standing else 60)
        return (Span(element.term.qualified, "id"), Span(f" {title}"), *((standing,) if has_standing else ()))

    def _nearest(self, element: ElementAcross, *, has_reason: bool = False) -> tuple[Cell, ...]:
        """Return the best counterpart of an element, and what reaches it in its own document."""
        best = element.crossings[0]
        bridge = best.bridge
        start = Span(f"{bridge.start.id} " if bridge.start != element.term else "", "id")
        end = (Span(bridge.end.qualified, "id"), f" {self.short_title(bridge.end, 40)}")
        lines: list[Cell] = [(start, f"{self.relation(bridge, has_reason=has_reason)} → ", *end)]
        if bridge.is_derived:
            lines.append(Span(self.words("across.derived", path=self.path(bridge)), "dim"))
        if best.backing.as_source is not None:
            document = bridge.end.document
            ids = f"{self.measures(best.backing)} ({self.tiers(best.backing)})"
            lines.append(Span(self.words("across.measures_of", document=document, ids=ids), "dim"))
        return tuple(lines)

    def _tensions(self, result: AcrossResult) -> Iterator[Block]:
        found = [match for element in result.elements for match in element.tensions]
        if found:
            yield Heading(self.words("across.tensions"))
            pairs = (f"{match.subject.qualified} – {match.object.qualified}" for match in found)
            yield Items(tuple(Span(pair, "id") for pair in pairs))


def _counted(ids: Sequence[str]) -> str:
    """Return how many ids there are, and which."""
    return f"{len(ids)} ({id_list(ids)})" if ids else "0"
