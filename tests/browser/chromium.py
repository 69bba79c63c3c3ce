"""A real Chromium without a window, spoken to in its DevTools protocol over a pipe: no port, no driver, no library."""

from __future__ import annotations

import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    *("--headless", "--disable-gpu", "--no-first-run", "--disable-quic", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-extensions"),
    "--remote-debugging-pipe",
)
_PATIENCE = 120.0
"""Seconds after which an answer is given up."""


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine, or None."""
    named = os.environ.get("SOTETRACE_CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


class Chromium:
    """One browser; `open` gives tabs."""

    def __init__(self, path: str) -> None:
        self._profile = tempfile.mkdtemp(prefix="sotetrace-chromium-")
        commands, self._in = os.pipe()
        self._out, answers = os.pipe()
        sandbox = ["--no-sandbox"] if os.name == "posix" and os.geteuid() == 0 else []
        arguments = [path, *_FLAGS, *sandbox, f"--user-data-dir={self._profile}", "about:blank"]
        # The protocol wants its pipes under the numbers 3 and 4.
        script = f'exec "$@" 3<&{commands} 4>&{answers}'
        self._process = subprocess.Popen(
            ["bash", "-c", script, "bash", *arguments],
            pass_fds=(commands, answers),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(commands)
        os.close(answers)
        self._buffer = b""
        self._number = 0
        self.tabs: dict[str, Tab] = {}

    def open(self, file: Path, *, width: int = 1280, height: int = 900, has_script: bool = True) -> Tab:
        """Open a file in a new tab and wait until it is loaded."""
        target = self.call("Target.createTarget", {"url": "about:blank"})["targetId"]
        session = self.call("Target.attachToTarget", {"targetId": target, "flatten": True})["sessionId"]
        tab = Tab(self, session)
        self.tabs[session] = tab
        for domain in ("Page", "Runtime", "Network", "Log"):
            tab.call(f"{domain}.enable")
        tab.call("Emulation.setFocusEmulationEnabled", {"enabled": True})
        tab.resize(width, height)
        if not has_script:
            tab.call("Emulation.setScriptExecutionDisabled", {"value": True})
        tab.load(file.resolve().as_uri())
        return tab

    def close(self) -> None:
        """End the browser and forget its profile."""
        self._process.terminate()
        self._process.wait(20)
        os.close(self._in)
        os.close(self._out)
        shutil.rmtree(self._profile, ignore_errors=True)

    def call(self, method: str, parameters: dict[str, Any] | None = None, session: str | None = None) -> dict[str, Any]:
        """Send a command and return its result; what happens meanwhile is kept with its tab."""
        self._number += 1
        number = self._number
        message = {"id": number, "method": method, "params": parameters or {}}
        message |= {"sessionId": session} if session is not None else {}
        raw = json.dumps(message).encode() + b"\0"
        while raw:
            raw = raw[os.write(self._in, raw) :]
        until = time.monotonic() + _PATIENCE
        while True:
            answer = self.receive(until)
            if answer.get("id") == number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result

    def receive(self, until: float) -> dict[str, Any]:
        """Return the next message, once an event has been handed to its tab."""
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._out], [], [], max(0.0, until - time.monotonic()))
            assert ready, "Chromium does not answer"
            piece = os.read(self._out, 1 << 20)
            assert piece, "Chromium is gone"
            self._buffer += piece
        raw, _, self._buffer = self._buffer.partition(b"\0")
        message: dict[str, Any] = json.loads(raw)
        tab = self.tabs.get(message.get("sessionId", ""))
        if tab is not None and "method" in message:
            tab.events.append((message["method"], message["params"]))
        return message


class Tab:
    """One page in the browser, and everything that happened in it."""

    def __init__(self, browser: Chromium, session: str) -> None:
        self._browser = browser
        self._session = session
        self.events: list[tuple[str, dict[str, Any]]] = []
        self.address = "about:blank"

    def call(self, method: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """Send a command of the protocol to this page."""
        return self._browser.call(method, parameters, self._session)

    def load(self, address: str) -> None:
        """Go to an address and wait until it is loaded."""
        self.address = address
        self.call("Page.navigate", {"url": address})
        self._wait()

    def reload(self) -> None:
        """Load the page anew, in a window of the usual size, without what was preferred; forget what happened."""
        self.resize(1280, 900)
        self.prefer()
        for address in ("about:blank", self.address):  # no place, focus or choice is kept
            self.events.clear()
            self.call("Page.navigate", {"url": address})
            self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE
        while not any(name == "Page.loadEventFired" for name, _ in self.events):
            self._browser.receive(until)

    def resize(self, width: int, height: int, scale: float = 1) -> None:
        """Make the window so large."""
        self.call(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False},
        )

    def prefer(self, *, media: str = "", **features: str) -> None:
        """Set what a reader prefers: `prefer(color_scheme="dark")`, `prefer(media="print")`."""
        chosen = [{"name": f"prefers-{name.replace('_', '-')}", "value": value} for name, value in features.items()]
        self.call("Emulation.setEmulatedMedia", {"media": media, "features": chosen})

    def run(self, script: str) -> Any:
        """Return what an expression of JavaScript is worth; promises are waited for."""
        done = self.call(
            "Runtime.evaluate", {"expression": script, "returnByValue": True, "awaitPromise": True, "userGesture": True}
        )
        assert "exceptionDetails" not in done, done["exceptionDetails"]
        return done["result"].get("value")

    def texts(self, selector: str) -> list[str]:
        """Return the text of every element that a selector finds."""
        found: list[str] = self.run(f"[...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent)")
        return found

    def press(self, key: str, *, shift: bool = False) -> None:
        """Press and release a key, as a keyboard does."""
        text = {"Enter": "\r", " ": " "}.get(key, key if len(key) == 1 else "")
        code = {"Tab": 9, "Enter": 13, " ": 32, "Escape": 27}.get(key, ord(key.upper()) if len(key) == 1 else 0)
        common = {"key": key, "windowsVirtualKeyCode": code, "modifiers": 8 if shift else 0}
        self.call("Input.dispatchKeyEvent", {"type": "keyDown", "text": text, **common})
        self.call("Input.dispatchKeyEvent", {"type": "keyUp", **common})

    def type(self, text: str) -> None:
        """Write text where the focus is."""
        self.call("Input.insertText", {"text": text})

    def point(self, selector: str, *, click: bool = False) -> None:
        """Move the pointer to the middle of an element, and click it if asked."""
        x, y = self.run(
            f"(() => {{ const e = document.querySelector({json.dumps(selector)}); "
            "e.scrollIntoView({block: 'center', inline: 'center', behavior: 'instant'}); "
            "const b = e.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]; })()"
        )
        common = {"x": x, "y": y, "button": "none"}
        self.call("Input.dispatchMouseEvent", {"type": "mouseMoved", **common})
        for kind in ("mousePressed", "mouseReleased") if click else ():
            self.call("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1})

    def click(self, selector: str) -> None:
        """Click in the middle of an element."""
        self.point(selector, click=True)

    def screenshot(self, *, whole: bool = True) -> bytes:
        """Return a picture of the page as PNG."""
        options = {"format": "png", "captureBeyondViewport": whole}
        if whole:
            size = self.call("Page.getLayoutMetrics")["cssContentSize"]
            options["clip"] = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        return base64.b64decode(self.call("Page.captureScreenshot", options)["data"])

    def to_pdf(self) -> bytes:
        """Return the page as it is printed."""
        return base64.b64decode(self.call("Page.printToPDF", {"preferCSSPageSize": True})["data"])

    @property
    def requests(self) -> list[str]:
        """The addresses that the page asked for."""
        return [event["request"]["url"] for name, event in self.events if name == "Network.requestWillBeSent"]

    @property
    def complaints(self) -> list[str]:
        """What stands in the console: errors, warnings, exceptions, violations of the policy."""
        said = [event["exceptionDetails"]["text"] for name, event in self.events if name == "Runtime.exceptionThrown"]
        said += [event["entry"]["text"] for name, event in self.events if name == "Log.entryAdded"]
        return said + [str(event["args"]) for name, event in self.events if name == "Runtime.consoleAPICalled"]
