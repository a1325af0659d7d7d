"""Tables: what the work remembers; nothing here decides or commits."""
