-- The registry: names and parents of the codes that ratings carry, and of those that nobody has rated yet.
--
-- It is temporal by the counts' version, because names stand in the rows of figures, and equal versions give equal bytes.
-- A list is loaded in one transaction, some hundred thousand rows of it; a version's lock, for which every ledger
-- transaction waits, must be held for a moment only. So entries do not say from which version they are in force, but from
-- which edition of their kind's list: that number is known before the first row is written. Which version an edition
-- begins at is said by one row of registry_edition, the transaction's last, and only for that one the lock is held.

-- The lists as they have been, one row a load that changed something.
CREATE TABLE registry_edition (
    kind       smallint    NOT NULL CHECK (kind BETWEEN 1 AND 5),
    edition    integer     NOT NULL,
    version    bigint      NOT NULL,
    entries    integer     NOT NULL,
    changed_at timestamptz NOT NULL,
    PRIMARY KEY (kind, edition)
);

COMMENT ON COLUMN registry_edition.kind IS '1 regions, 2 agencies, 3 matters, 4 windows, 5 channels';
COMMENT ON COLUMN registry_edition.version IS 'of the counts: an edition is in force from here until the next one''s';

-- An entry is in force in the editions since <= edition < until.
CREATE TABLE registry_entry (
    kind   smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
    since  integer  NOT NULL,
    until  integer,
    code   text     COLLATE "C" NOT NULL,
    name   text     NOT NULL,
    parent text     COLLATE "C",
    CONSTRAINT registry_entry_pkey PRIMARY KEY (kind, code, since)
);

COMMENT ON COLUMN registry_entry.until IS 'null: in force';
COMMENT ON COLUMN registry_entry.parent IS 'of a region or an agency the region, 12 digits; of a matter or a window the agency';

-- What is shipped, in force from the first version on: the regions of Nanyang and the channels.
INSERT INTO registry_entry (kind, since, code, name, parent)
SELECT 1, 0, code || '000000', name, nullif(parent, '') || '000000'
FROM (VALUES
    ('410000', '河南省', ''),
    ('411300', '南阳市', '410000'),
    ('411302', '宛城区', '411300'),
    ('411303', '卧龙区', '411300'),
    ('411321', '南召县', '411300'),
    ('411322', '方城县', '411300'),
    ('411323', '西峡县', '411300'),
    ('411324', '镇平县', '411300'),
    ('411325', '内乡县', '411300'),
    ('411326', '淅川县', '411300'),
    ('411327', '社旗县', '411300'),
    ('411328', '唐河县', '411300'),
    ('411329', '新野县', '411300'),
    ('411330', '桐柏县', '411300'),
    ('411381', '邓州市', '411300')
) AS region (code, name, parent);

INSERT INTO registry_entry (kind, since, code, name)
SELECT 5, 0, code, name
FROM (VALUES
    ('PC', '电脑端'),
    ('MOBILE', '移动端'),
    ('QR', '二维码'),
    ('WINDOW_DEVICE', '窗口评价器'),
    ('TERMINAL', '大厅其他终端'),
    ('PHONE', '电话'),
    ('SMS', '短信'),
    ('SUPERVISION_POST', '监督岗'),
    ('PAPER', '纸质')
) AS channel (code, name);

INSERT INTO registry_edition (kind, edition, version, entries, changed_at)
SELECT kind, 0, 0, (SELECT count(*) FROM registry_entry AS e WHERE e.kind = k.kind), date_trunc('milliseconds', now())
FROM generate_series(1, 5) AS k (kind);
