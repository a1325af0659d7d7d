"""Plain functions over plain values: who may do what, and what a value must be."""
