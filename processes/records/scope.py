"""Whose rows a session may see: every statement carries the officer's units; no scope means no rows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, Select, Table, TextClause, bindparam, event, false
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction, with_loader_criteria
from sqlalchemy.sql import visitors

from processes.records.base import Record, Scoped
from processes.terms import Tier


@dataclass(frozen=True)
class Scope:
    """A subtree of the chain: the tier of its top and the unit that stands there."""

    tier: Tier | None
    unit_id: int


# Casework crosses units (a school's confirmation wakes its authority), so acts run under this named scope.
HOUSE = Scope(None, 0)
NOWHERE = Scope(None, -1)

SCOPE = "scope"
SCOPE_UNIT = "unit_of_the_scope"
NO_TIER = "nowhere"


def _criteria(scope: Scope) -> Any:
    unit = scope.unit_id
    # One literal lambda per tier: SQLAlchemy caches them by their code, and a getattr inside would defeat it.
    if scope.tier is Tier.PROVINCE:
        return with_loader_criteria(Scoped, lambda cls: cls.province_id == unit, include_aliases=True)
    if scope.tier is Tier.LOCAL_AUTHORITY:
        return with_loader_criteria(Scoped, lambda cls: cls.authority_id == unit, include_aliases=True)
    if scope.tier is Tier.INSTITUTION:
        return with_loader_criteria(Scoped, lambda cls: cls.unit_id == unit, include_aliases=True)
    return with_loader_criteria(Scoped, lambda cls: false(), include_aliases=True)


def narrowing(scope: Scope | None) -> str:
    """What a statement is narrowed to, in a word: to nothing under the house, else to the scope's tier."""
    if _sees_all(scope):
        return ""
    return str(scope.tier) if scope and scope.tier else NO_TIER


def narrowed(statement: Select[*tuple[Any, ...]], to: str) -> Select[*tuple[Any, ...]]:
    """The statement for any unit of a tier; which one, it is told on executing as `SCOPE_UNIT`."""
    if statement._propagate_attrs.get("compile_state_plugin") != "orm":
        raise OutOfScopeError("only selects of mapped classes can be narrowed")
    return statement.options(with_loader_criteria(Scoped, _ANY_UNIT[to], include_aliases=True))


_UNIT: Any = bindparam(SCOPE_UNIT)
_ANY_UNIT: dict[str, Callable[[Any], Any]] = {
    Tier.PROVINCE: lambda cls: cls.province_id == _UNIT,
    Tier.LOCAL_AUTHORITY: lambda cls: cls.authority_id == _UNIT,
    Tier.INSTITUTION: lambda cls: cls.unit_id == _UNIT,
    NO_TIER: lambda cls: false(),
}


class OutOfScopeError(Exception):
    """A statement or a row that the session's scope does not cover; a fault of ours, never an answer."""


def _sees_all(scope: Scope | None) -> bool:
    return scope is not None and (scope is HOUSE or scope.tier is Tier.DEPARTMENT)


@event.listens_for(Session, "do_orm_execute")
def _narrow(state: ORMExecuteState) -> None:
    scope = state.session.info.get(SCOPE)
    if _sees_all(scope) or (state.is_column_load and not state.is_relationship_load):
        return
    if not _can_be_narrowed(state):
        raise OutOfScopeError("only selects, updates and deletes of mapped classes can be narrowed")
    if state.is_orm_statement and not state.is_insert:
        state.statement = state.statement.options(_criteria(scope or NOWHERE))


def _can_be_narrowed(state: ORMExecuteState) -> bool:
    if state.is_from_statement or isinstance(state.statement, TextClause):
        return False
    if state.is_insert:
        return not any(issubclass(mapper.class_, Scoped) for mapper in state.all_mappers)
    return state.is_orm_statement or not _names_scoped_table(state.statement)


def _names_scoped_table(statement: Executable) -> bool:
    scoped = {mapper.local_table for mapper in Record.registry.mappers if issubclass(mapper.class_, Scoped)}
    named = {part for part in visitors.iterate(statement) if isinstance(part, Table)}  # type: ignore[arg-type]
    return bool(scoped & {*named, getattr(statement, "table", None)})


@event.listens_for(Session, "before_flush")
def _guard(session: Session, _context: UOWTransaction, _instances: object) -> None:
    scope = session.info.get(SCOPE)
    if _sees_all(scope):
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Scoped) and not _covers(scope, row):
            raise OutOfScopeError(f"{type(row).__name__} outside {scope}")


def _covers(scope: Scope | None, row: Scoped) -> bool:
    if scope is None:
        return False
    return {
        Tier.PROVINCE: row.province_id,
        Tier.LOCAL_AUTHORITY: row.authority_id,
        Tier.INSTITUTION: row.unit_id,
    }.get(scope.tier) == scope.unit_id  # type: ignore[arg-type]
