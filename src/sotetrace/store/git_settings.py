"""The one place that changes a repository: on request, a setting in its local config and lines in `.gitattributes`.

With them a plain `git diff` or `git log -p` shows a model as one line for each element, link and field. Everything else
in sotetrace only reads git; nothing here runs unless `sotetrace git-setup` is asked for, and `--undo` takes it back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sotetrace.errors import SotetraceError, UsageError
from sotetrace.store.git import refusal
from sotetrace.store.writer import write_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sotetrace.store.repository import Repository

DRIVER = "sotetrace"
"""The name of the driver that `.gitattributes` gives to the files of a model."""
_KEY = f"diff.{DRIVER}.textconv"
# Where sotetrace is not on the path of who runs git, or fails, git shows the text as it is.
COMMAND = 'f() { sotetrace textconv -- "$1" 2>/dev/null || cat -- "$1"; }; f'
_FILE = ".gitattributes"
_ATTRIBUTE = f" diff={DRIVER}"


@dataclass(frozen=True, slots=True)
class Change:
    """What is to be done, or was: the words of git commands, and the lines of `.gitattributes` that come or go."""

    commands: tuple[tuple[str, ...], ...]
    come: tuple[str, ...] = ()
    go: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether everything is as wanted already."""
        return not (self.commands or self.come or self.go)


def plan_setup(repository: Repository, paths: Sequence[str]) -> Change:
    """Return what to do so that git shows files (from the top, with forward slashes) through `sotetrace textconv`.

    Raises UsageError in a bare repository, when a file has another driver already, and for a name no line can hold.
    """
    _check_files(repository)
    for path in paths:
        if not path.isprintable():
            raise UsageError(f"{path!r}: has a character that no line of {_FILE} can hold", "Give it another name.")
    lines = tuple(_line(path) for path in paths if not _is_set(repository, path))
    has_setting = repository.line("config", "--local", "--get", _KEY) == COMMAND
    return Change(() if has_setting else (("config", "--local", _KEY, COMMAND),), come=lines)


def plan_undo(repository: Repository) -> Change:
    """Return what to do so that nothing of a setup is left: the setting, and the lines that name the driver alone."""
    _check_files(repository)
    named = repository.line("config", "--local", "--name-only", "--get-regexp", rf"^diff\.{DRIVER}\.") or ""
    if named == _KEY:  # nothing else stands in its section, whose heading goes as well
        commands: tuple[tuple[str, ...], ...] = (("config", "--local", "--remove-section", f"diff.{DRIVER}"),)
    else:
        commands = (("config", "--local", "--unset-all", _KEY),) if _KEY in named.split("\n") else ()
    lines = (line.rstrip("\r") for line in _read(repository).split("\n"))
    return Change(commands, go=tuple(line for line in lines if _is_ours(line)))


def apply_change(repository: Repository, change: Change) -> None:
    """Do what was planned: the lines first, since without the setting they mean nothing.

    Raises SotetraceError when a file cannot be written, GitError when git refuses.
    """
    if change.come or change.go:
        text = _read(repository)
        end = "\r\n" if "\r\n" in text else "\n"
        kept = [line for line in text.splitlines(keepends=True) if not (change.go and _is_ours(line.rstrip("\r\n")))]
        if change.come and kept and not kept[-1].endswith("\n"):
            kept[-1] += end
        _write(repository, "".join((*kept, *(f"{line}{end}" for line in change.come))))
    for words in change.commands:
        answer = repository.run(*words)
        if answer.status:
            raise refusal(repository.folder, answer)


def _check_files(repository: Repository) -> None:
    if not repository.has_files:
        raise UsageError("a bare repository has no files to show", "Run it in a clone that has files.")


def _is_set(repository: Repository, path: str) -> bool:
    """Say whether a file has the driver. Raises UsageError when it has another."""
    answer = repository.ask("check-attr", "-z", "diff", "--", path)
    value: str = answer.split(b"\0")[2].decode("utf-8", "replace")
    if value not in (DRIVER, "unspecified"):
        raise UsageError(f"{path}: has the attribute diff={value} already", f"Take it out of {_FILE} first.")
    return value == DRIVER


def _line(path: str) -> str:
    """Return the line for a file: what would be a pattern in its name is escaped, and a space needs quotes."""
    # Without a slash it would mean files of that name everywhere; `#` begins a remark, `!` an exception.
    name = path if "/" in path and path[0] not in "#!" else f"/{path}"
    escaped = "".join(f"\\{character}" if character in "\\*?[" else character for character in name)
    if any(character in escaped for character in ' "'):
        quoted = escaped.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{quoted}"{_ATTRIBUTE}'
    return escaped + _ATTRIBUTE


def _is_ours(line: str) -> bool:
    """Say whether a line gives the driver and nothing else."""
    pattern = line.removesuffix(_ATTRIBUTE)
    is_one_word = (pattern.startswith('"') and pattern.endswith('"')) or not any(map(str.isspace, pattern))
    return pattern != line and bool(pattern) and not pattern.startswith("#") and is_one_word


def _read(repository: Repository) -> str:
    """Return the text of `.gitattributes`, nothing where there is none. Raises SotetraceError for what is no text."""
    path = repository.folder / _FILE
    if path.is_symlink():
        raise SotetraceError(f"{_FILE}: is a link, which git does not follow", "Make it a file.")
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise SotetraceError(f"{_FILE}: cannot be read; {error}", f"Edit it by hand: PATH{_ATTRIBUTE}") from error


def _write(repository: Repository, text: str) -> None:
    path = repository.folder / _FILE
    if text:
        write_text(path, text, may_replace=True)
    else:
        path.unlink(missing_ok=True)


def shown_commands(change: Change) -> Iterable[str]:
    """Yield the git commands as a shell takes them."""
    import shlex

    return (f"git {shlex.join(words)}" for words in change.commands)
