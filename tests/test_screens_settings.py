"""A settings file changes keys and colours; what is wrong in it is told with its place, and nothing opens meanwhile."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import WriteDossier
from hypothesis import example, given
from hypothesis import strategies as st
from terminals import NOW, at_once, by_pilot, painted, rows, slowly, small_dossier, verdicts
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual.keys import Keys

from tui.cli import main
from tui.dossier.values.problems import Unreadable
from tui.review.session import Session
from tui.screens.app import FactcheckApp
from tui.screens.desk.view import Pane
from tui.screens.keys.keymap import SAME, TAKEN, Keymap, canonical, clashes, shown
from tui.screens.keys.table import KEYS
from tui.screens.settings import NO_SETTINGS, Settings, as_file, read_settings, settings_path


def settings_of(tmp_path: Path, text: str) -> Settings:
    """The settings that a text stands for."""
    path = tmp_path / "settings.yaml"
    path.write_text(text, encoding="utf-8")
    return read_settings(path)


def wrong_with(tmp_path: Path, text: str) -> list[str]:
    """What is wrong with a text as settings, without the name of the file."""
    with pytest.raises(Unreadable) as told:
        settings_of(tmp_path, text)
    return [str(problem).partition("settings.yaml:")[2] for problem in told.value.problems]


def review_with(tmp_path: Path, claims: Path, text: str) -> FactcheckApp:
    """A review with settings."""
    return FactcheckApp(Session(claims, "mk", lambda: NOW), settings=settings_of(tmp_path, text))


# The file


def test_without_a_file_all_is_as_it_comes_but_a_named_one_must_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_settings(settings_path()) is NO_SETTINGS
    monkeypatch.setenv("FACTCHECK_CONFIG", str(tmp_path / "none.yaml"))
    with pytest.raises(Unreadable, match=r"none\.yaml:1:1: error: the settings can't be read: No such file"):
        read_settings(settings_path())


def test_it_lies_where_the_system_keeps_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert settings_path().name == "settings.yaml"
    assert settings_path().parent.name == "factcheck"
    monkeypatch.setenv("FACTCHECK_CONFIG", str(tmp_path / "mine.yaml"))
    assert settings_path() == tmp_path / "mine.yaml"


@pytest.mark.parametrize("text", ["", "# nothing\n", "keys:\n", "keys: {}\n", "theme: nord\nkeys:\n"])
def test_a_file_that_says_nothing_of_keys_changes_none(tmp_path: Path, text: str) -> None:
    assert dict(settings_of(tmp_path, text).keys.changed) == {}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "keys:\n  claim.next-unreviewd: b\n",
            ["2:3: error: there is no action “claim.next-unreviewd”; did you mean claim.next-unreviewed?"],
        ),
        ("keys:\n  zzz: b\n", [f"2:3: error: there is no action “zzz”; factcheck keys prints all {len(KEYS)}"]),
        ("kees: {}\n", ["1:1: error: there is no setting “kees”; did you mean keys?"]),
        ("theme: textual-lite\n", ["1:8: error: there is no theme “textual-lite”; did you mean textual-light?"]),
        (
            "keys:\n  show.matrix: t\n",
            ["2:16: error: t is the key of show.figures too; give that one another key"],
        ),
        (
            "keys:\n  show.matrix: b\n  show.figures: ctrl+n,b\n",
            [
                "2:16: error: b is the key of show.figures too; give that one another key",
                "3:17: error: b is the key of show.matrix too; give that one another key",
            ],
        ),
        (
            "keys:\n  show.matrix: ''\n",
            ["2:16: error: show.matrix has no key; name one, or remove the line for its own"],
        ),
        (
            "keys:\n  show.matrix: 'b,'\n",
            [
                "2:16: error: show.matrix can't have the key “”: a key is missing beside a comma; the comma itself",
            ],
        ),
        (
            "keys:\n  show.matrix: [b, c]\n",
            ['2:16: error: show.matrix has a list; it must be keys parted by commas, as in show.matrix: "b,ctrl+n"'],
        ),
        (
            "keys:\n  show.matrix: pagdown\n",
            ["2:16: error: show.matrix can't have the key “pagdown”: there is no such key; did you mean pagedown?"],
        ),
        (
            "keys:\n  place.enter: g\n",
            ["2:16: error: g is typed in fields, where place.enter works too; name a key that writes nothing"],
        ),
        ("keys:\n  show.matrix: b\n  show.matrix: c\n", ["3:3: error: “show.matrix” stands here twice; remove one"]),
        ("keys: [b]\n", ["1:7: error: keys is a list, it must be a mapping"]),
        ("- b\n", ["1:1: error: the settings file is a list, it must be a mapping"]),
        ("keys: {\n", ["2:1: error: while parsing a flow node did not find expected node content"]),
        (
            "keys:\n  show.matrix: zzz\n  x: b\ntheme: y\n",
            [
                "2:16: error: show.matrix can't have the key “zzz”: there is no such key; a key is called b, f5 or ctrl+n",
                "3:3: error: there is no action “x”",
                "4:8: error: there is no theme “y”",
            ],
        ),
    ],
)
def test_all_that_is_wrong_is_told_with_its_place_and_what_is_allowed(
    tmp_path: Path, text: str, told: list[str]
) -> None:
    found = wrong_with(tmp_path, text)

    assert len(found) == len(told)
    assert all(line.startswith(start) for line, start in zip(found, told, strict=True)), found


def test_a_folder_or_a_pipe_in_its_place_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(Unreadable, match="the settings can't be read: it is"):
            read_settings(path)


def test_wrong_settings_end_the_program_before_the_review_with_status_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("keys:\n  show.matrix: t\n", encoding="utf-8")
    monkeypatch.setenv("FACTCHECK_CONFIG", str(path))

    assert main(["keys"]) == 2
    told = capsys.readouterr()
    assert told.out == as_file(NO_SETTINGS)  # by which it may be mended
    assert told.err.startswith(f"{path}:2:16: error: t is the key of show.figures too")


def test_what_factcheck_keys_prints_is_a_settings_file_that_means_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("keys:\n  show.matrix: 'comma,\"'\n  show.figures: ctrl+t\ntheme: nord\n", encoding="utf-8")
    monkeypatch.setenv("FACTCHECK_CONFIG", str(path))

    assert main(["keys"]) == 0
    printed = capsys.readouterr().out
    again = settings_of(tmp_path, printed)
    assert again.theme == "nord"
    assert list(again.keys.all()) == list(read_settings(path).keys.all())
    assert as_file(again) == printed
    assert all(f"  {key.id}: " in printed and f"# {key.words}\n" in printed for key in KEYS)


# Keys by their names


@pytest.mark.parametrize(
    ("key", "name", "told"),
    [
        ("b", "b", "b"),
        ("?", "question_mark", "?"),
        ("question_mark", "question_mark", "?"),
        ("+", "plus", "+"),
        ("plus", "plus", "+"),
        ("comma", "comma", ","),
        ("shift+b", "B", "B"),
        ("ctrl+N", "ctrl+n", "Ctrl+N"),
        ("shift+ctrl+up", "ctrl+shift+up", "Ctrl+Shift+↑"),
        ("alt+x", "alt+x", "Alt+X"),
        ("Ctrl+S", "ctrl+s", "Ctrl+S"),
        ("PgDn", "pagedown", "PgDn"),
        ("Esc", "escape", "Esc"),
        ("F5", "f5", "F5"),
        ("pagedown", "pagedown", "PgDn"),
        ("space", "space", "Space"),
        ("ä", "ä", "ä"),
        ("§", "section_sign", "§"),
    ],
)
def test_a_key_may_be_written_as_its_character_or_by_its_name(key: str, name: str, told: str) -> None:
    assert canonical(key) == name
    assert shown(name) == told
    assert canonical(name) == name


@pytest.mark.parametrize(
    ("key", "why"),
    [
        ("", "it ends in “\\+”"),
        ("enterr", "did you mean enter?"),
        ("ctrl+", "the key itself is called plus"),
        ("meta+x", "“meta” is not held down"),
        ("shift+1", "write the character itself"),
        ("ctrl+shift+a", "a terminal does not tell"),
        ("ctrl+q", "Ctrl\\+Q quits"),
        ("ctrl+c", "terminal's"),
        ("ctrl+i", "does not tell it from tab"),
        ("ctrl+m", "does not tell it from enter"),
        ("ctrl+[", "does not tell it from escape"),
        ("\x1b", "no character that a key writes"),
        ("<any>", "there is no such key"),
        ("ab", "there is no such key"),
    ],
)
def test_what_is_no_key_is_refused_in_words(key: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        canonical(key)


@given(st.text(max_size=12))
@example(",")
def test_any_text_is_a_key_or_refused_and_a_key_keeps_its_name(text: str) -> None:
    try:
        name = canonical(text)
    except ValueError as error:
        assert str(error)
    else:
        assert canonical(name) == name
        assert shown(name).isprintable()


def test_every_key_that_a_terminal_sends_can_be_named_unless_it_is_taken() -> None:
    sent = {key.value for keys in ANSI_SEQUENCES_KEYS.values() if isinstance(keys, tuple) for key in keys}
    odd = {Keys.Ignore.value, Keys.ControlAt.value, Keys.ScrollUp.value, Keys.ScrollDown.value}
    odd |= {f"ctrl+shift+{digit}" for digit in range(10)}  # which few terminals tell from the digit alone
    for key in sorted(sent - odd - set(TAKEN) - set(SAME)):
        assert canonical(key) == key


def test_the_keys_as_they_come_are_named_right_and_do_not_clash() -> None:
    for key in KEYS:
        for name in key.keys.split(","):
            assert canonical(name) == name
    assert clashes({}) == {}
    assert clashes({key.id: key.keys for key in KEYS}) == {}


# In the review

CHANGED = """
keys:
  claim.next-unreviewed: b
  verdict.1: "%"
  show.matrix: t
  show.figures: m
  find.filter: ctrl+f
  app.help: f1
  place.enter: f2
