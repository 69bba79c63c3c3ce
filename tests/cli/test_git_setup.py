"""`sotetrace git-setup` and `textconv`, with real git: what it shows, and that nothing is left after `--undo`."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from tests.cli.hostile import HOSTILE
from tests.cli.plans import PLAN, UNPARSABLE
from tests.cli.reading import assert_inert
from tests.cli.runner import Run, sotetrace
from tests.past import MODEL, SECOND
from tests.repositories import Repo, make_repository, state, unchanged

pytestmark = [
    pytest.mark.usefixtures("neutral_git"),
    pytest.mark.skipif(sys.platform == "win32", reason="the command is one for a Unix shell"),
]
LINE = f"{MODEL} diff=sotetrace\n"
REORDERED = PLAN.replace("format: 1\n", "") + "# a remark\nformat: 1\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    made = make_repository(tmp_path / "repo")
    made.commit("one", {MODEL: PLAN, "other.yaml": "a: 1\n"})
    made.commit(
        "two",
        {MODEL: PLAN.replace("basis: inferred\n        confidence: high", "basis: inferred\n        confidence: low")},
    )
    return made


def setup(repo: Repo, *args: str) -> Run:
    return sotetrace("git-setup", *args, cwd=repo.path)


def shown(repo: Repo, *args: str, **environment: str) -> list[str]:
    """The lines that came and went, as git shows them to somebody who has sotetrace."""
    out = repo.git(*args, **{"PATH": with_program(), **environment})
    return [line for line in out.split("\n") if line[:1] in ("+", "-") and line[:3] not in ("+++", "---")]


def with_program() -> str:
    return f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


def test_one_line_for_a_link_in_diff_and_log(repo: Repo) -> None:
    assert setup(repo).status == 0
    wanted = ["-M1:G1.1 advances inferred high", "+M1:G1.1 advances inferred low"]
    assert shown(repo, "diff", "HEAD~1", "HEAD") == wanted
    assert shown(repo, "log", "-p", "-1", "--format=") == wanted
    repo.write({MODEL: PLAN.replace("en: Deed", "en: Act")})
    assert "+M1 title.en: Act" in shown(repo, "diff")
    assert repo.git("show", f"HEAD~1:{MODEL}") == PLAN.removesuffix("\n")


def test_order_and_remarks_make_no_difference(repo: Repo) -> None:
    setup(repo)
    repo.commit("three", {MODEL: PLAN})
    repo.commit("four", {MODEL: REORDERED})
    assert shown(repo, "diff", "HEAD~1", "HEAD") == []
    assert repo.git("diff", "--no-textconv", "--stat", "HEAD~1", "HEAD")


def test_added_element_is_its_lines(repo: Repo) -> None:
    setup(repo)
    repo.commit("three", {MODEL: PLAN})
    repo.commit("four", {MODEL: PLAN + SECOND})
    assert shown(repo, "diff", "HEAD~1", "HEAD") == [
        "+M2 measure Toinen",
        "+M2 title.en: Second",
        "+M2 title.sv: Andra",
        "+M2:G1.1 advances inferred medium",
        "+M2:G1.1 advances by: reader",
        "+M2:G1.1 advances rationale.en: reason",
        "+M2:G1.1 advances rationale.fi: syy",
        "+M2:G1.1 advances rationale.sv: skäl",
        "+M2 level: L1",
    ]


def test_broken_text_is_shown_as_it_is(repo: Repo) -> None:
    setup(repo)
    repo.commit("three", {MODEL: "measures: [\n"})
    assert "+measures: [" in shown(repo, "diff", "HEAD~1", "HEAD")
    repo.commit("four", {MODEL: b"\xff\xfe\x00 bytes\n"})
    repo.commit("five", {MODEL: ""})
    files = ("other.yaml", ".gitattributes", *5 * (MODEL,))
    assert repo.git("log", "-p", "--format=%s", PATH=with_program()).count("diff --git") == len(files)


def test_who_has_no_sotetrace_sees_the_text(repo: Repo, tmp_path: Path) -> None:
    setup(repo)
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    for name in ("git", "cat", "sh"):
        found = next(p for p in map(Path, os.environ["PATH"].split(os.pathsep)) if (p / name).exists())
        (bin_folder / name).symlink_to(found / name)
    assert shown(repo, "diff", "HEAD~1", "HEAD", PATH=str(bin_folder)) == [
        "-        confidence: high",
        "+        confidence: low",
    ]


def test_undo_leaves_nothing(repo: Repo) -> None:
    before = state(repo)
    done = setup(repo)
    assert (repo.path / ".gitattributes").read_text(encoding="utf-8") == LINE
    assert done.out.splitlines()[-1] == f".gitattributes: + {LINE}".rstrip()
    assert setup(repo, "--undo").status == 0
    assert state(repo) == before
    assert setup(repo, "--undo").out == "Nothing to do.\n"


@pytest.mark.parametrize("rest", ["*.png binary\n", "# notes\r\n*.png binary\r\n", "*.png binary"])
def test_what_stands_there_stays(repo: Repo, rest: str) -> None:
    repo.write({".gitattributes": rest.encode()})
    repo.git("config", "diff.sotetrace.cachetextconv", "false")
    repo.git("config", "user.name", "Aino")
    config = (repo.path / ".git/config").read_bytes()
    setup(repo)
    text = (repo.path / ".gitattributes").read_bytes().decode()
    end = "\r\n" if "\r" in rest else "\n"
    assert text == rest.rstrip("\r\n") + end + LINE.rstrip("\n") + end
    assert setup(repo).out == "Nothing to do.\n"
    setup(repo, "--undo")
    assert (repo.path / ".gitattributes").read_bytes().decode() == rest.rstrip("\r\n") + end
    assert (repo.path / ".git/config").read_bytes() == config


def test_print_changes_nothing(repo: Repo) -> None:
    with unchanged(repo):
        printed = setup(repo, "--print").out
    assert printed == setup(repo).out
    with unchanged(repo):
        undone = setup(repo, "--undo", "--print").out
    assert undone == setup(repo, "--undo").out
    assert printed.startswith("git config --local diff.sotetrace.textconv ")


@pytest.mark.parametrize(
    "name", ["öljy/näkymä 2.yaml", "vision.yaml", 'a "b"/[c]*.yaml', "a\\b/c.yaml", "#a/b.yaml", "!a/b.yaml"]
)
def test_names_that_are_patterns_elsewhere(tmp_path: Path, name: str) -> None:
    made = make_repository(tmp_path / "repo")
    made.commit("one", {name: PLAN, "deep/vision.yaml": PLAN})
    assert setup(made, "-m", name).status == 0
    made.write({name: PLAN.replace("en: Deed", "en: Act"), "deep/vision.yaml": PLAN.replace("en: Deed", "en: Act")})
    assert "+M1 title.en: Act" in shown(made, "diff", "--", f":(literal){name}")
    assert any("title: {fi: Teko" in line for line in shown(made, "diff", "--", "deep"))
    setup(made, "-m", name, "--undo")
    assert not (made.path / ".gitattributes").exists()


def test_every_file_of_a_folder_and_from_below(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "repo")
    head, measures = PLAN.partition("measures:")[0], "measures:" + PLAN.partition("measures:")[2]
    made.commit("one", {"plan/a.yaml": head, "plan/b.yaml": measures, "sotetrace.yaml": "documents: [plan]\n"})
    assert sotetrace("git-setup", cwd=made.path / "plan").status == 0
    assert (made.path / ".gitattributes").read_text(encoding="utf-8") == (
        "plan/a.yaml diff=sotetrace\nplan/b.yaml diff=sotetrace\n"
    )
    made.write({"plan/b.yaml": measures.replace("confidence: high", "confidence: low")})
    assert shown(made, "diff") == ["-M1:G1.1 advances inferred high", "+M1:G1.1 advances inferred low"]


def test_name_that_no_line_can_hold(tmp_path: Path) -> None:
    made = make_repository(tmp_path / "repo")
    made.commit("one", {"a\nb.yaml": PLAN})
    with unchanged(made):
        assert setup(made, "-m", "a\nb.yaml").status == 2


def test_other_driver_is_left_alone(repo: Repo) -> None:
    repo.write({".gitattributes": "*.yaml diff=yaml\n"})
    with unchanged(repo):
        done = setup(repo)
    assert done.status == 2
    assert "diff=yaml" in done.err


def test_linked_work_tree_bare_clone_and_no_repository(repo: Repo, tmp_path: Path) -> None:
    repo.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "linked"))
    assert setup(Repo(tmp_path / "linked")).status == 0
    assert repo.git("config", "--local", "diff.sotetrace.textconv")
    bare = repo.clone(tmp_path / "bare", "--bare")
    assert setup(bare).status in (2, 3)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert sotetrace("git-setup", cwd=empty).status == 3


# ---- textconv ------------------------------------------------------------------------------------------------


def lines(tmp_path: Path, text: str | bytes) -> Run:
    path = tmp_path / "file.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return sotetrace("textconv", path)


@pytest.mark.parametrize("text", [UNPARSABLE, "", "{", "a: 1\n", "a: 1\na: 2\n", "- &x 1\n- *x\n", "goals: &g []\n"])
def test_what_is_no_faultless_model_is_printed_as_it_is(tmp_path: Path, text: str) -> None:
    assert lines(tmp_path, text) == Run(0, text, "")


@pytest.mark.parametrize(
    "text",
    [
        "goals: 1\n",
        "goals: [1, {id: G1}]\n",
        "document: []\n",
        "goals: [{id: [1]}]\n",
        "measures: [{id: M1, advances: [{to: [1]}]}]\n",
    ],
)
def test_shapes_that_no_model_has_do_not_fail(tmp_path: Path, text: str) -> None:
    done = lines(tmp_path, text)
    assert (done.status, done.err) == (0, "")
    assert done.out


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_inert(tmp_path: Path, name: str) -> None:
    text = PLAN.replace("{fi: Tavoite,", f"{{fi: {json.dumps(HOSTILE[name])},")
    done = lines(tmp_path, text)
    assert done.out == text or len(done.out.splitlines()) == len(lines(tmp_path, PLAN).out.splitlines())
    assert_inert(done, "terminal")
