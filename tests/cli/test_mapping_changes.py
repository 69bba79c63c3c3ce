"""Changes of crosswalks as a user meets them: in a real repository, in every format, accepted, merged and published."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.formats import read_github
from tests.cli.hostile import HOSTILE
from tests.cli.reading import assert_inert
from tests.cli.runner import ROOT, Run, sotetrace
from tests.repositories import Repo, make_repository, unchanged

pytestmark = pytest.mark.usefixtures("neutral_git")

TOWN = ROOT / "tests" / "golden" / "town"
FILE = "town-region.sssom.tsv"
MANUAL = "semapv:ManualMappingCuration"
BROADER = "town:G1\tskos:broadMatch\tregion:G1"
WORDS = {
    "fi": "Viimeinen vastine menetettiin",
    "sv": "Den sista motsvarigheten gick förlorad",
    "en": "The last counterpart was lost",
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """The workspace of the golden files, committed."""
    made = make_repository(tmp_path / "repo")
    made.commit("one", {path.name: path.read_bytes() for path in TOWN.iterdir()})
    return made


def table(repo: Repo) -> str:
    return (repo.path / FILE).read_text(encoding="utf-8")


def edit(repo: Repo, old: str, new: str) -> None:
    assert old in table(repo)
    repo.write({FILE: table(repo).replace(old, new)})


def drop(repo: Repo, start: str) -> None:
    kept = [line for line in table(repo).splitlines(keepends=True) if not line.startswith(start)]
    repo.write({FILE: "".join(kept)})


def diff(repo: Repo, *args: str) -> Run:
    return sotetrace("diff", "HEAD", *args, cwd=repo.path)


def rules(repo: Repo, *args: str) -> list[tuple[str, str]]:
    shape = json.loads(diff(repo, "--format", "json", *args).out)
    return [(change["rule"], change["id"]) for change in shape["changes"]]


def test_the_order_of_rows_and_line_ends_are_no_change(repo: Repo) -> None:
    head, rows = table(repo).split("confidence\tcomment\n")
    turned = "".join(reversed(rows.splitlines(keepends=True)))
    repo.write({FILE: f"{head}confidence\tcomment\n{turned}".replace("\n", "\r\n")})
    assert rules(repo) == []


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("style", ["terminal", "markdown", "comment"])
def test_a_lost_counterpart_is_told_under_the_row_that_went(repo: Repo, language: str, style: str) -> None:
    drop(repo, BROADER)
    with unchanged(repo):
        out = diff(repo, "--format", style, "--lang", language).out
    assert WORDS[language] in " ".join(out.split())
    assert "SOT760" in out
    assert f"{FILE}:11" in out


def test_what_can_be_accepted_comes_with_the_command_for_it(repo: Repo) -> None:
    edit(repo, "every kind of care", "emergency care")
    assert "To accept:" not in diff(repo, "--lang", "en").out
    drop(repo, BROADER)
    assert "To accept: sotetrace accept" in diff(repo, "--lang", "en").out, "though it stands under what does not ask"


def test_a_changelog_of_crosswalks_alone_is_about_no_document(repo: Repo) -> None:
    drop(repo, BROADER)
    assert sotetrace("changelog", "HEAD", "--lang", "en", cwd=repo.path).out.startswith(
        "What has changed: Crosswalks\n"
    )


def test_json_names_the_ends_the_side_and_the_cause(repo: Repo) -> None:
    drop(repo, BROADER)
    shape = json.loads(diff(repo, "--format", "json").out)
    by_rule = {change["rule"]: change for change in shape["changes"]}
    removed, lost = by_rule["mapping-removed"], by_rule["counterpart-lost"]
    assert (removed["element"], removed["id"], removed["side"]) == ("town:G1", "town:G1 region:G1", "old")
    assert removed["args"]["relation"] == "broad"
    assert removed["before"]["comment"].startswith("Both are about access")
    assert removed["location"]["line"] == 11
    assert lost["causes"][0] == removed["fingerprint"]
    assert diff(repo, "--fail-on", "breaking").status == 1


def test_annotations_stand_on_the_new_side(repo: Repo) -> None:
    edit(repo, "skos:broadMatch", "skos:closeMatch")
    assert f"::warning file={FILE},line=11" in diff(repo, "--format", "github", "--lang", "en").out


def test_words_of_a_comment_are_compared(repo: Repo) -> None:
    edit(repo, "every kind of care", "emergency care")
    assert "[-every kind of-]{+emergency+} care" in " ".join(diff(repo).out.split())


@pytest.mark.parametrize("style", ["terminal", "markdown", "github"])
def test_no_words_of_a_row_steer_what_shows_a_comparison(repo: Repo, style: str) -> None:
    texts = [
        "".join(char for char in text if char.isprintable() and char != '"').strip()
        for name, text in HOSTILE.items()
        if name not in ("long-text", "marks")
    ]
    start = table(repo).replace("#  town:", '#  x: "urn:x:"\n#  town:')
    for end, title in (("", texts[0]), (" z", texts[-1])):
        rows = [f"x:E{i}\tskos:relatedMatch\ttown:G2\t{MANUAL}\t\t\t{text}{end}\n" for i, text in enumerate(texts)]
        named = start.replace("#license:", f"#mapping_set_title: {json.dumps(title)}\n#license:")
        repo.commit(f"now{end}", {FILE: named + "".join(rows)})
    done = sotetrace("diff", "HEAD~1", "HEAD", "--format", style, "--show-editorial", cwd=repo.path)
    if style == "github":
        assert "SOT764" in done.out
        assert all(one.level in ("error", "warning", "notice") for one in read_github(done.out))
    else:
        assert done.out.count("SOT764") == len(texts)
        assert_inert(done, style)


def test_a_change_is_accepted_by_its_fingerprint_until_the_row_changes_again(repo: Repo) -> None:
    drop(repo, BROADER)
    shape = json.loads(diff(repo, "--format", "json").out)
    lost = [change["fingerprint"] for change in shape["changes"] if change["rule"] == "counterpart-lost"]
    answer = ("--reason", "settled", "--owner", "unit", "--until", "2030-01-01", "--old", "HEAD")
    done = sotetrace("accept", *lost, *answer, cwd=repo.path)
    assert done.status == 0, done.err
    assert 'elements: ["town:G1"]' in (repo.path / "waivers.yaml").read_text(encoding="utf-8")
    counts = json.loads(diff(repo, "--format", "json").out)["counts"]
    assert (counts["breaking"], counts["accepted"]) == (0, 2)


def test_a_change_about_a_file_as_a_whole_can_be_accepted(repo: Repo) -> None:
    edit(repo, "licenses/by/4.0/", "publicdomain/zero/1.0/")
    ((rule, _),) = rules(repo)
    assert rule == "licence-changed"
    fingerprint = json.loads(diff(repo, "--format", "json").out)["changes"][0]["fingerprint"]
    answer = ("--reason", "decided", "--owner", "unit", "--until", "2030-01-01", "--old", "HEAD")
    assert sotetrace("accept", fingerprint, *answer, cwd=repo.path).status == 0
    assert json.loads(diff(repo, "--format", "json").out)["counts"]["breaking"] == 0
    assert "wrong-value" not in sotetrace("check", cwd=repo.path).out


def test_under_an_element_stands_what_is_mapped_to_it(repo: Repo) -> None:
    drop(repo, BROADER)
    drop(repo, "town:M1\t")
    assert {name for _, name in rules(repo, "--under", "region:M1")} == {"town:M1 region:M1"}
    assert "mapping-removed" in {rule for rule, _ in rules(repo, "--under", "region:G1")}
    assert rules(repo, "--under", "nation:G1") == [("derived-mapping-lost", "nation:G1 town:G1")]


def test_of_one_document_only_what_joins_it(repo: Repo) -> None:
    drop(repo, BROADER)
    assert rules(repo, "-d", "nation") == [("derived-mapping-lost", "nation:G1 town:G1")]
    assert ("mapping-removed", "town:G1 region:G1") in rules(repo, "-d", "town")


def test_a_changelog_has_the_mappings_by_themselves(repo: Repo) -> None:
    drop(repo, BROADER)
    repo.commit("two", {})
    out = sotetrace("changelog", "HEAD~1", "HEAD", "--lang", "en", cwd=repo.path).out
    assert "\nCrosswalks\n" in out
    assert "A mapping was removed: town:G1" in " ".join(out.split())


def test_a_crosswalk_that_goes_is_one_decision(repo: Repo) -> None:
    settings = (repo.path / "sotetrace.yaml").read_text(encoding="utf-8")
    repo.write({"sotetrace.yaml": settings.replace(f"{FILE}, ", "")})
    shape = json.loads(diff(repo, "--format", "json").out)
    assert shape["counts"] == {"breaking": 1, "substantive": 0, "editorial": 0, "accepted": 0}
    assert shape["changes"][0]["rule"] == "crosswalk-removed"
    assert {change["rule"] for change in shape["changes"] if change["is_detail"]} >= {
        *("mapping-removed", "counterpart-lost", "tension-removed", "search-withdrawn", "setting-changed"),
    }


# ---- merging ---------------------------------------------------------------------------------------------------------


def branch(repo: Repo, name: str, row: str) -> None:
    repo.git("checkout", "--quiet", "-b", name, "main")
    lines = table(repo).splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if line.startswith("subject_id")) + 1
    # Not where the canonical order has them, so that the texts merge and only the mappings conflict.
    lines.insert(at if name == "ours" else len(lines), row)
    repo.commit(name, {FILE: "".join(lines)})


def test_branches_that_map_one_pair_differently_conflict(repo: Repo) -> None:
    branch(repo, "ours", f"town:G2\tskos:broadMatch\tregion:M1\t{MANUAL}\tAino\t0.5\tone\n")
    branch(repo, "theirs", f"region:M1\tskos:broadMatch\ttown:G2\t{MANUAL}\tEero\t0.5\tother\n")
    for name in ("ours", "theirs"):
        assert sotetrace("merge-check", "main", name, cwd=repo.path).status == 0
    with unchanged(repo):
        done = sotetrace("merge-check", "ours", "theirs", "--lang", "en", cwd=repo.path)
    assert done.status == 1
    assert "SOT503" in done.out


def test_branches_that_change_one_row_differently_conflict_as_texts(repo: Repo) -> None:
    for name, relation in (("ours", "exactMatch"), ("theirs", "closeMatch")):
        repo.git("checkout", "--quiet", "-b", name, "main")
        repo.commit(name, {FILE: table(repo).replace("skos:broadMatch", f"skos:{relation}")})
    done = sotetrace("merge-check", "ours", "theirs", "--format", "json", cwd=repo.path)
    assert done.status == 1
    assert json.loads(done.out)["conflicts"] == [FILE]


# ---- plain git -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the command is one for a Unix shell")
def test_plain_git_shows_one_line_for_a_changed_relation(repo: Repo) -> None:
    assert f"{FILE} diff=sotetrace" in sotetrace("git-setup", cwd=repo.path).out
    edit(repo, "skos:broadMatch", "skos:exactMatch")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    lines = [
        line
        for line in repo.git("diff", FILE, PATH=path).splitlines()
        if line[:1] in "+-" and line[1:3] != line[:1] * 2
    ]
    assert lines == ["-town:G1 region:G1 broadMatch 0.9", "+town:G1 region:G1 exactMatch 0.9"]


def test_what_is_no_faultless_crosswalk_is_printed_as_it_is(repo: Repo) -> None:
    broken = table(repo).replace("town:G1\t", 'town:G1"\t\t\t\t\t\t\t\t\t')
    repo.write({FILE: broken})
    assert sotetrace("textconv", FILE, cwd=repo.path).out == broken


# ---- waivers ---------------------------------------------------------------------------------------------------------

NOTE = f"town:M1\tskos:exactMatch\tregion:G1\t{MANUAL}\tAino\t0.5\tanother kind\n"
ANSWER = ("--reason", "meant so", "--owner", "unit", "--until", "2030-01-01")


@pytest.mark.parametrize("name", ["town:M1", "region:G1", "fingerprint"])
def test_a_finding_about_a_mapping_is_accepted_by_either_end(repo: Repo, name: str) -> None:
    repo.write({FILE: table(repo) + NOTE})
    (found,) = [one for one in check(repo) if one["rule"] == "exact-match-of-other-kind"]
    wanted = found["fingerprint"] if name == "fingerprint" else f"SOT509:{name}"
    done = sotetrace("accept", wanted, *ANSWER, cwd=repo.path)
    assert done.status == 0, done.err
    assert ("region:G1" if name == "fingerprint" else name) in done.out
    (found,) = [one for one in check(repo) if one["rule"] == "exact-match-of-other-kind"]
    assert found["waived"] == "meant so"


def test_a_waiver_of_a_mapping_that_is_mended_is_told(repo: Repo) -> None:
    repo.write({FILE: table(repo) + NOTE})
    assert sotetrace("accept", "SOT509:town:M1", *ANSWER, cwd=repo.path).status == 0
    repo.write({FILE: table(repo).replace(NOTE, "")})
    assert "waiver-unused" in {one["rule"] for one in check(repo)}


def test_a_document_that_the_workspace_lacks_is_accepted_by_its_name(repo: Repo) -> None:
    settings = (repo.path / "sotetrace.yaml").read_text(encoding="utf-8")
    repo.write({"sotetrace.yaml": settings.replace(", nation.yaml", "")})
    assert sotetrace("accept", "SOT502:nation", *ANSWER, cwd=repo.path).status == 0
    (found,) = [one for one in check(repo) if one["rule"] == "foreign-document"]
    assert found["waived"] == "meant so"


def check(repo: Repo) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(sotetrace("check", "--format", "json", cwd=repo.path).out)["findings"]
    return found
