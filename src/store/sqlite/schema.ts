/** One step forward. A migration that was once released is never changed. */
export interface Migration {
  /** The schema's version after it: 1, 2, 3, … */
  readonly version: number;
  readonly sql: string;
}

/** `PLDG` in the file's header: that it is a book. */
export const APPLICATION_ID = 0x504c4447;

/**
 * docs/book-file.md explains each table and column. Rows point to each other by `n`, which is a tenth of the length of an
 * id and, being ascending, is inserted at the end of an index.
 */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
CREATE TABLE reports (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('present', 'removed', 'purged')),
  first TEXT NOT NULL REFERENCES reports (id),
  version INTEGER NOT NULL,
  publisher TEXT,
  title TEXT,
  byline TEXT,
  url TEXT,
  fetched_url TEXT,
  path TEXT,
  published TEXT,
  published_from TEXT,
  day TEXT NOT NULL,
  moment TEXT NOT NULL,
  learned TEXT NOT NULL,
  language TEXT,
  media_type TEXT,
  reader TEXT,
  sentences TEXT,
  text TEXT
) STRICT;
CREATE UNIQUE INDEX reports_versions ON reports (first, version);
CREATE INDEX reports_by_url ON reports (url) WHERE url IS NOT NULL;
CREATE INDEX reports_by_path ON reports (path) WHERE path IS NOT NULL;
CREATE INDEX reports_by_publisher ON reports (publisher, day);
CREATE INDEX reports_by_moment ON reports (moment);
CREATE INDEX reports_by_learned ON reports (learned);

