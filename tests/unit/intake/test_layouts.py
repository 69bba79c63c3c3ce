"""The layouts that people keep: each becomes the elements and links that it shows, and nothing more."""

from __future__ import annotations

import pytest

from sotetrace.errors import UsageError
from sotetrace.intake import ImportOptions
from tests.unit.intake.tables import JUDGE, left, links, table, take, titles, told


def test_one_row_an_element_with_a_column_for_its_kind() -> None:
    done = take(
        """
        Id   | Kind     | Title      | Goal | Measures
        G1   | goal     | Clean lake |      |
        G1.1 | Sub-goal | Less waste | G1   | M1; M2
        M1   | measure  | A new pump |      |
        M2   | toimenpide | A filter |      |
        """
    )
    assert titles(done, "goals") == {"G1": "Clean lake"}
    assert done.data["sub_goals"][0]["goal"] == "G1"
    assert links(done) == ["M1 advances G1.1 (layout)", "M2 advances G1.1 (layout)"]
    assert done.data["document"]["original"] == "en"
    assert left(done) == []


def test_goals_repeated_or_left_blank_beside_their_measures() -> None:
    done = take(
        """
        Tavoite      | Alatavoite | Toimenpide | Vastuutaho
        Järvi puhdas | Vähemmän   | Pumppu     | Kunta; STM
                     |            | Suodatin   | Kunta
        Järvi puhdas | Enemmän    | Istutus    |
        Metsä elää   |            | Aitaus     | –
        """
    )
    assert titles(done, "goals") == {"G1": "Järvi puhdas", "G2": "Metsä elää"}
    assert titles(done, "sub_goals") == {"G1.1": "Vähemmän", "G1.2": "Enemmän"}
    assert [link for link in links(done) if "advances" in link] == [
        "M1 advances G1.1 (layout)",
        "M2 advances G1.1 (layout)",
        "M3 advances G1.2 (layout)",
        "M4 advances G2 (layout)",
    ]
    assert titles(done, "actors") == {"A1": "Kunta", "A2": "STM"}
    assert {link["role"] for entry in done.data["measures"] for link in entry.get("names", ())} == {"responsible"}
    assert told(done) == [("filled", 3, 1), ("filled", 3, 2), ("nothing", 5, 4)]
    assert left(done) == []


def test_a_merged_goal_goes_on_and_so_does_the_sub_goal_below_it() -> None:
    done = take(table("Goal|Sub-goal|Measure\nA|B|C\n||D\n||E\nF||G", merged={(3, 1): 2, (4, 1): 2}))
    assert links(done) == ["M1 advances G1.1 (layout)", "M2 advances G1.1 (layout)", "M3 advances G1.1 (layout)",
                           "M4 advances G2 (layout)"]  # fmt: skip
    assert told(done) == [("merged", 3, 1), ("filled", 3, 2), ("merged", 4, 1), ("filled", 4, 2)]


def test_sums_and_footnotes_do_not_hide_that_the_goals_are_numbered() -> None:
    done = take("Goal|Measure\n1. A|C\n2. B|D\nTotal|12\n* estimates|")
    assert titles(done, "goals") == {"G1": "A", "G2": "B"}
    assert [goal["number"] for goal in done.data["goals"]] == ["1", "2"]
    assert left(done) == [("total", 4, 0), ("footnote", 5, 0)]


def test_a_row_that_says_the_same_again_is_told() -> None:
    done = take("Goal|Measure|Responsible\nA|C|Town\nA|C|County\nB|C|\n|D|")
    assert titles(done, "measures") == {"M1": "C", "M2": "D"}
    assert [remark for remark in told(done) if remark[0] == "again"] == [("again", 3, 2)], "not under another goal"
    assert titles(done, "actors") == {"A1": "Town", "A2": "County"}


def test_an_outline_of_one_filled_column_a_row() -> None:
    done = take("Goal|Sub-goal|Measure\nA||\n|B|\n||C\n||D\nE||\n|F|\n||G")
    assert links(done) == [f"M{n} advances {to} (layout)" for n, to in ((1, "G1.1"), (2, "G1.1"), (3, "G2.1"))]


