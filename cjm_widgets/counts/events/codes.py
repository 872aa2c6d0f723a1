"""Whole numbers that stand for stages, cases and ways: their order, and where each occurs first."""

from __future__ import annotations

import numpy as np

from cjm_widgets.statistics.arrays import Index, Whole


def order_of(code: Index) -> Index:
    """The order of whole numbers from 0, of equals as they stand.

    Examples
    --------
    >>> order_of(np.array([2, 0, 2, 1])).tolist()
    [1, 3, 0, 2]
    """
    least = np.uint16 if code.max(initial=0) < 2**16 else code.dtype  # which numpy sorts by radix
    return np.argsort(code.astype(least), kind="stable")


def first_of_each(code: Whole, beyond: int) -> tuple[Whole, Index]:
    """The different codes, ascending, and where each occurs first.

    Parameters
    ----------
    code
        Whole numbers from 0.
    beyond
        What they are all less than.

    Examples
    --------
    >>> [each.tolist() for each in first_of_each(np.array([7, 3, 7, 3, 5]), 8)]
    [[3, 5, 7], [1, 4, 0]]
    """
    n = len(code)
    if beyond * n < 2**63:  # both in one number, which sorts several times as fast
        sorted_code, place = np.divmod(np.sort(code * n + np.arange(n)), max(n, 1))
    else:
        place = np.argsort(code, kind="stable")
        sorted_code = code[place]
    is_new = np.append(True, sorted_code[1:] != sorted_code[:-1])[:n]
    return sorted_code[is_new], place[is_new]
