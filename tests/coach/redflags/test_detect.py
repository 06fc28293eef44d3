"""Red flags are heard in lay words, and what is no alarm raises none."""

from collections.abc import Callable, Sequence
from typing import Protocol

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.redflags.detect import detect, may_be_unheard
from coach.redflags.model import Category, Flags, RedFlag

NOUNS = [
    "chest pain",
    "chest tightness",
    "palpitations",
    "shortness of breath at rest",
    "blood in my urine",
    "numbness in my legs",
    "swelling in my calf",
    "loss of bladder control",
    "concussion",
    "blackouts",
    "slurred speech",
    "suicidal thoughts",
    "double vision",
    "hives all over",
]
DENIALS = [
    "no",
    "without",
    "without any",
    "zero",
    "I have no",
    "there was no",
    "haven't had any",
    "didn't have",
    "don't have any",
    "never had",
    "not a hint of",
    "no sign of",
    "ran 2 km, no",
    "5x100 m done. No",
]
ALARMS = [
    "I have chest pain",
    "my chest feels tight",
    "I fainted",
    "passed out after the last rep",
    "my face is drooping",
    "slurred speech and a weak arm",
    "can't breathe",
    "hit my head when I fell",
    "I think my arm is broken",
    "hot swollen calf",
    "my legs are numb",
    "can't pee since the fall",
    "I think I have heatstroke",
    "my throat is closing",
    "my blood sugar is really low",
    "pregnant and bleeding",
    "coughing up blood",
    "lost vision in one eye",
    "heart palpitations",
    "I want to die",
    "I don't want to be here any more",
]
AFTER = [
    ", ran 2 km backwards in 16 min",
    ". 6x100m done, rpe 7",
    ", knee is fine",
    ", no knee pain",
    " but no fever",
    ". What should I run tomorrow?",
    " and my calves are sore",
    ", thanks coach",
    "\nweather was great",
    " lol",
    ". My brother runs too.",
]
BEFORE = [
    "2 km backwards in 15:30, ",
    "hi coach, ",
    "No knee pain. ",
    "no fever but ",
    "calves sore, ",
    "Question: ",
    "easy 3k then ",
    "My wife runs too. ",
]


Ear = Callable[[str], RedFlag | None]


class HasExample(Protocol):
    text: str
    flag: str | None
    half: str


def heard(examples: Sequence[HasExample], half: str, flags: Flags) -> tuple[float, float]:
    """Recall and false alarms of the patterns on one half."""
    here = [each for each in examples if each.half == half]
    flagged = [detect(each.text, flags) is not None for each in here if each.flag is not None]
    ordinary = [detect(each.text, flags) is not None for each in here if each.flag is None]
    return sum(flagged) / len(flagged), sum(ordinary) / len(ordinary)


def test_nearly_every_tuning_example_is_heard(examples: Sequence[HasExample], flags: Flags) -> None:
    recall, wrong = heard(examples, "tuning", flags)
    assert recall >= 0.99
    assert wrong <= 0.006


def test_held_out_examples_are_heard_as_well(examples: Sequence[HasExample], flags: Flags) -> None:
    recall, wrong = heard(examples, "held_out", flags)
    assert recall >= 0.985
    assert wrong <= 0.005


@settings(max_examples=200, deadline=None)
@given(denial=st.sampled_from(DENIALS), noun=st.sampled_from(NOUNS))
def test_a_denied_sign_never_alarms(denial: str, noun: str, hear: Ear) -> None:
    assert hear(f"{denial} {noun}") is None


@settings(max_examples=200, deadline=None)
@given(before=st.sampled_from(["", *BEFORE]), alarm=st.sampled_from(ALARMS), after=st.sampled_from(["", *AFTER]))
def test_what_else_is_said_never_silences_an_alarm(before: str, alarm: str, after: str, hear: Ear) -> None:
    assert hear(before + alarm + after) is not None


@settings(max_examples=100, deadline=None)
@given(noun=st.sampled_from(NOUNS), alarm=st.sampled_from(ALARMS))
def test_denying_one_sign_does_not_deny_another(noun: str, alarm: str, hear: Ear) -> None:
    assert hear(f"no {noun} but {alarm}") is not None


