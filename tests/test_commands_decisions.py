"""Every key that decides gives the verdict, the stance or the note to what is highlighted, and takes each back."""

from __future__ import annotations

import pytest
from conftest import WriteDossier
from fake_desk import FakeDesk
from terminals import OLD_REASON, small_dossier, stances, verdicts

from tui.dossier.files.loading import open_dossier

OLD = {"c3": ("mixed", OLD_REASON)}


@pytest.fixture
def desk(write_dossier: WriteDossier) -> FakeDesk:
    """A desk with twelve claims on four articles."""
    return FakeDesk(small_dossier(write_dossier))


@pytest.mark.parametrize(
    ("keys", "expected", "at"),
    [
        ("1a<enter>", {"c0": ("true", "a")}, "c1"),
        ("2<enter>", {"c0": ("mostly-true", "")}, "c1"),
        ("7x<enter>", {"c0": ("unverifiable", "x")}, "c1"),
        ("jj1x<enter>", {"c2": ("true", "x")}, "c4"),
        ("N1x<enter>", {"c11": ("true", "x")}, "c0"),
        ("<enter>1in evidence<enter>", {"c0": ("true", "in evidence")}, "c1"),
        ("<tab><tab>1in the article<enter>", {"c0": ("true", "in the article")}, "c1"),
        ("jjj1new<enter>", {"c3": ("true", "new")}, "c3"),
        ("jjj1<up><enter>", {"c3": ("true", "An old reason\nof two lines")}, "c3"),
        ("jjj1own<up><enter>", {"c3": ("true", "own")}, "c3"),
        ("8", {}, "c0"),
        ("91a<enter>", {"c0": ("true", "a")}, "c1"),
        ("1quntsxd0123R?/<enter>", {"c0": ("true", "quntsxd0123R?/")}, "c1"),
        ("1a b  c<enter>", {"c0": ("true", "a b  c")}, "c1"),
        ("1lost<ctrl+u>kept<enter>", {"c0": ("true", "kept")}, "c1"),
        ("1left<escape>", {}, "c0"),
        ("1left<escape>j2b<enter>", {"c1": ("mostly-true", "b")}, "c2"),
        ("1left<escape>2<enter>", {"c0": ("mostly-true", "left")}, "c1"),
        ("1left<escape>2<ctrl+u><enter>", {"c0": ("mostly-true", "")}, "c1"),
        ("1a<enter>2b<enter>", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c2"),
        ("1a<enter>k0", {}, "c0"),
        ("0", {}, "c0"),
        ("<ctrl+s>1a<ctrl+s><enter>", {"c0": ("true", "a")}, "c1"),
        ("r1a<enter>", {"c0": ("true", "a")}, "c1"),
        ("1a<enter>kr<enter>more<ctrl+s>", {"c0": ("true", "a\nmore")}, "c0"),
        ("1a<enter>krlost 1 2<escape>j3x<enter>", {"c0": ("true", "a"), "c1": ("mixed", "x")}, "c2"),
        ("1a<enter>2b<enter>u", {"c0": ("true", "a")}, "c1"),
        ("1a<enter>2b<enter>uu", {}, "c0"),
        ("1a<enter>2b<enter>uuU", {"c0": ("true", "a")}, "c0"),
        ("1a<enter>2b<enter>uuUU", {"c0": ("true", "a"), "c1": ("mostly-true", "b")}, "c1"),
        ("1a<enter>u2b<enter>U", {"c0": ("mostly-true", "b")}, "c1"),
        ("uU", {}, "c0"),
        ("/number 7<enter>1x<enter>", {"c7": ("true", "x")}, "c8"),
        ("/number<enter>/<enter>1x<enter>", {"c2": ("true", "x")}, "c4"),
        ("/nothing<enter>1x<enter>", {"c0": ("true", "x")}, "c1"),
        ("/x<escape>1x<enter>", {"c0": ("true", "x")}, "c1"),
        ("fnumber 1<enter>jj1x<enter>", {"c11": ("true", "x")}, "c1"),
        ("fis:unreviewed<enter>1x<enter>2y<enter>", {"c0": ("true", "x"), "c1": ("mostly-true", "y")}, "c2"),
        ("fis:reviewed<enter>0", {"c3": None}, ""),
        ("ftag:toll<enter>j1x<enter>", {"c0": ("true", "x")}, "c0"),
        ("fnumber 1<enter>j1x<enter>f<enter>j2y<enter>", {"c10": ("true", "x"), "c11": ("mostly-true", "y")}, "c0"),
        ("jjjj1x<enter>fnumber 1<enter>u", {}, "c4"),
    ],
)
async def test_a_verdict_is_given_to_the_claim_that_is_highlighted_when_the_digit_is_pressed(
    desk: FakeDesk, keys: str, expected: dict[str, tuple[str, str] | None], at: str
) -> None:
    await desk.press(keys)

    assert verdicts(desk.session.path) == {k: v for k, v in {**OLD, **expected}.items() if v is not None}
    assert desk.claim == at


START = [("a", "supports", "First fact"), ("b", "contradicts", "Second fact"), ("a", "contradicts", "Third fact")]
SILENT = ("c", "silent", "")


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("<enter>x", [("a", "context", "First fact"), *START[1:], SILENT]),
        ("<enter>c", [("a", "contradicts", "First fact"), *START[1:], SILENT]),
        ("<enter><right>s", [START[0], ("b", "supports", "Second fact"), START[2], SILENT]),
        ("<enter><right>js", [*START[:2], ("a", "supports", "Third fact"), SILENT]),
        ("<enter>s", [*START, SILENT]),
        ("<enter>d", [*START[1:], SILENT]),
        ("<enter>jd", [*START, SILENT, ("d", "silent", "")]),
        ("<enter>jdd", [*START, SILENT]),
        ("<enter>jjd", START),
        ("<enter>jjs", [*START, SILENT]),
        ("<enter>js", [*START, SILENT]),
        ("scxd", [*START, SILENT]),
        ("<enter><enter>jc", [*START, SILENT, ("a", "contradicts", "Second fact here.")]),
        ("<enter><enter>c", [("a", "contradicts", "First fact"), *START[1:], SILENT]),
        ("<enter><enter>d", [*START[1:], SILENT]),
        ("<enter><enter>jcjjx", [*START, SILENT, *[("a", "contradicts", "Second fact here.")], *[("a", "context", "Fourth fact here.")]]),
        ("<enter>jj<enter>s", [*START, ("c", "supports", "First fact here.")]),
        ("<enter>jj<enter>d", START),
        ("<enter>jj<enter>dd", [*START, SILENT]),
        ("<enter>j<enter>jjs", [*START, SILENT, ("d", "supports", "Third fact here.")]),
        ("<enter>j<enter>/fourth<enter>x", [*START, SILENT, ("d", "context", "Fourth fact here.")]),
        ("<enter>j<enter>/nowhere<enter>x", [*START, SILENT, ("d", "context", "First fact here.")]),
    ],
)  # fmt: skip
async def test_a_stance_key_and_d_act_on_the_passage_that_is_marked(
    desk: FakeDesk, keys: str, expected: list[tuple[str, str, str]]
) -> None:
    await desk.press(keys)

    assert stances(desk.session.path, "c0") == expected


