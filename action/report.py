"""Say what a comparison found: outputs of the step, the summary of the job, and the comment to be written.

    report.py FOLDER    where the comparison left comment.md, summary.md, diff.json and said.txt

Reads STATUS (the exit status of the comparison; empty when it did not run), MODEL and REPORT_LANGUAGE. Whether the job
fails is the business of the last step.
"""

# ruff: noqa: INP001 (a script of the action, not a package)
from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path
from typing import Any

SUMMARY_LIMIT = 1_000_000
"""The most bytes of a summary; GitHub takes 1 MiB, and nothing at all of what is longer."""
REASON_LIMIT = 4_000
COUNTED = ("breaking", "substantive", "editorial")

# Said here and not by sotetrace, which is what failed. The titles are those of its catalogues.
TITLES = {"en": "Vision model", "fi": "Visiomalli", "sv": "Visionsmodellen"}
NOT_COMPARED = {
    "en": "Not compared. What this pull request changes in the model is not known.",
    "fi": "Ei verrattu. Sitä, mitä tämä muutosehdotus muuttaa mallissa, ei tiedetä.",
    "sv": "Inte jämförd. Vad detta ändringsförslag ändrar i modellen är inte känt.",
}
CUT = {
    "en": "Cut: the report is longer than a summary may be.",
    "fi": "Lyhennetty: raportti on pidempi kuin yhteenveto saa olla.",
    "sv": "Förkortad: rapporten är längre än en sammanfattning får vara.",
}


def find_result(folder: Path) -> dict[str, Any] | None:
    """Return what was found, or None when nothing was compared."""
    if os.environ.get("STATUS") not in ("0", "1"):
        return None
    try:
        found: dict[str, Any] = json.loads((folder / "diff.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found


def state_of(result: dict[str, Any] | None) -> str:
    """Return whether there is something to tell; changes of wording alone are none."""
    if result is None:
        return "failed"
    counts = result["counts"]
    found = counts["breaking"] + counts["substantive"] + counts["accepted"] + len(result["faults"])
    return "found" if found else "clear"


def find_reason(folder: Path) -> str:
    """Return why nothing was compared, as far as it is known."""
    status = os.environ.get("STATUS", "")
    if not status:
        return "sotetrace could not be installed or started; the log of the job says why"
    return read_text(folder / "said.txt").strip()[:REASON_LIMIT] or f"sotetrace ended with status {status}"


def read_text(file: Path) -> str:
    """Return the text of a file; none when it is not there."""
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def plain(name: str) -> str:
    """Return the name of a file without what Markdown would take for more."""
    return re.sub(r"[^\w ./-]", "", name).replace("_", "\\_")


def fenced(text: str) -> str:
    """Return text as a block of code, which nothing in it can end."""
    ticks = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", text)), default=0))
    return f"{ticks}text\n{text}\n{ticks}\n"


def write_outputs(result: dict[str, Any] | None) -> None:
    """Write the outputs of the step."""
    lines = [f"compared={'true' if result is not None else 'false'}"]
    lines += [f"{name}={result['counts'][name] if result is not None else ''}" for name in COUNTED]
    with Path(os.environ["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as output:
        output.write("\n".join(lines) + "\n")


def write_summary(text: str, language: str) -> None:
    """Write the summary of the job, of whole lines when there is more than fits."""
    raw = text.encode()
    if len(raw) > SUMMARY_LIMIT:
        note = f"{CUT[language]}\n\n".encode()
        raw = note + raw[: SUMMARY_LIMIT - len(note)].rpartition(b"\n")[0] + b"\n"
    with Path(os.environ["GITHUB_STEP_SUMMARY"]).open("ab") as summary:
        summary.write(raw)


def find_pull() -> int | None:
    """Return the number of the pull request that the run is about, or None."""
    try:
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
    except (KeyError, OSError, ValueError):
        return None
    number = (event.get("pull_request") or {}).get("number")
    return number if isinstance(number, int) else None


def say_on_the_page(text: str, *, is_error: bool) -> None:
    """Show what the comparison said as an annotation, so that no line of it is taken for a command of the runner."""
    shown = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    title = "sotetrace: not compared" if is_error else "sotetrace"
    sys.stdout.write(f"::{'error' if is_error else 'warning'} title={title}::{shown}\n")


def main(folder: Path) -> None:
    """Run the program."""
    result = find_result(folder)
    given = result["language"] if result is not None else os.environ.get("REPORT_LANGUAGE", "")
    language = given if given in TITLES else "en"
    model = os.environ.get("MODEL", "")
    heading = f"### {TITLES[language]} {plain(model)}".rstrip()
    write_outputs(result)
    if result is None:
        reason = find_reason(folder)
        say_on_the_page(reason, is_error=True)
        body = summary = f"{heading}\n\n**{NOT_COMPARED[language]}**\n\n{fenced(reason)}"
    else:
        said = read_text(folder / "said.txt").strip()
        if said:
            say_on_the_page(said[:REASON_LIMIT], is_error=False)
        body, summary = read_text(folder / "comment.md"), f"{heading}\n\n{read_text(folder / 'summary.md')}"
    write_summary(summary, language)
    write_comment(folder, {"state": state_of(result), "body": body, "language": language}, model)


def write_comment(folder: Path, comment: dict[str, Any], model: str) -> None:
    """Write the file that post_comment.py reads; without a pull request there is none."""
    (folder / "comment.json").unlink(missing_ok=True)
    pull = find_pull()
    if pull is None:
        return
    job = f"{os.environ.get('GITHUB_WORKFLOW', '')}/{os.environ.get('GITHUB_JOB', '')}"
    whole = {"pull": pull, "name": f"{model} {job}".strip(), **comment}
    (folder / "comment.json").write_text(json.dumps(whole), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