CREATE TABLE originals (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  bytes BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE report_search USING fts5 (
  title, text, publisher,
  content = 'reports', content_rowid = 'n', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO report_search (report_search, rank) VALUES ('secure-delete', 1);

CREATE TABLE readings (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  reader TEXT NOT NULL,
  at TEXT NOT NULL,
  reading TEXT NOT NULL
) STRICT;
CREATE INDEX readings_by_report ON readings (report);

CREATE TABLE parties (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  state TEXT,
  size INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE report_parties (
  party TEXT NOT NULL REFERENCES parties (id),
  report INTEGER NOT NULL REFERENCES reports (n),
  PRIMARY KEY (party, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_parties_by_report ON report_parties (report);

CREATE TABLE claims (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  report INTEGER NOT NULL REFERENCES reports (n),
  act TEXT NOT NULL,
  firmness INTEGER,
  state TEXT NOT NULL CHECK (state IN ('unreviewed', 'accepted', 'rejected')),
  by TEXT NOT NULL CHECK (by IN ('reader', 'hand')),
  learned TEXT NOT NULL,
  replaced TEXT,
  claim TEXT NOT NULL,
  as_read TEXT
) STRICT;
CREATE INDEX claims_by_report ON claims (report);
CREATE INDEX claims_by_act ON claims (act);
CREATE INDEX claims_by_firmness ON claims (firmness) WHERE firmness IS NOT NULL;

CREATE TABLE claim_keys (
  role TEXT NOT NULL CHECK (role IN ('actor', 'target', 'beneficiary', 'measure', 'source', 'trigger')),
  key TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (n),
  PRIMARY KEY (role, key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX claim_keys_by_claim ON claim_keys (claim);

CREATE TABLE signatures (
  band ANY NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (n),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  PRIMARY KEY (band, report, start, "end")
) STRICT, WITHOUT ROWID;
CREATE INDEX signatures_by_report ON signatures (report);

CREATE TABLE features (
  feature TEXT NOT NULL,
  day TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (n),
  PRIMARY KEY (feature, day, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX features_by_report ON features (report);
CREATE TABLE feature_counts (
  feature TEXT PRIMARY KEY,
  reports INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER features_counted AFTER INSERT ON features
BEGIN
  INSERT INTO feature_counts (feature, reports) VALUES (NEW.feature, 1)
    ON CONFLICT (feature) DO UPDATE SET reports = reports + 1;
END;
CREATE TRIGGER features_uncounted AFTER DELETE ON features
BEGIN
  UPDATE feature_counts SET reports = reports - 1 WHERE feature = OLD.feature;
  DELETE FROM feature_counts WHERE feature = OLD.feature AND reports = 0;
END;

CREATE TABLE stories (
  id TEXT PRIMARY KEY,
  title TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE story_reports (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  story TEXT NOT NULL REFERENCES stories (id),
  by TEXT NOT NULL CHECK (by IN ('rule', 'hand'))
) STRICT;
CREATE INDEX story_reports_by_story ON story_reports (story);

CREATE TABLE labels (
  report INTEGER NOT NULL REFERENCES reports (n),
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'marking')),
  value TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (report, kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX labels_by_value ON labels (kind, value);

CREATE TABLE notes (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  report INTEGER NOT NULL REFERENCES reports (n),
  text TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX notes_by_report ON notes (report);

CREATE TABLE decisions (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  report INTEGER REFERENCES reports (n),
  body TEXT,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT,
  undoes TEXT REFERENCES decisions (id)
) STRICT;
CREATE INDEX decisions_by_subject ON decisions (subject);
CREATE INDEX decisions_by_report ON decisions (report) WHERE report IS NOT NULL;
CREATE INDEX decisions_undone ON decisions (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;
-- A purge empties what a decision says of the report, and nothing else of it.
CREATE TRIGGER decisions_say_the_same BEFORE UPDATE ON decisions
WHEN (NEW.n, NEW.id, NEW.kind, NEW.subject, NEW.report, NEW.by, NEW.at, NEW.undoes)
  IS NOT (OLD.n, OLD.id, OLD.kind, OLD.subject, OLD.report, OLD.by, OLD.at, OLD.undoes)
  OR NEW.body IS NOT NULL OR NEW.why IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'decisions are only appended'); END;

CREATE TABLE grades (
  n INTEGER PRIMARY KEY,
  publisher TEXT NOT NULL,
  grade TEXT NOT NULL CHECK (grade IN ('A', 'B', 'C', 'D', 'E', 'F')),
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX grades_by_publisher ON grades (publisher);

CREATE TABLE successors (
  n INTEGER PRIMARY KEY,
  step INTEGER NOT NULL,
  old TEXT NOT NULL,
  new TEXT,
  at TEXT NOT NULL
) STRICT;
CREATE INDEX successors_by_old ON successors (old, step);
`,
  },
  {
    version: 2,
    // Claims that were merged or split away stood as rejected. Of an id's steps the last one counts; that of another reading
    // is no such.
    sql: `
ALTER TABLE claims ADD COLUMN gone TEXT;
UPDATE claims SET gone = (
  SELECT at FROM successors WHERE old = claims.id AND at IS NOT claims.replaced
    AND step = (SELECT max(step) FROM successors WHERE old = claims.id)
    AND NOT EXISTS (SELECT 1 FROM successors AS itself WHERE itself.step = successors.step AND itself.new = itself.old)
  LIMIT 1
) WHERE state = 'rejected' AND id IN (SELECT old FROM successors);
`,
  },
  {
    // Rows that an added report scatters over the file are what it costs: each is a page to write, more of them the larger
    // the book is. Segments of a full-text index are written one after the other.
    version: 3,
    sql: `
CREATE TABLE passages (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  bands TEXT NOT NULL
) STRICT;
INSERT INTO passages (report, start, "end", bands)
  SELECT report, start, "end", group_concat(band, ' ') FROM signatures
  GROUP BY report, start, "end" ORDER BY report, start, "end" DESC;
CREATE INDEX passages_by_report ON passages (report);
CREATE VIRTUAL TABLE passage_search USING fts5 (
  bands, content = 'passages', content_rowid = 'n', detail = 'none', columnsize = 0
);
INSERT INTO passage_search (passage_search, rank) VALUES ('secure-delete', 1);
INSERT INTO passage_search (passage_search) VALUES ('rebuild');
DROP TABLE signatures;

CREATE TABLE report_features (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  features TEXT NOT NULL
) STRICT;
INSERT INTO report_features SELECT report, json_group_array(feature) FROM features GROUP BY report;
DROP INDEX features_by_report;
ALTER TABLE stories ADD COLUMN outline TEXT;

DROP INDEX claims_by_act;
DROP INDEX claims_by_firmness;
`,
  },
  // What stood when: of labels and of the stories that reports are in. What stood before is taken from the decisions.
  {
    version: 4,
    sql: `
CREATE TABLE changes AS SELECT d.n, c.key AS step, d.by, d.at, c.value AS change
  FROM decisions AS d, json_each(d.body, '$.changes') AS c
  WHERE d.body IS NOT NULL AND c.value ->> 'on' IN ('label', 'story') AND c.value ->> 'before' <> c.value ->> 'after';

CREATE TABLE labels_since (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  kind TEXT NOT NULL CHECK (kind IN ('tag', 'marking')),
  value TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  ended TEXT
) STRICT;
INSERT INTO labels_since (report, kind, value, by, at, ended)
  SELECT reports.n, kind, value, by, at, ended FROM (
    SELECT change ->> 'report' AS labelled, change ->> '$.label.kind' AS kind, change ->> '$.label.value' AS value,
      by, at, change ->> 'after' AS after,
      lead(at) OVER (PARTITION BY change ->> 'report', change ->> 'label' ORDER BY n, step) AS ended
    FROM changes WHERE change ->> 'on' = 'label'
  ) JOIN reports ON reports.id = labelled WHERE after AND ended IS NOT NULL;
INSERT INTO labels_since (report, kind, value, by, at) SELECT report, kind, value, by, at FROM labels;
DROP TABLE labels;
ALTER TABLE labels_since RENAME TO labels;
CREATE UNIQUE INDEX labels_now ON labels (report, kind, value) WHERE ended IS NULL;
CREATE INDEX labels_by_report ON labels (report);
CREATE INDEX labels_by_value ON labels (kind, value);

CREATE TABLE story_reports_since (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  story TEXT NOT NULL REFERENCES stories (id),
  by TEXT NOT NULL CHECK (by IN ('rule', 'hand')),
  at TEXT NOT NULL,
  ended TEXT
) STRICT;
CREATE TABLE placed AS SELECT reports.n AS report, change ->> 'before' AS before, change ->> 'after' AS after, at,
    lag(at) OVER former AS since, lead(at) OVER former AS ended
  FROM changes JOIN reports ON reports.id = change ->> 'report' WHERE change ->> 'on' = 'story'
  WINDOW former AS (PARTITION BY reports.n ORDER BY changes.n, step);
INSERT INTO story_reports_since (report, story, by, at, ended)
  SELECT report, before, 'rule', reports.learned, at FROM placed JOIN reports ON reports.n = report
    JOIN stories ON stories.id = before WHERE since IS NULL
  UNION ALL
  SELECT report, after, 'hand', at, ended FROM placed JOIN stories ON stories.id = after WHERE ended IS NOT NULL
  UNION ALL
  SELECT report, story, by, coalesce((SELECT max(at) FROM placed WHERE placed.report = story_reports.report), learned),
    NULL FROM story_reports JOIN reports ON reports.n = report;
DROP TABLE placed;
DROP TABLE changes;
DROP TABLE story_reports;
ALTER TABLE story_reports_since RENAME TO story_reports;
CREATE UNIQUE INDEX story_reports_now ON story_reports (report) WHERE ended IS NULL;
CREATE INDEX story_reports_by_report ON story_reports (report);
CREATE INDEX story_reports_by_story ON story_reports (story, report);
`,
  },
  // Reports from the network. What of a feed's item leads to its report is a hash, so that a purge leaves nothing to read.
  {
    version: 5,
    sql: `
ALTER TABLE reports ADD COLUMN partial TEXT;
CREATE INDEX reports_by_fetched_url ON reports (fetched_url) WHERE fetched_url IS NOT NULL;

CREATE TABLE feeds (
  n INTEGER PRIMARY KEY,
  url TEXT NOT NULL UNIQUE,
  title TEXT,
  rules TEXT NOT NULL DEFAULT '{}',
  added TEXT NOT NULL,
  paused TEXT,
  etag TEXT,
  last_modified TEXT,
  tried TEXT,
  succeeded TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  failure TEXT
) STRICT;

CREATE TABLE feed_items (
  feed INTEGER NOT NULL REFERENCES feeds (n),
  key TEXT NOT NULL,
  stamp TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('taken', 'left-out', 'refused', 'failed')),
  tries INTEGER NOT NULL,
  at TEXT NOT NULL,
  moment TEXT NOT NULL,
  report INTEGER REFERENCES reports (n),
  PRIMARY KEY (feed, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX feed_items_by_moment ON feed_items (feed, moment);
CREATE INDEX feed_items_by_report ON feed_items (report) WHERE report IS NOT NULL;

CREATE TABLE fetched_pages (
  url TEXT PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  etag TEXT,
  last_modified TEXT,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX fetched_pages_by_report ON fetched_pages (report);
`,
  },
  // What people work through.
  {
    version: 6,
    sql: `
CREATE TABLE perhaps_missed (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  act TEXT NOT NULL,
  confidence REAL NOT NULL,
  dismissed TEXT
) STRICT;
CREATE INDEX perhaps_missed_by_report ON perhaps_missed (report);

CREATE TABLE progress (
  n INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (n),
  state TEXT NOT NULL CHECK (state IN ('unread', 'in-work', 'done')),
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  ended TEXT
) STRICT;
CREATE UNIQUE INDEX progress_now ON progress (report) WHERE ended IS NULL;
CREATE INDEX progress_by_report ON progress (report);

CREATE TABLE codings (
  report INTEGER NOT NULL REFERENCES reports (n),
  coder TEXT NOT NULL,
  at TEXT NOT NULL,
  done INTEGER NOT NULL CHECK (done IN (0, 1)),
  marks TEXT NOT NULL,
  parties TEXT NOT NULL,
  PRIMARY KEY (report, coder)
) STRICT, WITHOUT ROWID;
`,
  },
  {
    version: 7,
    sql: `
CREATE TABLE releases (
  n INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  why TEXT
) STRICT;
`,
  },
  {
    version: 8,
    sql: `
CREATE TABLE saved (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  query TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
  },
  // What is computed from claims when the book is asked, as far as it is needed to find those that an answer is computed from.
  {
    version: 9,
    sql: `
CREATE TABLE entries (
  n INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  actor TEXT NOT NULL,
  measure TEXT NOT NULL,
  beneficiary TEXT,
  direction TEXT CHECK (direction IN ('for', 'open', 'against')),
  firmness INTEGER,
  conditional INTEGER NOT NULL DEFAULT 0,
  averse INTEGER NOT NULL DEFAULT 0,
  claims INTEGER NOT NULL DEFAULT 0,
  day TEXT NOT NULL DEFAULT '',
  moment INTEGER NOT NULL DEFAULT 0,
  place TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX entries_by_actor ON entries (actor, measure, beneficiary);
CREATE INDEX entries_by_measure ON entries (measure, beneficiary);
CREATE INDEX entries_by_beneficiary ON entries (beneficiary);

CREATE TABLE entry_claims (
  entry INTEGER NOT NULL REFERENCES entries (n),
  claim INTEGER NOT NULL REFERENCES claims (n),
  counts INTEGER NOT NULL,
  PRIMARY KEY (entry, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_claims_by_claim ON entry_claims (claim);

CREATE TABLE entry_keys (
  role TEXT NOT NULL CHECK (role IN ('target', 'source', 'publisher', 'trigger')),
  key TEXT NOT NULL,
  entry INTEGER NOT NULL REFERENCES entries (n),
  PRIMARY KEY (role, key, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_keys_by_entry ON entry_keys (entry);

CREATE TABLE expectations (
  actor TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (n),
  measures TEXT NOT NULL,
  beneficiary TEXT NOT NULL,
  PRIMARY KEY (actor, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX expectations_by_claim ON expectations (claim);

CREATE TABLE opponents (
  measure TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'target', 'beneficiary', 'sole-actor', 'sole-target', 'spoken')),
  key TEXT NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (n),
  PRIMARY KEY (measure, role, key, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX opponents_by_claim ON opponents (claim);

CREATE TABLE spoken_of (
  report INTEGER NOT NULL REFERENCES reports (n),
  party TEXT NOT NULL,
  PRIMARY KEY (report, party)
) STRICT, WITHOUT ROWID;

CREATE TABLE counted_reports (
  report INTEGER PRIMARY KEY REFERENCES reports (n)
) STRICT;

CREATE TABLE party_names (
  name TEXT NOT NULL,
  party TEXT NOT NULL REFERENCES parties (id),
  PRIMARY KEY (name, party)
) STRICT, WITHOUT ROWID;
CREATE INDEX party_names_by_party ON party_names (party);

CREATE TABLE replacements (
  before TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('actor', 'target', 'beneficiary', 'source')),
  claim INTEGER NOT NULL REFERENCES claims (n),
  after TEXT NOT NULL,
  stands INTEGER NOT NULL,
  PRIMARY KEY (before, role, claim, after)
) STRICT, WITHOUT ROWID;
CREATE INDEX replacements_by_claim ON replacements (claim);
CREATE INDEX replacements_by_after ON replacements (after);
CREATE TABLE former_parties (
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  PRIMARY KEY (before, after)
) STRICT, WITHOUT ROWID;

CREATE TABLE behind (
  what TEXT NOT NULL CHECK (what IN ('report', 'entry')),
  n INTEGER NOT NULL,
  PRIMARY KEY (what, n)
) STRICT, WITHOUT ROWID;
CREATE TABLE caught_up (
  report INTEGER NOT NULL,
  decided TEXT NOT NULL
) STRICT;
INSERT INTO caught_up VALUES (0, '[]');

CREATE TABLE corroborations (
  claim INTEGER PRIMARY KEY REFERENCES claims (n),
  voices INTEGER NOT NULL,
  reports INTEGER NOT NULL,
  contradicting INTEGER NOT NULL,
  comparable INTEGER NOT NULL
) STRICT;
ALTER TABLE stories ADD COLUMN compared INTEGER;
CREATE INDEX reports_again ON reports (first) WHERE version > 1;
`,
  },
  // Outlines are printed otherwise; they are made anew when they are asked for.
  { version: 10, sql: 'UPDATE stories SET outline = NULL;' },
  // When a web archive captured it.
  { version: 11, sql: 'ALTER TABLE reports ADD COLUMN captured TEXT;' },
  // What a matrix shows, in its order; the latest entries; and what of a story is asked without its outline, which is long.
  {
    version: 12,
    sql: `
CREATE INDEX entries_standing ON entries (actor, id, measure, direction, firmness, conditional, averse) WHERE claims > 0;
CREATE INDEX entries_by_moment ON entries (moment DESC, id) WHERE claims > 0;
CREATE INDEX stories_compared ON stories (id) WHERE compared;
`,
  },
  // What is open to be reviewed, least certain first; where claims stand in their reports, which tell of amounts, hang on something and name a day.
  {
    version: 13,
    sql: `
CREATE INDEX claims_to_review ON claims (claim ->> '$.confidence')
  WHERE state = 'unreviewed' AND replaced IS NULL AND gone IS NULL;
CREATE INDEX claims_placed ON claims
  (report, claim ->> '$.sentence.start', claim ->> '$.predicate.start', claim ->> '$.predicate.end', state)
  WHERE replaced IS NULL AND gone IS NULL;
CREATE INDEX claims_with_amounts ON claims (report, claim ->> '$.sentence.start')
  WHERE replaced IS NULL AND gone IS NULL AND json_array_length(claim, '$.quantities') > 0;
CREATE INDEX claims_with_conditions ON claims (report)
  WHERE replaced IS NULL AND gone IS NULL AND json_array_length(claim, '$.conditions') > 0;
CREATE INDEX claims_with_deadlines ON claims (claim ->> '$.when.to')
  WHERE replaced IS NULL AND gone IS NULL AND claim ->> '$.when.to' IS NOT NULL;
CREATE INDEX perhaps_missed_to_review ON perhaps_missed (1 - confidence) WHERE dismissed IS NULL;
`,
  },
  // What claims say by which they may stand against others, each once however often it is told, by what it is found; what reports tell of amounts, of whom, of which measures and by how many claims; and what may lay conditions on others.
  // What of claims says how an entry stands, side by side for each entry. All that is kept of entries is made anew with it. And what is counted of reports without their rows, which are long.
  {
    version: 14,
    sql: `
CREATE TABLE matters (
  n INTEGER PRIMARY KEY,
  matter TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE short_claims (
  entry INTEGER NOT NULL REFERENCES entries (n),
  matter INTEGER NOT NULL REFERENCES matters (n),
  moment INTEGER NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (n),
  id TEXT NOT NULL,
  report TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('unreviewed', 'accepted', 'rejected')),
  current INTEGER NOT NULL,
  versions INTEGER NOT NULL,
  told TEXT NOT NULL,
  publisher TEXT,
  predicate INTEGER NOT NULL,
  firmness INTEGER,
  sources TEXT NOT NULL,
  conditions TEXT NOT NULL,
  day TEXT,
  sentence INTEGER NOT NULL,
  sentence_end INTEGER NOT NULL,
  evidence INTEGER NOT NULL,
  evidence_end INTEGER NOT NULL,
  PRIMARY KEY (entry, matter, moment, claim)
) STRICT, WITHOUT ROWID;
CREATE INDEX short_claims_by_claim ON short_claims (claim);
CREATE INDEX short_claims_by_matter ON short_claims (matter);
CREATE INDEX short_claims_changed ON short_claims (entry) WHERE versions;
DROP TABLE opponents;
CREATE TABLE matter_keys (
  side TEXT NOT NULL CHECK (side IN ('undertaken', 'opposing')),
  measure TEXT NOT NULL,
  named TEXT NOT NULL,
  matter INTEGER NOT NULL REFERENCES matters (n),
  PRIMARY KEY (side, measure, named, matter)
) STRICT, WITHOUT ROWID;
CREATE INDEX matter_keys_by_matter ON matter_keys (matter);
CREATE TABLE report_amounts (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  amounts TEXT NOT NULL
) STRICT;
UPDATE caught_up SET decided = 'before stances and amounts';
CREATE INDEX reports_present ON reports (moment, publisher, reader) WHERE state = 'present';
CREATE TABLE laying_claims (
  claim INTEGER PRIMARY KEY REFERENCES claims (n),
  moment INTEGER NOT NULL,
  predicate INTEGER NOT NULL,
  laying TEXT NOT NULL
) STRICT;
CREATE TABLE named_in (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  parties TEXT NOT NULL
) STRICT;
CREATE INDEX claims_expecting ON claims (report) WHERE act = 'expect';
CREATE INDEX entries_expected ON entries (n) WHERE claims = 0;
DROP TABLE counted_reports;
CREATE TABLE counted_reports (
  report INTEGER PRIMARY KEY REFERENCES reports (n),
  day TEXT NOT NULL,
  moment TEXT NOT NULL,
  claims INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX counted_reports_by_day ON counted_reports (day, moment, claims);
CREATE INDEX counted_reports_by_moment ON counted_reports (moment, day, claims);
CREATE TABLE report_measures (
  measure TEXT NOT NULL,
  report INTEGER NOT NULL REFERENCES reports (n),
  own INTEGER NOT NULL,
  PRIMARY KEY (measure, report)
) STRICT, WITHOUT ROWID;
CREATE INDEX report_measures_by_report ON report_measures (report);
CREATE INDEX reports_absent ON reports (state) WHERE state <> 'present';
`,
  },
  // How much of each report is open to be reviewed, so that the whole queue need not be counted.
  {
    version: 15,
    sql: `
ALTER TABLE counted_reports ADD COLUMN unreviewed INTEGER NOT NULL DEFAULT 0;
ALTER TABLE counted_reports ADD COLUMN missed INTEGER NOT NULL DEFAULT 0;
UPDATE counted_reports SET
  unreviewed = (SELECT count(*) FROM claims AS c INDEXED BY claims_placed
    WHERE c.report = counted_reports.report AND c.state = 'unreviewed' AND c.replaced IS NULL AND c.gone IS NULL),
  missed = (SELECT count(*) FROM perhaps_missed AS m WHERE m.report = counted_reports.report AND m.dismissed IS NULL
    AND NOT EXISTS (SELECT 1 FROM claims AS c INDEXED BY claims_placed WHERE c.report = m.report AND c.replaced IS NULL AND c.gone IS NULL
      AND c.claim ->> '$.predicate.start' < m."end" AND c.claim ->> '$.predicate.end' > m.start));
CREATE INDEX counted_reports_open ON counted_reports (unreviewed, missed);
`,
  },
  // What stands last in an entry, and how much of a matter counts, is read from an index alone.
  {
    version: 16,
    sql: `
DROP INDEX short_claims_by_matter;
CREATE INDEX short_claims_by_matter ON short_claims (matter, entry, moment, current, state);
CREATE INDEX short_claims_in_time ON short_claims (entry, moment, matter, current, state);
`,
  },
  // How an entry stands, what lays conditions on others and how long a story is are told without looking for claims and reports.
  {
    version: 17,
    sql: `
ALTER TABLE entries ADD COLUMN present TEXT;
UPDATE entries SET present = (SELECT json_object('act', m.matter ->> '$.act',
    'negated', json(iif(m.matter ->> '$.negated', 'true', 'false')), 'conditions', json(k.conditions))
  FROM (SELECT substr(line, 1 + instr(line, char(10))) AS id FROM (SELECT substr(line, 1 + instr(line, char(10))) AS line
      FROM (SELECT substr(place, 1 + instr(place, char(10))) AS line))) AS last
    CROSS JOIN claims AS c ON c.id = last.id
    CROSS JOIN short_claims AS k INDEXED BY short_claims_by_claim ON k.entry = entries.n AND k.claim = c.n
    CROSS JOIN matters AS m ON m.n = k.matter) WHERE place <> '';
ALTER TABLE laying_claims ADD COLUMN report INTEGER REFERENCES reports (n);
UPDATE laying_claims SET report = (SELECT report FROM claims WHERE n = claim);
ALTER TABLE stories ADD COLUMN began TEXT;
ALTER TABLE stories ADD COLUMN reports INTEGER;
UPDATE stories SET (began, reports) = (SELECT min(c.moment), count(*) FROM story_reports AS placed
    CROSS JOIN counted_reports AS c ON c.report = placed.report WHERE placed.story = stories.id AND placed.ended IS NULL);
CREATE INDEX stories_not_counted ON stories (id) WHERE reports IS NULL;
CREATE INDEX claims_decided ON claims (state, report) WHERE state <> 'unreviewed' AND replaced IS NULL AND gone IS NULL;
`,
  },
  // The queue of what is to be reviewed is read in order, also where very many are equally certain; a list of entries without their claims.
  {
    version: 18,
    sql: `
DROP INDEX claims_to_review;
CREATE INDEX claims_to_review ON claims (claim ->> '$.confidence', id)
  WHERE state = 'unreviewed' AND replaced IS NULL AND gone IS NULL;
DROP INDEX perhaps_missed_to_review;
CREATE INDEX perhaps_missed_to_review ON perhaps_missed (1 - confidence, report, start) WHERE dismissed IS NULL;
CREATE TABLE entry_gists (
  entry INTEGER PRIMARY KEY REFERENCES entries (n),
  gist TEXT NOT NULL
) STRICT;
CREATE TABLE behind_now (
  what TEXT NOT NULL CHECK (what IN ('report', 'entry', 'gist')),
  n INTEGER NOT NULL,
  PRIMARY KEY (what, n)
) STRICT, WITHOUT ROWID;
INSERT INTO behind_now (what, n) SELECT what, n FROM behind UNION SELECT 'gist', n FROM entries;
DROP TABLE behind;
ALTER TABLE behind_now RENAME TO behind;
CREATE INDEX stories_counted ON stories (id, began, reports);
`,
  },
];
