"""A browser for tests: signs in, follows forms with their token, and checks every page that it is given."""

import re
from collections import Counter
from collections.abc import Mapping

from flask import Flask
from lxml import html
from werkzeug.test import TestResponse

from tests.builders import PASSWORD

HANDLER = re.compile(r"^on[a-z]+$")
NEEDS_A_LABEL = "//input[not(@type='hidden' or @type='submit' or @type='button')] | //select | //textarea"
HEADERS = ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Cache-Control")


class Browser:
    """A person's browser; `page` is the last page as a tree, `text` its words."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()
        self.response: TestResponse | None = None
        self.page: html.HtmlElement | None = None

    @property
    def status(self) -> int:
        assert self.response is not None
        return self.response.status_code

    @property
    def text(self) -> str:
        assert self.page is not None
        return " ".join(self.page.text_content().split())

    @property
    def heading(self) -> str:
        assert self.page is not None
        return " ".join(self.page.xpath("//h1")[0].text_content().split())

    @property
    def at(self) -> str:
        """The address of the last page."""
        assert self.response is not None
        return self.response.request.full_path.rstrip("?")

    def sign_in(self, username: str, password: str = PASSWORD) -> "Browser":
        self.get("/sign-in")
        self.post("/sign-in", {"username": username, "password": password})
        assert self.status == 200, f"{username} was not let in: {self.text}"
        return self

    def get(self, address: str, **more: object) -> "Browser":
        return self._took(self.client.get(address, follow_redirects=True, **more))  # type: ignore[arg-type]

    def post(
        self, address: str, fields: Mapping[str, object] | None = None, follow: bool = True
    ) -> "Browser":
        """Send a form with the token of the last page, as its own form would."""
        typed = {"csrf_token": self.token(), **(fields or {})}
        return self._took(self.client.post(address, data=typed, follow_redirects=follow))

    def send(self, address: str, body: bytes, content_type: str) -> "Browser":
        """Post a body as it is."""
        sent = {"data": body, "content_type": content_type}
        return self._took(self.client.post(address, follow_redirects=True, **sent))  # type: ignore[arg-type]

    def submit(self, fields: Mapping[str, object] | None = None, form: str = "//main//form") -> "Browser":
        """Fill in and send a form of the last page: what it already holds, and these fields."""
        assert self.page is not None
        found = self.page.xpath(f"{form}[translate(@method, 'POST', 'post')='post']")
        assert found, "no form that posts on this page"
        held = {name: value for name, value in found[0].form_values() if name != "csrf_token"}
        return self.post(found[0].get("action") or self.at, {**held, **(fields or {})})

    def token(self) -> str:
        assert self.page is not None, "no page yet, so no token"
        return str(self.page.xpath("string(//meta[@name='csrf-token']/@content)"))

    def links(self) -> list[str]:
        assert self.page is not None
        return [str(each) for each in self.page.xpath("//a/@href")]

    def _took(self, response: TestResponse) -> "Browser":
        self.response = response
        for name in HEADERS:
            assert name in response.headers, f"{response.request.path} lacks {name}"
        if response.mimetype == "text/html" and response.data and response.status_code not in range(300, 400):
            self.page = html.fromstring(response.get_data(as_text=True))
            check(self.page, response.request.path)
        return self


def check(page: html.HtmlElement, address: str) -> None:
    """What holds for every page of the house (WCAG 2.1, the page policy, no form without its token)."""
    assert page.xpath("/html/@lang")[0] in {"th", "en"}, f"{address}: no language"
    assert len(page.xpath("//h1")) == 1, f"{address}: {len(page.xpath('//h1'))} headings of the first rank"
    assert page.xpath("string(//title)").strip(), f"{address}: no title"
    assert not page.xpath("//style | //script[not(@src)] | //*[@style]"), f"{address}: inline style or script"
    handlers = [name for each in page.iter(html.etree.Element) for name in each.attrib if HANDLER.match(name)]
    assert not handlers, f"{address}: handlers {handlers}"
    _check_forms(page, address)
    _check_labels(page, address)
    _check_ids(page, address)


def _check_forms(page: html.HtmlElement, address: str) -> None:
    for form in page.xpath("//form"):
        if (form.get("method") or "get").lower() == "post":
            assert form.xpath(".//input[@name='csrf_token']/@value"), f"{address}: a form without its token"


def _check_labels(page: html.HtmlElement, address: str) -> None:
    ids, labelled = set(page.xpath("//@id")), set(page.xpath("//label/@for"))
    assert labelled <= ids, f"{address}: labels for {labelled - ids}"
    for field in page.xpath(NEEDS_A_LABEL):
        by_others = (field.get("aria-labelledby") or "").split()
        named = field.get("aria-label") or field.xpath("ancestor::label") or by_others
        assert ids.issuperset(by_others), f"{address}: {by_others}"
        assert named or field.get("id") in labelled, f"{address}: field {field.get('name')} without a label"


def _check_ids(page: html.HtmlElement, address: str) -> None:
    ids = Counter(str(each) for each in page.xpath("//@id"))
    doubled = {each for each, times in ids.items() if times > 1}
    assert not doubled, f"{address}: ids twice {doubled}"
    for described in page.xpath("//@aria-describedby"):
        for each in str(described).split():
            assert each in ids, f"{address}: described by {each}, which is not there"
