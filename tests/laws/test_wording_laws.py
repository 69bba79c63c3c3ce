"""What was only touched, and what the word diff keeps, for any text."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from sotetrace.diff.wording import compare_wording, normal_form

_PIECES = st.sampled_from(
    (
        *(
            "ei",
            "Palvelut",
            "ä",
            "Öljy",
            "sosiaali-",
            "hallinto-oikeus",
            "tulee",
            "5",
            "10",
            "2040",
            "1 000",
            "on",
            "a",
        ),
        *(
            " ",
            "  ",
            "\u00a0",
            "\n",
            "\u00ad",
            "\u200b",
            ".",
            ",",
            ":",
            ";",
            "-",
            "–",
            "−",
            "‑",
            "'",
            "’",
            "”",
            "(",
            ")",
        ),
        *("%", "‰", "§", "€", "+", "/", "?", "!", "…", "*", "\u0308", "^", "&", "<", "´"),
    )
)
_TEXTS = st.one_of(st.text(max_size=30), st.lists(_PIECES, max_size=12).map("".join))


@given(_TEXTS)
def test_the_normal_form_of_a_normal_form_is_itself(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text)


@given(_TEXTS)
def test_composed_and_decomposed_letters_are_one(text: str) -> None:
    assert normal_form(unicodedata.normalize("NFD", text)) == normal_form(text)
    assert normal_form(unicodedata.normalize("NFC", text)) == normal_form(text)


@given(st.lists(_PIECES, max_size=12).map("".join))
def test_case_makes_no_difference(text: str) -> None:
    assert normal_form(text.upper()) == normal_form(text.lower()) == normal_form(text)


@given(_TEXTS, st.sampled_from(("  ", "\n", "\u00a0", " \t", "\u2009", "\u202f\u00ad")))
def test_the_kind_and_length_of_white_space_make_no_difference(text: str, space: str) -> None:
    assert normal_form(f"{space}{re.sub('[ ]', space, text)}{space}") == normal_form(text)


@given(_TEXTS, st.sampled_from("\u00ad\u200b\u200d\u2060\ufeff"), st.data())
def test_what_is_not_seen_makes_no_difference(text: str, unseen: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert normal_form(text[:at] + unseen + text[at:]) == normal_form(text)


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFC", unicodedata.normalize("NFD", text).casefold())
    return "".join(char for char in folded if char.isalpha())


def _digits(text: str) -> list[str]:
    seen = (char for char in text if char.isspace() or unicodedata.category(char) not in ("Cf", "Cc"))
    return re.findall(r"\d+", "".join(seen))


@given(_TEXTS)
def test_every_letter_and_every_run_of_digits_stays(text: str) -> None:
    assume("\ufe0f" not in text)
    assert _letters(normal_form(text)) == _letters(text)
    assert _digits(normal_form(text)) == _digits(text)


@given(_TEXTS, st.sampled_from(("ei", "inte", "not", "7", "q", "%", "§", "€", "+", "-5", "5,2")), st.data())
def test_a_word_a_letter_a_number_or_a_sign_more_is_a_change(text: str, more: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert normal_form(f"{text[:at]} {more} {text[at:]}") != normal_form(text)


# ---- two wordings ----------------------------------------------------------------------------------------------------

_WORDS = st.sampled_from(
    (
        *("palvelut", "alue", "tulee", "voi", "on", "turvattava", "toteutetaan", "tuetaan", "pyritään", "ei", "2030"),
        *(
            "5",
            "10 000",
            "viisi",
            "prosenttia",
            "%",
            "ska",
            "får",
            "inte",
            "bör",
            "stärks",
            "främjas",
            "fem",
            "procent",
        ),
        *(
            "must",
            "may",
            "not",
            "can",
            "ensure",
            "promote",
            "five",
            "per cent",
            "–",
            "-5",
            "1.",
            ".",
            ",",
            "\u00ad",
            "ä",
        ),
    )
)
_SENTENCES = st.one_of(st.text(max_size=20), st.lists(_WORDS, max_size=12).map(" ".join))
_LANGUAGES = st.sampled_from(("fi", "sv", "en", ""))


@given(_SENTENCES, _SENTENCES, _LANGUAGES)
def test_the_segments_make_up_both_texts(before: str, after: str, language: str) -> None:
    segments = compare_wording(before, after, language).segments
    assert "".join(part.text for part in segments if part.kind != "added") == before
    assert "".join(part.text for part in segments if part.kind != "removed") == after


@given(_SENTENCES, _SENTENCES, _LANGUAGES)
def test_segments_are_never_empty_and_two_of_one_kind_never_meet(before: str, after: str, language: str) -> None:
    segments = compare_wording(before, after, language).segments
    assert all(part.text for part in segments)
    kinds = [part.kind for part in segments]
    assert all(first != second for first, second in pairwise(kinds))
    assert ("added", "removed") not in set(pairwise(kinds))


@given(_SENTENCES, _LANGUAGES)
def test_a_text_beside_itself_has_neither_changes_nor_marks(text: str, language: str) -> None:
    change = compare_wording(text, text, language)
    assert {part.kind for part in change.segments} <= {"same"}
    assert change.marks == ()


@given(_SENTENCES, _SENTENCES, _LANGUAGES)
def test_backwards_the_marks_are_mirrored(before: str, after: str, language: str) -> None:
    turned = {"softened": "hardened", "hardened": "softened"}
    forth, back = (compare_wording(*sides, language).marks for sides in ((before, after), (after, before)))
    mirrored = {(turned.get(mark.kind, mark.kind), mark.after, mark.before) for mark in forth}
    assert mirrored == {(mark.kind, mark.before, mark.after) for mark in back}


@given(_SENTENCES, _SENTENCES, _LANGUAGES)
def test_each_kind_has_one_mark_at_most_and_every_mark_has_words(before: str, after: str, language: str) -> None:
    marks = compare_wording(before, after, language).marks
    assert len({mark.kind for mark in marks}) == len(marks)
    assert all(mark.before or mark.after for mark in marks)


@given(_SENTENCES, _SENTENCES, _LANGUAGES)
def test_composed_and_decomposed_texts_have_the_same_marks(before: str, after: str, language: str) -> None:
    decomposed = unicodedata.normalize("NFD", before)
    assert compare_wording(decomposed, after, language).marks == compare_wording(before, after, language).marks
