import { asDecided } from '../../book/actor-decisions/as-decided.ts';
import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import { isAbout } from '../../book/against.ts';
import { type AmountReport, amountsIn } from '../../book/amounts/amounts.ts';
import { type EntryKey, entryId, entryKeysOf, whoseAct } from '../../book/entries.ts';
import {
  ENTRY_ROLES,
  type GrownHead,
  grown,
  type HeadPart,
  NO_CLAIMS,
  partOf,
} from '../../book/entry-head.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import type { Corroboration } from '../../book/reliability.ts';
import type { LayingClaim } from '../../book/scenario/entry.ts';
import { mayLay } from '../../book/scenario/laid-on.ts';
import type { Left, ReviewState } from '../store.ts';
import type { Connection } from './connection.ts';
import { keepGists } from './gists.ts';
import { decidedParties, partiesAround } from './parties.ts';
import { keepMatter, keepShort, type Shortened } from './short-claims.ts';
import { countStories } from './story-page.ts';
import { countOpen } from './to-review.ts';

/**
 * Brings what is kept of entries up with the claims of so many reports: those in which something changed, and those that came.
 * What an entry is, `src/book` says; here is kept which claims are needed to tell it, and what it is found by.
 * Where no report is left, the gists of some entries are made.
 */
export function catchUp(connection: Connection, decisions: readonly TakenOnActors[], limit: number): Left {
  const { row, rows, run } = connection;
  const decided = JSON.stringify(decisions.map(({ id }) => id));
  if (row<{ decided: string }>('SELECT decided FROM caught_up')?.decided !== decided)
    forget(connection, decided);
  const changed = rows<{ n: number }>("SELECT n FROM behind WHERE what = 'report' ORDER BY n LIMIT ?", limit);
  const came = rows<{ n: number }>(
    'SELECT n FROM reports WHERE n > (SELECT report FROM caught_up) ORDER BY n LIMIT ?',
    limit - changed.length,
  );
  const last = came.at(-1);
  // The version before a new one, or after one that was removed, counts no more, or again.
  const reports = rows<{ n: number }>(
    `SELECT DISTINCT other.n FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.n = wanted.value
      CROSS JOIN reports AS other ON other.first = r.first ORDER BY other.n`,
    JSON.stringify([...changed, ...came].map(({ n }) => n)),
  ).map(({ n }) => n);
  const scene: Scene = { connection, decisions };
  const former = new Set([...clear(connection, reports), ...entriesBehind(connection)]);
  const growing = link(scene, reports);
  for (const n of former) growing.delete(n);
  for (const [n, parts] of growing) grow(connection, n, parts);
  for (const n of former) renew(scene, n);
  if (decisions.length > 0 || row('SELECT 1 FROM former_parties LIMIT 1')) keepFormer(connection);
  for (const n of changed) run("DELETE FROM behind WHERE what = 'report' AND n = ?", n.n);
  run("DELETE FROM behind WHERE what = 'entry'");
  if (last) run('UPDATE caught_up SET report = ?', last.n);
  const reportsLeft =
    row<{ left: number }>(
      `SELECT (SELECT count(*) FROM behind WHERE what <> 'gist') + (SELECT count(*) FROM reports WHERE n > caught_up.report) AS left
        FROM caught_up`,
    )?.left ?? 0;
  if (reportsLeft > 0) return { reports: reportsLeft, entries: 0 };
  countStories(connection);
  return { reports: 0, entries: keepGists(connection) };
}

interface Scene {
  readonly connection: Connection;
  readonly decisions: readonly TakenOnActors[];
}

/** Children first. */
const KEPT = [
  'entry_claims',
  'short_claims',
  'entry_keys',
  'entry_gists',
  'entries',
  'expectations',
  'matter_keys',
  'matters',
  'spoken_of',
  'laying_claims',
  'report_amounts',
  'report_measures',
  'named_in',
  'counted_reports',
  'party_names',
  'replacements',
  'former_parties',
  'behind',
] as const;

