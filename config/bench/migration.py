"""What carrying a round's running cases over to another edition costs, beside the engine's part of it."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from sqlalchemy import select

from config.bench.country import BPMN, build_country
from config.wiring import House
from processes.acts import migrating, opening, publishing
from processes.acts.migrating import Alike, Wish
from processes.acts.office import CLOCK
from processes.acts.publishing import Drawn
from processes.records.cases import Case
from processes.records.rounds import RoundEdition
from processes.terms import DiagramKey

SOME = 300
# Changed of each diagram: the first name in it, as an administrator would mend a word.
MENDED = (b' name="', b' name="* ')


def measure_migration(house: House, cases: int) -> dict[str, Any]:
    """Seconds to look over and to carry over a round's cases, and the engine's milliseconds for each."""
    with house.office() as office:
        country = build_country(office, cases, 0)
    with house.office() as office:
        opening.open_round(office, country.administrator, country.round_id)
    figures = {"looked_over": 0.0, "carried_over": 0.0, "tried_ms_each": 0.0}
    total = 0
    for key in DiagramKey:
        wish = _publish(house, key, country.round_id)
        figures["looked_over"] += _timed(partial(_look_over, house, wish))
        if key is DiagramKey.SCHOOL:
            figures["tried_ms_each"] = _tried(house, wish)
        with house.office() as office:
            change = migrating.begin(office, country.administrator, wish)
            change_id, total = change.id, total + change.total
        figures["carried_over"] += _timed(partial(_carry_over, house, change_id))
    return {"cases": total, **{name: round(value, 2) for name, value in figures.items()}}


def _publish(house: House, key: DiagramKey, round_id: int) -> Wish:
    source = (BPMN / f"{key}.bpmn").read_bytes().replace(*MENDED, 1)
    words = (BPMN / "words.toml").read_text(encoding="utf-8")
    with house.office() as office:
        pinned = select(RoundEdition.edition_id).filter_by(round_id=round_id, diagram=key)
        from_id = office.session.scalars(pinned).one()
        edition = publishing.publish(office, CLOCK, Drawn(key, source, "bench"), words)
        return Wish(round_id, from_id, edition.id, "bench")


def _look_over(house: House, wish: Wish) -> None:
    with house.reading() as session:
        groups = migrating.survey(session, wish)
    with house.office() as office:
        migrating.try_out(office, groups, wish)


def _carry_over(house: House, change_id: int) -> None:
    done = False
    while not done:
        with house.office() as office:
            done = migrating.run_batch(office, change_id)


def _tried(house: House, wish: Wish) -> float:
    """Milliseconds of a case tried without effect: its facts and the engine's part, no row kept."""
    wanted = select(Case.id).filter_by(round_id=wish.round_id, edition_id=wish.from_id).limit(SOME)
    with house.office() as office:
        groups = [Alike(examples=[id_]) for id_ in office.session.scalars(wanted)]
        return _timed(lambda: migrating.try_out(office, groups, wish)) / len(groups) * 1000


def _timed(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
