"""The command line, `lec`: each verb lives in the module of its room and is read only when it is used."""

import gc
from importlib import import_module
from typing import Any

import click

from config.command.sentences import sentence

# Reading all of them would make the shortest command wait for the imports of the web server.
ROOMS = {
    "serve": "serving",
    "demo": "demo",
    "db": "databases",
    "clock": "serving",
    "round": "rounds",
    "diagram": "diagrams",
    "import": "imports",
    "export": "exporting",
    "verify": "verifying",
    "bench": "bench",
    "rehearse": "rehearse",
}


class Verbs(click.Group):
    """Finds a verb in its room; what goes wrong in it is said in one sentence, with exit code 1."""

    def list_commands(self, _ctx: click.Context) -> list[str]:
        return list(ROOMS)

    def get_command(self, _ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in ROOMS:
            return None
        commands: list[click.Command] = import_module(f"{__name__}.{ROOMS[cmd_name]}").commands
        return next(each for each in commands if each.name == cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Exception as error:
            said = sentence(error)
            if said is None:
                raise
            raise click.ClickException(said) from error


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Record, verify and confirm the learners of Thailand's local authorities, round by round."""
    # An act makes and drops thousands of small objects; looking for cycles that often costs it a tenth.
    gc.set_threshold(50_000, 20, 50)
