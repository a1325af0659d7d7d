"""What a draft would have changed for a case: its course on it beside that on the edition of the time."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from processes.engine.diagrams import Diagram
from processes.engine.replaying import Course, Done, Gates, History, replay


class Verdict(StrEnum):
    """What would have been different, the gravest first; a case is counted under the gravest alone."""

    FAILS = "fails"  # an expression or the engine failed
    NEVER_ENDS = "never_ends"  # the close of the window does not end it
    UNDECLARED = "undeclared"  # an outcome that was chosen is no longer offered
    UNANSWERED = "unanswered"  # a condition looks at an answer that nobody gave, so the way is not known
    ELSEWHERE = "elsewhere"  # it goes another way, or stands elsewhere at the close
    LONGER = "longer"  # a task comes later than it was done
    NEW_TASK = "new_task"  # it meets a task that it did not have
    REMINDED = "reminded"  # a reminder or an escalation comes at another time, or not
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Judged:
    """A verdict with the places it is about, and how much later, in seconds."""

    verdict: Verdict
    was: str = ""
    becomes: str = ""
    seconds: int = 0


def judge(own: Course, new: Course) -> Judged:
    """The gravest difference between two courses of one history."""
    found = (
        _broken(own, new),
        _unanswered(own, new),
        _elsewhere(own, new),
        _longer(own, new),
        _added(own, new),
        _reminded(own, new),
    )
    return next(filter(None, found), Judged(Verdict.SAME))


def judged(history: History, own: Diagram, new: Diagram, gates: Gates) -> tuple[Judged, bool]:
    """The verdict, and whether the history could be followed to its end on its own edition."""
    course = replay(own, history, gates)
    return judge(course, replay(new, history, gates)), not (course.unused or course.failed or course.missed)


def _broken(own: Course, new: Course) -> Judged | None:
    if new.failed and not own.failed:
        return Judged(Verdict.FAILS, becomes=new.failed)
    if own.ended and not new.ended:
        return Judged(Verdict.NEVER_ENDS, _place(own), _place(new))
    if new.undeclared and new.undeclared != own.undeclared:
        return Judged(Verdict.UNDECLARED, new.undeclared, new.undeclared)
    return None


def _unanswered(_own: Course, new: Course) -> Judged | None:
    """The first place that decided without an answer, and the fields it asks for."""
    first = next(iter(new.missed.items()), None)
    return Judged(Verdict.UNANSWERED, first[0], " ".join(sorted(first[1]))) if first else None


def _elsewhere(own: Course, new: Course) -> Judged | None:
    """Another way, or another place at the close; the first task that differs says where they part."""
    before, after = [each.node for each in own.tasks], [each.node for each in new.tasks]
    if before == after:
        return None if own.rest == new.rest else Judged(Verdict.ELSEWHERE, _place(own), _place(new))
    parts = next(
        (place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]),
        min(len(before), len(after)),
    )
    was = before[parts] if parts < len(before) else _place(own)
    return Judged(Verdict.ELSEWHERE, was, after[parts] if parts < len(after) else _place(new))


def _longer(own: Course, new: Course) -> Judged | None:
    later = [
        (int((after.at - before.at).total_seconds()), after.node)
        for before, after in zip(own.tasks, new.tasks, strict=False)
        if after.at > before.at
    ]
    if not later:
        return None
    seconds, node = max(later)
    return Judged(Verdict.LONGER, node, node, seconds)


def _added(_own: Course, new: Course) -> Judged | None:
    return Judged(Verdict.NEW_TASK, becomes=new.added[0].node) if new.added else None


def _reminded(own: Course, new: Course) -> Judged | None:
    before, after = _moments(own.steps), _moments(new.steps)
    for node in sorted(before.keys() | after.keys()):
        if before[node] != after[node]:
            return Judged(
                Verdict.REMINDED,
                node if before[node] else "",
                node if after[node] else "",
                _distance(before[node], after[node]),
            )
    return None


def _moments(steps: Iterable[Done]) -> defaultdict[str, list[datetime]]:
    found: defaultdict[str, list[datetime]] = defaultdict(list)
    for step in steps:
        found[step.node].append(step.at)
    return found


def _distance(before: list[datetime], after: list[datetime]) -> int:
    """How much later the first one comes; negative for earlier, 0 where one of them does not come."""
    return int((after[0] - before[0]).total_seconds()) if before and after else 0


def _place(course: Course) -> str:
    return " ".join(course.rest)


@dataclass
class Line:
    """Cases with one verdict between the same places, with a few of them."""

    count: int = 0
    seconds: int = 0  # how much later at most; negative for earlier
    cases: list[int] = field(default_factory=list)


class Tally:
    """Verdicts of many cases added up, with a few cases of each kind as examples."""

    EXAMPLES = 5
    LINES = 60

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lines: dict[tuple[str, str, str], Line] = {}

    def add(self, found: Judged, case_ids: list[int]) -> None:
        """Count the cases under one verdict."""
        self.counts[str(found.verdict)] += len(case_ids)
        if found.verdict is Verdict.SAME:
            return
        key = (str(found.verdict), found.was, found.becomes)
        if key not in self.lines and len(self.lines) >= self.LINES:
            key = (str(found.verdict), "", "")  # too many ways to tell apart
        line = self.lines.setdefault(key, Line())
        line.count += len(case_ids)
        line.seconds = max(line.seconds, found.seconds, key=abs)
        line.cases += case_ids[: self.EXAMPLES - len(line.cases)]

    def rows(self) -> list[dict[str, Any]]:
        """The lines as plain values, to be kept."""
        return [
            {"verdict": verdict, "was": was, "becomes": becomes, **asdict(line)}
            for (verdict, was, becomes), line in self.lines.items()
        ]

    @classmethod
    def read(cls, counts: Mapping[str, int], rows: Iterable[Mapping[str, Any]]) -> "Tally":
        """A tally that was kept, to go on with."""
        tally = cls()
        tally.counts.update(counts)
        for row in rows:
            line = Line(row["count"], row["seconds"], list(row["cases"]))
            tally.lines[row["verdict"], row["was"], row["becomes"]] = line
        return tally