/** Decisions on actors may change any claim: all is made anew. */
function forget({ run }: Connection, decided: string): void {
  for (const table of KEPT) run(`DELETE FROM ${table}`);
  run('UPDATE stories SET compared = NULL WHERE compared');
  run('UPDATE stories SET reports = NULL WHERE reports IS NOT NULL');
  run('UPDATE caught_up SET report = 0, decided = ?', decided);
}

/** What these claims of a report were in. @returns the entries. */
function clear({ rows, run }: Connection, reports: readonly number[]): readonly number[] {
  const wanted = JSON.stringify(reports);
  const claims = `(SELECT claims.n FROM json_each(?) AS wanted CROSS JOIN claims ON claims.report = wanted.value)`;
  const entries = rows<{ entry: number }>(
    `SELECT DISTINCT entry FROM entry_claims WHERE claim IN ${claims}`,
    wanted,
  ).map(({ entry }) => entry);
  for (const table of ['entry_claims', 'short_claims', 'expectations', 'laying_claims', 'replacements'])
    run(`DELETE FROM ${table} WHERE claim IN ${claims}`, wanted);
  for (const table of ['spoken_of', 'report_amounts', 'report_measures', 'named_in', 'counted_reports'])
    run(`DELETE FROM ${table} WHERE report IN (SELECT value FROM json_each(?))`, wanted);
  run(
    `UPDATE stories SET compared = NULL WHERE compared AND id IN (SELECT story FROM json_each(?) AS wanted
      CROSS JOIN story_reports ON report = wanted.value AND ended IS NULL)`,
    wanted,
  );
  run(
    `UPDATE stories SET reports = NULL WHERE reports IS NOT NULL AND id IN (SELECT story FROM json_each(?) AS wanted
      CROSS JOIN story_reports ON report = wanted.value AND ended IS NULL)`,
    wanted,
  );
  return entries;
}

const entriesBehind = ({ rows }: Connection): readonly number[] =>
  rows<{ n: number }>("SELECT n FROM behind WHERE what = 'entry'").map(({ n }) => n);

interface Row {
  readonly n: number;
  readonly claim: string;
  readonly id: string;
  readonly report: string;
  readonly at: number;
  readonly published: string | null;
  readonly learned: string;
  readonly publisher: string | null;
  readonly text: string;
  readonly state: ReviewState;
  readonly current: number;
  readonly versions: number;
}

type RowOfReport = Pick<Row, 'report' | 'publisher' | 'published' | 'learned' | 'text'>;

interface Kept {
  readonly n: number;
  readonly claim: BookClaim;
  /** The number of its report. */
  readonly at: number;
  readonly counts: boolean;
  readonly rejected: boolean;
  readonly part: HeadPart;
  readonly short: Shortened;
}

/** Claims, as decided, of reports that are present: `chosen` gives their numbers. */
function keptClaims(
  { connection, decisions }: Scene,
  chosen: string,
  value: string | number,
  withWords = decisions.length > 0,
): readonly Kept[] {
  const found = connection.rows<Row>(
    `SELECT c.n, c.claim, c.id, r.id AS report, r.n AS at, r.published, r.learned, r.publisher,
      ${withWords ? 'r.text' : "''"} AS text, c.state, r.n IN (SELECT report FROM counted_reports) AS current,
      EXISTS (SELECT 1 FROM reports AS other WHERE other.first = r.first AND other.version > 1) AS versions
      FROM (${chosen}) AS chosen CROSS JOIN claims AS c ON c.n = chosen.n CROSS JOIN reports AS r ON r.n = c.report
      WHERE r.state = 'present' AND c.replaced IS NULL AND c.gone IS NULL ORDER BY c.n`,
    value,
  );
  const read = found.map(({ claim, id, report }): BookClaim => ({ id, report, ...JSON.parse(claim) }));
  const claims = decisions.length > 0 ? decidedClaims(connection, decisions, read, found) : read;
  return found.flatMap(({ n, at, state, current, versions, ...row }, i): Kept[] => {
    const claim = claims[i];
    if (!claim) return [];
    const rejected = state === 'rejected';
    const report = reportOf(row);
    const part = partOf(claim, report);
    const short = { claim, report, state, current, versions, moment: part.moment };
    return [{ n, at, claim, rejected, counts: current === 1 && !rejected, part, short }];
  });
}

