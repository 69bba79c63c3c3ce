"""`rename`: an element gets another id everywhere, and nothing else is touched."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from sotetrace.model.document import VisionDocument
from sotetrace.model.ids import ID_PATTERN
from sotetrace.model.settings import Settings, WaiverFile
from sotetrace.store.renames import LISTED_REFERENCES, REFERENCES
from tests.cli import runner
from tests.cli.plans import BROKEN, PLAN
from tests.repositories import Repo, make_repository

if TYPE_CHECKING:
    from pydantic import BaseModel

    from tests.cli.runner import Run

pytestmark = pytest.mark.usefixtures("neutral_git")

MORE = """\
  - id: M11   # not M1
    level: L1
    title: {fi: M1 ja muut, sv: M1, en: "M1, and more"}
    formerly: [M7]
    parts:
      - {id: M11.a, title: {fi: Osa, sv: Del, en: Part}}
    needs:
      # because of M1: see the minutes
      - {to: "M1", basis: stated, quote: with M1}   # M1 first
      - to:   'M1.a'
        basis: stated
        quote: M1.a
  - id: M2
    level: L1
    title: {fi: Toinen, sv: Andra, en: Second}
indicators:
  - id: I1
    title: {fi: Luku, sv: Tal, en: Number}
    indicates: [{to: M1, basis: stated, quote: M1}]
scopes:
  - {id: X1, members: [M11, M1, M2], advances: [{to: G1.1, basis: blanket, quote: all}]}
judged:
  - {measures: [M1, M11], sub_goals: [G1.1], by: reader, date: 2026-01-01}
retired:
  - {id: M9, title: {fi: Poissa, sv: Borta, en: Gone}, replaced_by: [M1]}
"""
PARTS = "    parts:\n      - {id: M1.a, title: {fi: Osa, sv: Del, en: Part}}\n"
FULL = PLAN.replace("    title: {fi: Teko,", f"{PARTS}    title: {{fi: Teko,")
FULL = "# M1 is the first\n" + FULL + MORE
SETTINGS = "format: 1\ndocuments: [plan.yaml]\nwaivers: waivers.yaml\n"
WAIVERS = """\
format: 1
waivers:
  - {rule: SOT306, element: M1, reason: M1 waits, owner: M1, date: 2026-01-01, until: 2027-01-01}
changes:
  - {fingerprint: abcdefabcdef, elements: [M11, M1], reason: x, owner: y, date: 2026-01-01, until: 2027-01-01}
