-- Instants are UTC seconds (BIGINT), days are 'YYYY-MM-DD' on the runner's own calendar, records are JSON text.

CREATE TABLE numbers (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);

CREATE TABLE runners (
    chat_id BIGINT PRIMARY KEY,
    language TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    place TEXT NOT NULL,
    country TEXT NOT NULL,
    units TEXT NOT NULL,
    paused INTEGER NOT NULL,
    blocked INTEGER NOT NULL,
    waiting TEXT,
    hold TEXT,
    facts TEXT NOT NULL
);

CREATE TABLE sessions (
    chat_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    day TEXT NOT NULL,
    mode TEXT,
    distance_m DOUBLE PRECISION,
    duration_s BIGINT,
    rpe DOUBLE PRECISION,
    pain TEXT NOT NULL,
    note TEXT NOT NULL,
    planned TEXT,
    told_at BIGINT,
    PRIMARY KEY (chat_id, key)
);
CREATE INDEX sessions_by_day ON sessions (chat_id, day);

CREATE TABLE enrolments (
    chat_id BIGINT PRIMARY KEY,
    plan_id TEXT NOT NULL,
    started TEXT NOT NULL,
    days TEXT NOT NULL,
    repeats TEXT NOT NULL
);

CREATE TABLE adjustments (
    chat_id BIGINT NOT NULL,
    day TEXT NOT NULL,
    moved_to TEXT,
    eased INTEGER NOT NULL,
    skipped INTEGER NOT NULL,
    PRIMARY KEY (chat_id, day)
);

CREATE TABLE reminders (
    chat_id BIGINT NOT NULL,
    key TEXT NOT NULL,
    minute INTEGER NOT NULL,
    zone TEXT NOT NULL,
    days TEXT NOT NULL,
    once TEXT,
    kind TEXT NOT NULL,
    next_fire_at BIGINT,
    next_day TEXT,
    PRIMARY KEY (chat_id, key)
);
CREATE INDEX reminders_by_fire ON reminders (next_fire_at) WHERE next_fire_at IS NOT NULL;

CREATE TABLE undo (
    chat_id BIGINT NOT NULL,
    update_id BIGINT NOT NULL,
    what TEXT NOT NULL,
    changes TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (chat_id, update_id)
);

-- state: new -> done | dead. A done row keeps no words; a forgotten one not even the chat.
CREATE TABLE inbox (
    update_id BIGINT PRIMARY KEY,
    chat_id BIGINT,
    message_id BIGINT,
    body TEXT NOT NULL,
    state TEXT NOT NULL,
    failures INTEGER NOT NULL,
    replays INTEGER NOT NULL,
    reason TEXT NOT NULL,
    received_at BIGINT NOT NULL
);
CREATE INDEX inbox_open ON inbox (received_at, update_id) WHERE state = 'new';
CREATE INDEX inbox_by_message ON inbox (chat_id, message_id) WHERE message_id IS NOT NULL;

-- state: pending -> sending -> sent | retry | ambiguous | skipped | blocked | dead. urgency: 0 reply, 1 reminder.
CREATE TABLE outbox (
    id BIGINT PRIMARY KEY,
    chat_id BIGINT NOT NULL,
    urgency INTEGER NOT NULL,
    at_most_once INTEGER NOT NULL,
    update_id BIGINT,
    body TEXT NOT NULL,
    farewell INTEGER NOT NULL,
    reminder_key TEXT,
    intended_day TEXT,
    due_at BIGINT,
    expires_at BIGINT,
    state TEXT NOT NULL,
    not_before BIGINT NOT NULL,
    attempts INTEGER NOT NULL,
    resends INTEGER NOT NULL,
    message_id BIGINT,
    reason TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX outbox_once_a_day ON outbox (chat_id, reminder_key, intended_day)
    WHERE reminder_key IS NOT NULL;
CREATE INDEX outbox_open ON outbox (urgency, id) WHERE state IN ('pending', 'retry');
CREATE INDEX outbox_waiting ON outbox (not_before) WHERE state = 'retry';
CREATE INDEX outbox_in_order ON outbox (chat_id, urgency, id) WHERE state IN ('pending', 'retry', 'sending');
CREATE INDEX outbox_by_message ON outbox (chat_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE leases (
    name TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    until BIGINT NOT NULL,
    epoch BIGINT NOT NULL
);
