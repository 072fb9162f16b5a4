"""The engine's own tables: streams with their heads, the log, idempotency keys, number series."""

from sqlalchemy import Index

from comanda.engine.schema import (
    CheckConstraint,
    Count,
    Hash,
    Id,
    Instant,
    Words,
    belongs_to,
    column,
    index_where,
    primary_key,
    table,
)

streams = table(
    "streams",
    column("stream_id", Id),
    column("epoch", Count),
    column("seq", Count),
    column("hash", Hash),
    column("at", Instant),
    primary_key("stream_id"),
    clustered=True,
    unlogged="the heads of the chains, compared with the log itself",
)

log = table(
    "log",
    column("stream_id", Id),
    column("seq", Count),
    column("epoch", Count),
    column("session_id", Id, null=True),
    column("session_seq", Count, null=True),
    column("at", Instant),
    column("actor", Words),
    column("kind", Words),
    column("entity", Words),
    column("entity_id", Id),
    column("audience", Words),
    column("header", Words),
    column("body", Words, null=True),
    column("rows", Words),
    column("salt", Hash, null=True),
    column("body_digest", Hash),
    column("prev_hash", Hash),
    column("hash", Hash),
    primary_key("stream_id", "seq"),
    belongs_to("streams", "stream_id", key=("stream_id",)),
    CheckConstraint("session_seq IS NULL OR session_id IS NOT NULL", name="numbered"),
    index_where("log_of_a_session", "session_seq IS NOT NULL", "stream_id", "session_id", "session_seq"),
    unlogged="the chain itself",
)

idempotency = table(
    "idempotency",
    column("branch_id", Id),
    column("key_space", Words),
    column("key", Words),
    column("body_digest", Hash),
    column("status", Count),
    column("answer", Words),
    column("at", Instant),
    primary_key("branch_id", "key_space", "key"),
    Index("idempotency_by_age", "branch_id", "at"),
    unlogged="answers kept for a week, for requests that are sent again",
)

due = table(
    "due",
    column("branch_id", Id),
    column("kind", Words),
    column("key", Id),
    column("organization_id", Id),
    column("at", Instant),
    column("asked_at", Instant),
    primary_key("branch_id", "kind", "key"),
    Index("due_by_time", "at"),
    Index("due_by_asking", "asked_at"),
    clustered=True,
    unlogged="when the timer looks next; no rule waits for it",
)

series = table(
    "series",
    column("stream_id", Id),
    column("name", Words),
    column("value", Count),
    primary_key("stream_id", "name"),
    clustered=True,
)

schema_mark = table(
    "schema_mark",
    column("stream_id", Id),
    column("shape", Count),
    column("fingerprint", Words),
    primary_key("stream_id"),
    clustered=True,
    unlogged="which schema this database was made with; another one is refused at start",
)

installation = table(
    "installation",
    column("stream_id", Id),
    column("secret_mark", Hash),
    primary_key("stream_id"),
    clustered=True,
    unlogged="which secret this database is served with; another one is refused at start",
)
