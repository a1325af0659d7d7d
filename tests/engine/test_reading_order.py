"""Steps are read as the work comes to them, wherever the file holds them."""

from lxml import etree

from processes.engine.diagrams import read_diagram
from processes.engine.drawing import read_drawing
from processes.engine.reading_order import reading_order
from tests.builders import BPMN
from tests.engine.builders import chain, element, end, small, task

SHIPPED = (BPMN / "school.bpmn").read_text(encoding="utf-8")
MAIN_WAY = ["verify_roll", "recheck_roll", "confirm", "check_report"]


def test_peoples_own_way_is_read_first_and_the_reminders_in_their_order() -> None:
    nodes = read_diagram(SHIPPED.encode()).nodes

    assert [each for each in nodes if nodes[each].kind == "userTask"] == MAIN_WAY
    reminders = ["remind_due_soon", "escalate_overdue", "remind_closing_soon"]
    assert [each for each in nodes if each in {*MAIN_WAY, *reminders}] == [*MAIN_WAY, *reminders]


def test_a_step_that_stands_last_in_the_file_is_read_where_it_is_drawn() -> None:
    nodes = end("done"), task("later"), task("sooner")
    source = small(*nodes, flows=chain("sooner", "later", "done"), first="sooner")

    order = reading_order(read_drawing(etree.fromstring(source)))

    assert [each for each in order if each in {"sooner", "later", "done"}] == ["sooner", "later", "done"]


def test_what_nothing_leads_to_is_read_last() -> None:
    lost = element("serviceTask", "lost", lec_step="lock")
    source = small(lost, task("work"), end("done"), flows=chain("work", "done"))

    assert reading_order(read_drawing(etree.fromstring(source)))[-1] == "lost"
