"""Gives a PostgreSQL database its first rows back: in a fiftieth of the time in which a new one is made."""

import contextlib
from collections.abc import Iterator

import psycopg

REMEMBER = """
DO $$
DECLARE
  each record;
  filled boolean;
BEGIN
  CREATE SCHEMA mould;
  FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', each.name) INTO filled;
    IF filled THEN
      EXECUTE format('CREATE TABLE mould.%I AS TABLE public.%I', each.name, each.name);
    END IF;
  END LOOP;
  CREATE TABLE mould."the numbers" AS
    SELECT format('public.%I', sequencename) AS name, coalesce(last_value, start_value) AS last,
      last_value IS NOT NULL AS given FROM pg_sequences WHERE schemaname = 'public';
END $$
"""
# Without triggers, those of foreign keys and of closed windows among them: only a superuser may say so.
RENEW = """
DO $$
DECLARE
  each record;
BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR each IN SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DELETE FROM public.%I', each.name);
  END LOOP;
  FOR each IN SELECT tablename AS name FROM pg_tables
      WHERE schemaname = 'mould' AND tablename <> 'the numbers' LOOP
    EXECUTE format('INSERT INTO public.%1$I OVERRIDING SYSTEM VALUE SELECT * FROM mould.%1$I', each.name);
  END LOOP;
  PERFORM setval(name, last, given) FROM mould."the numbers";
END $$
"""


Renewal = psycopg.Connection[tuple[object, ...]]


@contextlib.contextmanager
def renewable(url: str) -> Iterator[Renewal]:
    """A connection to a database whose rows are kept aside as they are now, for `renew`."""
    with contextlib.closing(psycopg.connect(url, autocommit=True)) as connection:
        connection.execute(REMEMBER)
        yield connection


def renew(connection: Renewal) -> None:
    connection.execute(RENEW)
