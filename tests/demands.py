"""Says which tests show which demand of the letter, and what nothing shows yet: `python -m tests.demands`."""

import ast
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LINE = re.compile(
    r"^- \*\*(?P<number>[FXN]\d+)\*\* \((?P<weight>must|should|implied|settled|ours)\) (?P<words>.+)$"
)


class Demand(NamedTuple):
    """A line of docs/demands.md."""

    number: str
    weight: str
    words: str


class Mark(NamedTuple):
    """A demand that a test says it shows."""

    number: str
    test: str


def written_demands(text: str) -> list[Demand]:
    return [Demand(**found.groupdict()) for line in text.splitlines() if (found := LINE.match(line))]


def marks_below(folder: Path) -> list[Mark]:
    """Every mark of every test below the folder, read without importing one."""
    return [
        mark
        for path in sorted(folder.rglob("*.py"))
        for mark in _marks_in(ast.parse(path.read_bytes()), path.relative_to(folder.parent).as_posix())
    ]


def unknown_marks(demands: Sequence[Demand], marks: Sequence[Mark]) -> list[Mark]:
    known = {demand.number for demand in demands}
    return [mark for mark in marks if mark.number not in known]


def overview(demands: Sequence[Demand], marks: Sequence[Mark]) -> Iterator[str]:
    """The lines to print: each demand above its tests, then those that nothing shows."""
    tests = _tests_by_number(marks)
    for demand in demands:
        yield f"{demand.number:<5}{demand.weight:<8} {demand.words}"
        yield from (f"     {test}" for test in tests.get(demand.number, ()))
    missing = [demand.number for demand in demands if demand.number not in tests]
    yield ""
    yield f"{len(demands) - len(missing)} of {len(demands)} demands are shown by a test; nothing shows yet:"
    yield ", ".join(missing) or "none"


def main() -> int:
    demands = written_demands((ROOT / "docs" / "demands.md").read_text("utf-8"))
    marks = marks_below(ROOT / "tests")
    sys.stdout.writelines(f"{line}\n" for line in overview(demands, marks))
    unknown = unknown_marks(demands, marks)
    sys.stderr.writelines(f"{mark.test}: no demand is called {mark.number}\n" for mark in unknown)
    return 1 if unknown else 0


def _marks_in(node: ast.AST, place: str) -> Iterator[Mark]:
    # Decorators are children of what they decorate and `pytestmark` of its module or class, so the
    # enclosing name is the test that a mark belongs to.
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield from _marks_in(child, f"{place}::{child.name}")
            continue
        if isinstance(child, ast.Call) and _is_letter(child.func):
            yield from (Mark(_number(argument), place) for argument in child.args)
        yield from _marks_in(child, place)


def _is_letter(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "letter"
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "mark"
    )


def _number(argument: ast.expr) -> str:
    # What is not written out is shown as it stands, and is known to no list.
    return str(argument.value) if isinstance(argument, ast.Constant) else ast.unparse(argument)


def _tests_by_number(marks: Sequence[Mark]) -> Mapping[str, list[str]]:
    tests: dict[str, list[str]] = {}
    for mark in marks:
        tests.setdefault(mark.number, []).append(mark.test)
    return tests


if __name__ == "__main__":
    sys.exit(main())
