"""The training space: an invented round in a database of its own, on a clock that goes forward (N15)."""
