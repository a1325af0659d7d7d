"""Tests: they mirror the rooms, then journeys, browser and house rules."""
