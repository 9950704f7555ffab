import { FIRMNESS, type Firmness } from '../../document/vocabulary.ts';
import { toldClaims } from '../comparison/told.ts';
import { toldStory } from '../comparison/told-story.ts';
import { statement, wordsOf } from '../comparison/undertakings.ts';
import { voicesOf } from '../comparison/voices.ts';
import type { ReadReport } from '../record.ts';
import { compare } from '../scene.ts';
import { type ClaimRow, eventDay, quadOf } from './rows.ts';
import { type Column, dayOf, several, type Table } from './table.ts';

/** One event: what reports of a story tell of one actor's act towards one target, however many of them do. */
export interface EventRow {
  readonly story: string;
  readonly actor: string | null;
  /** Null where nobody is named. */
  readonly target: string | null;
  readonly claims: readonly ClaimRow[];
  /** Independent ones: copies, and reports on the word of one source, are one. */
  readonly voices: number;
}

/** @param claims of the reports of one story; what has no story is one of its own */
export function eventsOf(story: string, claims: readonly ClaimRow[]): readonly EventRow[] {
  const keyed = claims.flatMap((row) =>
    orNull(row.claim.actors).flatMap((actor) =>
      orNull(row.claim.targets.length > 0 ? row.claim.targets : row.claim.beneficiary).map((target) => ({
        key: JSON.stringify([actor, row.claim.act, row.claim.negated, row.code.plover, target]),
        actor,
        target,
        row,
      })),
    ),
  );
  const groups = [...Map.groupBy(keyed, ({ key }) => key)].sort(([a], [b]) => compare(a, b));
  const voices = voicesIn(claims);
  return groups.flatMap(([, members]) => {
    const [first] = members;
    if (first === undefined) return [];
    const own = members.map(({ row }) => row);
    return [{ story, actor: first.actor, target: first.target, claims: own, voices: voices(own) }];
  });
}

const orNull = (ids: readonly string[]): readonly (string | null)[] => (ids.length > 0 ? ids : [null]);

/** How many voices stand behind claims of a story. Only where several reports tell of it the texts have to be compared. */
function voicesIn(claims: readonly ClaimRow[]): (of: readonly ClaimRow[]) => number {
  const byReport = Map.groupBy(claims, ({ claim }) => claim.report);
  if (byReport.size < 2) return () => 1;
  const read = [...byReport.values()].flatMap((rows): ReadReport[] =>
    rows
      .slice(0, 1)
      .map(({ in: { report } }) => ({ report, parties: [], claims: rows.map(({ claim }) => claim) })),
  );
  const { reports, sizes, copies } = toldStory(read);
  const told = new Map(
    reports.flatMap((report) => toldClaims(report, sizes).map((one) => [one.claim.id, one] as const)),
  );
  return (of) =>
    voicesOf(
      of.flatMap(({ claim }) => {
        const one = told.get(claim.id);
        return one ? [statement(one, claim.act, wordsOf(one))] : [];
      }),
      copies,
    ).length;
}

const firmest = (rows: readonly ClaimRow[], which: 'firmest' | 'weakest'): Firmness | null => {
  const ranks = rows.flatMap(({ claim }) =>
    claim.firmness === null ? [] : [FIRMNESS.indexOf(claim.firmness)],
  );
  return ranks.length === 0
    ? null
    : (FIRMNESS[which === 'firmest' ? Math.max(...ranks) : Math.min(...ranks)] ?? null);
};

/** The earliest day of the event that the texts name, none after it was first told of; else that of the earliest report. */
const dayIn = (rows: readonly ClaimRow[]): ReturnType<typeof eventDay> => {
  const [told] = reportDays(rows);
  const days = rows
    .map(({ claim, in: { report } }) => eventDay(claim, report))
    .filter(({ day }) => day !== null);
  const said = days.filter(({ from, day }) => from === 'text' && (told === undefined || (day ?? '') <= told));
  return (
    (said.length > 0 ? said : days).toSorted((a, b) => compare(a.day ?? '', b.day ?? ''))[0] ?? {
      day: null,
      from: null,
    }
  );
};

const reportDays = (rows: readonly ClaimRow[]): readonly string[] =>
  rows.flatMap(({ in: { report } }) => dayOf(report.published) ?? []).sort(compare);

const uniqueOf = (rows: readonly ClaimRow[], of: (row: ClaimRow) => readonly (string | null)[]): string =>
  several([...new Set(rows.flatMap(of).filter((value) => value !== null))].sort(compare));

type Of = Column<EventRow>['of'];
const text = (name: string, title: string, description: string, of: Of): Column<EventRow> => ({
  name,
  type: 'string',
  title,
  description,
  of,
});
const count = (name: string, title: string, description: string, of: Of): Column<EventRow> => ({
  name,
  type: 'integer',
  title,
  description,
  of,
  required: true,
});

