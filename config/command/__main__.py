"""`python -m config.command` is `lec`."""

from config.command import main

main(prog_name="lec")
