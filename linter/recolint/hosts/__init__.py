"""Requests where they are: in code, notebooks, scripts, state machines and trails. Read, never run.

A reader returns a tree (``tree``). Each node has its place; a value that the text does not show is an unknown node.
"""
