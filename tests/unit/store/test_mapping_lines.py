"""A crosswalk as lines: the same for the same mappings, and nothing for what is no crosswalk."""

from __future__ import annotations

from sotetrace.store.mapping_lines import find_mapping_lines

TEXT = (
    '#curie_map:\n#  a: "urn:sotetrace:a:"\n#license: urn:l\n'
    "subject_id\tpredicate_id\tobject_id\tmapping_justification\tconfidence\n"
    "a:G10\tskos:closeMatch\tb:G1\tsemapv:X\t0.5\n"
    "a:G2\tskos:exactMatch\tb:G1\tsemapv:X\t\n"
)


def test_a_line_for_each_mapping_and_slot_in_the_order_of_ids() -> None:
    assert find_mapping_lines(TEXT.encode()) == [
        "license: urn:l",
        "a:G2 b:G1 exactMatch",
        "a:G2 b:G1 mapping_justification: semapv:X",
        "a:G10 b:G1 closeMatch 0.5",
        "a:G10 b:G1 mapping_justification: semapv:X",
    ]


def test_order_and_line_ends_leave_no_trace() -> None:
    head, first, second = TEXT.partition("a:G10")[0], *TEXT.splitlines(keepends=True)[-2:]
    assert find_mapping_lines(f"{head}{second}{first}".replace("\n", "\r\n").encode()) == find_mapping_lines(
        TEXT.encode()
    )


def test_what_is_no_faultless_crosswalk_gives_nothing() -> None:
    for raw in (
        b"",
        b"format: 1\n",
        b"# only a remark\n",
        b"\xff\xfe",
        TEXT.replace("confidence", "nonsense").encode(),
    ):
        assert find_mapping_lines(raw) is None
