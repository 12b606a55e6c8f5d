"""One module per command of `vidlect`; each holds a click command of its own name."""
