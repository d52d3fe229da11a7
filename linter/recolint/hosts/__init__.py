"""Requests where they stand: in code, notebooks, scripts, state machines and trails. Read, never run.

A reader gives a tree (``tree``) whose nodes know where they stand and admit what the text does not tell.
"""
