"""The words of `bpmn/words.toml`, typed."""

from datetime import datetime

import pytest

from processes.engine.words import load_words
from processes.terms import Act, Message, Outcome, Role, Signal, StepName, Tier
from tests.engine.builders import WORDS


def test_every_name_is_a_term_of_the_house():
    assert WORDS.messages.keys() == set(Message)
    assert WORDS.signals.keys() == set(Signal)
    assert WORDS.steps.keys() == set(StepName)
    assert WORDS.acts.keys() <= set(Act)
    for act in WORDS.acts.values():
        assert set(act.roles) <= set(Role)
        assert set(act.outcomes) <= set(Outcome)
        assert set(act.tiers) <= set(Tier)


def test_samples_have_the_type_of_their_word():
    types = {"timestamp": datetime, "int": int, "bool": bool, "string": str}
    for word in WORDS.words.values():
        assert all(type(sample) is types[word.kind] for sample in word.samples)
        assert all(sample.tzinfo for sample in word.samples if isinstance(sample, datetime))


def test_an_act_of_no_tier_is_refused():
    with pytest.raises(ValueError, match="nowhere"):
        load_words(
            '[words]\n[messages]\n[signals]\n[steps]\n[acts.x]\nroles=[]\noutcomes=[]\ntiers=["nowhere"]'
        )
