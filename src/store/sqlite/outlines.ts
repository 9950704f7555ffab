import { isDeepStrictEqual } from 'node:util';
import type { StoryCandidate } from '../../book/stories/choose.ts';
import type { ReportFeatures } from '../../book/stories/features.ts';
import type { Connection } from './connection.ts';

/**
 * An outline of so many reports is made anew from half of them, those that came last: the length of a story must not count. Of
 * 2,000 Reuters stories of 1987, added by date, as many come together as with outlines of all reports.
 */
const MEMBERS = 16;

/** What a story's reports have in common. */
interface Outline {
  readonly reports: number;
  readonly from: string | null;
  readonly to: string | null;
  /** How many of them have each feature. */
  readonly features: Map<string, number>;
}

/** As its column has it: keys and counts apart, which are printed and parsed in half the time of an object. */
interface Printed extends Omit<Outline, 'features'> {
  readonly features: readonly [keys: readonly string[], counts: readonly number[]];
}

const printed = ({ features, ...outline }: Outline): string =>
  JSON.stringify({
    ...outline,
    features: [[...features.keys()], [...features.values()]],
  } satisfies Printed);

function fromPrinted(json: string): Outline {
  const { features, ...outline }: Printed = JSON.parse(json);
  const [keys, counts] = features;
  return { ...outline, features: new Map(keys.map((key, i) => [key, counts[i] ?? 0])) };
}

/** As far as they have these features. In order of what is given. */
export function outlines(
  connection: Connection,
  stories: readonly string[],
  features: readonly string[],
): readonly StoryCandidate[] {
  if (stories.length === 0) return [];
  const known = new Map(
    connection.tuples<[id: string, outline: string | null]>(
      'SELECT stories.id, outline FROM json_each(?) AS wanted CROSS JOIN stories ON stories.id = wanted.value',
      JSON.stringify(stories),
    ),
  );
  return stories.map((id) => candidate(id, kept(connection, id, known.get(id)), features));
}

/** The same of the stories that these reports are in, by their numbers; in order of the reports, each once. */
export function outlinesAround(
  connection: Connection,
  reports: readonly number[],
  features: readonly string[],
): readonly StoryCandidate[] {
  if (reports.length === 0) return [];
  return connection
    .tuples<[first: number, id: string, outline: string | null]>(
      `SELECT first, story, outline FROM (SELECT min(wanted.key) AS first, story FROM json_each(?) AS wanted
          CROSS JOIN story_reports ON report = wanted.value AND ended IS NULL
          CROSS JOIN reports ON reports.n = report AND state = 'present' GROUP BY story)
        CROSS JOIN stories ON stories.id = story`,
      JSON.stringify(reports),
    )
    .toSorted(([a], [b]) => a - b)
    .map(([, id, outline]) => candidate(id, kept(connection, id, outline), features));
}

const kept = (connection: Connection, story: string, json: string | null | undefined): Outline =>
  json ? parsed(connection, story, json) : outlineOf(connection, story);

/** As they were when the day ended. No such outline is kept: only a report that comes after later ones needs it. */
export const outlinesOn = (
  connection: Connection,
  day: string,
  stories: readonly string[],
  features: readonly string[],
): readonly StoryCandidate[] =>
  stories.map((id) =>
    candidate(id, joined(membersOf(connection, id, 'r.moment DESC, r.n DESC', MEMBERS, day)), features),
  );

function candidate(id: string, outline: Outline, features: readonly string[]): StoryCandidate {
  const keys = new Map<string, number>();
  for (const feature of features) {
    const count = outline.features.get(feature);
    if (count !== undefined) keys.set(feature, count);
  }
  return { id, from: outline.from, to: outline.to, reports: outline.reports, keys };
}

/** Of a story that this report founds; as JSON. `day` is null where it has no date. */
export const firstOutline = (features: Member): string => printed(joined([features]));

/** After a new report came into the story, which had this outline, as JSON. */
export function keepOutline(
  connection: Connection,
  story: string,
  json: string | null,
  features: Member,
): void {
  const before = json === null ? null : parsed(connection, story, json);
  parsedOf.get(connection)?.delete(story);
  // What was before is asked for no more: some hundred counts are not copied for each report that comes.
  const outline =
    before === null || before.reports >= MEMBERS ? outlineOf(connection, story) : grown(before, [features]);
  const after = printed(outline);
  connection.run('UPDATE stories SET outline = ?, reports = NULL WHERE id = ?', after, story);
  remember(connection, story, { json: after, outline });
}

