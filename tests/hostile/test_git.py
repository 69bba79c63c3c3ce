"""Repositories that would run commands, names that would be options, and repositories that are broken."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.runner import sotetrace
from tests.repositories import Repo, hermetic, make_repository, plan, unchanged

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: the traps are scripts")

HOOKS = """
    applypatch-msg commit-msg fsmonitor-watchman p4-changelist post-checkout post-commit post-index-change post-merge
    post-rewrite pre-applypatch pre-auto-gc pre-commit pre-merge-commit pre-push pre-rebase pre-receive
    prepare-commit-msg push-to-checkout reference-transaction sendemail-validate update
""".split()  # noqa: SIM905  easier to read
RUN_BY_SETTINGS = """
    core.fsmonitor core.pager core.editor core.askPass core.sshCommand core.gitProxy core.alternateRefsCommand
    diff.external diff.trap.textconv diff.trap.command merge.trap.driver filter.trap.clean filter.trap.smudge
    filter.trap.process gpg.program gpg.ssh.program credential.helper interactive.diffFilter sequence.editor
    uploadpack.packObjectsHook alias.rev-parse alias.cat-file alias.ls-tree alias.log trailer.sign.command pager.log
    pager.diff pager.rev-list
""".split()  # noqa: SIM905
"""The settings whose value git would run; `trap` is what `.gitattributes` gives to every file."""
OTHER_SETTINGS = {
    "diff.trap.cachetextconv": "true",
    "filter.trap.required": "true",
    "log.showSignature": "true",
    "merge.default": "trap",
    "core.untrackedCache": "true",
    "remote.origin.url": "ext::sh -c true",
    "remote.origin.promisor": "true",
    "protocol.ext.allow": "always",
    "diff.renames": "copies",
    "color.ui": "always",
    "core.quotePath": "true",
    "log.decorate": "full",
}
COMMANDS = (
    ("check",),
    ("diff", "HEAD~2"),
    ("diff", "HEAD~2", "HEAD"),
    ("diff", "--staged"),
    ("diff", "side"),
    ("history", "M1"),
    ("trend",),
    ("changelog", "HEAD~2"),
    ("merge-check", "main", "side"),
    ("list", "measures", "--at", "HEAD~1"),
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """A repository with three commits and a branch, and something staged."""
    repo = make_repository(tmp_path_factory.mktemp("made") / "repo")
    repo.commit("one", {"data/vision.yaml": plan("M1")})
    repo.git("branch", "side")
    repo.commit("two", {"data/vision.yaml": plan("M1", "M2")})
    repo.commit("three", {"data/vision.yaml": plan("M1", "M2", "M3")})
    repo.git("checkout", "--quiet", "side")
    repo.commit("aside", {"data/vision.yaml": plan("M1", "M9")})
    repo.git("checkout", "--quiet", "main")
    repo.write({"data/vision.yaml": plan("M1", "M2", "M3", "M4")})
    repo.git("add", "--all")
    return repo


@pytest.fixture
def repo(made: Repo, tmp_path: Path) -> Repo:
    """A copy of it."""
    return made.copy(tmp_path / "repo")


def set_traps(repo: Repo) -> Path:
    """Make everything that a repository can have git run leave a mark; return the folder of the marks."""
    marks = repo.path.parent / "marks"
    marks.mkdir()
    trap = repo.path / ".git" / "trap.sh"
    trap.write_text(f'#!/bin/sh\necho "$@" > "{marks}/$$"\ncat\n', encoding="utf-8")
    trap.chmod(0o755)
    for hook in HOOKS:
        path = repo.path / ".git" / "hooks" / hook
        path.parent.mkdir(exist_ok=True)
        shutil.copy(trap, path)
    included = repo.path / ".git" / "more"
    included.write_text("".join(_setting(name, str(trap)) for name in RUN_BY_SETTINGS), encoding="utf-8")
    with (repo.path / ".git" / "config").open("a", encoding="utf-8") as config:
        config.write("[include]\n\tpath = more\n")
        config.writelines(_setting(name, value) for name, value in OTHER_SETTINGS.items())
    attributes = "* diff=trap merge=trap filter=trap text=auto ident export-subst working-tree-encoding=UTF-16\n"
    (repo.path / ".gitattributes").write_text(attributes, encoding="utf-8")
    (repo.path / ".git" / "info" / "attributes").write_text(attributes, encoding="utf-8")
    (repo.path / ".git" / "objects" / "info" / "alternates").write_text("/absent\n", encoding="utf-8")
    return marks


def _setting(name: str, value: str) -> str:
    section, _, key = name.rpartition(".")
    first, dot, rest = section.partition(".")
    return f"[{first}{f' {chr(34)}{rest}{chr(34)}' if dot else ''}]\n\t{key} = {value}\n"


def test_traps_are_real(repo: Repo) -> None:
    marks = set_traps(repo)
    repo.write({"data/vision.yaml": plan("M1")})
    subprocess.run(["git", "diff"], cwd=repo.path, env=hermetic(), capture_output=True, check=False)
    assert list(marks.iterdir()) != []


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_no_command_runs_anything_that_a_repository_names(repo: Repo, command: tuple[str, ...]) -> None:
    expected = sotetrace(*command, "--lang", "en", cwd=repo.path)
    marks = set_traps(repo)
    with unchanged(repo):
        done = sotetrace(*command, "--lang", "en", cwd=repo.path)
    assert list(marks.iterdir()) == []
    assert done.status == expected.status <= 1, done.err
    assert done.out == expected.out


@pytest.mark.parametrize(
    "name",
    [
        "--output=pwned",
        "-O/etc/passwd",
        "--upload-pack=touch pwned",
        "--exec=touch pwned",
        "--",
        "HEAD\n--output=pwned",
        "HEAD\0main",
        "\r",
        "HEAD..--output=pwned",
        "$(touch pwned)",
        "`touch pwned`",
        "; touch pwned",
        "| touch pwned",
        "HEAD:../../etc/passwd",
        "HEAD:/etc/passwd",
        "HEAD:",
        ":",
        ":0:data/vision.yaml",
        ":/touch",
        "^HEAD",
        "HEAD^{/(((((}",
        "HEAD@{-99999999999999999999}",
        "@{upstream}",
        "main@{yesterday}",
        "refs/heads/" + "x" * 5_000,
        "\ud800",
        "../" * 500,
    ],
    ids=lambda name: ascii(name[:40]),
)
def test_name_of_a_revision_is_a_name_and_nothing_more(made: Repo, name: str) -> None:
    with unchanged(made):
        for command in (("diff", "HEAD", name), ("list", "measures", "--at", name)):
            done = sotetrace(*command, cwd=made.path)
            assert done.status in (0, 2, 3), (command, done)


def test_refs_whose_names_are_options_harm_nothing(repo: Repo) -> None:
    sha = repo.sha("HEAD~1")
    for name in ("--output=pwned", "-x", "$(touch pwned)", "a b", "HEAD", "main~1", "ä", "x" * 200):
        for folder in ("heads", "tags"):
            (repo.path / ".git" / "refs" / folder / name).write_text(f"{sha}\n", encoding="utf-8")
    with (repo.path / ".git" / "packed-refs").open("a", encoding="utf-8") as packed:
        packed.write(f"{sha} refs/tags/--help\n{sha} refs/tags/\x1b[2J\n")
    with unchanged(repo):
        for command in (*COMMANDS, ("diff", "-x"), ("diff", "unknown"), ("trend", "--tags")):
            done = sotetrace(*command, cwd=repo.path)
            assert done.status in (0, 1, 2, 3), (command, done)
            assert "\x1b" not in done.out + done.err
    assert not (repo.path / "pwned").exists()


BREAKAGES = {
    "index of noise": ("index", b"\0\xff" * 500),
    "index of nothing": ("index", b""),
    "index cut short": ("index", b"DIRC\0\0\0\2\0\0\xff\xff"),
    "HEAD of noise": ("HEAD", b"\xff\0\n"),
    "HEAD of nothing": ("HEAD", b""),
    "HEAD in a circle": ("HEAD", b"ref: HEAD\n"),
    "HEAD outside": ("HEAD", b"ref: ../../../etc/passwd\n"),
    "config of noise": ("config", b"[core\n\xff"),
    "config of another format": ("config", b"[core]\n\trepositoryformatversion = 99\n"),
    "config with a file elsewhere": ("config", b"[core]\n\tworktree = /\n\tbare = false\n"),
    "packed refs of noise": ("packed-refs", b"\xff\xfe\n" * 50),
    "branch of noise": ("refs/heads/main", b"zzzz\n"),
    "branch of a missing commit": ("refs/heads/main", b"1" * 40 + b"\n"),
    "shallow of noise": ("shallow", b"zzzz\n"),
    "alternates in a circle": ("objects/info/alternates", b".\n../objects\n"),
    "grafts": ("info/grafts", b"\xff\n"),
}


@pytest.mark.parametrize("name", BREAKAGES)
def test_broken_repository_is_a_message(repo: Repo, name: str) -> None:
    path, raw = BREAKAGES[name]
    (repo.path / ".git" / path).write_bytes(raw)
    with unchanged(repo):
        for command in (("diff", "HEAD~2"), ("diff", "--staged"), ("history", "M1"), ("merge-check", "main", "side")):
            done = sotetrace(*command, cwd=repo.path)
            assert done.status in (0, 1, 2, 3), (command, done)
            assert done.status < 2 or done.err.startswith("sotetrace: "), (command, done)


@pytest.mark.parametrize("kind", ["commit", "tree", "blob"])
@pytest.mark.parametrize("raw", [None, b"", b"\0" * 30], ids=["missing", "empty", "of noise"])
def test_object_that_is_missing_or_broken_is_a_message(repo: Repo, kind: str, raw: bytes | None) -> None:
    sha = repo.sha({"commit": "HEAD~1", "tree": "HEAD~1:data", "blob": "HEAD~1:data/vision.yaml"}[kind])
    path = repo.path / ".git" / "objects" / sha[:2] / sha[2:]
    path.chmod(0o644)
    path.unlink() if raw is None else path.write_bytes(raw)
    for command in (("diff", "HEAD~1"), ("history", "M1"), ("trend",), ("changelog", "HEAD~1")):
        done = sotetrace(*command, cwd=repo.path)
        assert done.status == 3, (command, done)
        assert done.err.startswith("sotetrace: ")


def test_git_folder_that_is_a_file_or_a_circle(tmp_path: Path) -> None:
    for number, text in enumerate(("gitdir: .\n", "gitdir: /absent\n", "gitdir: .git\n", "noise", "")):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / ".git").write_text(text, encoding="utf-8")
        (folder / "vision.yaml").write_text(plan("M1"), encoding="utf-8")
        assert sotetrace("check", "-m", "vision.yaml", cwd=folder).status in (0, 1)
        done = sotetrace("diff", "HEAD", "-m", "vision.yaml", cwd=folder)
        assert done.status == 3
        assert done.err.startswith("sotetrace: ")
