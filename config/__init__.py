"""Wires the house: settings, clock, database, command line. Imported by nobody."""
