-- One rating a service event, for ever. Fixed-width columns first: no padding between them.
CREATE TABLE rating (
    fingerprint      uuid        NOT NULL,
    region_code      bigint      NOT NULL,
    rated_at         timestamptz NOT NULL,
    received_at      timestamptz NOT NULL,
    served_at        timestamptz,
    source           integer     NOT NULL,
    level            smallint    NOT NULL CHECK (level BETWEEN 1 AND 5),
    channel          smallint    NOT NULL CHECK (channel BETWEEN 1 AND 9),
    origin           smallint    NOT NULL CHECK (origin IN (0, 1)),
    proxy            boolean     NOT NULL,
    service_event_id text        COLLATE "C" NOT NULL,
    agency_code      text        COLLATE "C" NOT NULL,
    matter_code      text        COLLATE "C",
    window_code      text        COLLATE "C",
    staff_code       text        COLLATE "C",
    options          text        COLLATE "C",
    comment          text,
    CONSTRAINT rating_pkey PRIMARY KEY (service_event_id)
);

COMMENT ON COLUMN rating.origin IS '0 ACTIVE, 1 DEFAULT';
COMMENT ON COLUMN rating.options IS 'codes, sorted, joined by commas';
COMMENT ON COLUMN rating.fingerprint IS 'SHA-256 of the meaning, cut to 128 bits';

-- Evidence of attempts to rate an event again with another meaning.
CREATE TABLE rating_conflict (
    service_event_id text        COLLATE "C" PRIMARY KEY,
    attempts         bigint      NOT NULL,
    first_seen_at    timestamptz NOT NULL,
    last_seen_at     timestamptz NOT NULL,
    last_fingerprint uuid        NOT NULL
);

-- The journal of count changes: one row a ledger transaction, its cells packed into arrays of equal length.
-- version is drawn under a lock that is held until commit, so its order is the order of commits over all instances.
CREATE SEQUENCE count_version CACHE 1;

-- token names the attempt that wrote the row: after a COMMIT whose answer was lost, it is asked for.
CREATE TABLE count_journal (
    version     bigint      PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    token       uuid        NOT NULL,
    days        date[]      NOT NULL,
    regions     bigint[]    NOT NULL,
    channels    smallint[]  NOT NULL,
    origins     smallint[]  NOT NULL,
    levels      smallint[]  NOT NULL,
    changes     integer[]   NOT NULL
);

-- Up to which version the count tables contain the journal. One row; whoever folds locks it.
CREATE TABLE count_fold (
    one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
    version     bigint      NOT NULL,
    recorded_at timestamptz NOT NULL
);

INSERT INTO count_fold (version, recorded_at) VALUES (0, date_trunc('milliseconds', now()));

-- Counts by day (Asia/Shanghai, of rated_at), region, channel and origin; one column a level.
CREATE TABLE count_day (
    day     date     NOT NULL,
    region  bigint   NOT NULL,
    channel smallint NOT NULL,
    origin  smallint NOT NULL,
    n1      bigint   NOT NULL,
    n2      bigint   NOT NULL,
    n3      bigint   NOT NULL,
    n4      bigint   NOT NULL,
    n5      bigint   NOT NULL,
    PRIMARY KEY (day, region, channel, origin)
) WITH (fillfactor = 70);
