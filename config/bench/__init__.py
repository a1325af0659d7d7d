"""Measures what the house costs, beside a baseline in the same run."""