const reportOf = ({ report: id, publisher, published, learned, text }: RowOfReport): Report => {
  const none = { title: null, byline: null, url: null, language: null, sentences: [] };
  return { ...none, id, publisher, published, learned, text };
};

function decidedClaims(
  connection: Connection,
  decisions: readonly TakenOnActors[],
  claims: readonly BookClaim[],
  found: readonly Row[],
): readonly BookClaim[] {
  const reports = found.map(reportOf);
  const parties = partiesAround(connection, claims, decidedParties(decisions));
  return asDecided({ claims, reports, parties }, decisions, () => []).claims;
}

/** Keeps what the claims of these reports are in. @returns by entry, what came to it that counts. */
function link(scene: Scene, reports: readonly number[]): Map<number, HeadPart[]> {
  const { connection } = scene;
  const { run } = connection;
  const wanted = JSON.stringify(reports);
  run(
    `INSERT INTO counted_reports (report, day, moment)
      SELECT r.n, substr(coalesce(r.published, r.learned) || '~~~~~~', 1, 10), r.moment FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.n = wanted.value
      WHERE r.state = 'present' AND NOT EXISTS (SELECT 1 FROM reports AS later
        WHERE later.first = r.first AND later.version > r.version AND later.state = 'present')`,
    wanted,
  );
  countOpen(connection, reports);
  nameParties(connection, wanted);
  const claims = keptClaims(
    scene,
    'SELECT claims.n FROM json_each(?) AS wanted CROSS JOIN claims ON claims.report = wanted.value',
    wanted,
    true,
  );
  const spokenOf = keepSpoken(connection, claims);
  const matters = new Map<number, number>();
  const grown = new Map<number, HeadPart[]>();
  const telling = new Set<number>();
  const put = (entry: number, kept: Kept): void => {
    const { n, at, counts, part, short } = kept;
    telling.add(at);
    const matter = matters.get(n) ?? keepMatter(connection, short, spokenOf.get(at) ?? []);
    matters.set(n, matter);
    keepShort(connection, entry, n, matter, short);
    run(
      'INSERT OR REPLACE INTO entry_claims (entry, claim, counts) VALUES (?, ?, ?)',
      entry,
      n,
      counts ? 1 : 0,
    );
    const parts = grown.get(entry) ?? [];
    grown.set(entry, parts);
    if (counts) parts.push(part);
  };
  const found = new Map<string, number>();
  const fresh = new Set<number>();
  for (const kept of claims)
    for (const key of entryKeysOf(kept.claim)) {
      const id = entryId(key);
      const known = found.get(id) ?? numberOf(connection, id);
      const entry = known ?? foundEntry(connection, id, key);
      found.set(id, entry);
      if (known === undefined) fresh.add(entry);
      put(entry, kept);
    }
  keepTold(connection, claims, wanted);
  keepReplacements(connection, claims);
  linkExpectations(scene, claims, fresh, put);
  countTold(connection, JSON.stringify([...telling]));
  return grown;
}

const numberOf = ({ row }: Connection, id: string): number | undefined =>
  row<{ n: number }>('SELECT n FROM entries WHERE id = ?', id)?.n;

const foundEntry = ({ run }: Connection, id: string, { actor, measure, beneficiary }: EntryKey): number =>
  run(
    'INSERT INTO entries (id, actor, measure, beneficiary) VALUES (?, ?, ?, ?)',
    id,
    actor,
    measure,
    beneficiary,
  );

