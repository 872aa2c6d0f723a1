"""``python -m cjm_widgets`` is the command ``cjm``."""

from cjm_widgets.command_line import entry

if __name__ == "__main__":
    entry()
