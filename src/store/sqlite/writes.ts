import { isDeepStrictEqual } from 'node:util';
import { StoreError } from '../../text/errors.ts';
import { claimJson, claimKeys, printed } from '../printed.ts';
import type { Decision, Mendable, Stamp, Writes } from '../store.ts';
import {
  addClaim,
  addKeys,
  addParties,
  addReading,
  addReport,
  rankOf,
  removeLookups,
  takeMissed,
} from './add.ts';
import { catchUp, corroborate, redecide } from './catch-up.ts';
import type { Connection } from './connection.ts';
import { feedWrites } from './feeds.ts';
import { filling } from './filling.ts';
import { dropOutline } from './outlines.ts';
import { mergeStory, placeReport } from './placements.ts';
import { putRecord } from './put.ts';
import { reads } from './reads.ts';
import { stateColumns } from './rows.ts';
import { index, unindex } from './search.ts';
import { instant, placeInTime } from './times.ts';
import { countOpen } from './to-review.ts';

export function writes(connection: Connection): Writes {
  const { row, run } = connection;
  const read = reads(connection);
  const setState = (report: string, state: 'present' | 'removed', kind: string, stamp: Stamp): void => {
    const n = numberOf(connection, report);
    run('UPDATE reports SET state = ? WHERE n = ?', state, n);
    dropOutline(connection, n);
    fallBehind(connection, n);
    append(connection, { ...stamp, kind, subject: report, report, body: null, undoes: null });
  };

  return {
    ...read,

    put: (record) => putRecord(connection, record),

    filling: (work) => filling(connection, work),

    add: async (reports) => reports.map((report) => addReport(connection, report)),

    reread: async ({ report, at, ...reading }) => {
      const n = numberOf(connection, report);
      const learned = instant(at);
      const print = reading.printed ?? printed(reading);
      run(
        "UPDATE claims SET replaced = ? WHERE report = ? AND by = 'reader' AND replaced IS NULL",
        learned,
        n,
      );
      run('DELETE FROM report_parties WHERE report = ?', n);
      removeLookups(connection, n);
      run('UPDATE reports SET reader = ?, sentences = ? WHERE n = ?', reading.reader, print.sentences, n);
      const { day } = row<{ day: string }>('SELECT day FROM reports WHERE n = ?', n) ?? { day: '' };
      addReading(connection, n, reading, print, day, learned, takeMissed(connection, n));
      dropOutline(connection, n);
      fallBehind(connection, n);
    },

    settle: async ({ claim, state, parties = [], at }) => {
      const report = numberOf(connection, claim.report);
      addParties(connection, report, parties);
      fallBehind(connection, report);
      const known = row<{ n: number }>('SELECT n FROM claims WHERE id = ?', claim.id);
      if (!known) {
        addClaim(connection, report, claim, state, instant(at), 'hand');
        return;
      }
      run(
        `UPDATE claims SET act = ?1, firmness = ?2, state = ?3, gone = ?4, claim = ?5,
          as_read = CASE WHEN coalesce(as_read, claim) <> ?5 AND by = 'reader' THEN coalesce(as_read, claim) END
          WHERE n = ?6`,
        claim.act,
        rankOf(claim),
        ...stateColumns(state, instant(at)),
        claimJson(claim),
        known.n,
      );
      run('DELETE FROM claim_keys WHERE claim = ?', known.n);
      addKeys(connection, known.n, claimKeys(claim));
    },

    mend: async (report, mended) => mend(connection, numberOf(connection, report), mended),

    remove: async (report, stamp) => setState(report, 'removed', 'remove', stamp),
    restore: async (report, stamp) => setState(report, 'present', 'restore', stamp),

    place: async (report, story, by, at) => {
      const n = numberOf(connection, report);
      dropOutline(connection, n);
      placeReport(connection, n, story, by, instant(at));
      dropOutline(connection, n);
    },

    mergeStory: async (story, into, at) => mergeStory(connection, story, into, instant(at)),

    name: async (story, title) => {
      run('UPDATE stories SET title = ? WHERE id = ?', title, story);
    },

    label: async (report, { kind, value }, by, at) => {
      const n = numberOf(connection, report);
      if (kind === 'marking')
        run(
          "UPDATE labels SET ended = ? WHERE report = ? AND kind = 'marking' AND value <> ? AND ended IS NULL",
          instant(at),
          n,
          value,
        );
      run(
        'INSERT OR IGNORE INTO labels (report, kind, value, by, at) VALUES (?, ?, ?, ?, ?)',
        n,
        kind,
        value,
        by,
        instant(at),
      );
    },

    unlabel: async (report, { kind, value }, at) => {
      const n = numberOf(connection, report);
      run(
        'UPDATE labels SET ended = ? WHERE report = ? AND kind = ? AND value = ? AND ended IS NULL',
        instant(at),
        n,
        kind,
        value,
      );
    },

    note: async ({ id, report, text, by, at }) => {
      const n = numberOf(connection, report);
      run(
        'INSERT OR IGNORE INTO notes (id, report, text, by, at) VALUES (?, ?, ?, ?, ?)',
        id,
        n,
        text,
        by,
        instant(at),
      );
    },

    progress: async (report, state, by, at) => {
      const n = numberOf(connection, report);
      run('UPDATE progress SET ended = ? WHERE report = ? AND ended IS NULL', instant(at), n);
      run('INSERT INTO progress (report, state, by, at) VALUES (?, ?, ?, ?)', n, state, by, instant(at));
    },

    dismiss: async (report, { start, end }, dismissed, at) => {
      const n = numberOf(connection, report);
      run(
        'UPDATE perhaps_missed SET dismissed = ? WHERE report = ? AND start = ? AND "end" = ?',
        dismissed ? instant(at) : null,
        n,
        start,
        end,
      );
      countOpen(connection, [n]);
    },

    code: async ({ report, coder, at, done, marks, parties }) => {
      run(
        'INSERT OR REPLACE INTO codings (report, coder, at, done, marks, parties) VALUES (?, ?, ?, ?, ?, ?)',
        numberOf(connection, report),
        coder,
        instant(at),
        done ? 1 : 0,
        JSON.stringify(marks),
        JSON.stringify(parties),
      );
    },

    decide: async (decision) => append(connection, decision),

    grade: async ({ publisher, grade, by, at }) => {
      run(
        'INSERT INTO grades (publisher, grade, by, at) VALUES (?, ?, ?, ?)',
        publisher,
        grade,
        by,
        instant(at),
      );
    },

    ...feedWrites(connection),

    save: async ({ name, kind, query, by, at }) => {
      run(
        'INSERT OR REPLACE INTO saved (name, kind, query, by, at) VALUES (?, ?, ?, ?, ?)',
        name,
        kind,
        query,
        by,
        instant(at),
      );
    },

    unsave: async (name) =>
      connection.row('DELETE FROM saved WHERE name = ? RETURNING name', name) !== undefined,

    succeed: async (old, successors, at) => {
      const { step } = row<{ step: number }>('SELECT coalesce(max(n), 0) AS step FROM successors') ?? {
        step: 0,
      };
      for (const next of successors.length > 0 ? new Set(successors) : [null])
        run('INSERT INTO successors (step, old, new, at) VALUES (?, ?, ?, ?)', step, old, next, instant(at));
    },

    release: async ({ name, by, at, why }) => {
      if (row('SELECT 1 FROM releases WHERE name = ?', name))
        throw new StoreError(
          'store/id-reused',
          `there is a release "${name}" already; give this one another name`,
        );
      run('INSERT INTO releases (name, by, at, why) VALUES (?, ?, ?, ?)', name, by, instant(at), why);
    },
    redecide: async (before, after, claims) => redecide(connection, before, after, claims),

    corroborate: async (stories, found) => corroborate(connection, stories, found),

    catchUp: async (decisions, limit) => catchUp(connection, decisions, limit),
  };
}

