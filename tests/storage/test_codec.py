"""What goes into the database as JSON comes out as it was."""

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach import model
from coach.model import Change, Choice, Forget, Hold, Picture, PutUndo, Reply, Say, Waiting
from storage import codec

TEXT = st.text(max_size=12)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False) | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(TEXT | st.sampled_from(["kind", "is"]), inner, max_size=3)
    ),
    max_leaves=6,
)
FACTS = st.dictionaries(TEXT | st.sampled_from(["kind", "is"]), JSON, max_size=3)
SECONDS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)).map(
    lambda instant: instant.replace(fold=0)
)


def say(inner: st.SearchStrategy[Say]) -> st.SearchStrategy[Say]:
    plain = TEXT | st.integers(-(2**60), 2**60) | st.floats(allow_nan=False)
    values = st.dictionaries(
        TEXT | st.sampled_from(["kind", "is"]), plain | inner | st.lists(inner, max_size=2).map(tuple), max_size=3
    )
    choice = st.builds(Choice, data=TEXT, label=TEXT, values=values, text=TEXT)
    rows = st.lists(st.lists(choice, max_size=2).map(tuple), max_size=2).map(tuple)
    return st.builds(Say, key=TEXT, values=values, choices=rows, ask_place=st.booleans())


SAYS = st.recursive(st.builds(Say, key=TEXT), say, max_leaves=4)
REPLIES: st.SearchStrategy[Reply] = st.one_of(
    SAYS,
    st.builds(model.Edit, message_id=st.integers(), say=SAYS),
    st.builds(Picture, drawing=TEXT, values=FACTS, caption=SAYS),
    st.builds(model.Document, filename=TEXT, content=TEXT, caption=SAYS),
)
WAITINGS = st.builds(Waiting, question=TEXT, nonce=TEXT, data=FACTS)
HOLDS = st.builds(Hold)
RUNNERS = st.builds(
    model.Runner,
    chat_id=st.integers(),
    name=TEXT,
    facts=FACTS,
    waiting=st.none() | WAITINGS,
    hold=st.none() | HOLDS,
)
SESSIONS = st.builds(model.Session, told_at=st.none() | SECONDS)
PLAIN: st.SearchStrategy[Change] = st.one_of(
    st.builds(model.PutRunner, runner=RUNNERS),
    st.builds(model.PutSession, session=SESSIONS),
    st.builds(model.RemoveSession),
    st.builds(model.PutEnrolment),
    st.builds(model.RemoveEnrolment),
    st.builds(model.PutAdjustment),
    st.builds(model.RemoveAdjustment),
    st.builds(model.PutReminder),
    st.builds(model.RemoveReminder),
    st.builds(model.RemoveUndo),
    st.builds(Forget),
)
CHANGES = st.recursive(
    PLAIN, lambda inner: st.builds(PutUndo, what=TEXT, changes=st.lists(inner, max_size=3).map(tuple)), max_leaves=4
)


@settings(max_examples=120, deadline=None)
@given(REPLIES)
def test_every_reply_comes_back(reply: Reply) -> None:
    again = codec.load_reply(codec.dump(reply))
    assert again == reply
    assert repr(again) == repr(reply), "1, 1.0 and True are different values"


@settings(max_examples=120, deadline=None)
@given(st.lists(CHANGES, max_size=3))
def test_every_list_of_changes_comes_back(changes: list[Change]) -> None:
    again = codec.load_changes(codec.dump_all(changes))
    assert again == tuple(changes)
    assert repr(again) == repr(tuple(changes))


@settings(max_examples=60, deadline=None)
@given(WAITINGS, HOLDS, FACTS)
def test_what_a_runner_carries_comes_back(waiting: Waiting, hold: Hold, facts: dict[str, model.Json]) -> None:
    assert codec.load_waiting(codec.dump(waiting)) == waiting
    assert codec.load_hold(codec.dump(hold)) == hold
    assert codec.load_facts(codec.dump_facts(facts)) == facts


def test_every_change_and_reply_of_the_model_can_be_stored() -> None:
    kinds = [*get_args(Change), *get_args(Reply)]
    assert all(is_dataclass(kind) for kind in kinds)
    for kind in kinds:
        assert fields(kind) is not None
        codec.dump_all([kind()]) if not fields(kind) else None
    stored = set(codec._FIELDS)
    assert set(kinds) <= stored


def test_a_record_says_its_kind_and_leaves_out_its_defaults() -> None:
    assert codec.dump(Say("log.saved", {"metres": 2000})) == (
        '{"is":"Say","key":"log.saved","values":{"is":"map","pairs":[["metres",2000]]}}'
    )


def test_a_column_with_another_record_is_refused() -> None:
    with pytest.raises(TypeError, match="expected a stored Hold, found Waiting"):
        codec.load_hold(codec.dump(Waiting("place", "n")))