const first = ({ claims }: EventRow): ClaimRow | undefined => claims[0];
const nameOf = (row: EventRow, id: string | null): string | null =>
  id === null ? null : (first(row)?.name(id) ?? id);

/** As PLOVER has events: one row a story, actor, act and target. */
export const EVENTS: Table<EventRow> = {
  name: 'events',
  title: 'Events',
  description: 'One row an event: a story, an actor, an act with its PLOVER event type, a target.',
  primaryKey: ['event'],
  foreignKeys: [],
  columns: [
    {
      ...text('event', 'Event', 'id: story, actor, act, event type and target', (r) => eventId(r)),
      required: true,
    },
    text('story', 'Story', 'id of the story, or of the report that is of none', (r) => r.story),
    {
      ...text(
        'event_date',
        'Event date',
        'the day that a report names for it, unless it lies after the earliest report, else that of this one',
        (r) => dayIn(r.claims).day,
      ),
      type: 'date',
    },
    {
      ...text(
        'event_date_from',
        'Event date from',
        'text: a report names the day; report: it is that of the report',
        (r) => dayIn(r.claims).from,
      ),
      oneOf: ['text', 'report'],
    },
    {
      ...text(
        'first_report',
        'First report',
        'day of the earliest report',
        (r) => reportDays(r.claims)[0] ?? null,
      ),
      type: 'date',
    },
    {
      ...text(
        'last_report',
        'Last report',
        'day of the latest report',
        (r) => reportDays(r.claims).at(-1) ?? null,
      ),
      type: 'date',
    },
    text('actor', 'Actor', 'id of a party; empty where nobody is named', (r) => r.actor),
    text('actor_name', 'Actor, name', 'the same by name', (r) => nameOf(r, r.actor)),
    text(
      'target',
      'Target',
      'whom the act is directed at, else for whom it is; empty where nobody is named',
      (r) => r.target,
    ),
    text('target_name', 'Target, name', 'the same by name', (r) => nameOf(r, r.target)),
    text('act', 'Act', 'which stand it is; see Acts', (r) => first(r)?.claim.act ?? null),
    {
      ...text('negated', 'Negated', 'whether the act is negated', (r) => first(r)?.claim.negated ?? null),
      type: 'boolean',
    },
    text('plover', 'PLOVER', 'event type; empty where none fits', (r) => first(r)?.code.plover ?? null),
    text('cameo', 'CAMEO', 'root codes of two digits, each once', (r) =>
      uniqueOf(r.claims, ({ code }) => [code.cameo]),
    ),
    {
      ...text(
        'quad',
        'Quad class',
        '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict',
        (r) => quadOf(first(r)?.code.plover ?? null),
      ),
      type: 'integer',
    },
    text('firmness', 'Firmness', 'the firmest that a report tells', (r) => firmest(r.claims, 'firmest')),
    text('firmness_least', 'Firmness, least', 'the weakest that a report tells', (r) =>
      firmest(r.claims, 'weakest'),
    ),
    text('factuality', 'Factuality', 'FactBank values, each once', (r) =>
      uniqueOf(r.claims, ({ claim }) => [claim.factuality]),
    ),
    text('measures', 'Measures', 'each once', (r) => uniqueOf(r.claims, ({ claim }) => claim.measures)),
    count(
      'reports',
      'Reports',
      'that tell of it',
      (r) => new Set(r.claims.map(({ claim }) => claim.report)).size,
    ),
    count(
      'voices',
      'Voices',
      'independent ones: copies, and reports on the word of one source, count once',
      (r) => r.voices,
    ),
    text('sources', 'Sources', 'parties on whose word it is told', (r) =>
      uniqueOf(r.claims, ({ claim }) => claim.sources),
    ),
    text('publishers', 'Publishers', 'each once', (r) =>
      uniqueOf(r.claims, (row) => [row.in.report.publisher]),
    ),
    text('markings', 'Markings', 'of its reports', (r) => uniqueOf(r.claims, (row) => [row.in.marking])),
    text('claims', 'Claims', 'ids, by which pledgebook show and the other tables lead to the words', (r) =>
      several(r.claims.map(({ claim }) => claim.id)),
    ),
  ],
};

const eventId = (row: EventRow): string => {
  const one = first(row);
  const act = one ? `${one.claim.negated ? 'not-' : ''}${one.claim.act}` : '';
  return [row.story, row.actor ?? '-', act, one?.code.plover ?? '-', row.target ?? '-']
    .map((part) => part.replaceAll('/', '%2F'))
    .join('/');
};
