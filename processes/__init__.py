"""The work itself: what officers and the clock do, free of web server and scheduler."""
