"""The clock's door: it knows when, the acts know what."""