def test_hierarchy_by_numbers() -> None:
    done = take("No|Title\n1|A\n1.1|B\n1.1.1|C\n1.2|D\n2|E\n2.1|F\n2.1.1|G")
    assert titles(done, "goals") == {"G1": "A", "G2": "E"}
    assert {entry["id"]: entry["goal"] for entry in done.data["sub_goals"]} == {
        "G1.1": "G1",
        "G1.2": "G1",
        "G2.1": "G2",
    }
    assert links(done) == ["M1.1.1 advances G1.1 (layout)", "M2.1.1 advances G2.1 (layout)"]
    assert {reason for reason, _, _ in told(done)} == {"by_number", "kind_guessed"}
    assert [entry["number"] for entry in done.data["measures"]] == ["1.1.1", "2.1.1"]


def test_steps_of_a_numbering_can_be_other_kinds() -> None:
    options = ImportOptions(kinds=("goal", "sub_goal", "indicator"))
    done = take("Nro|Otsikko\n1|A\n1.1|B\n1.1.1|C", options=options)
    assert links(done) == ["I1.1.1 indicates G1.1 (layout)"]


def test_several_sheets_one_a_kind() -> None:
    done = take(
        table("Tunnus|Nimi\nG1|A\nG2|B", "Tavoitteet"),
        table("Tunnus|Nimi|Tavoite\nM1|C|G2\nM2|D|A\nM3|E|G9", "Toimenpiteet"),
    )
    assert links(done) == ["M1 advances G2 (layout)", "M2 advances G1 (layout)"]
    assert left(done) == [("unknown", 4, 3)], "a list of goals is there, so that G9 is no new goal"
    assert [place["id"] for place in done.data["sources"][0]["places"]] == ["tavoitteet", "toimenpiteet"]


@pytest.mark.parametrize("mark", ["x", "X", "1", "●", "✓", "kyllä"])
def test_matrix_of_marks_is_layout(mark: str) -> None:
    done = take(
        table("Goal|Sub-goal\nA|Fewer queues\nA|Nearer care", "Goals"),
        table(f"Measure|Fewer queues|Nearer care\nPump|{mark}|\nPipe||{mark}", "Matrix"),
    )
    assert links(done) == ["M1 advances G1.1 (layout)", "M2 advances G1.2 (layout)"]
    assert done.data["measures"][0]["advances"][0]["where"] == "matrix"
    assert done.missing == {}


def test_matrix_of_sub_goals_without_their_goals_says_what_is_missing() -> None:
    done = take(table("Measure|1.1 Queues|Nearer\nPump|x|\nPipe||x", "Matrix"))
    assert left(done) == [("goal_missing", 2, 2)]
    assert titles(done, "goals") == {"G1": "Nearer"}


def test_matrix_of_grades_is_inferred_and_its_reasons_are_missed() -> None:
    done = take(
        table("Goal|Sub-goal\nA|G1.1 Fewer\nA|G1.2 Nearer", "Goals"),
        table("Measure|G1.1|G1.2\nPump|high|–\nPipe|Low|keskitaso", "Matrix"),
        options=JUDGE,
    )
    assert links(done) == [
        "M1 advances G1.1 (high)",
        "M2 advances G1.1 (low)",
        "M2 advances G1.2 (medium)",
    ]
    assert done.data["measures"][0]["advances"][0] == {
        "to": "G1.1",
        "basis": "inferred",
        "confidence": "high",
        "by": "Aino Virta",
    }
    assert done.missing == {"rationale": 3}
    judged = {"sub_goals": ["G1.1", "G1.2"], "by": "Aino Virta", "date": "2026-11-22"}
    assert done.data["judged"] == [{"measures": ["M1", "M2"], **judged}]
    assert left(done) == []