@settings(max_examples=50, deadline=None)
@given(text=st.text(max_size=300))
def test_any_text_at_all_is_read_without_an_error(text: str, hear: Ear) -> None:
    hear(text)


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("i have chest pain", "chest"),
        ("tightness in my chest while running", "chest"),
        ("i fainted", "faint"),
        ("passed out yesterday", "faint"),
        ("i can't breathe properly", "breath"),
        ("heart palpitations wont stop", "heart"),
        ("hit my head hard when i fell", "head"),
        ("slurred speech and weak arm", "stroke"),
        ("my legs are numb", "spine"),
        ("my knee is badly swollen", "joint"),
        ("hot swollen calf", "clot"),
        ("i think my arm is broken", "bone"),
        ("heatstroke symptoms confused and hot", "heat"),
        ("bleeding while pregnant", "pregnancy"),
        ("my throat is closing up", "allergy"),
        ("ketones are high", "diabetes"),
        ("coughing up blood", "blood"),
        ("suddenly can't see", "sight"),
        ("don't want to be here any more", "self_harm"),
    ],
)
def test_each_category_is_heard_as_itself(text: str, category: Category, flags: Flags) -> None:
    flag = detect(text, flags)
    assert flag is not None
    assert flag.category == category


@pytest.mark.parametrize("text", ["hot swollen calf", "my knee is badly swollen", "felt a pop in my calf"])
def test_what_can_wait_for_today_is_urgent_only(text: str, flags: Flags) -> None:
    flag = detect(text, flags)
    assert flag is not None
    assert flag.urgency == "urgent"


def test_an_emergency_is_told_before_what_is_urgent(flags: Flags) -> None:
    flag = detect("my calf is hot and swollen and now I have chest pain", flags)
    assert flag is not None
    assert (flag.category, flag.urgency) == ("chest", "emergency")


def test_the_span_is_the_words_that_raised_the_alarm(flags: Flags) -> None:
    flag = detect("2 km in 16 min. then my FACE is drooping", flags)
    assert flag is not None
    assert flag.span == "face is drooping"


@pytest.mark.parametrize(
    "text",
    ["cheast pain", "chest pian", "pased out", "cant breth", "i faintd", "slurrd speech", "sucidal", "palpatations"],
)
def test_typing_mistakes_are_heard_through(text: str, flags: Flags) -> None:
    assert detect(text, flags) is not None


@pytest.mark.parametrize("text", ["chess pain lol", "i painted the shed", "cheat day", "freight train of a headwind"])
def test_an_everyday_word_is_no_typing_mistake(text: str, flags: Flags) -> None:
    assert detect(text, flags) is None


@pytest.mark.parametrize(
    "text",
    [
        "chest day then 1 km",
        "this plan is killing me",
        "I nearly died laughing",
        "hit the wall at 2 km",
        "out of breath after the sprints",
        "my heart sank when I saw the weather",
        "passed out flyers for the race",
        "suicide drills on the court",
    ],
)
def test_a_figure_of_speech_is_no_alarm(text: str, flags: Flags) -> None:
    assert detect(text, flags) is None


@pytest.mark.parametrize(
    "text",
    [
        "I fainted once when I was 12",
        "had a heart attack in 2015, cleared by my cardiologist",
        "broke my ankle five years ago",
        "had chest pain last month, ecg fine, good to run",
    ],
)
def test_what_is_past_and_seen_to_is_no_alarm(text: str, flags: Flags) -> None:
    assert detect(text, flags) is None


def test_what_was_past_and_is_back_alarms(flags: Flags) -> None:
    assert detect("had chest pain years ago and now it came back", flags) is not None


@pytest.mark.parametrize("text", ["my dad had a heart attack last year", "my mate fainted at the marathon last year"])
def test_somebody_elses_story_is_no_alarm(text: str, flags: Flags) -> None:
    assert detect(text, flags) is None


@pytest.mark.parametrize("text", ["my friend just collapsed", "guy at the track has passed out", "he can't breathe"])
def test_what_happens_to_somebody_now_alarms(text: str, flags: Flags) -> None:
    assert detect(text, flags) is not None


@pytest.mark.parametrize("text", ["can running cause chest pain?", "what if I faint", "how do I avoid heatstroke"])
def test_a_general_question_is_no_alarm(text: str, flags: Flags) -> None:
    assert detect(text, flags) is None


@pytest.mark.parametrize("text", ["should I run with chest pain?", "why is my heart racing, I'm only sitting"])
def test_a_question_about_oneself_now_alarms(text: str, flags: Flags) -> None:
    assert detect(text, flags) is not None


@pytest.mark.parametrize(
    "text", ["no chest pain today", "my mate fainted at the marathon last year", "chest day at the gym"]
)
def test_what_the_patterns_have_judged_is_kept_from_the_second_ear(text: str, flags: Flags) -> None:
    assert not may_be_unheard(text, flags)


def test_what_the_patterns_know_nothing_of_goes_to_the_second_ear(flags: Flags) -> None:
    assert may_be_unheard("something in there is very wrong, coach", flags)
