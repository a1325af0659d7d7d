"""What must agree at any moment: state and inbox, counters and facts, confirmations, digests, the journal."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import select

from processes.acts.fanout import FANS, is_complete
from processes.acts.journal import entry_digest
from processes.acts.office import Office
from processes.engine import moves
from processes.records.cases import Case, WorkItem
from processes.records.confirmations import Confirmation
from processes.records.journal import JournalEntry, UnitChain
from processes.reports.receipts import CONTENT
from processes.rules.digest import digest_of
from processes.terms import Act, Standing, Stream
from tests.builders import World


def disagreements(world: World) -> list[str]:
    """Every contradiction between what the house keeps; a healthy house has none."""
    house = world.house
    with house.reading() as session:
        if not house.database.is_sqlite:
            # One snapshot: a killed process may still be kept by the server while we look.
            session.connection(execution_options={"isolation_level": "REPEATABLE READ"})
        office = Office(session, house.clock, house.shelf, house.keys.cipher, house.clock(session))
        cases = list(office.session.scalars(select(Case)))
        found = [*_in_chains(office, cases), *_in_confirmations(office, cases), *_in_counters(cases)]
        for case in cases:
            found += _in_state_and_inbox(office, case)
    return found


def _in_state_and_inbox(office: Office, case: Case) -> Iterator[str]:
    if case.ended_at is not None:  # its state is the last living one, which an extension goes on from
        yield from _in_an_end(office, case)
        return
    drawn = office.diagram(case)
    move = moves.look(drawn, case.state)
    tasks = {task.ref: task.node for task in move.tasks}
    items = office.session.scalars(select(WorkItem).filter_by(case_id=case.id, state="open")).all()
    subjects: dict[str, set[int]] = defaultdict(set)
    for item in items:
        if not item.task_ref.startswith(("request-", "duplicate-")):
            subjects[item.task_ref].add(item.subject_id)
    if ";".join(f"{ref} {node}" for ref, node in tasks.items()) != case.tasks:
        yield f"case {case.id}: tasks {case.tasks} but the state has {tasks}"
    if " ".join(move.awaits) != case.awaits or move.ended:
        yield f"case {case.id}: awaits {case.awaits} but the state {move.awaits}, ended {move.ended}"
    expected = {
        ref: {each.id for each in FANS[act].waiting(office, case)} if act in FANS else {0}
        for ref, node in tasks.items()
        for act in [Act(drawn.nodes[node].act or Act.ANSWER)]
    }
    if {ref: ids for ref, ids in expected.items() if ids} != dict(subjects):
        yield f"case {case.id}: inbox {dict(subjects)} but {expected} should wait"


def _in_an_end(office: Office, case: Case) -> Iterator[str]:
    items = office.session.scalars(select(WorkItem).filter_by(case_id=case.id, state="open")).all()
    if items or case.tasks or case.awaits or case.next_due_at:
        yield f"case {case.id}: ended, but waits with {len(items)} open items, {case.tasks}, {case.awaits}"


def _in_counters(cases: list[Case]) -> Iterator[str]:
    below = defaultdict(list)
    for case in cases:
        below[case.parent_id].append(case)
        if case.reviewed and not is_complete(case):
            yield f"case {case.id}: reviewed but not complete"
    for case in cases:
        kept = (case.units_total, case.units_confirmed, case.units_reviewed)
        units = below[case.id]
        facts = (len(units), sum(map(is_complete, units)), sum(each.reviewed for each in units))
        if kept != facts:
            yield f"case {case.id}: counters {kept} but facts {facts}"


def _in_confirmations(office: Office, cases: list[Case]) -> Iterator[str]:
    standing, versions = set(), defaultdict(list)
    for each in office.session.scalars(select(Confirmation).order_by(Confirmation.version)):
        versions[each.case_id, each.stream].append(each.version)
        if each.withdrawn_at is None:
            standing.add((each.case_id, each.stream))
        if digest_of(office.cipher.unpack(each.content, CONTENT)) != each.digest:
            yield f"confirmation {each.number}: its digest is not that of its content"
    for case in cases:
        for stream, now, version in (
            (Stream.OWN, case.standing, case.own_version),
            (Stream.OTHER, case.other_standing, case.other_version),
        ):
            if (now is Standing.CONFIRMED) != ((case.id, stream) in standing):
                yield f"case {case.id}: {stream} stands {now} against its confirmations"
            if versions[case.id, stream] != list(range(1, version + 1)):
                yield f"case {case.id}: {stream} has versions {versions[case.id, stream]}, not {version}"


def _in_chains(office: Office, cases: list[Case]) -> Iterator[str]:
    heads = {f"case:{case.id}": (case.chain_length, case.chain_head) for case in cases}
    for chain in office.session.scalars(select(UnitChain)):
        heads[f"unit:{chain.unit_id}"] = (chain.length, chain.head)
    chains: dict[str, list[JournalEntry]] = defaultdict(list)
    for entry in office.session.scalars(select(JournalEntry).order_by(JournalEntry.position)):
        chains[entry.chain].append(entry)
    for name in heads.keys() | chains.keys():
        previous = ""
        for position, entry in enumerate(chains[name], start=1):
            links = (entry.position, entry.digest)
            if links != (position, entry_digest(previous, entry)):
                yield f"chain {name} breaks at {position}"
            previous = entry.digest
        if heads.get(name) != (len(chains[name]), previous):
            yield f"chain {name} has another head than its last entry"
