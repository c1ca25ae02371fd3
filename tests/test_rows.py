"""The helper that tries many rows under one id hides no failure."""

from __future__ import annotations

import pytest
from rows import check_all

from tui.dossier.values.problems import Refused


def test_every_row_that_fails_is_named_with_its_reason_and_the_others_are_tried() -> None:
    tried: list[int] = []

    def check_row(number: int, word: str) -> None:
        tried.append(number)
        assert word == "good"
        if number == 3:
            raise Refused("line 7: no")
        with pytest.raises(ValueError, match="x"):
            int("x" if number else "0")

    with pytest.raises(AssertionError) as caught:
        check_all([(0, "good"), (1, "good"), (2, "bad"), (3, "good"), (4, "good")], check_row)

    first, *listed = [line for line in str(caught.value).splitlines() if line[:1] not in {" ", ""}]
    assert tried == [0, 1, 2, 3, 4]
    assert first == "3 of 5 rows fail:"
    assert [line[:8] for line in listed if line[0].isdigit()] == ["0, good:", "2, bad: ", "3, good:"]
    assert "Refused: line 7: no" in str(caught.value)


def test_a_check_without_rows_fails() -> None:
    with pytest.raises(AssertionError, match="there are no rows"):
        check_all([], print)