/** What `names` of `src/book/filter.ts` compares a word with. */
function nameParties({ rows, run }: Connection, reports: string): void {
  for (const { id, name } of rows<{ id: string; name: string }>(
    `SELECT DISTINCT parties.id, name FROM json_each(?) AS wanted CROSS JOIN report_parties ON report = wanted.value
      CROSS JOIN parties ON parties.id = party`,
    reports,
  ))
    for (const known of new Set([id, name].flatMap((word) => [word, word.slice(word.indexOf(':') + 1)])))
      run('INSERT OR IGNORE INTO party_names (name, party) VALUES (?, ?)', known.toLowerCase(), id);
}

/** @returns beneficiaries of all claims of a report that are not rejected, in order, by its number. */
function keepSpoken({ run }: Connection, claims: readonly Kept[]): ReadonlyMap<number, readonly string[]> {
  const spoken = Map.groupBy(
    claims.filter(({ rejected }) => !rejected),
    ({ at }) => at,
  );
  return new Map(
    [...spoken].map(([at, told]) => {
      const parties = [...new Set(told.flatMap(({ claim }) => claim.beneficiary))].sort();
      for (const party of parties) run('INSERT INTO spoken_of (report, party) VALUES (?, ?)', at, party);
      return [at, parties];
    }),
  );
}

/** Whom and what amounts the words of reports tell of. @param reports all of whose claims these are */
function keepTold(connection: Connection, claims: readonly Kept[], reports: string): void {
  const { rows, run } = connection;
  const counting = Map.groupBy(
    claims.filter(({ counts }) => counts),
    ({ at }) => at,
  );
  for (const { n: at, ...report } of rows<AmountReport & { readonly n: number }>(
    'SELECT r.n, r.id, text, published FROM json_each(?) AS wanted CROSS JOIN reports AS r ON r.n = wanted.value',
    reports,
  )) {
    const told = counting.get(at) ?? [];
    const named = new Set(
      told.flatMap(({ claim }) => [...claim.actors, ...claim.targets, ...claim.beneficiary]),
    );
    if (named.size > 0)
      run('INSERT INTO named_in (report, parties) VALUES (?, ?)', at, JSON.stringify([...named]));
    for (const { n, claim, part } of told) keepLaying(connection, n, at, claim, part.moment);
    const found = amountsIn(
      report,
      told.map(({ claim }) => claim),
    );
    if (found.amounts.length + found.notGiven.length > 0)
      run('INSERT INTO report_amounts (report, amounts) VALUES (?, ?)', at, JSON.stringify(found));
  }
}

/** A claim that may lay conditions on others, as scenarios need it. @param at the number of its report */
function keepLaying({ run }: Connection, n: number, at: number, claim: BookClaim, moment: number): void {
  if (!mayLay(claim)) return;
  const { id, report, act, negated, firmness, conditions, actors, targets, beneficiary, measures } = claim;
  const laying: LayingClaim = {
    ...{ id, report, act, negated, firmness, conditions },
    ...{ actors, targets, beneficiary, measures },
  };
  run(
    'INSERT INTO laying_claims (claim, report, moment, predicate, laying) VALUES (?, ?, ?, ?, ?)',
    n,
    at,
    moment,
    claim.predicate.start,
    JSON.stringify(laying),
  );
}

/** Of which measures these reports tell, and by how many claims; of those also to which an entry came of which they expect something. */
function countTold({ run }: Connection, reports: string): void {
  const held = `json_each(?) AS wanted CROSS JOIN claims AS c ON c.report = wanted.value
    CROSS JOIN entry_claims AS k INDEXED BY entry_claims_by_claim ON k.claim = c.n AND k.counts`;
  run(
    `INSERT OR REPLACE INTO report_measures (measure, report, own)
      SELECT e.measure, c.report, max(c.act <> 'expect') FROM ${held} CROSS JOIN entries AS e ON e.n = k.entry GROUP BY c.report, e.measure`,
    reports,
  );
  run(
    `UPDATE counted_reports SET claims = told.claims
      FROM (SELECT c.report, count(DISTINCT c.n) AS claims FROM ${held} GROUP BY c.report) AS told
      WHERE told.report = counted_reports.report`,
    reports,
  );
}

