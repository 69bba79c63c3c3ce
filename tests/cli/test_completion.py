"""What the shell completes: in the words of each shell, without a traceback, and inert."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sotetrace.cli.completion import join_at_colons
from sotetrace.report.shapes.schemas import SCHEMAS
from sotetrace.rules import code_of, rule_slugs
from tests.cli.plans import BROKEN, PLAN, UNPARSABLE, write_plan
from tests.cli.runner import ROOT, Run, environment, sotetrace

SHELLS = ("bash", "zsh", "fish")


def complete(shell: str, line: str, cwd: Path = ROOT) -> Run:
    """Ask as the shell's script does, with the cursor at the end of the line."""
    words = line.split(" ")
    asked: dict[str, dict[str, str]] = {
        "bash": {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(len(words) - 1)},
        "zsh": {"_TYPER_COMPLETE_ARGS": line},
        "fish": {"_TYPER_COMPLETE_ARGS": line, "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    }
    return sotetrace(cwd=cwd, is_terminal=False, _SOTETRACE_COMPLETE=f"complete_{shell}", **asked[shell])


def words_of(shell: str, line: str, cwd: Path = ROOT) -> list[str]:
    """Return the words offered, without what is said of them."""
    done = complete(shell, line, cwd)
    assert (done.status, done.err) == (0, "")
    out = done.out
    if shell == "zsh":
        if out.strip() == "_files":
            return []
        out = out.strip().removeprefix("_arguments '*: :((").removesuffix("))'")
        # A colon in a word is escaped by typer; what follows an unescaped one is the help.
        return [entry.split('":"')[0].strip('"').replace("\\\\:", ":") for entry in out.split("\n")]
    return [entry.split("\t")[0] for entry in out.splitlines() if entry]


LINES = {
    "sotetrace show M1": ["M1", "M1.a", "M10", "M15"],
    "sotetrace show G2.2.": ["G2.2.a", "G2.2.b", "G2.2.c"],
    "sotetrace trace S": ["S1", "S2"],
    "sotetrace path M8 P": ["P1", "P2", "P3", "P4"],
    "sotetrace impact M8 M1": ["M1", "M10"],
    "sotetrace coverage --without G4": ["G4", "G4.1", "G4.2"],
    "sotetrace list me": ["measures"],
    "sotetrace list ": ["statements", "measures", "links", "all"],
    "sotetrace list sc": ["scopes"],
    "sotetrace show X": ["X1"],
    "sotetrace list measures --level L": ["L1", "L2", "L3", "L4"],
    "sotetrace explain SOT30": ["SOT301", "SOT303"],
    "sotetrace explain uncovered-": ["uncovered-goal", "uncovered-sub-goal"],
    "sotetrace schema co": ["coverage"],
    "sotetrace coverage --lang ": ["fi", "sv", "en"],
    "sotetrace coverage --format ": ["terminal", "markdown", "json"],
    "sotetrace coverage --by in": ["instrument", "indicator"],
    "sotetrace coverage --only ": ["stated", "layout", "blanket", "inferred"],
    "sotetrace trace M8 --min-confidence ": ["high", "medium", "low"],
    "sotetrace check --fail-on ": ["error", "warning", "note"],
    "sotetrace export ": ["json", "markdown"],
    "sotetrace review --sign M1.a": ["M1.a:G1.1.b"],
    "sotetrace rob": ["robustness"],
    "sotetrace trace --d": ["--down", "--depth"],
}


@pytest.mark.parametrize("line", LINES)
def test_bash_offers_what_begins_as_typed(line: str) -> None:
    offered = words_of("bash", line)
    assert set(LINES[line]) <= set(offered)
    assert all(word.startswith(line.rpartition(" ")[2]) for word in offered)


@pytest.mark.parametrize("command", ["trace", "path", "impact", "coverage --without"])
def test_scope_is_offered_to_be_shown_only(command: str) -> None:
    assert words_of("bash", f"sotetrace {command} X") == []


@pytest.mark.parametrize(
    "line",
    [
        "sotetrace show M1",
        "sotetrace show X",
        "sotetrace review --sign M1.a",
        "sotetrace review --sign M1.a:G2.",
        "sotetrace coverage --lang ",
    ],
)
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_every_shell_offers_the_same(shell: str, line: str) -> None:
    assert words_of(shell, line) == words_of("bash", line)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_titles_stand_beside_ids(shell: str) -> None:
    assert "Monikanavaisuuden vaihtoehdot" in complete(shell, "sotetrace show M8").out


def test_every_rule_and_schema_is_offered() -> None:
    assert set(words_of("bash", "sotetrace explain ")) == {*rule_slugs(), *map(code_of, rule_slugs())}
    assert set(words_of("bash", "sotetrace schema ")) == set(SCHEMAS)


def test_signed_links_are_not_offered(tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN, "data/vision.yaml")
    assert words_of("bash", "sotetrace review --sign ", tmp_path) == ["M1:G1.1"]
    signed = PLAN.replace("by: reader\n", "by: reader\n        reviewed: {by: N, date: 2026-01-31}\n")
    write_plan(tmp_path, signed, "data/vision.yaml")
    assert words_of("bash", "sotetrace review --sign ", tmp_path) == []


@pytest.mark.parametrize("option", ["-m", "--model"])
def test_ids_come_from_the_model_that_is_named(option: str, tmp_path: Path) -> None:
    write_plan(tmp_path, PLAN, "plan.yaml")
    assert words_of("bash", f"sotetrace trace {option} plan.yaml M", tmp_path) == ["M1"]


def test_without_a_model_ids_are_those_of_the_embedded_vision(tmp_path: Path) -> None:
    assert "M15" in words_of("bash", "sotetrace show M1", tmp_path)


FAULTY = {
    "unparsable": UNPARSABLE.encode(),
    "bytes": b"\xff\xfe\x00",
    "empty": b"",
    "unclosed": b"document: {id: x\n",
    "deep": b"[" * 5000,
}


@pytest.mark.parametrize("line", ["sotetrace show M", "sotetrace review --sign M", "sotetrace list measures --level L"])
@pytest.mark.parametrize("name", FAULTY)
@pytest.mark.parametrize("shell", SHELLS)
def test_faulty_model_offers_nothing_and_says_nothing(shell: str, name: str, line: str, tmp_path: Path) -> None:
    path = tmp_path / "data" / "vision.yaml"
    path.parent.mkdir()
    path.write_bytes(FAULTY[name])
    assert words_of(shell, line, tmp_path) == []


@pytest.mark.parametrize("shell", SHELLS)
def test_absent_model_offers_nothing_and_says_nothing(shell: str, tmp_path: Path) -> None:
    assert words_of(shell, "sotetrace show -m nowhere.yaml M", tmp_path) == []


def test_model_with_some_errors_still_offers_the_rest(tmp_path: Path) -> None:
    write_plan(tmp_path, BROKEN, "data/vision.yaml")
    assert "M1" in words_of("bash", "sotetrace show M", tmp_path)


HOSTILE = {
    "substitution": "$(touch pwned) `touch pwned`",
    "escaped": "\\$(touch pwned) \\`touch pwned\\`",
    "quotes": "x\"; touch pwned; \" '; touch pwned; '",
    "closing": "x))'; touch pwned; echo '((",
    "markup": "[/] [red]x [/red] [link=http://evil.example]",
    "steering": "\\u001b[31mred \\u202e \\u0007",
    "lines": "a\\nM99\\tb\\r\\nc",
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("shell", SHELLS)
def test_title_can_steer_no_shell(shell: str, name: str, tmp_path: Path) -> None:
    text = HOSTILE[name]
    quoted = (
        '"' + text.replace('"', '\\"') + '"' if "u00" in text or "\\n" in text else "'" + text.replace("'", "''") + "'"
    )
    write_plan(tmp_path, PLAN.replace("{fi: Teko,", "{fi: " + quoted + ","), "data/vision.yaml")
    assert words_of(shell, "sotetrace show M", tmp_path) == ["M1"]
    said = complete(shell, "sotetrace show M", tmp_path).out
    assert not any(char in said for char in "\x1b\u202e\x07")
    assert "`" not in said
    assert "$" not in said
    if shell == "zsh":
        inner = said.strip().removeprefix("_arguments '*: :((").removesuffix("))'")
        assert "'" not in inner
        assert inner.count('"') == 4, "the word and its help, nothing that ends them"


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="no bash here")
def test_script_of_bash_works_in_bash() -> None:
    """The script as it is installed, run by bash itself."""
    program = str(Path(sys.executable).parent / "sotetrace")
    script = subprocess.run(
        [program, "--show-completion", "bash"], env=environment(), capture_output=True, text=True, check=True
    ).stdout
    asked = "COMP_WORDS=(sotetrace show M1); COMP_CWORD=2; _sotetrace_completion " + program
    done = subprocess.run(
        ["/bin/bash", "--norc", "-c", f'{script}\n{asked}\necho "${{COMPREPLY[@]}}"'],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert {"M1", "M10", "M1.a"} <= set(done.stdout.split())


# ---- bash and the colon ------------------------------------------------------------------------------------


def bash_offers(words: list[str], index: int, cwd: Path = ROOT) -> list[str]:
    """Return what bash is told, asked with the words as bash itself takes them apart."""
    asked = {"COMP_WORDS": "\n".join(words), "COMP_CWORD": str(index)}
    done = sotetrace(cwd=cwd, is_terminal=False, _SOTETRACE_COMPLETE="complete_bash", **asked)
    assert (done.status, done.err) == (0, "")
    return done.out.split()


SIGN = ["sotetrace", "review", "--sign"]
AFTER_A_COLON = [
    (["M1.a", ":", "G2.1"], 5, ["G2.1.a", "G2.1.b"]),
    (["M1.a", ":", "serves", ":", "S1"], 7, ["S11"]),
    (["M1.a", ":", "serves", ":"], 6, ["S11", "S6", "S7"]),
    (["M1.a", ":", "G2.1.a", "--sign", "M11.a", ":", "G4"], 9, ["G4.2.b"]),
    (["M1.a:G2.1"], 3, ["M1.a:G2.1.a", "M1.a:G2.1.b"]),  # with no colon in COMP_WORDBREAKS
]


@pytest.mark.parametrize(("typed", "index", "offered"), AFTER_A_COLON)
def test_bash_is_offered_what_comes_after_the_colon(typed: list[str], index: int, offered: list[str]) -> None:
    assert sorted(bash_offers([*SIGN, *typed], index)) == offered


def test_signed_link_does_not_stand_in_the_way_of_the_next_option() -> None:
    assert bash_offers([*SIGN, "M1.a", ":", "G2.1.a", "--b"], 6) == ["--by"]


def test_words_are_joined_at_colons() -> None:
    assert join_at_colons(["a", "b", ":", "c", "d"], 4) == (["a", "b:c", "d"], 2)
    assert join_at_colons(["b", ":", "c", ":", ""], 4) == (["b:c:", ""], 1)
    assert join_at_colons(["b", ":"], 1) == (["b:"], 0)
    assert join_at_colons(["a", "b"], 2) == (["a", "b"], 2)


def type_in_bash(typed: str, awaited: str) -> str:
    """Type into a bash with completion, wait for what it must echo, and return all that stood on the screen."""
    import pty  # not everywhere

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover  the child is bash
        os.chdir(ROOT)
        path = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
        os.execve(
            "/bin/bash",
            ["bash", "--norc", "--noprofile", "-i"],
            {**environment(), "TERM": "dumb", "INPUTRC": "/dev/null", "PATH": path},
        )
    shown, until = "", time.monotonic() + 30
    try:
        os.write(terminal, f'eval "$(env _SOTETRACE_COMPLETE=source_bash sotetrace)"\n{typed}'.encode())
        while awaited not in shown and time.monotonic() < until:
            if select.select([terminal], [], [], 1)[0]:
                shown += os.read(terminal, 65536).decode(errors="replace")
    finally:
        os.close(terminal)
        os.waitpid(child, 0)
    return shown


@pytest.mark.skipif(sys.platform == "win32" or not Path("/bin/bash").exists(), reason="no bash here")
@pytest.mark.parametrize(
    ("begun", "completed"),
    [("M1.a:serves:S1", "M1.a:serves:S11"), ("M1.a:G1", "M1.a:G1.1.b"), ("M11.a", "M11.a:G4.2.b")],
)
def test_tab_completes_a_name_with_colons_in_bash(begun: str, completed: str) -> None:
    # Control-A goes to the beginning of the line, so that the line is printed and not run.
    shown = type_in_bash(
        f"sotetrace review --sign {begun}\t\x01echo GOT \n", f"\nGOT sotetrace review --sign {completed}"
    )
    assert f"\nGOT sotetrace review --sign {completed}" in shown.replace("\r", "")
