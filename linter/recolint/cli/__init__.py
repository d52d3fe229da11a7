"""The command line: from argv to an exit code. The only place that prints, exits and wires."""

from __future__ import annotations


def entry() -> None:
    """The console script ``recolint``. Everything is imported in here, so that Ctrl-C ends that properly too."""
    try:
        import gc

        # Much of what a check makes lives until its report: to look for garbage less often saves a quarter of the time.
        gc.set_threshold(50_000, 20, 50)
        from recolint.cli.process import run

        run()
    except KeyboardInterrupt as stop:
        import os

        # At once: there is nothing to clean up, and Python may be in the middle of an import.
        os.write(2, f"recolint: {getattr(stop, 'word', 'interrupted')}\n".encode())
        os._exit(getattr(stop, "code", 130))
