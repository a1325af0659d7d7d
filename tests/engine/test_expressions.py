"""CEL and nothing more: what is refused, what fails safely, in what form values leave."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from processes.engine import expressions
from processes.engine.expressions import as_spiff, compile_expression
from processes.engine.findings import BadExpression, Code
from tests.engine.builders import CLOSES_AT, FACTS

CONTEXT = {**FACTS, "outcome": "done", "answers": {"rooms": 3}, "nothing": None}

REFUSED = [
    ("", Code.EXPRESSION_MISSING),
    ("   ", Code.EXPRESSION_MISSING),
    ("/*", Code.EXPRESSION_INVALID),
    ("'open", Code.EXPRESSION_INVALID),
    ("x = 1", Code.EXPRESSION_INVALID),
    ("lambda: 1", Code.EXPRESSION_INVALID),
    ("import os", Code.EXPRESSION_INVALID),
    ("(" * 149 + "1" + ")" * 149, Code.EXPRESSION_INVALID),
    ("[" * 150 + "]" * 150, Code.EXPRESSION_INVALID),
    ("1" * 301, Code.EXPRESSION_TOO_LONG),
    ("[1].all(x, x > 0)", Code.MACRO_NOT_ALLOWED),
    ("[1] . exists ( x, x > 0)", Code.MACRO_NOT_ALLOWED),
    ("[1].exists_one(x, x > 0)", Code.MACRO_NOT_ALLOWED),
    ("[0].map(a, [0].map(b, b)) == []", Code.MACRO_NOT_ALLOWED),
    ("[1]\n.\nfilter(x, true) == []", Code.MACRO_NOT_ALLOWED),
    ("cel.bind(x, 1, x) == 1", Code.MACRO_NOT_ALLOWED),
    (r'r"\" == outcome || [1].map(x, x) == [] || outcome == "b"', Code.MACRO_NOT_ALLOWED),
    ('outcome // "\n == [""].map(x, x)[0] // "', Code.MACRO_NOT_ALLOWED),
    ('"a".matches("(a|aa)+$")', Code.FUNCTION_NOT_ALLOWED),
    ("type(1) == int", Code.FUNCTION_NOT_ALLOWED),
    ("dyn(outcome) == 1", Code.FUNCTION_NOT_ALLOWED),
    ('__import__("os").system("id")', Code.FUNCTION_NOT_ALLOWED),
    ('open("/etc/passwd").read()', Code.FUNCTION_NOT_ALLOWED),
    ('eval("1")', Code.FUNCTION_NOT_ALLOWED),
]

FAILING = [
    "9223372036854775807 + 1",
    "-9223372036854775807 - 3",
    "1 / 0",
    "stranger == 1",
    "().__class__.__base__.__subclasses__",
    "outcome.__class__ == 1",
    "outcome > 1",
    "nothing > 1",
    "true && outcome",
    "answers.floors == 1",
    'closes_at > "x"',
    'closes_at - duration("P3D")',
    'timestamp("9999999-01-01T00:00:00Z") > closes_at',
    'timestamp("2022-11-11T17:00:00") > closes_at',
    'timestamp("9999-12-31T23:59:59Z") + duration("9999999h") > closes_at',
]


@pytest.mark.parametrize(("source", "code"), REFUSED)
def test_what_is_no_plain_expression_is_refused_before_it_runs(source, code):
    with pytest.raises(BadExpression) as refused:
        compile_expression(source)

    assert refused.value.code == code


@pytest.mark.parametrize("source", FAILING)
def test_what_cannot_be_worked_out_fails_as_an_expression(source):
    with pytest.raises(BadExpression):
        compile_expression(source).value(CONTEXT)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('outcome == "done"', True),
        ("units_confirmed >= units_total", False),
        ("answers.rooms > 2 && !own_confirmed", True),
        ("has(answers.floors)", False),
        ('outcome == "[1].map(x, x)"', False),
        ('outcome in ["done", "shown"]', True),
        ('closes_at - duration("72h")', CLOSES_AT - timedelta(hours=72)),
        ("units_total == 0 ? due_at : closes_at", CLOSES_AT),
    ],
)
def test_conditions_and_dates_are_worked_out(source, value):
    assert compile_expression(source).value(CONTEXT) == value


@pytest.mark.parametrize("source", ["outcome == 1", "1 != outcome", "own_confirmed == 0", "closes_at == 'x'"])
def test_a_comparison_of_two_types_is_known_though_cel_only_calls_it_false(source):
    assert compile_expression(source).value(CONTEXT) in (True, False)

    assert not compile_expression(source).compares_like_with_like(CONTEXT)


@pytest.mark.parametrize(
    "source", ['outcome == "=="', "own_confirmed != other_confirmed", "answers.rooms == 3"]
)
def test_a_comparison_of_like_with_like_passes(source):
    assert compile_expression(source).compares_like_with_like(CONTEXT)


def test_an_expression_says_which_words_it_uses():
    assert compile_expression('closes_at - duration("2h") > due_at').names == {"closes_at", "due_at"}


def test_values_leave_in_the_form_that_can_be_stored():
    bangkok = timezone(timedelta(hours=7))

    assert as_spiff(datetime(2022, 11, 11, 17, tzinfo=bangkok)) == "2022-11-11T10:00:00+00:00"
    assert as_spiff(datetime(2022, 11, 11, 10, tzinfo=UTC)) == "2022-11-11T10:00:00+00:00"
    assert as_spiff(timedelta(hours=72)) == "PT259200S"
    assert as_spiff(True) is True


class PanicException(BaseException):
    """Named as the panic of the CEL library is, which is no Exception."""


@pytest.mark.parametrize(("thrown", "caught"), [(PanicException, BadExpression), (KeyboardInterrupt, None)])
def test_a_panic_of_the_library_is_contained_and_an_interrupt_is_not(thrown, caught):
    class Program:
        def variables(self):
            return []

        def execute(self, _context):
            raise thrown

    with pytest.raises(caught or thrown):
        expressions.Expression("", Program()).value({})
