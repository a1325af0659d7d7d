"""An administrator draws a diagram anew: by mouse, by form, from another tool's file, beside a colleague."""

import re
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from processes.acts import drafting
from processes.acts.drafting import Saving
from processes.acts.publishing import found_in
from processes.records.drafting import DiagramDraft
from processes.records.rounds import DiagramEdition
from processes.terms import DiagramKey
from tests.browser.inspection import violations
from tests.browser.person import Person, Visit
from tests.builders import BPMN, DEPARTMENT, World

pytestmark = pytest.mark.browser
WORDS = (BPMN / "words.toml").read_text(encoding="utf-8")

BPMN_IO = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
  targetNamespace="http://bpmn.io/schema/bpmn" id="Definitions_1">
  <process id="school" isExecutable="true">
    <startEvent id="StartEvent_1" /><task id="Task_1" name="Check" />
  </process>
  <bpmndi:BPMNDiagram id="D"><bpmndi:BPMNPlane id="P" bpmnElement="school">
    <bpmndi:BPMNShape id="S1" bpmnElement="StartEvent_1">
      <dc:Bounds x="180" y="160" width="36" height="36" /></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="S2" bpmnElement="Task_1">
      <dc:Bounds x="280" y="138" width="100" height="80" /></bpmndi:BPMNShape>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>
