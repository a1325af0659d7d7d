"""Thai first, English on a switch."""

import pytest
from playwright.sync_api import expect

from processes.terms import Act
from tests.browser.person import Visit
from tests.builders import SCHOOL, World

pytestmark = pytest.mark.browser


def test_switching_to_english_stays_on_the_page(visit: Visit, world: World) -> None:
    teacher = visit(f"{SCHOOL}-2").open_task("ป.1/1")
    address = teacher.at

    teacher.switch_language()

    assert teacher.at == address == f"/work/{world.item(SCHOOL, Act.VERIFY_ROLL)}"
    language = teacher.page.locator("html")
    expect(language).to_have_attribute("lang", "en")
    teacher.open("/inbox")
    expect(language).to_have_attribute("lang", "en")
    teacher.switch_language()
    expect(language).to_have_attribute("lang", "th")