theme: textual-light
"""


@pytest.mark.parametrize("press", [slowly, at_once], ids=["slowly", "at once"])
async def test_another_key_does_it_and_its_own_no_longer(
    tmp_path: Path, write_dossier: WriteDossier, press: object
) -> None:
    app = review_with(tmp_path, small_dossier(write_dossier), CHANGED)
    async with app.run_test(size=(100, 30)) as pilot:
        for keys, claim in (("b", "c1"), ("n", "c1"), ("b", "c2")):
            await (slowly if press is slowly else at_once)(app, keys)
            assert app.review.view.claim is not None
            assert app.review.view.claim.id == claim
        await by_pilot(pilot, "%so n b t 1!<f2>")

    assert verdicts(app.session.path)["c2"] == ("true", "so n b t 1!")
    assert "c3" not in {claim for claim, (_, why) in verdicts(app.session.path).items() if why.startswith("so")}


async def test_footer_scale_help_palette_and_messages_name_the_keys_as_they_are(
    tmp_path: Path, write_dossier: WriteDossier
) -> None:
    app = review_with(tmp_path, small_dossier(write_dossier), CHANGED)
    async with app.run_test(size=(120, 40)):
        assert app.theme == "textual-light"
        assert "F2 evidence" in rows(app)[-1]
        assert "b next" in rows(app)[-1]
        assert "F1 help" in rows(app)[-1]
        assert "% true" in rows(app)[-2]
        await slowly(app, "<ctrl+f>zzz<f2>")
        assert "0 of 12 claims are shown; Ctrl+F and F2 shows all" in painted(app)
        await slowly(app, "<ctrl+f><ctrl+u><f2>%")
        assert "F2 saves, Esc keeps it" in painted(app)
        await slowly(app, "<escape><f1>")
        help_ = painted(app)
        await slowly(app, "<pagedown><pagedown><pagedown>")
        words = " ".join(f"{help_}{painted(app)}".replace("│", " ").split())
        assert "Ctrl+F filter the claims" in words
        assert "b next unreviewed claim" in words
        assert "% … 7 true, mostly-true" in words
        await slowly(app, "<escape><ctrl+p>next unrev")
        assert any("Next unreviewed claim" in row and row.rstrip(" │▐").endswith(" b") for row in rows(app))
        await slowly(app, "<escape>t")
        assert "Claims by sources" in painted(app)


async def test_a_key_that_a_field_takes_is_typed_into_it_wherever_it_leads_else(
    tmp_path: Path, write_dossier: WriteDossier
) -> None:
    app = review_with(tmp_path, small_dossier(write_dossier), "keys:\n  app.palette: P\n  file.edit: space\n")
    async with app.run_test(size=(80, 24)):
        await at_once(app, "1A P b<enter>")
        assert app.screen is app.review
        assert app.review.view.pane is Pane.CLAIMS

    assert verdicts(app.session.path)["c0"] == ("true", "A P b")


def test_a_keyboard_shows_the_first_of_several_keys() -> None:
    keys = Keymap({"show.matrix": "ctrl+t,M"})

    assert keys["show.matrix"] == "Ctrl+T"
    assert keys.shown_beside(next(key for key in keys.all() if key.id == "place.next")) == "j ↓"