/** @throws StoreError `store/unknown`. */
export function numberOf({ row }: Connection, report: string): number {
  const found = row<{ n: number }>("SELECT n FROM reports WHERE id = ? AND state <> 'purged'", report);
  if (!found) throw new StoreError('store/unknown', `${report} is no report of this book, or was purged`);
  return found.n;
}

/** @throws StoreError `store/id-reused`. */
export function append({ row, run }: Connection, decision: Decision): void {
  const { id, kind, subject, report, body, by, why, undoes } = decision;
  const at = instant(decision.at);
  const known = row<Decision>(
    `SELECT decisions.id, kind, subject, reports.id AS report, body, by, at, why, undoes
      FROM decisions LEFT JOIN reports ON reports.n = report WHERE decisions.id = ?`,
    id,
  );
  if (known) {
    if (isDeepStrictEqual({ ...known }, { ...decision, at })) return;
    throw new StoreError(
      'store/id-reused',
      `${id} is another decision in the book; give this one an id of its own`,
    );
  }
  run(
    `INSERT INTO decisions (id, kind, subject, report, body, by, at, why, undoes)
      VALUES (?, ?, ?, (SELECT n FROM reports WHERE id = ?), ?, ?, ?, ?, ?)`,
    id,
    kind,
    subject,
    report,
    body,
    by,
    at,
    why,
    undoes,
  );
}

function mend(connection: Connection, n: number, mended: Mendable): Mendable {
  const { row, run } = connection;
  const before = row<Required<Mendable> & { readonly learned: string; readonly day: string }>(
    'SELECT title, publisher, url, published, learned, day FROM reports WHERE n = ?',
    n,
  );
  if (!before) return {};
  const { title, publisher, url, published } = { ...before, ...mended };
  const { day, moment } = placeInTime(published, before.learned);
  unindex(run, n);
  run(
    'UPDATE reports SET title = ?, publisher = ?, url = ?, published = ?, day = ?, moment = ? WHERE n = ?',
    title,
    publisher,
    url,
    published,
    day,
    moment,
    n,
  );
  index(run, n);
  run(
    `UPDATE features SET day = ?1 WHERE (feature, day, report) IN
      (SELECT value, ?2, report FROM report_features, json_each(features) WHERE report = ?3)`,
    day,
    before.day,
    n,
  );
  dropOutline(connection, n);
  fallBehind(connection, n);
  const { learned: _, day: __, ...former } = before;
  return Object.fromEntries(Object.entries(former).filter(([field]) => field in mended));
}

/** What is kept of entries has to be brought up with this report. */
function fallBehind({ run }: Connection, report: number): void {
  run("INSERT OR IGNORE INTO behind (what, n) VALUES ('report', ?)", report);
}
