"""One function per thing an officer or the clock does; each asks, writes, lets the case move on."""