"""
TODAY = ("--today", "2026-03-01")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    made = make_repository(tmp_path / "repo")
    made.commit("one", {"plan.yaml": FULL, "sotetrace.yaml": SETTINGS, "waivers.yaml": WAIVERS})
    monkeypatch.chdir(made.path)
    return made


def sotetrace(*args: str | Path) -> Run:
    return runner.sotetrace(*args, cwd=Path.cwd())


def findings() -> list[tuple[str, str]]:
    found = json.loads(sotetrace("check", "--format", "json", "--lang", "en", *TODAY).out)["findings"]
    return sorted((one["rule"], one["message"]) for one in found)


def changes(*args: str) -> list[tuple[str, str]]:
    found: dict[str, Any] = json.loads(sotetrace("diff", "HEAD", "--format", "json", *TODAY, *args).out)
    return [(one["rule"], one["element"]) for one in found["changes"]]


def read(name: str = "plan.yaml") -> str:
    return Path(name).read_bytes().decode()


def expected(text: str) -> str:
    """The text as somebody would rename M1 to K1 by hand, who leaves words and comments alone."""
    for old, new in (
        ("- id: M1\n", "- id: K1\n    formerly: [M1]\n"),
        ("{id: M1.a,", "{id: K1.a,"),
        ('{to: "M1",', '{to: "K1",'),
        ("'M1.a'", "'K1.a'"),
        ("[{to: M1,", "[{to: K1,"),
        ("[M11, M1", "[M11, K1"),
        ("measures: [M1,", "measures: [K1,"),
        ("replaced_by: [M1]", "replaced_by: [K1]"),
        ("element: M1,", "element: K1,"),
    ):
        text = text.replace(old, new)
    return text


# ---- what it does ----------------------------------------------------------------------------------------------------


def test_every_reference_changes_and_every_other_byte_stays(repo: Repo) -> None:
    before = findings()
    run = sotetrace("rename", "M1", "K1")
    assert (run.status, run.err) == (0, "")
    assert read() == expected(FULL)
    assert read("waivers.yaml") == expected(WAIVERS)
    assert read("sotetrace.yaml") == SETTINGS
    told = [(rule, message) for rule, message in findings() if rule != "prefix-of-other-kind"]
    assert len(told) == len(before)
    assert {rule for rule, _ in told} == {rule for rule, _ in before}


def test_diff_then_tells_one_change(repo: Repo) -> None:
    sotetrace("rename", "M1", "K1")
    assert changes() == [("id-changed", "K1")]


@pytest.mark.parametrize(("old", "new"), [("L1", "L9"), ("P1", "P9"), ("G1", "G9"), ("G1.1", "G1.9"), ("I1", "I9")])
def test_diff_tells_one_change_for_every_kind(repo: Repo, old: str, new: str) -> None:
    before = findings()
    assert sotetrace("rename", old, new).status == 0
    assert changes() == [("id-changed", new)]
    assert [rule for rule, _ in findings()] == [rule for rule, _ in before]


def test_a_dry_run_shows_the_same_and_writes_nothing(repo: Repo) -> None:
    shown = sotetrace("rename", "M1", "K1", "--dry-run")
    assert shown.status == 0
    assert read() == FULL
    assert read("waivers.yaml") == WAIVERS
    assert sotetrace("rename", "M1", "K1").out == shown.out
    lines = shown.out.splitlines()
    assert "plan.yaml:1: M1 is left in words" in lines
    assert "waivers.yaml:3: M1 → K1" in lines
    for line in lines:
        name, number, _ = line.split(":", 2)
        assert "M1" in (FULL if name == "plan.yaml" else WAIVERS).splitlines()[int(number) - 1]


def test_renaming_back_gives_the_old_id_again(repo: Repo) -> None:
    sotetrace("rename", "M1", "K1")
    assert sotetrace("rename", "K1", "M1").status == 0
    assert read() == FULL.replace("- id: M1\n", "- id: M1\n    formerly: [K1]\n")
    assert changes() == [("detail-changed", "M1")], "it says that it was K1 once"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("formerly: [M7]", "formerly: [M7, M11]"),
        ("formerly: ['M7' ]  # once", "formerly: ['M7', M11 ]  # once"),
        ("formerly: []", "formerly: [M11]"),
        ("formerly:\n      - M7   # once\n      - M8\n    # end", None),
    ],
)
def test_former_ids_are_kept(repo: Repo, before: str, after: str | None) -> None:
    repo.write({"plan.yaml": FULL.replace("formerly: [M7]", before)})
    assert sotetrace("rename", "M11", "M3").status == 0
    shown = after or before.replace("- M8\n", "- M8\n      - M11\n")
    assert shown in read()


def test_elements_in_braces_take_the_former_id_too(repo: Repo) -> None:
    repo.write({"plan.yaml": f"{PLAN}actors:\n  - {{\n    id: A1, title: {{fi: a, sv: b, en: c}}}}\n"})
    assert sotetrace("rename", "A1", "A-2").status == 0
    assert "id: A-2, formerly: [A1], title:" in read()


def test_an_id_that_reads_as_a_number_gets_quotes(repo: Repo) -> None:
    assert sotetrace("rename", "M2", "2.10").status == 0
    assert 'id: "2.10"\n' in read()
    assert changes() == [("id-changed", "2.10")]


def test_levels_in_expectations_and_claims_change(repo: Repo) -> None:
    wanted = "{id: e, of: sub_goal, link: advances, direction: in, by: [measure], facet: FACET, values: [L1]}"
    claim = "  claims: [{kind: measure, level: L1, count: 3, quote: three}]\n"
    text = FULL.replace("sources:", f"{claim}sources:") + f"expectations: [{wanted.replace('FACET', 'level')}]\n"
    rest = f"expectations:\n  - {wanted.replace('FACET', 'level')}\n"
    repo.write({"plan.yaml": text, "sotetrace.yaml": SETTINGS + rest})
    assert sotetrace("rename", "L1", "L7").status == 0
    assert read().count("L1") == 1, "under formerly"
    assert "values: [L7]" in read("sotetrace.yaml")


def test_a_document_in_several_files_with_crlf(repo: Repo) -> None:
    head, tail = FULL.split("scopes:\n")
    files = {"plan/a.yaml": head.replace("\n", "\r\n"), "plan/b.yml": f"scopes:\n{tail}".removesuffix("\n")}
    repo.write({**files, "sotetrace.yaml": SETTINGS.replace("plan.yaml", "plan")})
    assert sotetrace("rename", "M1", "K1").status == 0
    assert read("plan/a.yaml") == expected(head).replace("\n", "\r\n")
    assert read("plan/b.yml") == expected(files["plan/b.yml"])


# ---- what it refuses -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("M1", "M11", "is there already"),
        ("M1", "M1", "is there already"),
        ("M1", "M11.a", "is there already"),
        ("M1", "X1", "is there already"),
        ("M1", "M9", "is retired"),
        ("M1", "M7", "was the id of M11"),
        ("M1", "m2", "looks like M2"),
        ("M1", "М2", "looks like M2"),  # a Cyrillic М
        ("M1", "-x", "is no id"),
        ("M1", "a b", "is no id"),
        ("M1", "M5\n", "is no id"),
        ("M1", "x" * 63, "is no id"),  # that of its part would be too long
        ("M1.a", "M1.b", "is a part of M1"),
        ("M99", "M5", "no element has the id M99"),
        ("X1", "X2", "no element has the id X1"),
    ],
)
def test_what_cannot_be_is_refused(repo: Repo, old: str, new: str, told: str) -> None:
    run = sotetrace("rename", "--", old, new)
    assert run.status == 2
    assert told in run.err
    assert read() == FULL


def test_a_reference_that_would_come_to_mean_something_is_refused(repo: Repo) -> None:
    repo.write({"plan.yaml": FULL.replace("replaced_by: [M1]", "replaced_by: [K1]")})
    run = sotetrace("rename", "M1", "K1")
    assert run.status == 2
    assert "refers to K1 already" in run.err


@pytest.mark.parametrize("text", [BROKEN, FULL + "no: [", "\ufeff" + FULL, FULL.replace("goal: G1", "goal: &x G1")])
def test_a_faulty_model_is_refused(repo: Repo, text: str) -> None:
    repo.write({"plan.yaml": text})
    before = read()
    run = sotetrace("rename", "M1", "K1")
    assert run.status in (2, 3)
    assert "errors" in run.err or "SOT" in run.err
    assert read() == before


def test_the_same_id_in_two_documents_must_be_told_apart(repo: Repo) -> None:
    settings = SETTINGS.replace("plan.yaml", "plan.yaml, other.yaml")
    repo.write({"other.yaml": FULL.replace("id: plan", "id: other"), "sotetrace.yaml": settings})
    run = sotetrace("rename", "M2", "M3")
    assert run.status == 2
    assert "plan:M2, other:M2" in run.err
    assert sotetrace("rename", "other:M2", "plan:M3").status == 2, "it stays in its document"
    assert sotetrace("rename", "other:M2", "other:M3").status == 0
    assert read() == FULL
    assert "- id: M3\n    formerly: [M2]\n" in read("other.yaml")
    run = sotetrace("rename", "other:M1", "K1")
    assert run.status == 2, "the waiver holds for both"
    assert "waivers.yaml:3: M1 may be that of another document" in run.err


# ---- crosswalks ------------------------------------------------------------------------------------------------------

MAPPED = """\
#curie_map:
#  other: "urn:sotetrace:other:"
#  plan: "urn:sotetrace:plan:"
#  s: "urn:sotetrace:"
#  z: "urn:sotetrace:plan:"
#mapping_set_id: urn:x
#license: urn:free
subject_id\tpredicate_id\tobject_id\tmapping_justification\tcomment
plan:M1\tskos:closeMatch\tother:M1\tsemapv:ManualMappingCuration\tnot plan:M1, but other:M1
other:M1\tskos:broadMatch\t"z:M1.a"\tsemapv:ManualMappingCuration\t"two
lines"
s:plan:M1\tskos:relatedMatch\tother:M11\tsemapv:ManualMappingCuration\t
plan:M11\tskos:relatedMatch\tother:G1\tsemapv:ManualMappingCuration\t
"""
RENAMED = (
    MAPPED.replace("plan:M1\tskos:closeMatch", "plan:K1\tskos:closeMatch")
    .replace("z:M1.a", "z:K1.a")
    .replace("s:plan:M1", "s:plan:K1")
)


@pytest.fixture
def mapped(repo: Repo) -> Repo:
    """Two documents with the same ids, and a crosswalk between them."""
    settings = SETTINGS.replace("plan.yaml", "plan.yaml, other.yaml") + "crosswalks: [x.sssom.tsv]\n"
    waivers = WAIVERS.replace("element: M1,", "element: 'plan:M1',").replace("[M11, M1]", "[plan:M11, plan:M1]")
    other = FULL.replace("id: plan", "id: other")
    repo.commit(
        "two", {"other.yaml": other, "sotetrace.yaml": settings, "x.sssom.tsv": MAPPED, "waivers.yaml": waivers}
    )
    return repo


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_mappings_follow_their_element_and_every_other_byte_stays(mapped: Repo, line_end: str) -> None:
    mapped.commit("three", {"x.sssom.tsv": MAPPED.replace("\n", line_end)})
    run = sotetrace("rename", "plan:M1", "K1")
    assert run.status == 0, run.err
    assert Path("x.sssom.tsv").read_bytes().decode() == RENAMED.replace("\n", line_end)
    assert "- id: K1" in read()
    assert read("other.yaml") == FULL.replace("id: plan", "id: other")
    shape = json.loads(sotetrace("diff", "HEAD", "--format", "json").out)
    assert {change["rule"] for change in shape["changes"]} == {"id-changed"}


def test_qualified_waivers_and_acceptances_follow_too(mapped: Repo) -> None:
    assert sotetrace("rename", "M1", "K1", "-d", "plan").status == 0
    assert "element: 'plan:K1'" in read("waivers.yaml")
    assert "elements: [plan:M11, plan:K1]" in read("waivers.yaml").replace('"', "")


def test_a_dry_run_lists_the_rows_and_the_words_that_stay(mapped: Repo) -> None:
    run = sotetrace("rename", "plan:M1", "K1", "--dry-run")
    told = [line for line in run.out.splitlines() if line.startswith("x.sssom.tsv")]
    assert told == [
        "x.sssom.tsv:9: plan:M1 → plan:K1",
        "x.sssom.tsv:9: M1 is left in words",
        "x.sssom.tsv:10: z:M1.a → z:K1.a",
        "x.sssom.tsv:12: s:plan:M1 → s:plan:K1",
    ]
    assert read("x.sssom.tsv") == MAPPED


def test_the_other_document_may_be_renamed_as_well(mapped: Repo) -> None:
    assert sotetrace("rename", "other:G1", "K1").status == 0
    assert read("x.sssom.tsv") == MAPPED.replace("other:G1", "other:K1")


def test_an_id_that_a_row_names_already_is_refused(mapped: Repo) -> None:
    Path("x.sssom.tsv").write_text(MAPPED + "plan:K1\tskos:closeMatch\tother:G1\tsemapv:X\t\n", encoding="utf-8")
    Path("plan.yaml").write_text(
        read().replace("  - {id: M9,", "  - {id: K1, title: {fi: x}}\n  - {id: M9,"), encoding="utf-8"
    )
    before = read()
    run = sotetrace("rename", "plan:M1", "K1")
    assert run.status == 2
    assert read() == before
    assert "K1" in run.err


def test_a_read_only_crosswalk_keeps_everything_as_it_is(mapped: Repo) -> None:
    Path("x.sssom.tsv").chmod(0o444)
    run = sotetrace("rename", "plan:M1", "K1")
    assert run.status == 2
    assert "x.sssom.tsv: is read-only" in run.err
    assert read() == FULL


# ---- files -----------------------------------------------------------------------------------------------------------


def test_when_one_file_is_read_only_none_is_written(repo: Repo) -> None:
    Path("waivers.yaml").chmod(0o444)
    run = sotetrace("rename", "M1", "K1")
    assert run.status == 2
    assert "waivers.yaml: is read-only" in run.err
    assert read() == FULL


def test_a_symlink_stays_and_its_target_is_written(repo: Repo) -> None:
    Path("plan.yaml").rename("real.yaml")
    Path("plan.yaml").symlink_to("real.yaml")
    Path("real.yaml").chmod(0o640)
    assert sotetrace("rename", "M1", "K1").status == 0
    assert Path("plan.yaml").is_symlink()
    assert read("real.yaml") == expected(FULL)
    assert Path("real.yaml").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(("failure", "status"), [(OSError(28, "No space left"), 2), (KeyboardInterrupt(), 130)])
@pytest.mark.parametrize("written", [0, 1])
def test_killed_in_the_middle_nothing_is_written(
    repo: Repo, monkeypatch: pytest.MonkeyPatch, failure: BaseException, status: int, written: int
) -> None:
    """Every file is on the disk beside the old one before the first is replaced."""
    calls: list[int] = []

    def fail(handle: int) -> None:
        calls.append(handle)
        if len(calls) > written:
            raise failure

    monkeypatch.setattr(os, "fsync", fail)
    assert sotetrace("rename", "M1", "K1").status == status
    assert read() == FULL
    assert read("waivers.yaml") == WAIVERS
    assert sorted(path.name for path in Path().iterdir()) == [".git", "plan.yaml", "sotetrace.yaml", "waivers.yaml"]


# ---- the model -------------------------------------------------------------------------------------------------------

NO_REFERENCES = {"id", "where", "formerly", "texts"}
"""Keys of ids that are no references to elements: definitions, places, former ids, and sources."""


@pytest.mark.parametrize("top", [VisionDocument, Settings, WaiverFile])
def test_every_key_that_holds_ids_is_known(top: type[BaseModel]) -> None:
    """A new key of the model that refers to elements must be one that a renaming changes."""
    schema = top.model_json_schema(by_alias=True)
    for properties in (one.get("properties", {}) for one in (schema, *schema.get("$defs", {}).values())):
        for key, value in properties.items():
            if ID_PATTERN in repr(value).replace("\\\\", "\\") and "propertyNames" not in value:
                listed = "'items'" in repr(value)
                assert key in NO_REFERENCES | (LISTED_REFERENCES if listed else REFERENCES), key
