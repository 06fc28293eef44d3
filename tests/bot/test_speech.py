"""Replies: what is sent for each kind, and what Telegram would refuse made to fit."""

import logging
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.sending import Button, EditText, File, Photo, Text
from bot.speech import LONGEST_CAPTION, LONGEST_DATA, LONGEST_TEXT, cut, keyboard, render_reply
from bot.words import render
from coach.model import Choice, Document, Edit, Picture, Runner, Say
from coach.question import card_says
from knowledge.load import load_base
from plans.load import load_plans

ANNA = Runner(chat_id=42, name="Anna")
BEN = Runner(chat_id=7, name="Ben", units="imperial")
AMOUNT = Say("amount-metres", {"metres": 2000})
ROWS = ((Choice("cmd:today", "button-today"),), (Choice("a:1:mon", text="Monday"),))
BUTTONS = ((Button("Today", "cmd:today"),), (Button("Monday", "a:1:mon"),))


def seen(html: str) -> str:
    return re.sub(r"<[^>]+>", "", html)


# ---------------------------------------------------------------- each kind


def test_a_sentence_is_a_text_with_its_buttons_in_rows() -> None:
    assert render_reply(Say("rpe-noted", {"rpe": 7}, ROWS), ANNA) == Text("Effort 7 noted.", BUTTONS)


def test_a_sentence_follows_the_units_of_the_runner() -> None:
    assert render_reply(AMOUNT, ANNA) == Text("2 km backward")
    assert render_reply(AMOUNT, BEN) == Text("1.24 mi backward")


def test_whoever_is_not_known_yet_is_spoken_to_in_english_and_metres() -> None:
    assert render_reply(AMOUNT, None) == Text("2 km backward")


def test_a_sentence_that_asks_for_the_place_brings_the_key_for_it() -> None:
    assert render_reply(Say("thanks", ask_place=True), ANNA) == Text(
        "You're welcome! 🙌", ask_place="📍 Share my location"
    )


def test_an_edit_names_the_message_that_it_changes() -> None:
    assert render_reply(Edit(77, Say("rpe-noted", {"rpe": 7}, ROWS)), ANNA) == EditText(77, "Effort 7 noted.", BUTTONS)


def test_a_picture_is_a_photo_with_its_caption_and_buttons() -> None:
    caption = Say("progress-picture", {"weeks": 1}, ROWS)
    photo = render_reply(Picture("weeks", {"bars": [{"week": "2026-03-02", "metres": 500}]}, caption), ANNA)
    assert isinstance(photo, Photo)
    assert photo.content.startswith(b"\x89PNG")
    assert (photo.html, photo.keyboard) == ("Your last 1 weeks backward", BUTTONS)


def test_a_document_is_a_file_with_its_caption() -> None:
    said = render_reply(Document("log.json", '{"name": "Zoë"}', Say("thanks")), ANNA)
    assert said == File('{"name": "Zoë"}'.encode(), "log.json", "You're welcome! 🙌")


# ---------------------------------------------------------------- buttons


@pytest.mark.parametrize(
    ("label", "shown"), [("a" * 60, "a" * 60), ("a" * 61, "a" * 59 + "…"), ("é" * 90, "é" * 59 + "…")]
)
def test_a_label_is_cut_at_sixty_characters(label: str, shown: str) -> None:
    say = Say("thanks", choices=((Choice("x", text=label),),))
    assert keyboard(say, "en", "metric") == ((Button(shown, "x"),),)


def test_a_label_from_the_texts_is_plain() -> None:
    say = Say("thanks", choices=((Choice("x", "settings-name", {"name": "<b>&"}),),))
    assert keyboard(say, "en", "metric") == ((Button("Nice to meet you, <b>&.", "x"),),)


def test_a_row_without_buttons_is_no_row() -> None:
    assert keyboard(Say("thanks", choices=((), *ROWS, ())), "en", "metric") == BUTTONS


@pytest.mark.parametrize("data", ["x" * 64, "é" * 32])
def test_a_button_may_carry_sixty_four_bytes(data: str) -> None:
    assert keyboard(Say("thanks", choices=((Choice(data, text="Go"),),)), "en", "metric") == ((Button("Go", data),),)


@pytest.mark.parametrize("data", ["", "x" * 65, "é" * 33])
def test_a_button_that_telegram_would_refuse_is_left_out_and_logged(
    data: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert keyboard(Say("thanks", choices=((Choice(data, text="Go"),), *ROWS)), "en", "metric") == BUTTONS
    assert "A button is left out" in caplog.text


def test_every_button_that_is_named_after_a_card_or_a_plan_fits() -> None:
    """An id of a card or a plan stands in the data of a button, so it can't be longer than this leaves room for."""
    nonce = 10**12
    data = [f"sources:{card}" for card in load_base().cards] + [f"a:{nonce}:{plan}" for plan in load_plans()]
    assert [one for one in data if len(one.encode()) > LONGEST_DATA] == []


# ---------------------------------------------------------------- long words


def test_no_card_is_so_long_that_it_is_cut() -> None:
    """Its end is where it says when to stop and whom to ask."""
    base = load_base()
    said = {name: render(card_says(base, card), "en", "metric") for name, card in base.cards.items()}
    assert [name for name, html in said.items() if cut(html, LONGEST_TEXT) != html] == []


def test_a_text_that_fits_is_left_as_it_is() -> None:
    text = "<b>" + "x" * LONGEST_TEXT + "</b>"
    assert cut(text, LONGEST_TEXT) == text


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ("abcdef", "abcd…"),
        ("abcd efgh", "abcd…"),
        ("<b>abcdef</b>", "<b>abcd…</b>"),
        ("<b>a<i>bcdef</i></b>", "<b>a<i>bcd…</i></b>"),
        ("<b>ab</b>cdef", "<b>ab</b>cd…"),
        ('<a href="x">abcdef</a>', '<a href="x">abcd…</a>'),
        ("abc&amp;def", "abc&amp;…"),
        ("&lt;b&gt;abc", "&lt;b&gt;a…"),
        ("👟👟👟", "👟👟…"),
        ("a & b < c", "a &…"),
    ],
)
def test_a_long_text_is_cut_with_its_tags_closed_and_no_entity_torn(html: str, short: str) -> None:
    assert cut(html, 5) == short


def test_a_long_sentence_arrives_shortened_and_well_formed() -> None:
    said = render_reply(Say("card", {"title": "Knees", "text": "x" * 5000, **dict.fromkeys(PARTS, "")}), ANNA)
    assert isinstance(said, Text)
    assert len(seen(said.html)) == LONGEST_TEXT
    assert said.html.startswith("<b>Knees</b>")
    assert said.html.endswith("x…")


PARTS = ("unknowns", "stop", "clinician", "grade", "sources")


def test_the_words_under_a_file_are_shorter() -> None:
    said = render_reply(Document("log.json", "{}", Say("settings-name", {"name": "x" * 2000})), ANNA)
    assert isinstance(said, File)
    assert len(said.html) == LONGEST_CAPTION


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(["<b>", "</b>", "<i>", "</i>", "&amp;", "&lt;", "word ", "👟", "\n", "é"]), max_size=40),
    st.integers(min_value=1, max_value=40),
)
def test_whatever_is_cut_fits_and_keeps_every_entity_whole(pieces: list[str], longest: int) -> None:
    short = cut("".join(pieces), longest)
    assert len(re.sub(r"&\w+;", "&", seen(short)).encode("utf-16-le")) // 2 <= longest
    assert re.fullmatch(r"(?:<[^<>]+>|&\w+;|[^<>&])*", short)
