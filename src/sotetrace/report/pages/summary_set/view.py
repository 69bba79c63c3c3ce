"""What every page of the set is built from, and what they all have: the way around, the original, the caveat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.report.page import Column, Heading, Page, Paragraph, Span
from sotetrace.report.pages.coverage import caveat
from sotetrace.report.pages.links import anchor_of
from sotetrace.report.pages.summary_set import places

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sotetrace.coverage import CoverageResult
    from sotetrace.graph import TraceGraph
    from sotetrace.messages import Translator
    from sotetrace.model.document import VisionDocument
    from sotetrace.model.elements import Element
    from sotetrace.model.settings import Waiver
    from sotetrace.model.text import Text
    from sotetrace.report.counterparts import Counterpart
    from sotetrace.report.labels import Labels
    from sotetrace.report.page import Block, Cell

_MOST_IN_LINE = 12
"""With more levels or core problems than this, only the overview lists them."""


@dataclass(frozen=True, slots=True)
class SummaryView:
    """One document, what is known of it, the words of a language, and where each element is found."""

    graph: TraceGraph
    coverage: CoverageResult
    waivers: tuple[Waiver, ...]
    labels: Labels
    homes: dict[str, places.Home]
    counterparts: tuple[Counterpart, ...] = ()
    index: str = ""

    @property
    def document(self) -> VisionDocument:
        """The document."""
        return self.graph.document

    @property
    def words(self) -> Translator:
        """The words of the language of the pages."""
        return self.labels.words

    @property
    def crosswalk_pages(self) -> dict[str, str]:
        """The names of the pages about other documents, by the ids of these."""
        return places.name_crosswalks(self.counterparts)

    # ---- the original beside our own translation --------------------------------------------------------------------

    @property
    def is_own_translation(self) -> bool:
        """Whether the pages are in a language into which we translated the document ourselves."""
        header, language = self.document.document, self.labels.language
        return language != header.original and header.translations.get(language, "own") == "own"

    def original(self, text: Text | None) -> str:
        """Return the original beside our own translation; nothing where it is shown already, or there is none."""
        if text is None or not self.is_own_translation or text.get(self.labels.language) is None:
            return ""
        return text.get(self.document.document.original) or ""

    @property
    def original_heading(self) -> str:
        """What a column or line with the original is called."""
        language = self.document.document.original
        return self.words("set.original", language=self.words(f"language.{language}"))

    def original_columns(self) -> tuple[Column, ...]:
        """Return the column for the original where the pages are our own translation, else none."""
        return (Column(self.original_heading, may_wrap=True),) if self.is_own_translation else ()

    def original_cells(self, element: Element) -> tuple[Cell, ...]:
        """Return the cell of an element in that column."""
        return (self.original(element.title),) if self.is_own_translation else ()

    def original_lines(self, text: Text | None) -> Iterator[Block]:
        """Yield the original of a title as a paragraph below it."""
        original = self.original(text)
        if original:
            yield Paragraph((Span(f"{self.original_heading}: ", "dim"), original))

    def own_words(self, element: Element) -> Iterator[Block]:
        """Yield what we say of an element ourselves, and that it is we who say it."""
        for key, text in (("show.summary", element.summary), ("show.note", element.note)):
            if text is not None:
                yield Paragraph((Span(f"{self.words(key)}: ", "strong"), self.labels.text(text)))

    def stands_at(self, element: Element) -> str:
        """Return the words of the source and their place; of words that are the title itself, the place alone."""
        source, title = element.source, element.title.get(self.document.document.original)
        if source is None:
            return ""
        is_shown = self.labels.language == self.document.document.original or self.is_own_translation
        if is_shown and source.where is not None and source.quote is not None and source.quote in (title or ""):
            return self.labels.place(source.where)
        return anchor_of(source, self.labels)

    # ---- elements ---------------------------------------------------------------------------------------------------

    def anchored(self, identifier: str) -> Span:
        """Return an id that can be reached by its anchor, in the one place where its element is found."""
        return Span(identifier, "id", anchor=self.homes[identifier].anchor)

    def name(self, key: str) -> str:
        """Return words as they begin a line or a column."""
        words = self.words(key)
        return words[:1].upper() + words[1:]

    def id_cell(self, identifiers: Iterable[str]) -> Cell:
        """Return ids as a list, each of them a link."""
        spans: list[Span | str] = []
        for identifier in identifiers:
            spans += [", "] if spans else []
            spans.append(Span(identifier, "id"))
        return tuple(spans)

    def heading(self, element: Element, level: int = 1, anchor: str = "") -> Heading:
        """Return the heading of an element: its id and title."""
        return Heading(f"{element.id} {self.labels.text(element.title)}", level, anchor)

    # ---- pages ------------------------------------------------------------------------------------------------------

    def page(self, name: str, title: Heading, blocks: Sequence[Block]) -> Page:
        """Return a page of the set: its title, the way around, what it says, and what none of it shows."""
        words = self.words
        own = self.is_own_translation
        language = words(f"language.{self.document.document.original}")
        whole: list[Block] = [title, *self._way_around(name)]
        whole += [Paragraph(Span(words("set.translated", language=language), "dim"))] if own else []
        whole += [
            *blocks,
            Paragraph(Span(caveat(self.coverage, self.labels), "dim")),
            Paragraph(Span(words("set.made"), "dim")),
        ]
        return Page(words.language, places.link_ids(whole, self.homes, name))

    def _way_around(self, here: str) -> Iterator[Block]:
        names: list[tuple[str, str]] = [(places.OVERVIEW, "overview")]
        if self.document.measures:
            names += [(places.MATRIX, "matrix")] if self.document.sub_goals else []
            names.append((places.MEASURES, "measures"))
        names += [(places.GAPS, "gaps")]
        names += [(places.OTHERS, "others")] if self.has_others else []
        names += [(places.GLOSSARY, "glossary")]
        steps = [_step(self.words(f"set.{word}"), name, here) for name, word in names]
        whole = [Span(self.words("sides.all_documents"), target=self.index)] if self.index else []
        yield Paragraph(_joined([*whole, *steps]))
        for kind in ("level", "core_problem"):
            elements = list(self.document.iter_elements(kind))
            if elements and len(elements) <= _MOST_IN_LINE:
                steps = [Span(one.id, "strong" if self.homes[one.id].page == here else "id") for one in elements]
                yield Paragraph((f"{self.words(f'set.{kind}s')}: ", *_joined(steps)))
        if self.counterparts:
            steps = [_step(other, page, here) for other, page in self.crosswalk_pages.items()]
            yield Paragraph((f"{self.words('sides.others')}: ", *_joined(steps)))

    @property
    def has_others(self) -> bool:
        """Whether there is anything of a kind that has no page of its own."""
        return bool(self.document.scopes) or any(
            next(self.document.iter_elements(kind), None) is not None for kind in places.OTHER_KINDS
        )


def _step(word: str, name: str, here: str) -> Span:
    return Span(word, "strong") if name == here else Span(word, target=name)


def _joined(steps: Sequence[Span]) -> tuple[Span | str, ...]:
    spans: list[Span | str] = []
    for step in steps:
        spans += [" · "] if spans else []
        spans.append(step)
    return tuple(spans)
