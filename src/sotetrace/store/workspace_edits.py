"""Writing into the files of a workspace: edits of its documents, and what is accepted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sotetrace.errors import SotetraceError
from sotetrace.findings import Severity
from sotetrace.model.ids import is_past
from sotetrace.store.edits import Edit, apply_edits
from sotetrace.store.entries import append_entry, append_key
from sotetrace.store.readers import DISK, is_there, read_bytes
from sotetrace.store.writer import write_texts
from sotetrace.store.yaml_nodes import parse_yaml
from sotetrace.store.yaml_text import Lines, decode_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sotetrace.store.entries import Entry
    from sotetrace.store.workspaces import OpenedWorkspace

_WAIVERS_NAME = "waivers.yaml"


def write_edits(opened: OpenedWorkspace, edits: Sequence[tuple[str, Edit]]) -> None:
    """Write edits, each with the id of its document, into the files they belong to.

    All are made and proved before the first file is written. Raises SotetraceError when a document has errors, because
    a path could then mean another place, or when an edit cannot be made.
    """
    if opened.files is not DISK:
        raise SotetraceError("the model is not read from files on disk", "Nothing was written.")
    if any(finding.severity >= Severity.ERROR for finding in opened.findings):
        raise SotetraceError("the model has errors", "Mend what sotetrace check reports first.")
    texts: dict[str, str] = {}
    data: dict[str, Any] = {}
    by_file: dict[str, list[Edit]] = {}
    for identifier, edit in edits:
        if is_past(identifier):
            raise SotetraceError(f"{identifier}: is read from git", "Nothing was written.")
        files = opened.positions[identifier].files
        for name, lines in files:
            if name not in texts:
                texts[name] = _reread(name, lines)
                data[name] = parse_yaml(texts[name].encode("utf-8")).data
        name, own = _home_of(edit, [(name, data[name]) for name, _ in files])
        by_file.setdefault(name, []).append(own)
    written = {name: apply_edits(texts[name], own) for name, own in by_file.items()}
    write_texts(written, texts)


def write_acceptances(opened: OpenedWorkspace, entries: Sequence[tuple[str, Entry]]) -> str:
    """Append what is accepted, each with its section, to the file of waivers and return the file's name.

    Settings that name no such file get one. Raises SotetraceError when the workspace has no settings file, or a file
    has errors or cannot be written.
    """
    if opened.files is not DISK:
        raise SotetraceError("the model is not read from files on disk", "Nothing was written.")
    if not opened.settings_file:
        raise SotetraceError(
            "there is no sotetrace.yaml to name a file of waivers",
            "Make one above the data folder, with the lines: format: 1 and documents: [data/vision.yaml]",
        )
    written: dict[str, str] = {}
    before: dict[str, str] = {}
    name, text = opened.waivers_file, "format: 1\n"
    if name:
        text = before[name] = read_bytes(Path(name)).decode("utf-8")
    else:
        name = DISK.shown(Path(opened.settings_file).parent / _WAIVERS_NAME)
        if is_there(Path(name)):
            hint = f"Add to {opened.settings_file}: waivers: {_WAIVERS_NAME}"
            raise SotetraceError(f"{name}: is there, and {opened.settings_file} does not name it", hint)
        settings = before[opened.settings_file] = read_bytes(Path(opened.settings_file)).decode("utf-8")
        written[opened.settings_file] = append_key(settings, "waivers", _WAIVERS_NAME)
    for section, entry in entries:
        text = append_entry(text, section, entry)
    write_texts({**written, name: text}, before)
    return name


def _reread(name: str, lines: Sequence[str]) -> str:
    """Read a file anew. Raises SotetraceError when it is not what was opened: a path could mean another place."""
    raw = read_bytes(Path(name))
    if Lines(decode_text(raw)[0]) != lines:
        raise SotetraceError(
            f"{name}: was changed by somebody else in the meantime", "Nothing was written; run it again."
        )
    return raw.decode("utf-8")


def _home_of(edit: Edit, files: Sequence[tuple[str, Any]]) -> tuple[str, Edit]:
    """Return the file that the place of an edit stands in, and the edit with its path in that file."""
    section, index, *rest = edit.path
    for name, data in files:
        entries = data.get(section) or []
        if isinstance(index, int) and index < len(entries):
            return name, replace(edit, path=(section, index, *rest))
        index = int(index) - len(entries)
    raise SotetraceError(f"{edit.path}: stands in no file", "Nothing was written.")
