"""``python -m recolint``."""

from recolint.cli import entry

if __name__ == "__main__":
    entry()
