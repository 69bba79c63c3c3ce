"""Titles that join several claims in an element without parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sotetrace.findings import Finding
from sotetrace.model.wordlists import CONJUNCTIONS, SUBORDINATORS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sotetrace.checks.context import CheckContext
    from sotetrace.model.text import Language

_KINDS = ("goal", "sub_goal", "core_problem", "measure")


def check_compound(context: CheckContext) -> Iterator[Finding]:
    """Find `compound-wording` in titles in the original language."""
    language = context.document.document.original
    for path, element in context.document.iter_places():
        title = element.title.get(language)
        if element.kind not in _KINDS or element.parts or element.draft or title is None:
            continue
        joints = list(_iter_joints(title, language))
        if joints:
            place = context.place(*path, "title", language)
            yield Finding.of("compound-wording", place, element=element.id, words="; ".join(joints))


def _iter_joints(title: str, language: Language) -> Iterator[str]:
    """Yield the words around each conjunction, and around each comma that sets apart items of a list.

    The halves of one compound word (`sosiaali- ja terveyspalvelut`) are one thing.
    """
    words = title.split()
    joining = CONJUNCTIONS[language]
    for before, word, after in zip(words, words[1:], [*words[2:], ""], strict=False):
        follows = _bare(word).casefold()
        if follows in joining and after and not before.endswith(("-", "\u2011")):
            yield f"{_bare(before)} {word} {_bare(after)}"
        elif before.endswith(",") and follows not in SUBORDINATORS[language] | joining:
            yield f"{before} {_bare(word)}"


def _bare(word: str) -> str:
    return word if word.isalnum() else re.sub(r"^\W+|[^\w\-\u2011]+$", "", word)
