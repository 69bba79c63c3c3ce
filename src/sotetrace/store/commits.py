"""Finding commits: by name, by where branches parted, by parent; and saying what is wrong when there is none."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from sotetrace.errors import GitError, MissingObjectError, ShallowHistoryError, UnknownRevisionError
from sotetrace.store.repository import check_words

if TYPE_CHECKING:
    from sotetrace.store.repository import Repository

_ANCESTOR = re.compile(r"(?:HEAD|@)(?:\^[12]?|~(\d{0,4}))")
_PLAIN_NAME = re.compile(r"[\w][\w./-]*")
_HASH = re.compile("[0-9a-fA-F]{4,64}")


def find_commit(repository: Repository, revision: str) -> str:
    """Return the full hash of the commit that a revision names.

    Raises UsageError for what can be no revision, UnknownRevisionError, ShallowHistoryError or MissingObjectError.
    """
    check_words(revision)
    sha = _peeled(repository, revision)
    if sha is None:
        raise _explain(repository, revision)
    return sha


def find_head(repository: Repository) -> str:
    """Return the full hash of HEAD's commit; nothing where there is no commit yet. Raises MissingObjectError."""
    if repository.line("rev-parse", "--verify", "--quiet", "HEAD") is None and find_branch(repository) is not None:
        return ""
    return find_commit(repository, "HEAD")


def find_branch(repository: Repository) -> str | None:
    """Return the name of the branch that HEAD stands on; None when it stands on none."""
    name = repository.line("symbolic-ref", "--quiet", "HEAD")
    return name.removeprefix("refs/heads/") if name is not None else None


def find_default_branch(repository: Repository) -> str | None:
    """Return the name of the branch that others start from, as `origin/main` or `main`; None when none is known."""
    head = repository.line("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    names = ["remotes/origin/main", "remotes/origin/master", "heads/main", "heads/master"]
    if head is not None:
        names.insert(0, head.removeprefix("refs/"))
    configured = repository.line("config", "--get", "init.defaultBranch")
    if configured:
        names.append(f"heads/{configured}")
    known = set(_list_refs(repository, "refs/heads", "refs/remotes"))
    found = next((name for name in names if f"refs/{name}" in known), None)
    return found.partition("/")[2] if found is not None else None


def find_other_branches(repository: Repository) -> list[str]:
    """Return the branches, here and of remotes, other than the one that HEAD stands on."""
    own = find_branch(repository)
    others = []
    for name in _list_refs(repository, "refs/heads", "refs/remotes"):
        _, place, rest = name.split("/", 2)
        # heads/main and remotes/origin/main are the same branch in two places.
        if (rest if place == "heads" else rest.partition("/")[2]) not in (own, "HEAD"):
            others.append(rest)
    return others


def find_remote(repository: Repository) -> str | None:
    """Return the name of the remote: origin, else the first; None when there is none."""
    names = (repository.line("remote") or "").split("\n")
    return "origin" if "origin" in names else names[0] or None


def find_parents(repository: Repository, sha: str) -> tuple[str, ...]:
    """Return the hashes of a commit's parents as the commit itself names them, so also in a shallow clone."""
    header = repository.ask("cat-file", "commit", sha).partition(b"\n\n")[0]
    return tuple(line[7:].decode("ascii") for line in header.split(b"\n") if line.startswith(b"parent "))


def find_merge_base(repository: Repository, one: str, other: str) -> str:
    """Return the hash of the commit that two commits parted from.

    Raises ShallowHistoryError when the clone may have been made without it, and GitError when there is none.
    """
    answer = repository.run("merge-base", one, other)
    if answer.status == 0:
        return answer.output.decode("ascii").strip()
    if repository.is_shallow:
        raise ShallowHistoryError(
            f"{one[:7]} and {other[:7]}: this shallow clone does not reach to where they parted",
            _fetch_hint(repository, None),
        )
    raise GitError(f"{one[:7]} and {other[:7]}: have no commit in common", "Name both sides: OLD NEW.")


def _peeled(repository: Repository, revision: str) -> str | None:
    return repository.line("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")


def _list_refs(repository: Repository, *folders: str) -> list[str]:
    answer = repository.ask("for-each-ref", "--format=%(refname)", *folders)
    return answer.decode("utf-8", "replace").split("\n")[:-1]


def _explain(repository: Repository, revision: str) -> GitError:
    """Return the error that says why a revision names no commit here."""
    base = re.split("[~^]", revision, maxsplit=1)[0] or "HEAD"
    named = repository.line("rev-parse", "--verify", "--quiet", "--end-of-options", base)
    if named is not None and not is_present(repository, named):
        if named == base.lower():  # git takes a whole hash at its word
            return _unknown(repository, base)
        return MissingObjectError(f"{revision}: its commit {named} is missing here", "Run git fsck, then git fetch.")
    if base != revision and named is not None:
        if repository.is_shallow:
            found = _ANCESTOR.fullmatch(revision)
            depth = int(found[1] or 1) + 1 if found else None
            return ShallowHistoryError(
                f"{revision}: lies before the history of this shallow clone", _fetch_hint(repository, depth)
            )
        return UnknownRevisionError(f"{revision}: {base} has no such ancestor")
    if named is not None:
        return UnknownRevisionError(f"{revision}: names no commit", "Name a branch, a tag or a commit.")
    if base in ("HEAD", "@"):
        return UnknownRevisionError(f"{revision}: the repository has no commit yet", "Commit something first.")
    return _unknown(repository, revision)


def _unknown(repository: Repository, revision: str) -> GitError:
    if _HASH.fullmatch(revision) and repository.is_shallow:
        return ShallowHistoryError(f"{revision}: is not in this shallow clone", _fetch_hint(repository, None))
    remote = find_remote(repository)
    short = revision.removeprefix(f"{remote}/")  # what all branches of a remote begin with makes none of them alike
    names: dict[str, str] = {}
    for ref in _list_refs(repository, "refs/heads", "refs/tags", "refs/remotes"):
        name = ref.split("/", 2)[2]
        names.setdefault(name.removeprefix(f"{remote}/"), name)
    nearest = [names[name] for name in difflib.get_close_matches(short, names, n=3, cutoff=0.5)]
    hint = "Name a branch, a tag, a commit, or a path that exists."
    if remote is not None and _PLAIN_NAME.fullmatch(short):
        hint = (
            f"If it is a branch of {remote}: git fetch {remote} {short}:refs/remotes/{remote}/{short}, "
            f"then name it {remote}/{short}."
        )
    return UnknownRevisionError(f"{revision}: is no revision and no path", hint, nearest)


def is_present(repository: Repository, sha: str) -> bool:
    """Say whether the repository holds an object."""
    return repository.run("cat-file", "-e", sha).status == 0


def _fetch_hint(repository: Repository, depth: int | None) -> str:
    """Return the command that fetches what a shallow clone lacks. A HEAD on no branch has to be asked for by hash."""
    how = f"--depth={depth}" if depth is not None else "--unshallow"
    remote, head = find_remote(repository), repository.line("rev-parse", "--verify", "--quiet", "HEAD")
    if remote is None:
        return "Clone the repository anew with its history."
    if find_branch(repository) is None and head is not None:
        return f"Fetch it with: git fetch {how} {remote} {head}"
    return f"Fetch it with: git fetch {how}"