type Member = Pick<ReportFeatures, 'day' | 'keys'>;

interface Parsed {
  readonly json: string;
  readonly outline: Outline;
}

/** Outlines that a connection keeps parsed: reports of one event come one after the other. */
const PARSED = 1024;
const parsedOf = new WeakMap<Connection, Map<string, Parsed>>();

/** Of equal JSON what was parsed before: whoever changed the book meanwhile wrote another one. */
function parsed(connection: Connection, story: string, json: string): Outline {
  const known = parsedOf.get(connection)?.get(story);
  if (known?.json === json) return known.outline;
  const outline = fromPrinted(json);
  remember(connection, story, { json, outline });
  return outline;
}

function remember(connection: Connection, story: string, outline: Parsed): void {
  const all = parsedOf.get(connection) ?? new Map<string, Parsed>();
  if (all.size >= PARSED) all.clear();
  parsedOf.set(connection, all.set(story, outline));
}

/**
 * After anything else of one of its reports changed: it is made anew when it is asked for. Of the versions of a report one counts,
 * each of which may stand in another story.
 */
export function dropOutline({ run }: Connection, report: number): void {
  run(
    `UPDATE stories SET outline = NULL, reports = NULL WHERE id IN (SELECT story FROM reports AS changed JOIN reports AS version USING (first)
      CROSS JOIN story_reports AS placed ON placed.report = version.n AND ended IS NULL WHERE changed.n = ?)`,
    report,
  );
}

const outlineOf = (connection: Connection, story: string): Outline =>
  joined(membersOf(connection, story, 'placed.report DESC', MEMBERS / 2));

/** Stories of which the outline that is kept is not that of as many of its reports. */
export const wrongOutlines = (connection: Connection): readonly string[] =>
  connection
    .rows<{ id: string; outline: string }>('SELECT id, outline FROM stories WHERE outline IS NOT NULL')
    .filter(({ id, outline }) => {
      const kept = fromPrinted(outline);
      const members = membersOf(connection, id, 'placed.report DESC', kept.reports);
      return !isDeepStrictEqual(kept, joined(members));
    })
    .map(({ id }) => id);

/** What its first reports are looked for by, in order of their days. */
export const featured = (connection: Connection, story: string, limit: number): readonly ReportFeatures[] =>
  membersOf(connection, story, 'r.moment, r.n', limit);

/** Of the versions of a report the one that is current, as of that day. */
function membersOf(
  { rows }: Connection,
  story: string,
  order: 'placed.report DESC' | 'r.moment DESC, r.n DESC' | 'r.moment, r.n',
  limit: number,
  asOf = '9999-12-31',
): readonly ReportFeatures[] {
  return rows<{ id: string; day: string | null; features: string }>(
    `SELECT r.id, CASE WHEN published IS NULL THEN NULL ELSE day END AS day, features
      FROM story_reports AS placed JOIN reports AS r ON r.n = placed.report JOIN report_features AS f ON f.report = placed.report
      WHERE story = ?1 AND ended IS NULL AND r.state = 'present' AND r.day <= ?2 AND NOT EXISTS (SELECT 1
        FROM reports AS later WHERE later.first = r.first AND later.version > r.version AND later.state = 'present'
          AND later.day <= ?2)
      ORDER BY ${order} LIMIT ?3`,
    story,
    asOf,
    limit,
  ).map(({ id, day, features }) => ({ report: id, day, keys: JSON.parse(features) }));
}

const joined = (members: readonly Member[]): Outline =>
  grown({ reports: 0, from: null, to: null, features: new Map() }, members);

/** With these reports more. They are counted in the same map. */
function grown({ reports, features, ...days }: Outline, members: readonly Member[]): Outline {
  let { from, to } = days;
  for (const { day, keys } of members) {
    for (const feature of new Set(keys)) features.set(feature, (features.get(feature) ?? 0) + 1);
    if (day === null) continue;
    if (from === null || day < from) from = day;
    if (to === null || day > to) to = day;
  }
  return { reports: reports + members.length, from, to, features };
}
