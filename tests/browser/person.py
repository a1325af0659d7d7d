"""A person at a browser: signs in, opens tasks, presses buttons; whatever goes wrong is noted."""

import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from tests.builders import PASSWORD

PATIENCE_MS = 15_000
REFUSED = re.compile("responded with a status of (409|422|423)")
TOKEN = re.compile('name="csrf-token" content="([^"]+)"')
WATCH_POLICY = """
document.addEventListener('securitypolicyviolation',
  e => report_violation(`${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}:${e.lineNumber}`))
"""
Visit = Callable[..., "Person"]  # the fixture `visit`


class Person:
    """Somebody with a browser of their own; `faults` is what must be empty in the end."""

    def __init__(self, context: BrowserContext, site: str) -> None:
        self.context, self.site = context, site
        self.faults: list[str] = []
        context.set_default_timeout(PATIENCE_MS)
        context.expose_function("report_violation", lambda words: self._note(f"policy: {words}"))
        context.add_init_script(WATCH_POLICY)
        self.page: Page = context.new_page()
        self.page.on("pageerror", lambda error: self._note(f"script: {error}"))
        self.page.on("console", self._heard)

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def at(self) -> str:
        """The address within the house."""
        return self.page.url.removeprefix(self.site)

    def sign_in(self, username: str, password: str = PASSWORD) -> "Person":
        self.open("/sign-in")
        self.page.get_by_label("ชื่อผู้ใช้งาน").fill(username)
        self.page.get_by_label("รหัสผ่าน").fill(password)
        self.press("เข้าสู่ระบบ")
        return self

    def sign_in_at_once(self, username: str, password: str = PASSWORD) -> "Person":
        """The same form, sent without looking at its page: for stories about something else."""
        page = self.context.request.get(f"{self.site}/sign-in").text()
        typed = {"csrf_token": TOKEN.findall(page)[0], "username": username, "password": password}
        expect(self.context.request.post(f"{self.site}/sign-in", form=typed)).to_be_ok()
        return self

    def open(self, address: str) -> "Person":
        self.page.goto(self.site + address)
        return self

    def open_task(self, *words: str) -> "Person":
        """From the inbox, the task whose line holds these words."""
        self.open("/inbox")
        line = self.main.get_by_role("row")
        for each in words:
            line = line.filter(has_text=each)
        return self._moved(line.get_by_role("link", name="เปิดงาน").click)

    def follow(self, words: str) -> "Person":
        return self._moved(self.main.get_by_role("link", name=words).first.click)

    def press(self, words: str) -> "Person":
        """A button that sends its form."""
        return self._moved(self.main.get_by_role("button", name=words).click)

    def attest(self, button: str) -> "Person":
        """Tick the statement and sign."""
        self.main.get_by_label("ข้าพเจ้าได้อ่านและขอรับรองตามข้อความข้างต้น").check()
        return self.press(button)

    def answer(self, choice: str, button: str) -> "Person":
        """One of a few, then the button."""
        self.main.get_by_label(choice).check()
        return self.press(button)

    def switch_language(self) -> "Person":
        other = self.page.get_by_role("banner").get_by_role("link", name=re.compile("English|ภาษาไทย"))
        return self._moved(other.click)

    def tab_to(self, target: Locator, most: int = 60) -> None:
        """Reach it as somebody without a mouse does."""
        for _ in range(most):
            if target.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with {most} times Tab")

    def enter(self) -> "Person":
        """The return key on what has the focus, which leads to another page."""
        return self._moved(lambda: self.page.keyboard.press("Enter"))

    def reads(self, *words: str) -> "Person":
        """These words stand on the page."""
        for each in words:
            expect(self.main).to_contain_text(each)
        return self

    def _moved(self, action: Callable[[], object]) -> "Person":
        with self.page.expect_navigation():
            action()
        return self

    def _heard(self, message: ConsoleMessage) -> None:
        """A script's error, or an answer with a bad status; that a form was refused is no fault."""
        if message.type == "error" and not REFUSED.search(message.text):
            self._note(f"{message.text} {message.location['url']}")

    def _note(self, words: str) -> None:
        self.faults.append(f"{self.at} {words}")