const ROLES = { actors: 'actor', targets: 'target', beneficiary: 'beneficiary', sources: 'source' } as const;

function keepReplacements({ run }: Connection, claims: readonly Kept[]): void {
  for (const { n, claim, counts } of claims)
    for (const { role, before, after } of counts ? (claim.replacements ?? []) : [])
      run(
        'INSERT OR REPLACE INTO replacements (before, role, claim, after, stands) VALUES (?, ?, ?, ?, ?)',
        before,
        ROLES[role],
        n,
        after,
        claim[role].includes(before) ? 1 : 0,
      );
}

/** As `formerParties` of `src/book` has it. */
function keepFormer({ run }: Connection): void {
  run('DELETE FROM former_parties');
  run(`INSERT INTO former_parties (before, after) SELECT DISTINCT before, after FROM replacements AS gone
    WHERE NOT EXISTS (SELECT 1 FROM replacements AS r WHERE r.after = gone.before)
      AND NOT EXISTS (SELECT 1 FROM replacements AS r WHERE r.before = gone.before AND r.stands)
      AND NOT EXISTS (SELECT 1 FROM json_each('["actor", "target", "beneficiary", "source"]') AS named
        CROSS JOIN claim_keys AS k ON k.role = named.value AND k.key = gone.before CROSS JOIN claims AS c ON c.n = k.claim
        WHERE c.state <> 'rejected' AND c.replaced IS NULL AND c.gone IS NULL
          AND c.report IN (SELECT report FROM counted_reports)
          AND NOT EXISTS (SELECT 1 FROM replacements AS r WHERE r.before = k.key AND r.role = k.role AND r.claim = k.claim))`);
}

/** New expectations with all entries of their actor, all expectations with its new entries. */
function linkExpectations(
  scene: Scene,
  claims: readonly Kept[],
  fresh: ReadonlySet<number>,
  put: (entry: number, kept: Kept) => void,
): void {
  const { rows, run } = scene.connection;
  const came = new Map(claims.filter(({ claim }) => claim.act === 'expect').map((kept) => [kept.n, kept]));
  for (const { n, claim } of came.values())
    for (const actor of new Set(whoseAct(claim)))
      run(
        'INSERT INTO expectations (actor, claim, measures, beneficiary) VALUES (?, ?, ?, ?)',
        actor,
        n,
        JSON.stringify(claim.measures),
        JSON.stringify(claim.beneficiary),
      );
  const actors = rows<{ actor: string }>(
    `SELECT actor FROM json_each(?1) AS wanted CROSS JOIN entries ON entries.n = wanted.value
      UNION SELECT actor FROM json_each(?2) AS wanted CROSS JOIN expectations ON claim = wanted.value`,
    JSON.stringify([...fresh]),
    JSON.stringify([...came.keys()]),
  );
  for (const { actor } of actors) {
    const entries = rows<EntryKey & { n: number }>(
      'SELECT n, actor, measure, beneficiary FROM entries WHERE actor = ?',
      actor,
    );
    const expected = rows<{ claim: number; measures: string; beneficiary: string }>(
      'SELECT claim, measures, beneficiary FROM expectations WHERE actor = ?',
      actor,
    ).map((row) => ({
      n: row.claim,
      measures: JSON.parse(row.measures),
      beneficiary: JSON.parse(row.beneficiary),
    }));
    for (const about of expected)
      for (const entry of entries)
        if ((came.has(about.n) || fresh.has(entry.n)) && isAbout(about, entry)) {
          const kept = came.get(about.n) ?? keptClaims(scene, 'SELECT ? AS n', about.n)[0];
          if (kept) put(entry.n, kept);
        }
  }
}

