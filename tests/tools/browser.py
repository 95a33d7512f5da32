"""Chromium without a window, driven over its debugging pipe: pages are opened, clicked, typed into and looked at as
people do, with nothing but Python beside it."""
import base64
import json
import os
import subprocess
import tempfile
import time


class Browser:
    def __init__(self, *options):
        down_read, self.down = os.pipe()
        self.up, up_write = os.pipe()

        def arrange():  # the browser reads from its descriptor 3 and writes to 4
            read, write = os.dup2(down_read, 30), os.dup2(up_write, 31)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.process = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
             "--remote-debugging-pipe", f"--user-data-dir={self.folder.name}", *options],
            preexec_fn=arrange, close_fds=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(down_read)
        os.close(up_write)
        self.rest, self.number, self.session, self.events = b"", 0, None, []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log"):
            self.call(domain + ".enable")

    def read(self):
        while b"\0" not in self.rest:
            got = os.read(self.up, 65536)
            if not got:
                raise EOFError("the browser has ended")
            self.rest += got
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.down, json.dumps(message).encode() + b"\0")
        while (answer := self.read()).get("id") != self.number:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(answer["error"])
        return answer["result"]

    def run(self, script):
        """The script's value."""
        answer = self.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"{script}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def wait(self, condition, limit_s=30):
        """A promise may be the condition, too. Where it fails, or the page is just going, it is not fulfilled yet."""
        end = time.monotonic() + limit_s
        script = "(async () => { try { return Boolean(await (%s)) } catch { return false } })()" % condition
        while True:
            try:
                if self.run(script):
                    return
            except RuntimeError as error:
                if "context" not in str(error) and "navigated" not in str(error):
                    raise
            if time.monotonic() > end:
                raise TimeoutError(f"{condition}; the page says: {self.run('document.body.innerText.slice(0, 1500)')}")
            time.sleep(0.05)

    def open(self, address):
        """Anew, even if only what follows the # is another."""
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=address)

    def size(self, width, height, phone=False):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=phone)

    def dark(self, dark):
        value = "dark" if dark else "light"
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": value}])

    def press(self, key):
        text = {"text": "\r"} if key == "Enter" else {}
        code = {"Tab": 9, "Enter": 13, "Escape": 27}[key]
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def picture(self, path):
        data = self.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def complaints(self):
        """What it has put on its console: (source, text)."""
        self.run("1")
        entries = [event["params"] for event in self.events if event["method"] in ("Log.entryAdded", "Runtime.exceptionThrown")]
        return [(one["entry"]["source"], one["entry"]["text"] + " " + one["entry"].get("url", "")) if "entry" in one
                else ("exception", str(one)) for one in entries]

    def end(self):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()
