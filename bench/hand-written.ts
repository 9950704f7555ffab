import { statSync } from 'node:fs';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import type { BookClaim } from '../src/book/record.ts';
import { related } from '../src/book/taxonomy.ts';
import { FIRMNESS, type Firmness } from '../src/document/vocabulary.ts';
import { SETTINGS } from '../src/store/sqlite/connection.ts';

interface ClaimRow {
  readonly n: number;
  readonly id: string;
  readonly report: number;
  readonly claim: string;
}

interface Head {
  readonly n: number;
  readonly id: string;
  readonly actor: string;
  readonly measure: string;
  readonly beneficiary: string | null;
  readonly place: string;
}

/** What is asked of `short_claims`, as it stands there. */
const SHORT = `s.claim, s.entry, s.moment, s.id, s.report, s.told, s.matter, s.sources, s.conditions, s.state, s.versions,
  s.publisher, s.predicate, s.firmness, s.day, s.sentence, s.sentence_end, s.evidence, s.evidence_end`;
/** Of what stands against entries: who says it, and where. */
const OPPOSED = `s.claim, s.entry, s.moment, s.id, s.report, '', s.matter, '[]', '[]', s.predicate`;
const OPPOSED_ON = `s.claim, s.entry, s.moment, s.id, s.report, s.told, s.matter, '[]', '[]', s.state, s.versions, s.predicate`;
type ShortRow = [
  n: number,
  entry: number,
  moment: number,
  id: string,
  report: string,
  told: string,
  matter: number,
  sources: string,
  conditions: string,
  ...SQLOutputValue[],
];

interface Matter
  extends Pick<BookClaim, 'act' | 'negated' | 'actors' | 'targets' | 'measures' | 'beneficiary'> {
  readonly spoken: readonly string[];
}

/** A claim with what is parsed of its row. */
interface Short extends Pick<ClaimRow, 'n' | 'id'> {
  readonly entry: number;
  readonly report: string;
  readonly told: string;
  readonly matter: number;
  readonly what: Matter;
  readonly from: readonly string[];
  readonly hangsOn: readonly { readonly trigger: unknown }[];
  readonly row: ShortRow;
}

const parsedClaim = ({ claim }: ClaimRow): BookClaim => JSON.parse(claim);
const BINDING: ReadonlySet<string> = new Set(['commit', 'agree', 'perform']);

const CLAIM = 'c.n, c.id, c.report, c.state, c.claim';

/** Whether it is directed at nobody in particular, or at one of the entry. */
const AT_IT = `(o.aimed IS NULL OR EXISTS (SELECT 1 FROM matters AS t CROSS JOIN json_each(t.matter, '$.targets') AS whom
  WHERE t.n = o.aimed AND whom.value IN (e.actor, e.beneficiary)))`;

