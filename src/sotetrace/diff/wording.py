"""How the wording of a text changed: whether it did at all, word by word, and in words that carry commitment."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple

from sotetrace.diff.marks import Mark, find_marks
from sotetrace.model.numbers import NUMBER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

SegmentKind = Literal["same", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words that stayed, went or came."""

    text: str
    kind: SegmentKind


@dataclass(frozen=True, slots=True)
class WordingChange:
    """How one text became another: segments in their order, a removed one before what was added; a mark a kind."""

    segments: tuple[Segment, ...]
    marks: tuple[Mark, ...]


def compare_wording(before: str, after: str, language: str) -> WordingChange:
    """Compare two wordings of a text, word by word, and mark what changed in words that carry commitment.

    The segments that stayed or went make up the text before, exactly; those that stayed or came, the text after.

    Marks are hints from word lists of our own. They see words, not sentences: what a word is about, or that two numbers
    changed places, they cannot tell. Nothing may be judged by them alone. A text in a language without lists has marks
    of its numbers only.
    """
    return WordingChange(
        tuple(_compare_words(before, after)), tuple(find_marks(_clean(before), _clean(after), language))
    )


# ---- was it only touched? --------------------------------------------------------------------------------------------

_MEANINGFUL = frozenset("%‰§&/^?")
"""Punctuation that says something; every symbol (+, €, <, =, °) does."""
_ORDINAL = r"(?:(?<=\b\d)|(?<=\b\d\d)|(?<=\b\d\d\d))\."
_MARK = re.compile(
    r"(?P<kept>(?<=\d)[.,:'-]+(?=\d)"  # 5,2  2.1  1:3  10-20
    r"|-(?=\ ?\d)"  # -5
    r"|(?<=\d):(?=[^\W\d_])"  # 1:a, an ordinal
    rf"|{_ORDINAL}(?=\ ))"  # 5. luku, an ordinal; a year is none
    r"|(?P<joined>(?<=[^\W\d_])[':-](?=[^\W\d_]))"  # hallinto-oikeus, STM:n, vaa'an
    r"|[.,:'-]"
)
_LAST_STOP = re.compile(rf"{_ORDINAL}$")
_RANGE = re.compile(r"(?<=\d) - (?=\d)")


def normal_form(text: str) -> str:
    """Return a text without what makes no difference: two texts of one normal form were only touched.

    Every other change of a text is substantive; how alike two texts look is never asked. Folded are: case, composed and
    decomposed letters, white space of any kind and length, characters that are not seen (soft hyphens, zero widths),
    and punctuation, also that which joins two letters (a hyphen, an apostrophe, a colon).

    Every letter, digit and symbol stays, and so does punctuation that says something: % ‰ § & / ^ ?, a mark between
    digits (5,2; 2.1; 1:3; 10–20), a dash before a digit (-5), and the full stop of an ordinal (5. luku), which a year
    and the end of a text have none of. In case of doubt a text changed: "1 000" is not 1000, and 5,2 not 5.2.

    >>> normal_form("Sosiaali- ja terveys\u00adpalvelut – vuoteen 2040.")
    'sosiaali ja terveyspalvelut vuoteen 2040'
    >>> normal_form("Vähintään 5,2%, eli 10 – 20 €")
    'vähintään 5,2 % eli 10-20 €'
    """
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", _without_unseen(text)).casefold())
    marked = re.sub("-+", "-", " ".join("".join(map(_fold_character, folded)).split()))
    bare = " ".join(_MARK.sub(_keep_or_drop, marked).split())
    return _LAST_STOP.sub("", _RANGE.sub("-", bare))


def _without_unseen(text: str) -> str:
    return "".join(char for char in text if char.isspace() or not _is_unseen(char))


def _is_unseen(char: str) -> bool:
    return unicodedata.category(char) in ("Cf", "Cc") or "\ufe00" <= char <= "\ufe0f"


def _fold_character(char: str) -> str:
    """Return what a character counts as: itself, a mark that may count beside digits and letters, or a space."""
    if char in ".,:":
        return char
    category = unicodedata.category(char)
    if category == "Pd" or char == "−":
        return "-"
    if char in "'\u00b4`" or category in ("Pi", "Pf"):
        return "'"
    if char in _MEANINGFUL or category in ("Sm", "Sc", "So"):
        return f" {char} "
    return " " if category[0] == "P" or category == "Sk" else char


def _keep_or_drop(mark: re.Match[str]) -> str:
    if mark["kept"]:
        return mark["kept"]
    return "" if mark["joined"] else " "


# ---- word by word ----------------------------------------------------------------------------------------------------

_MOST_PAIRS = 500_000
"""So many pairs of words are compared at most; a change larger than that is shown as one."""
_LETTERS = r"[^\W\d_][\w\u00ad\u0300-\u036f\u200b-\u200d\u2060\ufeff]*"
_TOKEN = re.compile(rf"{NUMBER.pattern}|{_LETTERS}|\s+|.", re.DOTALL)


class _Step(NamedTuple):
    """A run that stayed (the same on both sides), or what went with what came in its place."""

    is_same: bool
    old: str
    new: str


def _compare_words(before: str, after: str) -> Iterator[Segment]:
    for step in _merged(_iter_steps(_TOKEN.findall(before), _TOKEN.findall(after))):
        if step.is_same:
            yield Segment(step.old, "same")
            continue
        if step.old:
            yield Segment(step.old, "removed")
        if step.new:
            yield Segment(step.new, "added")


def _iter_steps(olds: Sequence[str], news: Sequence[str]) -> Iterator[_Step]:
    head = _count_common(olds, news)
    tail = _count_common(olds[head:][::-1], news[head:][::-1])
    middle_old, middle_new = olds[head : len(olds) - tail], news[head : len(news) - tail]
    if head:
        yield _Step(True, "".join(olds[:head]), "".join(olds[:head]))
    if len(middle_old) * len(middle_new) > _MOST_PAIRS:
        yield _Step(False, "".join(middle_old), "".join(middle_new))
    else:
        # White space is junk: it is matched only beside words that match.
        matcher = SequenceMatcher(str.isspace, middle_old, middle_new, autojunk=False)
        for tag, old_start, old_end, new_start, new_end in matcher.get_opcodes():
            yield _Step(tag == "equal", "".join(middle_old[old_start:old_end]), "".join(middle_new[new_start:new_end]))
    if tail:
        yield _Step(True, "".join(olds[len(olds) - tail :]), "".join(olds[len(olds) - tail :]))


def _count_common(olds: Sequence[str], news: Sequence[str]) -> int:
    most = min(len(olds), len(news))
    return next((at for at in range(most) if olds[at] != news[at]), most)


def _merged(steps: Iterable[_Step]) -> Sequence[_Step]:
    """Join what belongs together: two replacements with nothing but space or marks between."""
    found: list[_Step] = []
    for step in steps:
        found.append(step)
        if not step.is_same and len(found) > 2 and not any(map(str.isalnum, found[-2].old)):
            first, between, last = found[-3:]
            # White space never stays alone, so that neither side is blank.
            found[-3:] = [_Step(False, first.old + between.old + last.old, first.new + between.new + last.new)]
    return found


def _clean(text: str) -> str:
    return re.sub("[’\u00b4`]", "'", unicodedata.normalize("NFC", _without_unseen(text)))