@pytest.mark.parametrize(
    "decision",
    ["1a<enter>", "jjj0", "jjj2new<enter>", "jjjrmore<ctrl+s>", "<enter>x", "<enter>d", "<enter>jd", "<enter>jjd", "<enter>jj<enter>s"],
    ids=["verdict", "clear", "other verdict", "rationale", "stance", "out", "silent", "not silent", "instead of silent"],
)  # fmt: skip
async def test_undo_and_redo_of_each_decision_bring_the_bytes_back_and_show_its_claim(
    desk: FakeDesk, decision: str
) -> None:
    path = desk.session.path
    before = path.read_bytes()
    await desk.press(decision)
    after = path.read_bytes()
    shown = "c3" if decision.startswith("jjj") else "c0"

    await desk.press("<escape><escape>NNu")
    assert (path.read_bytes(), desk.claim) == (before, shown)
    assert "undone" in desk.said[-1]

    await desk.press("NNU")
    assert (path.read_bytes(), desk.claim) == (after, shown)
    assert "redone" in desk.said[-1]
    assert after != before


@pytest.mark.parametrize(
    ("keys", "given"),
    [
        ("1my reason<escape>2<enter>", {"c0": ("mostly-true", "my reason"), **OLD}),
        ("1my<escape>1<escape>2 reason<enter>", {"c0": ("mostly-true", "my reason"), **OLD}),
        ("1my<escape>j1other<escape>k2<enter>2<enter>", {"c0": ("mostly-true", "my"), "c1": ("mostly-true", "other"), **OLD}),
        ("1my<escape>1<ctrl+u><escape>2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1my<escape>1<ctrl+u>   <escape>2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1my<escape>1<enter>k2<enter>", {"c0": ("mostly-true", ""), **OLD}),
        ("1old<enter>2<up><escape>3new<enter>", {"c0": ("true", "old"), "c1": ("mixed", "new"), **OLD}),
        ("1old<enter>2<up>er<escape>3<enter>", {"c0": ("true", "old"), "c1": ("mixed", "older"), **OLD}),
        ("1old<enter>.<escape>2<enter>", {"c0": ("true", "old"), "c1": ("mostly-true", ""), **OLD}),
        ("1old<enter>.er<escape>.!<enter>", {"c0": ("true", "old"), "c1": ("true", "older!"), **OLD}),
        ("1old<enter>2mine<escape>.<enter>", {"c0": ("true", "old"), "c1": ("true", "mine"), **OLD}),
        ("1old<enter>2mine<escape>.<ctrl+u><up><enter>", {"c0": ("true", "old"), "c1": ("true", "old"), **OLD}),
        ("jjj2typed<escape>r!<ctrl+s>", {"c3": ("mixed", "typed!")}),
        ("jjj2typed<escape>r<escape>r!<ctrl+s>", {"c3": ("mixed", "typed!")}),
        ("jjj2<up><escape>rX<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesX")}),
        ("jjjrX<escape>2<enter>", {"c3": ("mostly-true", "An old reason\nof two linesX")}),
        ("jjjrwith more<escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two lineswith more!")}),
        ("jjjrX<escape>rY<ctrl+s>rZ<escape>r<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesXYZ")}),
        ("jjjrX<escape>4<ctrl+u>new<enter>r!<ctrl+s>", {"c3": ("mostly-false", "new!")}),
        ("jjjrX<escape>r<escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesX!")}),
        ("jjjrX<escape>r<backspace><escape>r!<ctrl+s>", {"c3": ("mixed", "An old reason\nof two lines!")}),
        ("jjjrX<escape>4<up><escape>rY<ctrl+s>", {"c3": ("mixed", "An old reason\nof two linesXY")}),
    ],
)  # fmt: skip
async def test_a_reason_that_was_typed_and_left_is_there_when_it_is_asked_for_again(
    desk: FakeDesk, keys: str, given: dict[str, tuple[str, str]]
) -> None:
    await desk.press(keys)

    assert verdicts(desk.session.path) == given


