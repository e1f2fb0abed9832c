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

-- The journal of count changes: one row a ledger transaction, one array element a rating added or taken out.
-- version is drawn under a lock that is held until commit, so its order is the order of commits over all instances.
CREATE SEQUENCE count_version CACHE 1;

CREATE TABLE count_journal (
    version     bigint      PRIMARY KEY,
    recorded_at timestamptz NOT NULL,
    token       uuid        NOT NULL,
    size        integer     NOT NULL,
    minutes     integer[]   NOT NULL,
    regions     bigint[]    NOT NULL,
    codes       text[]      COLLATE "C" NOT NULL,
    agencies    integer[]   NOT NULL,
    matters     integer[]   NOT NULL,
    channels    smallint[]  NOT NULL,
    origins     smallint[]  NOT NULL,
    levels      smallint[]  NOT NULL,
    changes     smallint[]  NOT NULL
);

COMMENT ON COLUMN count_journal.token IS 'names the attempt that wrote the row: after a COMMIT whose answer was lost, it is asked for';
COMMENT ON COLUMN count_journal.size IS 'elements of each array; codes has its own length';
COMMENT ON COLUMN count_journal.minutes IS 'of rated_at, since 1970-01-01T00:00+08:00';
COMMENT ON COLUMN count_journal.codes IS 'the distinct codes of agencies and matters; agencies and matters point into it, from 1; 0: no matter';
COMMENT ON COLUMN count_journal.changes IS '1: added, -1: taken out, because an active rating took its place';

-- Up to which version the count tables contain the journal, and the days that they reach from and to. One row; whoever
-- folds locks it.
CREATE TABLE count_fold (
    one         boolean     PRIMARY KEY DEFAULT true CHECK (one),
    version     bigint      NOT NULL,
    recorded_at timestamptz NOT NULL,
    first_day   date,
    last_day    date
);

INSERT INTO count_fold (version, recorded_at) VALUES (0, date_trunc('milliseconds', now()));

-- What the lines of agencies and matters count by: agencies and matters in a county, numbered, so that the count tables
-- stay narrow. Numbers are for ever.
CREATE TABLE count_subject (
    id     integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    region bigint  NOT NULL,
    agency text    COLLATE "C" NOT NULL,
    matter text    COLLATE "C" NOT NULL,
    CONSTRAINT count_subject_key UNIQUE (agency, region, matter)
);

CREATE INDEX count_subject_agencies ON count_subject (region) WHERE matter = '*';
CREATE INDEX count_subject_matters ON count_subject (region) WHERE matter <> '*';
CREATE INDEX count_subject_matter ON count_subject (matter) WHERE matter <> '*';

COMMENT ON COLUMN count_subject.region IS 'the county, 12 digits';
COMMENT ON COLUMN count_subject.matter IS '*: the agency as a whole; empty: its ratings without a matter';

-- The count tables: a1 … a5 count active ratings of levels 1 to 5, d1 … d5 default ones. Days are Asia/Shanghai's, of
-- rated_at. Time stands first in the keys: what is counted now lies together.
-- integer: no cell has two thousand million ratings of a month, and sums of integers are several times quicker.
-- Each step of folding updates many rows of a page: the free space lets PostgreSQL leave the index alone.
-- depth: 0 all, 1 province, 2 city, 3 county, 4 township, 5 village; region is cut to it.
CREATE TABLE count_region_day (
    region  bigint NOT NULL,
    day     date NOT NULL,
    depth   smallint NOT NULL,
    channel smallint NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (day, depth, region, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_region_month (
    region  bigint NOT NULL,
    month   date NOT NULL,
    depth   smallint NOT NULL,
    channel smallint NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (month, depth, region, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_agency_day (
    day     date NOT NULL,
    subject integer NOT NULL,
    channel smallint NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (day, subject, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_agency_month (
    month   date NOT NULL,
    subject integer NOT NULL,
    channel smallint NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (month, subject, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_matter_day (
    day     date NOT NULL,
    subject integer NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (day, subject)
) WITH (fillfactor = 80);

CREATE TABLE count_matter_month (
    month   date NOT NULL,
    subject integer NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (month, subject)
) WITH (fillfactor = 60);

-- Down to counties; hours since 1970-01-01T00:00+08:00.
CREATE TABLE count_region_hour (
    region  bigint NOT NULL,
    hour    integer NOT NULL,
    depth   smallint NOT NULL,
    channel smallint NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (depth, region, hour, channel)
) WITH (fillfactor = 60);

-- Cities only; minutes since 1970-01-01T00:00+08:00.
CREATE TABLE count_city_minute (
    region  bigint NOT NULL,
    minute  integer NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    PRIMARY KEY (minute, region)
) WITH (fillfactor = 60);
