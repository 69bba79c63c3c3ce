"""Texts whose languages do not fit together: a translation that is none, numbers that differ."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.numbers import NUMBER, fold_number, separate_days
from sotetrace.model.wordlists import NUMBER_WORDS, find_listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.document import DocumentPath, VisionDocument
    from sotetrace.model.text import Language

_DIGIT = re.compile("[0-9]")


def check_languages(context: CheckContext) -> Iterator[Finding]:
    """Find `same-as-original` and `numbers-differ` in titles, summaries, notes, rationales and labels of parts."""
    document = context.document
    original = document.document.original
    for path, holder, text in document.iter_texts():
        if len(text.model_fields_set) < 2:
            continue
        texts = dict(text.items())
        if len(texts) < 2:
            continue
        field = str(path[-1])
        words = texts.get(original, "").casefold().split()
        copies = [language for language in texts if language != original and _is_copy(words, texts[language])]
        official = _official_languages(document, path, holder) if copies else ()
        for language in copies:
            if language not in official:
                at = context.place(*path, language)
                yield Finding.of("same-as-original", at, element=holder, language=language, field=field)
        if _DIGIT.search(" ".join(texts.values())):
            yield from _differing(context, path, holder, texts)


def _is_copy(words: Sequence[str], translation: str) -> bool:
    """Say whether a text is some words again but for case and white space, and more than one word."""
    return words == translation.casefold().split() and sum(any(map(str.isalpha, word)) for word in words) > 1


# ---- numbers ---------------------------------------------------------------------------------------------------------


def _differing(
    context: CheckContext, path: DocumentPath, holder: str, texts: Mapping[Language, str]
) -> Iterator[Finding]:
    """Find the numbers that one language has and another has neither as digits nor as a word."""
    found = {language: _numbers(value, language) for language, value in texts.items()}
    if all(numbers == found[next(iter(found))] for numbers in found.values()):
        return
    every = dict.fromkeys(number for numbers in found.values() for number in numbers)
    lacking = {
        language: [n for n in every if n not in found[language] and not _is_in_words(n, value, language)]
        for language, value in texts.items()
    }
    disputed = {number for numbers in lacking.values() for number in numbers}
    if disputed:
        original = context.document.document.original
        at = min(lacking, key=lambda language: (not lacking[language], language == original))
        shown = (f"{language} {', '.join(n for n in found[language] if n in disputed) or '–'}" for language in found)
        yield Finding.of(
            "numbers-differ", context.place(*path, at), element=holder, field=path[-1], numbers="; ".join(shown)
        )


def _is_in_words(number: str, text: str, language: Language) -> bool:
    listed = NUMBER_WORDS[language].get(number)
    return listed is not None and bool(find_listed(text, listed))


def _numbers(text: str, language: Language) -> list[str]:
    """Return the numbers of a text, each once, in the form in which languages can be compared."""
    text = separate_days(text, language)
    first = _DIGIT.search(text)
    numbers = NUMBER.findall(text, first.start()) if first is not None else []
    return list(dict.fromkeys([fold_number(number, language) for number in numbers]))


# ---- names of the source's own ---------------------------------------------------------------------------------------


def _official_languages(document: VisionDocument, path: DocumentPath, holder: str) -> tuple[Language, ...]:
    """Return the languages in which a text is the source's own name for the thing, so that it may well be the same."""
    if path[-1] != "title" or "parts" in path:
        return ()
    official = tuple(language for language, whose in document.document.translations.items() if whose == "official")
    element = document.elements.get(holder)
    if element is None:
        return official
    return element.title_official + (() if element.title_from == "project" else official)
