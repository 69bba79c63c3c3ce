"""Nothing is lost silently: what is not in the document is told with its place and its reason."""

from __future__ import annotations

import pytest

from tests.unit.intake.tables import left, links, table, take, titles, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Id|Title\nM1|A\nM1|B", [("same_id", 3, 0)]),
        ("Id|Measure\nM1|A\nM1|B", [("same_id", 3, 0)]),
        ("Id|Kind|Title\nX|wish|A\nM1|measure|B", [("unknown_kind", 2, 0)]),
        ("Id|Title\nM1|A\nM2|", [("no_title", 3, 0)]),
        ("Goal|Measure\nA|B\nYhteensä|2", [("total", 3, 0)]),
        ("Measure|Indicator|Year\nA|B|2030-luku", [("no_year", 2, 3)]),
        ("Title|Baseline\nA|12", [("not_of_kind", 2, 2)]),
        ("Id|Title|Goal\nG1.1|A|\nM1|B|", [("no_goal", 2, 0)]),
        ("Kind|Title\nstatement|A\nmeasure|B", [("no_role", 2, 0)]),
        ("Sub-goal|Measure\nA|B", [("no_goal", 2, 1)]),
        ("Title|Colour\nA|red\nB|", [("no_field", 2, 2)]),
        ("Title|Needs\nA|Z9", [("unknown", 2, 2)]),
        ("Id|Kind|Title|Goals\nG1|goal|A|\nG2|goal|A|\nM1|measure|B|A", [("ambiguous", 4, 4)]),
        ("Id|Kind|Title|Needs\nG1|goal|A|M1\nM1|measure|B|", [("no_link", 2, 4)]),
        ("Plan|of\nmany|words\nTitle|Goal\nA|B", [("above", 1, 0), ("above", 2, 0)]),
    ],
)
def test_what_is_left_is_told_with_its_place(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert left(take(text)) == expected


def test_cells_beyond_the_headings_are_told() -> None:
    assert left(take("Title|Goal\nA|B|lost")) == [("no_field", 2, 3)]


def test_table_without_a_known_column_is_left_as_a_whole() -> None:
    done = take(table("Title\nA", "Measures"), table("Colour|Shape\nred|round", "Other"))
    assert left(done) == [("no_elements", 0, 0)]
    assert done.left[0].table == "Other"


def test_value_that_differs_on_a_second_row_is_left() -> None:
    done = take("Goal|Measure|Summary\nA|Pump|strong\nB|Pump|weak")
    assert links(done) == ["M1 advances G1 (layout)", "M1 advances G2 (layout)"]
    assert left(done) == [("differs", 3, 3)]


def test_entry_with_a_list_behind_its_code_is_not_taken_for_one() -> None:
    done = take(
        table("Id|Title\nM1|A\nM2|B", "Measures"),
        table("Goal|Measures\nLake|M1 (high), M2\nWood|M1 see M7; M9", "Goals"),
    )
    assert links(done) == ["M1 advances G1 (high)", "M1 advances G2 (layout)", "M2 advances G1 (layout)"]
    assert [remark.detail for remark in done.left] == ["M9"]
    assert ("other_title", 3, 2) in told(done)


def test_merged_cells_stand_for_all_rows_and_are_told() -> None:
    done = take(table("Title|Responsible\nA|Town\nB|", merged={(3, 2): 2}))
    assert links(done) == ["M1 names A1 (layout)", "M2 names A1 (layout)"]
    assert ("merged", 3, 2) in told(done)


def test_line_above_the_headings_is_the_title_of_the_plan() -> None:
    done = take("The plan of the town|\nTitle|Goal\nA|B")
    assert done.data["document"]["title"] == {"en": "The plan of the town"}
    assert left(done) == []
    assert ("title_above", 1, 1) in told(done)


def test_ids_are_made_writable_and_told() -> None:
    done = take("Id|Title|Needs\nM 1|A|\nA/2|B|M 1\n7|C|A/2")
    assert titles(done, "measures") == {"M1": "A", "A-2": "B", "M7": "C"}
    assert links(done) == ["A-2 needs M1 (layout)", "M7 needs A-2 (layout)"]
    assert [one for one in told(done) if one[0] == "respelt"] == [("respelt", 2, 1), ("respelt", 3, 1)]
    assert left(done) == []


def test_decimal_commas_zeros_and_lines_in_cells_stay_as_they_are() -> None:
    done = take(table("Measure|Indicator|Baseline|Target|Summary\nA|B|12,5|0|x"))
    assert (done.data["indicators"][0]["baseline"], done.data["indicators"][0]["target"]) == ("12,5", "0")
    cells = done.data["measures"][0]
    assert cells["summary"] == {"en": "x"}


def test_counts_and_rows() -> None:
    done = take("Goal|Measure\nA|B\nA|\nTotal|1")
    assert done.counts == {"goal": 1, "measure": 1, "links": 1}
    assert (done.taken, done.rows) == (2, 3)
