"""What only a real browser shows: the chain by hand, the keyboard, a phone, no script, no axe violation."""