@pytest.mark.parametrize(
    ("keys", "expected", "claim"),
    [
        ("1because<enter>.<enter>", {"c0": ("true", "because"), "c1": ("true", "because")}, "c2"),
        ("1because<enter>. too<enter>", {"c0": ("true", "because"), "c1": ("true", "because too")}, "c2"),
        ("1because<enter>.<escape>", {"c0": ("true", "because")}, "c1"),
        ("1because<enter>2<up><enter>", {"c0": ("true", "because"), "c1": ("mostly-true", "because")}, "c2"),
        ("1because<enter>2x<up><enter>", {"c0": ("true", "because"), "c1": ("mostly-true", "x")}, "c2"),
        (".<enter>", {}, "c0"),
        ("jjj5<up><enter>k.<enter>", {"c3": ("false", OLD_REASON), "c2": ("false", OLD_REASON)}, "c4"),
    ],
)
async def test_the_last_verdict_can_be_given_again_with_its_reason(
    desk: FakeDesk, keys: str, expected: dict[str, tuple[str, str]], claim: str
) -> None:
    await desk.press(keys)

    assert desk.claim == claim
    assert verdicts(desk.session.path) == {**OLD, **expected}


@pytest.mark.parametrize(
    ("keys", "key", "value", "at"),
    [
        ("<enter>aThe mayor: #1<enter>", "attributed_to", "The mayor: #1", 0),
        ("<enter>aX<enter>a<backspace><enter>", "attributed_to", "", 0),
        ("<enter>ASee <escape>", "note", "", 0),
        ("<enter>Da<enter><backspace>2024-01<enter>", "as_of", "2024-01", 0),
        ("<enter><enter>Asaid so<enter>", "note", "said so", 0),
        ("<enter><right>a and Z<enter>", "attributed_to", "Y and Z", 1),
        ("<enter>aX<enter>u", "attributed_to", "", 0),
    ],
)
async def test_who_said_it_when_it_held_and_a_note_are_set_beside_the_evidence(
    desk: FakeDesk, keys: str, key: str, value: str, at: int
) -> None:
    await desk.press(keys)

    assert getattr(open_dossier(desk.session.path).dossier.claim("c0").evidence[at], key) == value
    assert desk.session.working_copy.is_saved


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("a", "go to a piece of evidence first"),
        ("<enter>DThursday<enter>", "“Thursday” is no day (2023-12-31), no month (2023-12) and no start/end"),
        ("<enter>a<enter>", "there is nothing to take out"),
        ("<enter><end>ax<enter>", "there are no words of which that could be said"),
    ],
)
async def test_an_annotation_that_makes_no_sense_is_refused_in_words(desk: FakeDesk, keys: str, words: str) -> None:
    before = desk.session.path.read_bytes()

    await desk.press(keys)

    assert words in desk.said[-1]
    assert desk.session.path.read_bytes() == before


async def test_where_a_reason_is_that_was_left_is_said(desk: FakeDesk) -> None:
    await desk.press("1typed<escape>")
    assert desk.said[-1] == "left as it was; 1 to 7 have what you typed, as long as the review is open"

    await desk.press("2")
    assert "mostly-true c0 why? as you left it, not saved;" in desk.asked

    await desk.press("<escape>jjjrX<escape>")
    assert desk.said[-1] == "left as it was; 1 to 7 and r have what you typed, as long as the review is open"
