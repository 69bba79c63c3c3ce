"""Which rows of two crosswalks are the same one, though rows share their ends, move, or are written from the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sotetrace.crosswalk import build_crosswalks
from sotetrace.diff.claims import iter_claims
from sotetrace.diff.compare_mappings import compare_claims
from tests.crosswalks import KEEP, NOTHING, row, search, side
from tests.sides import told

if TYPE_CHECKING:
    from sotetrace.model.mapping import Mapping

LEXICAL = "semapv:LexicalMatching"


def compared(olds: tuple[Mapping, ...], news: tuple[Mapping, ...]) -> list[str]:
    """Return "type: slots" of every difference, with the comments on both sides where they differ."""
    before, after = (iter_claims(build_crosswalks(side(*rows).workspace)) for rows in (olds, news))
    found = []
    for change in compare_claims(before, after):
        slots = ", ".join(change.fields)
        if change.old and change.new and "comment" in change.fields:
            slots += f" {change.old.fields.get('comment')}→{change.new.fields.get('comment')}"
        found.append(f"{change.type}: {slots}" if slots else change.type)
    return found


def close(comment: str, relation: str = "close", **slots: str) -> Mapping:
    return row("G1", relation, "G1", comment=comment, **slots)


def turned(comment: str, relation: str) -> Mapping:
    return row("region:G1", relation, "town:G1", comment=comment)


# ---- several rows with the same ends ---------------------------------------------------------------------------------


def test_of_several_rows_about_the_same_those_that_are_equal_go_together_first() -> None:
    assert compared((close("a"), close("b")), (close("b"), close("c"))) == ["changed: comment a→c"]


def test_then_those_with_one_relation_and_ground() -> None:
    olds = (close("a"), close("z", mapping_justification=LEXICAL))
    news = (close("b", mapping_justification=LEXICAL), close("y"))
    assert sorted(compared(olds, news)) == ["changed: comment a→y", "changed: comment z→b"]


def test_then_those_with_one_relation_though_another_has_the_same_ground() -> None:
    news = (close("a", relation="broad"), close("a", mapping_justification=LEXICAL))
    assert compared((close("a"),), news) == ["added", "changed: mapping_justification"]


def test_each_of_several_rows_is_compared() -> None:
    olds, news = (close("a"), close("b", relation="exact")), (close("a"), close("c", relation="exact"))
    assert compared(olds, news) == ["changed: comment b→c"]


def test_several_rows_that_are_written_from_the_other_end_are_no_change() -> None:
    olds = (close("a", relation="broad"), close("b", relation="narrow"))
    news = (turned("a", relation="narrow"), turned("b", relation="broad"))
    assert compared(olds, news) == []
    assert compared(news, olds) == []


def test_several_searches_for_one_element_are_told_apart() -> None:
    olds, news = ((search("M1", comment="a"), search("M1", comment=other)) for other in ("b", "c"))
    assert compared(olds, news) == ["changed: comment b→c"]


# ---- rows that move --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "new",
    [row("G1", "broad", "M1"), row("region:M1", "narrow", "town:G1")],
    ids=["as it was written", "from the other end"],
)
def test_a_row_moves_with_its_relation_as_the_element_sees_it(new: Mapping) -> None:
    assert compared((row("G1", "broad", "G1"),), (new,)) == ["moved"]
    assert compared((row("region:G1", "narrow", "town:G1"),), (new,)) == ["moved"]


def test_a_row_that_claims_something_else_at_the_same_element_did_not_move() -> None:
    assert compared((row("G1", "broad", "G1"),), (row("G1", "narrow", "M1"),)) == ["removed", "added"]


def test_a_row_to_another_document_did_not_move() -> None:
    olds, news = (row("G1", "close", "G1"),), (row("G1", "close", "state:G1"),)
    assert compared(olds, news) == ["removed", "added"]
    assert compared(olds, (row("region:G1", "close", "state:G1"),)) == ["added", "removed"]


def test_a_row_within_a_document_moves_whichever_end_sorts_first() -> None:
    olds, news = ((row("region:G2", "broad", f"region:{other}"),) for other in ("G1", "M1"))
    assert compared(olds, news) == ["moved"]


def test_every_row_that_comes_is_told() -> None:
    assert compared((), (row("G1", "close", "G1"), row("G2", "close", "G2"))) == ["added", "added"]


def test_a_record_with_other_ends_in_the_same_documents_keeps_its_direction() -> None:
    old, new = row("G1", "broad", "G1", record_id="s:r1"), row("G2", "broad", "M1", record_id="s:r1")
    assert compared((old,), (new,)) == ["moved"]
    assert compared((old,), (row("region:M1", "narrow", "town:G2", record_id="s:r1"),)) == ["moved"]


def test_what_describes_the_end_that_moved_is_told_with_it_and_who_made_it_is_not() -> None:
    described = {"label": "x", "source_version": "1", "match_field": ("s:title",)}
    for old, new, moved in (
        (row("G1", "close", "G1"), ("G1", "M1"), "object"),
        (row("G1", "close", "G1"), ("G2", "G1"), "subject"),
    ):
        slots = {f"{moved}_{name}": value for name, value in described.items()}
        after = row(new[0], "close", new[1], author_label=("Aino",), **slots)
        assert compared((*KEEP, old), (*KEEP, after)) == ["moved: author_label"]


# ---- searches --------------------------------------------------------------------------------------------------------


def test_what_describes_the_end_that_stayed_is_told() -> None:
    old, new = row("G1", "close", "G1", subject_place="p1"), row("G1", "close", "M1", subject_place="p2")
    assert compared((*KEEP, old), (*KEEP, new)) == ["moved: subject_place"]


def test_a_search_keeps_its_direction() -> None:
    """Its predicate and what describes its end stay as they are, so that only the comment differs."""
    slots = {"subject_label": "x", "object_source": "s:region"}
    old, new = (row("M1", "broad", NOTHING, comment=comment, **slots) for comment in ("a", "b"))
    assert compared((old,), (new,)) == ["changed: comment a→b"]
    mirrored = {"object_label": "x", "subject_source": "s:region"}
    assert compared((old,), (row(NOTHING, "narrow", "town:M1", comment="b", **mirrored),)) == ["changed: comment a→b"]


def test_a_document_that_was_searched_is_the_same_by_another_prefix() -> None:
    assert told(side(search("M1")), side(row("M1", "close", NOTHING, object_source="unknown:region"))) == []
    mirrored = [row(NOTHING, "close", "region:M1", subject_source=f"{prefix}:town") for prefix in ("s", "unknown")]
    assert told(side(mirrored[0]), side(mirrored[1])) == []


def test_a_search_that_is_denied_is_said_otherwise() -> None:
    assert compared((search("M1"),), (search("M1", predicate_modifier="Not"),)) == ["changed: predicate_modifier"]
