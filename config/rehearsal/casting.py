"""Who plays what: how each unit's officer goes about the round, drawn from the seed."""

from dataclasses import dataclass
from enum import Enum
from random import Random

from config.demo.plans import InstitutionPlan, ProvincePlan


class Manner(Enum):
    """How an institution goes about the round."""

    PROMPT = "prompt"
    LATE = "late"  # confirms after the day it is due, before the close
    ASKS = "asks"  # confirms, then asks to be opened again, mends and confirms once more
    LEAVES_OPEN = "leaves open"  # is opened again and forgets to confirm
    RUSHED = "rushed"  # confirms in the last seconds
    TOO_LATE = "too late"  # sends its confirmation as the hour strikes
    STOPS = "stops"  # looks for its learners and forgets to confirm
    FORGETS = "forgets"  # never begins
    CLAIMS = "claims"  # enters a child who stands on the roll of another
    HOLDS = "holds"  # is asked to release that child


ALWAYS = (
    Manner.CLAIMS,
    Manner.HOLDS,
    Manner.ASKS,
    Manner.FORGETS,
    Manner.TOO_LATE,
    Manner.RUSHED,
    Manner.LATE,
    Manner.LEAVES_OPEN,
    Manner.STOPS,
)
WEIGHTS = {
    Manner.PROMPT: 80,
    Manner.LATE: 8,
    Manner.ASKS: 6,
    Manner.LEAVES_OPEN: 1,
    Manner.TOO_LATE: 1,
    Manner.STOPS: 2,
    Manner.FORGETS: 2,
}


@dataclass(frozen=True)
class Part:
    """What one institution does, and how much of the time is over when it begins (0 to 1)."""

    plan: InstitutionPlan
    manner: Manner
    begins: float
    missing: int
    arrives: bool
    leaves: bool


def cast(province: ProvincePlan, seed: int) -> list[Part]:
    """A part for every institution; each manner is played at least once where there are enough of them."""
    chance = Random(seed)  # noqa: S311 -- it must be repeatable, not secret
    institutions = list(province.institutions)
    order = chance.sample(institutions, len(institutions))
    fixed = {each.code: manner for each, manner in zip(order, ALWAYS, strict=False)}
    return [_part(each, fixed.get(each.code), chance) for each in institutions]


def _part(plan: InstitutionPlan, manner: Manner | None, chance: Random) -> Part:
    drawn = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
    return Part(
        plan,
        manner or drawn,
        begins=0.15 + 0.6 * chance.random(),
        missing=int(chance.random() < 0.2),
        arrives=chance.random() < 0.25,
        leaves=chance.random() < 0.2,
    )
