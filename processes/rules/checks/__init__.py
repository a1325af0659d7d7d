"""What is asked of recorded values: errors to mend and queries to explain, each rule a line of data (N6)."""
