"""Other ids in the rows of a crosswalk: what is changed, what stays, and what is refused."""

from __future__ import annotations

import pytest

from sotetrace.errors import SotetraceError, UsageError
from sotetrace.store.crosswalk_renames import rename_in_crosswalk

HEAD = '#curie_map:\n#  a: "urn:sotetrace:a:"\n#  b: "urn:sotetrace:b:"\n#license: urn:l\n#mapping_set_id: urn:x\n'
COLUMNS = "comment\tobject_id\tpredicate_id\tsubject_id\tmapping_justification\n"


def table(*rows: str) -> str:
    return HEAD + COLUMNS + "".join(f"{row}\tsemapv:X\n" for row in rows)


def renamed(text: str, **ids: str) -> str:
    return rename_in_crosswalk("x.tsv", text.encode(), "a", ids)[1]


def test_both_ends_change_wherever_their_columns_stand() -> None:
    text = table("ä\ta:G1\tskos:closeMatch\tb:G1", '"a\t""b"""\tb:G1\tskos:closeMatch\ta:G1')
    assert renamed(text, G1="K1") == text.replace("a:G1", "a:K1")


def test_nothing_to_change_gives_no_text() -> None:
    assert renamed(table("\tb:G1\tskos:closeMatch\ta:G2"), G1="K1") == ""


def test_an_id_that_begins_alike_stays() -> None:
    text = table("\ta:G1\tskos:closeMatch\tb:G1", "\ta:G11\tskos:closeMatch\tb:G1", "\ta:G1.a\tskos:closeMatch\tb:G1")
    assert renamed(text, G1="K1") == text.replace("a:G1\t", "a:K1\t")


def test_two_ids_may_change_places() -> None:
    text = table("\ta:G1\tskos:closeMatch\tb:G1", "\ta:G2\tskos:closeMatch\tb:G1")
    swapped = text.replace("a:G1", "a:x").replace("a:G2", "a:G1").replace("a:x", "a:G2")
    assert renamed(text, G1="G2", G2="G1") == swapped


def test_a_new_id_that_a_row_names_already_is_refused() -> None:
    with pytest.raises(UsageError, match=r"x\.tsv:7: maps a:K1 already"):
        renamed(table("\ta:K1\tskos:closeMatch\tb:G1"), G1="K1")


def test_a_file_with_faults_is_refused() -> None:
    with pytest.raises(SotetraceError, match="has errors"):
        renamed(table("\ta:G1\tskos:closeMatch\tb:G1").replace("comment", "nonsense"), G1="K1")
