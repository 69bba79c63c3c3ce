"""Mermaid's own parser, in a browser: it needs the `mermaid.min.js` of the npm package, and Chromium.

`SOTETRACE_MERMAID` names that file: `npm pack mermaid`, unpack, `package/dist/mermaid.min.js`.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Sequence

_PAGE = """<!doctype html><meta charset="utf-8"><script src="{parser}"></script><pre id="said"></pre><script>
(async () => {{
  const said = [];
  for (const picture of {pictures}) {{
    try {{ await mermaid.parse(picture); said.push(""); }} catch (error) {{ said.push(String(error)); }}
  }}
  document.getElementById("said").textContent = JSON.stringify(said);
}})();
</script>"""


def find_browser() -> str | None:
    return next(
        (found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None
    )


def parse_pictures(pictures: Sequence[str], folder: Path) -> list[str]:
    """Return what the parser says of each picture: nothing when it is sound. Skips the test that asks without one."""
    parser, browser = os.environ.get("SOTETRACE_MERMAID"), find_browser()
    if not parser or browser is None:
        pytest.skip("Mermaid's own parser is not at hand (SOTETRACE_MERMAID names mermaid.min.js; Chromium)")
    page = folder / "parse.html"
    texts = json.dumps(list(pictures)).replace("<", "\\u003c")
    page.write_text(_PAGE.format(parser=Path(parser).resolve().as_uri(), pictures=texts), encoding="utf-8")
    options = ("--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=60000", "--dump-dom")
    done = subprocess.run(
        [browser, *options, "--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}", page.as_uri()],
        capture_output=True,
        timeout=180,
        check=True,
        encoding="utf-8",
    )
    found = re.search(r'<pre id="said">(.+?)</pre>', done.stdout, re.DOTALL)
    assert found is not None, "the browser said nothing"
    said: list[str] = json.loads(html.unescape(found[1]))
    return said
