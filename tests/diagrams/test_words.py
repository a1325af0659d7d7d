"""The words a diagram may use are the words the house knows."""

from processes.terms import Act, Message, Outcome, Role, Signal, StepName
from tests.diagrams.builders import facts, words

KEPT_BY_THE_ENGINE = {"outcome", "answers"}


def test_a_diagram_may_use_exactly_the_messages_signals_and_steps_of_the_house() -> None:
    known = words()

    assert set(known.messages) == set(Message)
    assert set(known.signals) == set(Signal)
    assert set(known.steps) == set(StepName)


def test_every_act_of_a_task_is_an_act_of_the_house_with_known_roles_and_outcomes() -> None:
    for act, rules in words().acts.items():
        assert act in set(Act)
        assert set(rules.roles) <= set(Role)
        assert set(rules.outcomes) <= set(Outcome)


def test_every_word_has_a_fact_that_gives_it_a_value() -> None:
    assert set(words().words) - KEPT_BY_THE_ENGINE == set(facts())
