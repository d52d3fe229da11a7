"""Requests where they are: in code, notebooks, scripts, state machines and trails. Read, never run.

A reader returns a tree (``tree``) with nodes that have places and mark what the text does not show.
"""
