"""Exercises for classes: what a student is to do, what is right, and how an answer is scored.

A module a kind, each of four values: the *task*, which everybody sees; the *key*, which says what is right
and stays in the kernel or in the teacher's file; an *answer*; and the *result* of an answer, which tells
the key.
Nothing here knows a widget.
"""
