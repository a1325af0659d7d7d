"""What every task page stands on: the item, who looks at it, and its form as typed, kept or refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from processes.acts.office import Actor
from processes.records.cases import Case, WorkItem
from processes.records.units import Unit
from processes.reports.work_items import Found
from processes.terms import Act, Role
from webapp.door import reading
from webapp.forms.sheet import Sheet
from webapp.suspensions import Suspension, suspension_of
from webapp.tasks import task_title
from webapp.words import WORDS
from webapp.work.earlier import answered_for

bp = Blueprint("work", __name__, url_prefix="/work")


@dataclass(frozen=True)
class Desk:
    """One work item before one officer."""

    found: Found
    actor: Actor
    sheet: Sheet

    @property
    def item(self) -> WorkItem:
        return self.found.item

    @property
    def case(self) -> Case:
        return self.item.case

    @property
    def unit(self) -> Unit:
        return self.case.unit

    @property
    def session(self) -> Session:
        return reading()

    @property
    def title(self) -> str:
        return task_title(self.item.name, self.item.act, self.item.subject)

    @property
    def held_by_another(self) -> bool:
        return self.item.claimed_by not in {None, self.actor.officer_id}

    @cached_property
    def suspension(self) -> Suspension | None:
        """Of the item's own case; a request of another unit is decided all the same."""
        return None if self.item.act is Act.GRANT_REOPENING else suspension_of(self.case)

    @property
    def may_act(self) -> bool:
        """Whether the page offers its buttons; the rules decide again when one is pressed."""
        if self.held_by_another or self.suspension:
            return False
        if self.item.act is Act.TAKE_FIGURES:
            return self.actor.administers
        own_class = self.item.officer_id == self.actor.officer_id and Role.CLASS_TEACHER in self.actor.roles
        fits = Role.RESPONSIBLE in self.actor.roles or self.item.role in self.actor.roles
        return own_class or (fits and not self._anothers_class)

    @property
    def _anothers_class(self) -> bool:
        teacher_only = Role.RESPONSIBLE not in self.actor.roles
        return teacher_only and self.item.act is Act.VERIFY_ROLL

    def draw(self, template: str, **context: object) -> str:
        """The page, with what every task page shows beside its own."""
        return render_template(
            template,
            desk=self,
            item=self.item,
            case=self.case,
            unit=self.unit,
            sheet=self.sheet,
            words=WORDS,
            earlier=answered_for(self.session, self.item),
            **WORDS,
            **context,
        )


Page = Callable[[Desk], str]
PAGES: dict[str, Page] = {}


def page_of(form: str) -> Callable[[Page], Page]:
    """Let the function draw the tasks whose `form` this is."""

    def registered(page: Page) -> Page:
        PAGES[form] = page
        return page

    return registered


def back_to(item_id: int) -> ResponseReturnValue:
    """After a form was taken: the item's page, which shows what stands now."""
    return redirect(url_for("work.show", item_id=item_id), 303)


def pressed() -> str:
    """Which button of a form with several was pressed."""
    return request.form.get("do", "")