/** Answers as someone writes them who knows the tables: the rows, with their JSON parsed. */
export function handWritten(path: string) {
  const database = new DatabaseSync(path, { readOnly: true });
  database.exec(SETTINGS);
  const compiled = new Map<string, StatementSync>();
  const rows = <T>(sql: string, ...values: readonly SQLInputValue[]): readonly T[] => {
    const statement = compiled.get(sql) ?? database.prepare(sql);
    compiled.set(sql, statement);
    return statement.all(...values) as T[];
  };
  const tuples = (sql: string, ...values: readonly SQLInputValue[]): readonly ShortRow[] => {
    const statement = compiled.get(sql) ?? database.prepare(sql);
    statement.setReturnArrays(true);
    compiled.set(sql, statement);
    return (statement.all(...values) as unknown as ShortRow[]).sort((a, b) => a[2] - b[2] || a[0] - b[0]);
  };
  const list = (values: readonly unknown[]): string => JSON.stringify(values);
  const count = (table: string): number =>
    rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)[0]?.n ?? 0;

  const measures = rows<{ measure: string }>('SELECT DISTINCT measure FROM entries').map(
    ({ measure }) => measure,
  );

  const named = (parties: Iterable<string>): void => {
    rows(
      'SELECT * FROM parties WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id',
      list([...new Set(parties)]),
    );
  };

  const texts = (column: 'n' | 'id', values: Iterable<number | string>): void => {
    rows(
      `SELECT id, title, publisher, byline, url, published, learned, language, sentences, text FROM reports
        WHERE ${column} IN (SELECT value FROM json_each(?)) ORDER BY moment, n`,
      list([...new Set(values)]),
    );
  };

  /** Reports with their texts, and whom the claims name. */
  const leads = (claims: readonly ClaimRow[], parsed: readonly BookClaim[]): void => {
    texts(
      'n',
      claims.map(({ report }) => report),
    );
    named(parsed.flatMap((c) => [...c.actors, ...c.targets, ...c.beneficiary, ...c.sources]));
  };

  const numbered = (numbers: Iterable<number>): readonly ClaimRow[] =>
    rows(
      `SELECT ${CLAIM} FROM claims AS c JOIN reports AS r ON r.n = c.report WHERE c.n IN (SELECT value FROM json_each(?))
        ORDER BY r.moment, r.n, c.n`,
      list([...numbers]),
    );

  /** Whom an opponent of these entries has to name, of which measure and in which role. */
  const opposing = (entries: readonly Head[], own: readonly Short[]): readonly (readonly string[])[] => {
    const names = new Map<string, Map<string, Set<string>>>();
    const measureOf = new Map(entries.map(({ n, measure }) => [n, measure]));
    const seen = new Set<string>();
    for (const { entry, matter, what } of own) {
      const { act, negated, actors, targets, beneficiary, spoken } = what;
      const measure = measureOf.get(entry);
      if (!BINDING.has(act) || negated || measure === undefined || seen.has(`${measure} ${matter}`)) continue;
      seen.add(`${measure} ${matter}`);
      const roles = names.get(measure) ?? new Map<string, Set<string>>();
      names.set(measure, roles);
      const put = (role: string, keys: readonly string[]): void => {
        const known = roles.get(role) ?? new Set<string>();
        roles.set(role, known);
        for (const key of keys) known.add(`${role} ${key}`);
      };
      put('for', beneficiary.length > 0 ? beneficiary : spoken);
      put('spoken', beneficiary);
      put('sole actor', targets);
      put('sole target', actors);
      if (beneficiary.length > 0) continue;
      put('actor', targets);
      put('target', actors);
    }
    return [...names].flatMap(([own, roles]) =>
      measures
        .filter((id) => related(id, own))
        .flatMap((id) => [...roles.values()].flatMap((keys) => [...keys].map((key) => [id, key]))),
    );
  };

  /** Rows with what is parsed of them, each once where many are alike. */
  const parsing = () => {
    const known = new Map<string, unknown>();
    const parsed = <T>(json: string): T => {
      const before = known.get(json) ?? JSON.parse(json);
      known.set(json, before);
      return before as T;
    };
    const matters = new Map<number, Matter>();
    return (found: readonly ShortRow[]): readonly Short[] => {
      const wanted = list([...new Set(found.map((row) => row[6]))].filter((n) => !matters.has(n)));
      for (const { n, matter } of rows<{ n: number; matter: string }>(
        'SELECT * FROM matters WHERE n IN (SELECT value FROM json_each(?))',
        wanted,
      ))
        matters.set(n, JSON.parse(matter));
      return found.flatMap((row) => {
        const [n, entry, , id, report, told, matter, sources, conditions] = row;
        const what = matters.get(matter);
        if (what === undefined) return [];
        const [from, hangsOn] = [parsed<Short['from']>(sources), parsed<Short['hangsOn']>(conditions)];
        return [{ n, entry, id, report, told, matter, what, from, hangsOn, row }];
      });
    };
  };

  /** Claims of entries in short; and where something is undertaken, those that may stand against it; of what was told by the day. */
  const short = (entries: readonly Head[], day?: string) => {
    const parse = parsing();
    const when = day === undefined ? 's.current' : 'substr(s.told, 1, 10) <= ?2';
    const until = day === undefined ? [] : [day];
    const claims = parse(
      tuples(
        `SELECT ${SHORT} FROM json_each(?1) AS wanted CROSS JOIN short_claims AS s ON s.entry = wanted.value
          WHERE s.state <> 'rejected' AND ${when}`,
        list(entries.map(({ n }) => n)),
        ...until,
      ),
    );
    const against = parse(
      tuples(
        `SELECT ${day === undefined ? OPPOSED : OPPOSED_ON} FROM (SELECT DISTINCT o.matter FROM json_each(?1) AS w CROSS JOIN matter_keys AS o
            ON o.side = 'opposing' AND o.measure = w.value ->> 0 AND o.named = w.value ->> 1) AS o
          CROSS JOIN short_claims AS s ON s.matter = o.matter AND s.entry = (SELECT min(entry) FROM short_claims WHERE matter = o.matter)
          WHERE s.state <> 'rejected' AND ${when}`,
        list(opposing(entries, claims)),
        ...until,
      ),
    );
    return { claims, against };
  };

  const namedIn = (claims: readonly Short[]): readonly string[] =>
    claims.flatMap(({ what, from }) => [...what.actors, ...what.targets, ...what.beneficiary, ...from]);

  /** Rows of a list: the reports are those of the claims that say how the entries stand. */
  const listed = (entries: readonly Head[]): readonly Short[] => {
    const { claims, against } = short(entries);
    const all = [...claims, ...against];
    const telling = new Set(entries.map(({ place }) => place.split('\n').at(-1)));
    texts(
      'id',
      claims.flatMap(({ id, report, hangsOn }) =>
        telling.has(id) || hangsOn.some(({ trigger }) => trigger === null) ? [report] : [],
      ),
    );
    named(namedIn(all));
    rows('SELECT * FROM grades');
    return all;
  };

  return {
    counts: () => ({
      reports: count('counted_reports'),
      claims: count('claims'),
      entries: count('entries'),
      bytes: statSync(path).size,
    }),

    /** What the questions are asked of, from all over the book. */
    actors: rows<{ actor: string }>(
      "SELECT DISTINCT substr(actor, 7) AS actor FROM entries WHERE actor GLOB 'state:*' ORDER BY substr(id, 9), actor LIMIT 20",
    ).map(({ actor }) => actor),
    entries: rows<{ id: string }>(
      'SELECT id FROM entries WHERE claims > 0 AND n % (SELECT max(n) / 12 FROM entries) = 1 LIMIT 12',
    ).map(({ id }) => id),
    days: Array.from({ length: 5 }, (_, i) => [`202${i}-03-1${i}`, `202${i}-03-1${i + 1}`] as const),
    words: [
      'ceasefire',
      'troops',
      '"security guarantees"',
      'Germany parliament',
      'Chad missiles',
      'sanctions oil',
    ],

    list: (actor: string, family: string, from: Firmness): readonly Short[] => {
      const heads = rows<Head>(
        `SELECT * FROM entries WHERE claims > 0 AND actor = ? AND (measure = ? OR measure GLOB ?) AND direction = 'for'
          AND firmness >= ? ORDER BY actor, id`,
        `state:${actor}`,
        family,
        `${family}.*`,
        FIRMNESS.indexOf(from),
      );
      return listed(heads);
    },

    latest: (limit: number): readonly Short[] => {
      const heads = rows<Head>(
        'SELECT * FROM entries WHERE claims > 0 ORDER BY moment DESC, id LIMIT ?',
        limit,
      );
      rows('SELECT count(*) FROM entries WHERE claims > 0');
      return listed(heads);
    },

    /** @param standing what of it stands against the entry, which is not found out here */
    show: (id: string, standing: ReadonlySet<string>): readonly ClaimRow[] => {
      const { claims: own, against } = short(rows<Head>('SELECT * FROM entries WHERE id = ?', id));
      const claims = numbered([...own, ...against.filter((one) => standing.has(one.id))].map(({ n }) => n));
      leads(claims, claims.map(parsedClaim));
      const [numbers, reports] = [list(claims.map(({ n }) => n)), list(claims.map(({ report }) => report))];
      rows('SELECT * FROM corroborations WHERE claim IN (SELECT value FROM json_each(?))', numbers);
      // Whether that is still true, and of whose entries other reports tell: both are shown with each claim.
      rows(
        `SELECT id FROM stories INDEXED BY stories_compared WHERE compared AND id IN (SELECT story FROM story_reports
          WHERE ended IS NULL AND report IN (SELECT value FROM json_each(?)))`,
        reports,
      );
      rows(
        `SELECT entry FROM entry_claims AS k CROSS JOIN claims AS c ON c.n = k.claim WHERE counts AND act <> 'expect' AND entry IN
          (SELECT entry FROM entry_claims WHERE counts AND claim IN (SELECT value FROM json_each(?)))
          GROUP BY entry HAVING min(report) <> max(report)`,
        numbers,
      );
      rows('SELECT * FROM decisions WHERE report IN (SELECT value FROM json_each(?)) ORDER BY n', reports);
      rows('SELECT * FROM grades');
      return claims;
    },

    matrix: (): number => {
      const cells = rows<{ entries: string }>(
        `SELECT actor, measure, conditional, min(CASE direction WHEN 'for' THEN coalesce(6 - firmness, 7) WHEN 'open' THEN 8
            WHEN 'against' THEN 9 ELSE 11 - averse END) AS standing, json_group_array(id) AS entries
          FROM (SELECT * FROM entries WHERE claims > 0 ORDER BY actor, id) GROUP BY actor, measure`,
      );
      for (const { entries } of cells) JSON.parse(entries);
      return cells.length;
    },

    /**
     * Ids of all entries that may have changed, and of what came. @param standing claims that stand against what came, which are not
     * found out here
     */
    diff: (from: string, to: string, standing: ReadonlySet<string>) => {
      const heads = rows<Head>(
        `WITH came AS MATERIALIZED (SELECT claims.n FROM reports CROSS JOIN claims ON report = reports.n
            WHERE day > ?1 AND day <= ?2 AND moment >= ?1 AND moment <= ?2 || '~'),
          said AS MATERIALIZED (SELECT DISTINCT s.matter FROM came CROSS JOIN short_claims AS s ON s.claim = came.n),
          aimed AS MATERIALIZED (SELECT t.n FROM said CROSS JOIN matters AS t ON t.n = said.matter
            CROSS JOIN json_each(t.matter, '$.targets') AS whom CROSS JOIN parties AS p ON p.id = whom.value
            GROUP BY t.n HAVING sum(p.kind IN ('group', 'unknown')) = 0),
          opposing AS MATERIALIZED (SELECT DISTINCT role.value AS role, substr(o.named, length(role.value) + 2) AS key,
              near.value ->> 1 AS measure, iif(o.matter IN (SELECT n FROM aimed), o.matter, NULL) AS aimed
            FROM said CROSS JOIN matter_keys AS o ON o.matter = said.matter AND o.side = 'opposing'
            CROSS JOIN json_each('["for", "spoken", "sole actor"]') AS role ON o.named GLOB role.value || ' *'
            CROSS JOIN json_each(?3) AS near ON near.value ->> 0 = o.measure)
          SELECT * FROM entries WHERE n IN (SELECT entry FROM came CROSS JOIN entry_claims AS k ON k.claim = came.n
            UNION SELECT e.n FROM opposing AS o CROSS JOIN entries AS e ON e.beneficiary = o.key AND e.measure = o.measure
              WHERE o.role <> 'sole actor' AND e.direction IS NOT NULL AND ${AT_IT}
            UNION SELECT e.n FROM opposing AS o CROSS JOIN entry_keys AS k ON k.role = 'target' AND k.key = o.key
              CROSS JOIN entries AS e ON e.n = k.entry AND e.measure = o.measure
              WHERE o.role = 'sole actor' AND e.direction IS NOT NULL AND ${AT_IT})`,
        from,
        to,
        list(measures.flatMap((a) => measures.filter((b) => related(a, b)).map((b) => [a, b]))),
      );
      const { claims, against } = short(heads, to);
      const news = numbered(
        [...claims, ...against].flatMap(({ n, id, told }) => (told > from || standing.has(id) ? [n] : [])),
      );
      leads(news, news.map(parsedClaim));
      return { entries: heads.map(({ id }) => id), claims: news.map(({ id }) => id) };
    },

    search: (words: string): number => {
      const found = rows<{ n: number }>(
        `SELECT r.n, r.id, r.title, r.publisher, r.published, highlight(report_search, 0, '[', ']'),
            highlight(report_search, 1, '[', ']'), snippet(report_search, 1, '[', ']', '…', 32)
          FROM report_search JOIN reports AS r ON r.n = report_search.rowid
          WHERE report_search MATCH ? AND report_search.rank MATCH 'bm25(4.0, 1.0, 1.0)' AND r.state = 'present'
          ORDER BY report_search.rank LIMIT 20`,
        words,
      );
      const claims = rows<ClaimRow>(
        `SELECT ${CLAIM} FROM claims AS c WHERE report IN (SELECT value FROM json_each(?)) AND replaced IS NULL`,
        list(found.map(({ n }) => n)),
      );
      leads(claims, claims.map(parsedClaim));
      return found.length;
    },

    close: () => database.close(),
  };
}