def test_explicit_gaps_need_who_judged_and_when() -> None:
    sheets = (
        table("Id|Title\nG1|A", "Goals"),
        table("Id|Title|Goal|Measures\nG1.1|B|G1|ei ole\nG1.2|C|G1|M1", "Sub-goals"),
        table("Id|Title\nM1|D", "Measures"),
    )
    without = take(*sheets)
    assert left(without) == [("gap_needs", 2, 4)]
    assert "judged" not in without.data
    done = take(*sheets, options=JUDGE)
    assert done.data["judged"][0]["sub_goals"] == ["G1.1"]
    assert left(done) == []


def test_titles_in_several_languages() -> None:
    done = take("Tunnus|Otsikko (fi)|Rubrik (sv)|Title_en\nG1|Järvi|Sjö|Lake")
    assert done.data["goals"][0]["title"] == {"fi": "Järvi", "sv": "Sjö", "en": "Lake"}
    assert done.data["document"]["languages"] == ["fi", "sv", "en"]
    gappy = take("Tunnus|Otsikko (fi)|Rubrik (sv)\nG1|Järvi|Sjö\nG2|Metsä|")
    assert "languages" not in gappy.data["document"], "what is promised must be there for all"


def test_table_of_links_names_types_bases_and_reasons() -> None:
    done = take(
        table("Id|Kind|Title\nG1|goal|A\nM1|measure|B\nM2|measure|C\nP1|core problem|D", "elements"),
        table(
            "From|To|Type|Confidence|Rationale\nM1|G1|advances|high|it pumps\nG1|M2|||\nG1|P1|answers||\nG1|X|||",
            "links",
        ),
    )
    assert links(done) == ["G1 answers P1 (layout)", "M1 advances G1 (high)", "M2 advances G1 (layout)"]
    assert done.data["measures"][0]["advances"][0]["rationale"] == {"en": "it pumps"}
    assert ("turned", 3, 0) in told(done)
    assert left(done) == [("unknown_end", 5, 0)]


def test_sheet_of_milestones_is_known_by_its_heading() -> None:
    done = take("Virstanpylväs|Päivä\nAlku|1.9.2026\nLoppu|2027-02-01\nJoskus|keväällä")
    assert [entry.get("date") for entry in done.data["milestones"]] == ["2026-09-01", "2027-02-01", None]
    assert left(done) == [("no_date", 4, 2)]


def test_columns_are_what_the_caller_says() -> None:
    mapping = (("Hanke", "title"), ("Raha", "note"), ("D", "ignore"))
    done = take(
        "Hanke|Tavoite|Raha|\nPumppu|Järvi|100|x\nPutki|Järvi||",
        options=ImportOptions(mapping=mapping, id="lake", title="Lake plan", original="sv"),
    )
    assert titles(done, "measures") == {"M1": "Pumppu", "M2": "Putki"}
    assert done.data["measures"][0]["note"] == {"sv": "Raha: 100"}
    assert done.data["document"] == {"id": "lake", "title": {"sv": "Lake plan"}, "original": "sv"}
    assert left(done) == [("no_field", 2, 4)]
    assert [guess.is_given for guess in done.roles] == [True, False, True, True]


def test_columns_are_named_by_letters_where_no_heading_is_that() -> None:
    done = take("Hanke|B|C\nPumppu|Järvi|Kunta", options=ImportOptions(mapping=(("A", "measure"), ("C", "goal"))))
    assert titles(done, "goals") == {"G1": "Kunta"}
    assert [(guess.field, guess.is_given) for guess in done.roles] == [("measure", True), ("", False), ("goal", True)]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (ImportOptions(mapping=(("Absent", "goal"),)), "no column Absent"),
        (ImportOptions(mapping=(("Title", "colour"),)), "colour is no field"),
        (ImportOptions(mapping=(("Title", "goal:sv"),)), "goal:sv is no field"),
        (ImportOptions(mapping=(("Title", "title:de"),)), "title:de is no field"),
        (ImportOptions(sheets=("Other",)), "no sheet Other"),
    ],
)
def test_what_the_caller_names_must_be_there(options: ImportOptions, words: str) -> None:
    with pytest.raises(UsageError, match=words) as refused:
        take("Title|Goal\nA|B", options=options)
    assert refused.value.hint


def test_empty_tables_are_refused() -> None:
    with pytest.raises(UsageError, match="holds no table"):
        take("")
