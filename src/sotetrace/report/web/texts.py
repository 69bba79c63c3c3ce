"""The texts of a page in every language: one of them stands in the markup, the others go to its script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.messages import Translator
from sotetrace.model.text import LANGUAGES, Language, Text
from sotetrace.report.inert import inert
from sotetrace.report.labels import Labels
from sotetrace.report.web.html import Html, escape, join, tag

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sotetrace.model.document import VisionDocument

_TITLE, _LINK = "\ue000", "\ue001"
"""Stand round an id in a sentence until its title, or a link to it, takes the place; no id holds them."""
_SLOT = re.compile(rf"([{_TITLE}{_LINK}])([^{_TITLE}{_LINK}]*)\1")
_IN_PAGE = 0
"""Stands for the wording that the markup holds itself."""


def as_link(identifier: str) -> str:
    """Return a mark in place of a link to an element; see `Texts.sentence`."""
    return f"{_LINK}{identifier}{_LINK}"


class SlotLabels(Labels):
    """Labels that leave titles out of a sentence, so that each can keep its own language; see `Texts.sentence`."""

    def title(self, identifier: str) -> str:
        """Return a mark in place of the title of an element."""
        return f"{_TITLE}{identifier}{_TITLE}"


class Texts:
    """Writes texts into a page in one language, and keeps what a change of language needs.

    A text that the model does not have in the language shown falls back to the original; the language that a text is
    in stands on it.
    """

    def __init__(self, document: VisionDocument, language: Language) -> None:
        self.document = document
        self.language = language
        self.words: dict[Language, Translator] = {each: Translator(each) for each in LANGUAGES}
        self._known: dict[tuple[str | int | None, ...], int] = {}
        self._titles = _titles_of(document)

    @property
    def original(self) -> Language:
        """The language that the document is written in."""
        return self.document.document.original

    def show(self, text: Text | None, name: str = "bdi", /, **attributes: str | int | None) -> Html:
        """Return a text of the model in an element; without a text, nothing."""
        if text is None:
            return Html("")
        wordings = {language: inert(words) for language, words in text.items()}
        return self._put(wordings, name, attributes)

    def say(self, key: str, name: str = "span", /, attributes: dict[str, str] | None = None, **slots: object) -> Html:
        """Return words of the report in an element."""
        return self.tell(lambda words: words(key, **slots), name, **(attributes or {}))

    def tell(self, make: Callable[[Translator], str], name: str = "span", /, **attributes: str | int | None) -> Html:
        """Return words of the report, put together in each language, in an element."""
        said = {language: inert(make(words)) for language, words in self.words.items()}
        return self._put(said, name, attributes)

    def quote(self, text: str, language: Language | None = None, name: str = "q") -> Html:
        """Return words of a source, which are never translated."""
        return tag(name, text, lang=language or self.original)

    def title(self, identifier: str, name: str = "bdi") -> Html:
        """Return the title of an element or scope, or the label of a part; of an unknown id, nothing."""
        return self.show(self._titles.get(identifier), name)

    def link(self, identifier: str) -> Html:
        """Return an id as a link to what it names; an id that names nothing, as it is."""
        return tag("a", identifier, href=f"#{identifier}") if identifier in self._titles else tag("b", identifier)

    def level_of(self, identifier: str) -> str | None:
        """Return the id of the level at which an element stands; None when it names none, or one that is not there."""
        level = self.document.level_of(identifier)
        return level if any(level == one.id for one in self.document.levels) else None

    def sentence(self, make: Callable[[Labels], Iterable[str]], name: str = "li") -> Html:
        """Return sentences made in each language, of which one language is shown at a time; titles keep their own."""
        written = []
        for language in LANGUAGES:
            labels = SlotLabels(self.document, self.words[language])
            said = (tag(name, self._fill(sentence, language)) for sentence in make(labels))
            group = "ul" if name == "li" else "div"
            hidden = language != self.language
            written.append(tag(group, *said, lang=language, data_l=language, hidden=hidden))
        return join(written)

    def keep(self, key: str, **slots: object) -> int:
        """Return the number under which the script finds words of the report in every language."""
        return self._number(tuple(inert(words(key, **slots)) for words in self.words.values()))

    @property
    def kept(self) -> list[tuple[str | int | None, ...]]:
        """The texts by number: a wording for each language, None without one, 0 where the markup has it."""
        return [wordings[: len(LANGUAGES)] for wordings in self._known]

    def _fill(self, sentence: str, language: Language) -> Html:
        pieces, end = [], 0
        for slot in _SLOT.finditer(sentence):
            pieces.append(sentence[end : slot.start()])
            is_link = slot[1] == _LINK
            title = self._titles.get(slot[2])
            pieces.append(tag("a", slot[2], href=f"#{slot[2]}") if is_link else self._plain(title, language))
            end = slot.end()
        return join((*pieces, sentence[end:]))

    def _plain(self, text: Text | None, language: Language) -> Html:
        best = text.best(language, self.original) if text is not None else None
        if best is None:
            return Html("")
        return escape(best[0]) if best[1] == language else tag("bdi", best[0], lang=best[1])

    def _put(self, wordings: dict[Language, str], name: str, attributes: dict[str, str | int | None]) -> Html:
        shown = next(each for each in (self.language, self.original, *LANGUAGES) if each in wordings)
        lang = shown if shown != self.language or len(wordings) == 1 else None
        number = None
        if len(wordings) > 1:
            number = self._number(
                tuple(_IN_PAGE if each == shown else wordings.get(each) for each in LANGUAGES), wordings[shown]
            )
        return tag(name, wordings[shown], data_t=number, lang=lang, **attributes)

    def _number(self, wordings: tuple[str | int | None, ...], shown: str = "") -> int:
        """Return the number of a text; the same wordings have one number."""
        return self._known.setdefault((*wordings, shown), len(self._known))


def _titles_of(document: VisionDocument) -> dict[str, Text | None]:
    """Return the titles of elements, parts and scopes by id; of several with the same id, the first."""
    found: dict[str, Text | None] = {}
    for element in document.iter_elements():
        found.setdefault(element.id, element.title)
    for element in document.iter_elements():
        for part in element.parts:
            found.setdefault(part.id, part.title)
    for scope in document.scopes:
        found.setdefault(scope.id, scope.title)
    return found
