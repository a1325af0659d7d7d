"""Queries for pages and lists; never a change."""
