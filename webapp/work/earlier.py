"""What was answered in diagrams' own forms, as the next in line and the tier above read it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from processes.acts.form_reading import AnswerSet, Keys, answer_to, answers_of, asks_anything
from processes.records.cases import Case, FormFile, WorkItem
from processes.terms import Act
from webapp.forms.own_fields import answer_words, label_of
from webapp.keepers import cipher, shelf
from webapp.work.outcomes import outcome_words


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One field with its answer in words, and its file where the answer is one."""

    label: str
    words: str
    file: FormFile | None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A form that was sent, ready to be shown."""

    task: str
    unit: str
    person: str
    answered_at: datetime
    lines: list[AnswerLine]
    outcome: str  # in words, where there was a choice


def keys() -> Keys:
    return Keys(cipher(), shelf())


def sheets(found: Iterable[AnswerSet]) -> list[AnswerSheet]:
    return [
        AnswerSheet(each.task, each.unit_name, each.person, each.answered_at, _lines(each), _chosen(each))
        for each in found
    ]


def answered_in(session: Session, case: Case) -> list[AnswerSheet]:
    """Everything answered in the case; nothing is asked of the database where its diagram asks nothing."""
    if not asks_anything(session, shelf(), case.edition_id):
        return []
    return sheets(answers_of(session, keys(), case.id))


def answered_for(session: Session, item: WorkItem) -> list[AnswerSheet]:
    """What whoever does this task may look at: the case's own forms, and those of a unit under review."""
    found = answered_in(session, item.case)
    if item.act in {Act.REVIEW_UNIT, Act.TAKE_FIGURES}:
        below = session.get(Case, item.subject_id)
        found += answered_in(session, below) if below else []
    return found


def answered_here(session: Session, item: WorkItem) -> AnswerSheet | None:
    """The form of this task, once it was sent."""
    found = answer_to(session, keys(), item.id) if item.act is Act.ANSWER else None
    return sheets([found])[0] if found else None


def _chosen(found: AnswerSet) -> str:
    return outcome_words(Act.ANSWER, found.outcome, found.labelled) if len(found.labelled) > 1 else ""


def _lines(found: AnswerSet) -> list[AnswerLine]:
    return [
        AnswerLine(
            label_of(field),
            answer_words(field, found.values.get(field.name)),
            found.files.get(field.name) if found.values.get(field.name) else None,
        )
        for field in found.fields
    ]