"""
CAMUNDA = (
    BPMN_IO.replace(
        'id="Definitions_1">',
        'id="Definitions_1" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
        'xmlns:modeler="http://camunda.org/schema/modeler/1.0" exporter="Camunda Modeler" '
        'exporterVersion="5.40.0" modeler:executionPlatform="Camunda Platform">',
    )
    .replace("<task id", '<serviceTask camunda:class="org.example.Pay" id')
    .replace('name="Check"', 'name="Pay"')
)


def draft_of(world: World) -> int:
    who = world.actor(DEPARTMENT)
    with world.office() as office:
        edition = office.session.scalars(select(DiagramEdition).filter_by(diagram=DiagramKey.SCHOOL)).one()
        return drafting.start_from(office, who, edition.id, "ปีการศึกษา 2566").id


def source_of(world: World, draft_id: int) -> str:
    with world.house.reading() as session:
        return session.scalars(select(DiagramDraft.source).filter_by(id=draft_id)).one()


def editor_of(person: Person, draft_id: int) -> Page:
    person.open(f"/diagrams/drafts/{draft_id}/edit")
    expect(person.page.locator("#editor")).to_have_attribute("data-state", "ready")
    return person.page


def saved(page: Page) -> None:
    expect(page.locator("#editor")).to_have_attribute("data-saving", "saved")


def test_a_wrong_condition_is_told_while_typing_and_marked_where_it_stands(
    visit: Visit, world: World
) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))
    page.evaluate("""() => {
      const modeler = document.getElementById('editor').lecModeler;
      modeler.get('selection').select(modeler.get('elementRegistry').get('report_shown_to_recheck'));
    }""")

    page.locator("#bio-properties-panel-lec-condition-text").fill("outcom == 1")
    expect(page.locator(".expression-verdict.is-wrong")).to_contain_text("outcom")
    saved(page)
    expect(page.locator('[data-container-id="report_shown_to_recheck"] .problem-badge')).to_be_visible()
    page.locator('[data-do="undo"]').click()

    saved(page)
    expect(page.locator("#editor")).to_have_attribute("data-problems", "0")
    expect(page.locator(".problem-badge")).to_have_count(0)


def test_the_second_saver_is_shown_both_and_loses_nothing(visit: Visit, world: World) -> None:
    draft_id, who = draft_of(world), world.actor(DEPARTMENT)
    page = editor_of(visit(DEPARTMENT), draft_id)
    theirs = source_of(world, draft_id).replace("3 วันก่อนครบกำหนด", "สามวันก่อน").encode()
    with world.office() as office:
        drafting.save(office, who, Saving(draft_id, 1, theirs))

    page.locator('[data-element-id="confirm"] .djs-hit').first.click()
    page.locator("#bio-properties-panel-name").fill("ของฉัน")

    expect(page.locator("[data-editor-clash]")).to_be_visible()
    assert "สามวันก่อน" in source_of(world, draft_id)
    expect(page.locator("[data-clash-beside]")).to_be_visible()
    both = page.context.new_page()
    both.goto(urljoin(page.url, str(page.locator("[data-clash-compare]").get_attribute("href"))))
    expect(both.locator(".compare-pair [data-element-id='confirm']")).to_have_count(2)
    assert "ของฉัน" in both.locator(".changes").first.inner_text()
    assert violations(both) == []
    both.close()
    page.locator("[data-clash-mine]").click()
    saved(page)
    assert "ของฉัน" in source_of(world, draft_id)


@pytest.mark.parametrize("text", [BPMN_IO, CAMUNDA], ids=["bpmn.io", "Camunda Modeler"])
def test_a_file_of_another_tool_opens_with_the_list_of_what_must_go(
    visit: Visit, world: World, text: str
) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))

    page.set_input_files(
        "[data-editor-file]",
        {"name": "other.bpmn", "mimeType": "application/xml", "buffer": text.encode()},
    )

    expect(page.locator('[data-element-id="Task_1"]').first).to_be_visible()
    expect(page.locator("[data-editor-problems] li").first).to_be_visible()


def test_the_editor_is_clean_for_readers_and_offers_only_what_works(visit: Visit, world: World) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))
    page.locator('[data-element-id="confirm"] .djs-hit').first.click()

    assert violations(page) == []
    page.locator('.djs-palette [data-action="create"]').click()
    offered = page.locator(".djs-popup .entry")
    expect(offered).to_have_count(17)
    assert not [each for each in offered.all_inner_texts() if re.search("สคริปต์|[A-Za-z]{3}", each)]
    page.keyboard.press("Escape")
    expect(page.locator(".bjs-powered-by")).to_be_visible()


# Everything of a diagram is chosen in turn and each menu opened on it; then: what is said in Latin letters.
WALK = """
async () => {
  const modeler = document.getElementById('editor').lecModeler, said = new Set();
  const [selection, menu] = [modeler.get('selection'), modeler.get('popupMenu')];
  const shown = `.djs-palette .entry, .djs-context-pad .entry, .djs-popup .entry, .djs-popup-title,
    .bio-properties-panel-label, .bio-properties-panel-header-type, .bio-properties-panel-group-header-title,
    .bio-properties-panel-description, .bio-properties-panel option`;
  const note = each => said.add(each.title).add(each.textContent);
  const look = () => document.querySelectorAll(shown).forEach(note);
  const elements = modeler.get('elementRegistry').filter(each => each.parent && each.type !== 'label');
  for (const each of elements) {
    selection.select(each);
    await new Promise(requestAnimationFrame);
    look();
    for (const kind of ['bpmn-replace', 'bpmn-append', 'color-picker']) {
      if (menu.isEmpty(each, kind)) continue;
      menu.open(each, kind, { x: 9, y: 9 });
      look();
      menu.close();
    }
  }
  selection.select(elements.slice(-2));
  menu.open(elements.slice(-2), 'align-elements', { x: 9, y: 9 });
  look();
  return [elements.length, [...said].filter(each => /[A-Za-z]{3}/.test(each))];
}
"""


def test_no_word_of_the_editors_parts_is_left_in_english(visit: Visit, world: World) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))

    chosen, latin = page.evaluate(WALK)

    assert chosen > 30
    assert latin == []


def test_the_drawing_leaves_as_bpmn_svg_and_png(visit: Visit, world: World) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))
    starts = {"bpmn": b"<?xml", "svg": b"<?xml", "png": b"\x89PNG"}

    for kind, start in starts.items():
        with page.expect_download() as download:
            page.locator(f'[data-do="{kind}"]').click()
        content = download.value.path().read_bytes()
        assert content.startswith(start)
        assert kind != "svg" or b"@font-face" in content


def test_tokens_walk_through_the_drawing(visit: Visit, world: World) -> None:
    page = editor_of(visit(DEPARTMENT), draft_of(world))

    page.locator(".bts-toggle-mode").click()
    page.locator('[data-container-id="start"] .bts-context-pad').last.click()

    expect(page.locator(".bts-token-count").first).to_be_visible()
    assert "จำลองการเดินงาน" in page.locator(".bts-toggle-mode").inner_text()


def test_a_phone_sees_the_drawing_and_is_led_to_the_form(visit: Visit, world: World) -> None:
    person = visit(DEPARTMENT, phone=True)
    person.open(f"/diagrams/drafts/{draft_of(world)}/edit")

    expect(person.page.locator("#drawing")).to_have_attribute("data-state", "shown")
    expect(person.page.locator("#editor")).to_be_hidden()
    person.follow("แก้ไขด้วยแบบฟอร์ม")
    assert violations(person.page) == []


def test_the_form_needs_neither_mouse_nor_script(visit: Visit, world: World) -> None:
    draft_id = draft_of(world)
    asking = source_of(world, draft_id).replace(
        'lec:act="recheck_roll" lec:form="recheck_roll"', 'lec:act="answer"'
    )
    who = world.actor(DEPARTMENT)
    with world.office() as office:
        drafting.save(office, who, Saving(draft_id, 1, asking.encode()))
    person = visit(DEPARTMENT, script=False).open(f"/diagrams/drafts/{draft_id}/plain")

    person.page.locator("#amount-due_soon").fill("5")
    person.page.locator('button[value="add:field:recheck_roll"]').press("Enter")
    person.page.locator("#field-recheck_roll-0-label").fill("ตรวจซ้ำแล้ว")
    person.page.locator('button.btn-primary[value="save"]').press("Enter")

    person.reads("บันทึกร่างแล้ว")
    source = source_of(world, draft_id)
    assert 'due_at - duration("120h")' in source
    assert '<lec:field name="field_1" type="text" label="ตรวจซ้ำแล้ว"/>' in source
    assert found_in(source.encode(), WORDS, DiagramKey.SCHOOL) == ()