/** Adds to an entry what came, whatever it held before: at a cost that does not grow with it. */
function grow(connection: Connection, entry: number, parts: readonly HeadPart[]): void {
  const head = connection.row<HeadRow>(
    'SELECT direction, firmness, conditional, averse, claims, day, moment, place, present FROM entries WHERE n = ?',
    entry,
  );
  if (head)
    keepHead(
      connection,
      entry,
      {
        ...head,
        conditional: head.conditional === 1,
        averse: head.averse === 1,
        present: JSON.parse(head.present ?? 'null'),
      },
      parts,
    );
}

interface HeadRow extends Omit<GrownHead, 'conditional' | 'averse' | 'present'> {
  readonly conditional: number;
  readonly averse: number;
  readonly present: string | null;
}

/** Makes the head of an entry from all its claims, of which some are otherwise now. */
function renew(scene: Scene, entry: number): void {
  const { row, run } = scene.connection;
  run('DELETE FROM entry_keys WHERE entry = ?', entry);
  if (!row('SELECT 1 FROM entry_claims WHERE entry = ? LIMIT 1', entry)) {
    run('DELETE FROM entry_gists WHERE entry = ?', entry);
    run('DELETE FROM entries WHERE n = ?', entry);
    return;
  }
  const claims = keptClaims(scene, 'SELECT claim AS n FROM entry_claims WHERE entry = ? AND counts', entry);
  keepHead(
    scene.connection,
    entry,
    NO_CLAIMS,
    claims.map(({ part }) => part),
  );
}

function keepHead({ run }: Connection, entry: number, before: GrownHead, parts: readonly HeadPart[]): void {
  const head = parts.reduce(grown, before);
  run(
    `UPDATE entries SET direction = ?, firmness = ?, conditional = ?, averse = ?, claims = ?, day = ?, moment = ?, place = ?,
      present = ? WHERE n = ?`,
    head.direction,
    head.firmness,
    head.conditional ? 1 : 0,
    head.averse ? 1 : 0,
    head.claims,
    head.day,
    head.moment,
    head.place,
    head.present && JSON.stringify(head.present),
    entry,
  );
  run("INSERT OR IGNORE INTO behind (what, n) VALUES ('gist', ?)", entry);
  for (const role of ENTRY_ROLES)
    for (const key of new Set(parts.flatMap(({ roles }) => roles[role])))
      run('INSERT OR IGNORE INTO entry_keys (role, key, entry) VALUES (?, ?, ?)', role, key, entry);
}

export function corroborate(
  { run }: Connection,
  stories: readonly string[],
  found: ReadonlyMap<string, Corroboration>,
): void {
  for (const [claim, { voices, reports, contradicting, comparable }] of found)
    run(
      `INSERT OR REPLACE INTO corroborations (claim, voices, reports, contradicting, comparable)
        SELECT n, ?, ?, ?, ? FROM claims WHERE id = ?`,
      voices,
      reports,
      contradicting,
      comparable ? 1 : 0,
      claim,
    );
  run(
    'UPDATE stories SET compared = 1 WHERE id IN (SELECT value FROM json_each(?))',
    JSON.stringify(stories),
  );
}

/** Of claims that do not count it is not known which are otherwise: all of their reports are looked at again. */
export function redecide(
  { row, run }: Connection,
  before: readonly string[],
  after: readonly string[],
  claims: readonly string[],
): void {
  const decided = JSON.stringify(before);
  if (!row('SELECT 1 FROM caught_up WHERE decided = ?', decided)) return;
  run(
    `INSERT OR IGNORE INTO behind (what, n) SELECT 'report', report FROM json_each(?) AS wanted
        CROSS JOIN claims ON claims.id = wanted.value
      UNION SELECT 'report', report FROM claims WHERE state = 'rejected'
      UNION SELECT 'report', r.n FROM (SELECT DISTINCT first FROM reports WHERE version > 1) AS changed
        CROSS JOIN reports AS r ON r.first = changed.first`,
    JSON.stringify(claims),
  );
  run('UPDATE caught_up SET decided = ?', JSON.stringify(after));
}
