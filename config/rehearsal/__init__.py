"""The rehearsal: a whole round of a province on a clock that is set, with officers who are made up (N15)."""
