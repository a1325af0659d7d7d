"""Reads what was typed into forms: plain values out, or a sentence for each field that is wrong."""
