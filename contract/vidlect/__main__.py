"""`python -m vidlect` is the command `vidlect`."""

from .cli import main

main(prog_name="vidlect")
