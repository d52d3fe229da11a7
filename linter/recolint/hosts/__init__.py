"""Requests where they are: in code, notebooks, scripts, state machines and trails. Read, never run.

A reader returns a tree (``tree``) whose nodes know where they are and admit what the text does not tell.
"""
