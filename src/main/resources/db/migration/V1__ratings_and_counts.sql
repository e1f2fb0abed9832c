-- One rating a service event, for ever. Fixed-width columns first: no padding between them.
CREATE TABLE rating (
    event_key        uuid        NOT NULL,
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
    CONSTRAINT rating_pkey PRIMARY KEY (event_key)
);

-- The latest bad ratings: one in some thousand, so it costs the others a comparison.
CREATE INDEX rating_bad ON rating (received_at DESC, service_event_id DESC) WHERE level <= 2;

COMMENT ON COLUMN rating.event_key IS 'made of service_event_id: the day in it, and SHA-256, in 128 bits together';
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
    changes     smallint[]  NOT NULL,
    options     integer[]   NOT NULL
);

-- A row lives some minutes: compressing it takes longer than writing it.
ALTER TABLE count_journal
    ALTER COLUMN minutes SET STORAGE EXTERNAL,
    ALTER COLUMN regions SET STORAGE EXTERNAL,
    ALTER COLUMN codes SET STORAGE EXTERNAL,
    ALTER COLUMN agencies SET STORAGE EXTERNAL,
    ALTER COLUMN matters SET STORAGE EXTERNAL,
    ALTER COLUMN channels SET STORAGE EXTERNAL,
    ALTER COLUMN origins SET STORAGE EXTERNAL,
    ALTER COLUMN levels SET STORAGE EXTERNAL,
    ALTER COLUMN changes SET STORAGE EXTERNAL,
    ALTER COLUMN options SET STORAGE EXTERNAL;

-- The row of some forty single posts has 4 KB: it stays in one piece, or five of its arrays would go to a table of their own.
ALTER TABLE count_journal SET (toast_tuple_target = 8160);

COMMENT ON COLUMN count_journal.token IS 'names the attempt that wrote the row: after a COMMIT whose answer was lost, it is asked for';
COMMENT ON COLUMN count_journal.size IS 'elements of each array; codes and options have their own length';
COMMENT ON COLUMN count_journal.minutes IS 'of rated_at, since 1970-01-01T00:00+08:00';
COMMENT ON COLUMN count_journal.codes IS 'the distinct codes of agencies and matters; agencies and matters point into it, from 1; 0: no matter';
COMMENT ON COLUMN count_journal.changes IS '1: added, -1: taken out, because an active rating took its place';
COMMENT ON COLUMN count_journal.options IS 'of bad ratings: place among the changes, from 0, * 1024 + code';

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

-- The count tables. A row holds a month, a day or an hour, and in its cells the counts of the days, hours or minutes in it,
-- so that folding writes one row for many cells. a1 … a5 count a month's active ratings of levels 1 to 5, d1 … d5 its default
-- ones. Times are Asia/Shanghai's, of rated_at; they stand first in the keys: what is counted now lies together.
-- integer: no cell has two thousand million ratings of a month, and sums of integers are several times quicker.
-- Each step of folding updates many rows of a page: the free space lets PostgreSQL leave the index alone.
-- depth: 0 all, 1 province, 2 city, 3 county, 4 township, 5 village; region is cut to it.
CREATE TABLE count_region (
    region  bigint    NOT NULL,
    month   date      NOT NULL,
    depth   smallint  NOT NULL,
    channel smallint  NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (month, depth, region, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_agency (
    month   date      NOT NULL,
    subject integer   NOT NULL,
    channel smallint  NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (month, subject, channel)
) WITH (fillfactor = 60);

CREATE TABLE count_matter (
    month   date      NOT NULL,
    subject integer   NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (month, subject)
) WITH (fillfactor = 60);

-- The options that bad ratings name: a rating counts once for each.
CREATE TABLE count_option (
    month   date      NOT NULL,
    subject integer   NOT NULL,
    option  smallint  NOT NULL,
    a1 integer NOT NULL, a2 integer NOT NULL, a3 integer NOT NULL, a4 integer NOT NULL, a5 integer NOT NULL,
    d1 integer NOT NULL, d2 integer NOT NULL, d3 integer NOT NULL, d4 integer NOT NULL, d5 integer NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (month, subject, option)
) WITH (fillfactor = 60);

-- Down to counties; cells are hours of the day.
CREATE TABLE count_hour (
    region  bigint    NOT NULL,
    day     date      NOT NULL,
    depth   smallint  NOT NULL,
    channel smallint  NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (day, depth, region, channel)
) WITH (fillfactor = 60);

-- Cities only; hours since 1970-01-01T00:00+08:00, cells are minutes of the hour.
CREATE TABLE count_minute (
    region  bigint    NOT NULL,
    hour    integer   NOT NULL,
    cells   integer[] NOT NULL,
    PRIMARY KEY (hour, region)
) WITH (fillfactor = 60);

COMMENT ON COLUMN count_region.cells IS 'n * 1024 + place * 16 + slot; place: days (hours, minutes) from the first of the row''s time; slot: 0 to 9 as a1 to d5; what stands twice is added up';

-- The counts in cells.
CREATE FUNCTION count_cells(cells integer[]) RETURNS TABLE (place integer, slot integer, n integer)
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS 'SELECT c >> 4 & 63, c & 15, c >> 10 FROM unnest(cells) AS c';

-- The same cells with each place and slot once; a count that does not fit stands in several.
CREATE FUNCTION count_compacted(cells integer[]) RETURNS integer[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
        SELECT coalesce(array_agg((sign(n) * least(abs(n) - 2000000 * i, 2000000))::integer * 1024 + place * 16 + slot), '{}')
        FROM (
            SELECT place, slot, sum(c.n) AS n FROM count_cells(cells) AS c GROUP BY place, slot HAVING sum(c.n) <> 0
        ) AS summed, generate_series(0, (abs(n) - 1) / 2000000) AS i
    $$;

-- Sums of sums: PostgreSQL's own of bigint is numeric, and readings take ten for each of 45,000 matters.
CREATE AGGREGATE count_sum (bigint) (SFUNC = int8pl, STYPE = bigint, INITCOND = '0', COMBINEFUNC = int8pl, PARALLEL = SAFE);
