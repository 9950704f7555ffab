import type { Quantity } from '../../document/layers.ts';
import { ACTS, CONDITION_KINDS, FACTUALITY, FIRMNESS } from '../../document/vocabulary.ts';
import { slice } from '../../text/span.ts';
import type { Entry } from '../entries.ts';
import type { BookClaim, BookCondition, Party, Report } from '../record.ts';
import { reportOf } from '../scene.ts';
import { type ClaimRow, quadOf, type ReportRow, triggerWords } from './rows.ts';
import { type Column, dayOf, several, type Table } from './table.ts';

const column = <Row>(
  name: string,
  type: Column<Row>['type'],
  title: string,
  description: string,
  of: Column<Row>['of'],
  more: Pick<Column<Row>, 'required' | 'oneOf'> = {},
): Column<Row> => ({ name, type, title, description, of, ...more });

const NEEDED = { required: true } as const;
const WORDS = 'words of the report';

export const REPORTS: Table<ReportRow> = {
  name: 'reports',
  title: 'Reports',
  description: 'Documents with publisher and date that the claims stand in.',
  primaryKey: ['id'],
  foreignKeys: [],
  columns: [
    column('id', 'string', 'Id', 'sha256 of publisher, date and text', (r) => r.report.id, NEEDED),
    column('title', 'string', 'Title', 'as it was published', (r) => r.report.title),
    column('publisher', 'string', 'Publisher', 'who published it', (r) => r.report.publisher),
    column('byline', 'string', 'Byline', 'who wrote it', (r) => r.report.byline),
    column(
      'published',
      'string',
      'Published',
      'ISO date or instant, as precise as it is known',
      (r) => r.report.published,
    ),
    column(
      'published_on',
      'date',
      'Day',
      'the day of it, as its publisher writes it; empty where no day is known',
      (r) => dayOf(r.report.published),
    ),
    column('url', 'string', 'Address', 'canonical where the page says so', (r) => r.report.url),
    column('fetched_url', 'string', 'Fetched', 'where it was fetched', (r) => r.fetchedUrl),
    column('path', 'string', 'File', 'file, or another label under which it was added', (r) => r.path),
    column('learned', 'datetime', 'Learned', 'when the book learned of it', (r) => r.report.learned, NEEDED),
    column('language', 'string', 'Language', 'ISO 639-1', (r) => r.report.language),
    column(
      'reader',
      'string',
      'Reader',
      'version of the reader of its latest reading',
      (r) => r.reader,
      NEEDED,
    ),
    column(
      'version',
      'integer',
      'Version',
      'which version of the report it is, counted from 1',
      (r) => r.version,
      NEEDED,
    ),
    column('story', 'string', 'Story', 'id of the event that it tells of', (r) => r.story),
    column('marking', 'string', 'Marking', 'who may see it', (r) => r.marking),
    column('tags', 'string', 'Tags', 'several are parted by semicolons', (r) => several(r.tags)),
    column(
      'grade',
      'string',
      'Source grade',
      'Admiralty letter of its publisher; F where nobody graded it',
      (r) => r.grade,
      {
        ...NEEDED,
        oneOf: ['A', 'B', 'C', 'D', 'E', 'F'],
      },
    ),
    column('hash', 'string', 'Hash', 'sha256 of the bytes as they came', (r) => r.hash, NEEDED),
    column('claims', 'integer', 'Claims', 'how many of its claims are exported', (r) => r.claims, NEEDED),
  ],
};

const ids = (title: string, name: string, of: (row: ClaimRow) => readonly string[]): Column<ClaimRow>[] => [
  column(name, 'string', title, 'ids of parties; several are parted by semicolons', (r) => several(of(r))),
  column(`${name}_names`, 'string', `${title}, names`, 'the same by name', (r) => several(of(r).map(r.name))),
];

export const CLAIMS: Table<ClaimRow> = {
  name: 'claims',
  title: 'Claims',
  description: 'One actor’s stand on an action as one report tells it.',
  primaryKey: ['id'],
  foreignKeys: [{ fields: 'report', resource: 'reports' }],
  columns: [
    column('id', 'string', 'Id', 'id of its report, # and a name of its own', (r) => r.claim.id, NEEDED),
    column('report', 'string', 'Report', 'id of the report', (r) => r.claim.report, NEEDED),
    column('publisher', 'string', 'Publisher', 'of the report', (r) => r.in.report.publisher),
    column('published_on', 'date', 'Report date', 'day of the report', (r) => dayOf(r.in.report.published)),
    column('act', 'string', 'Act', 'which stand it is', (r) => r.claim.act, { ...NEEDED, oneOf: ACTS }),
    column(
      'negated',
      'boolean',
      'Negated',
      'whether the predicate is negated',
      (r) => r.claim.negated,
      NEEDED,
    ),
    column(
      'firmness',
      'string',
      'Firmness',
      'how far an undertaking has gone, weakest first',
      (r) => r.claim.firmness,
      { oneOf: FIRMNESS },
    ),
    column(
      'factuality',
      'string',
      'Factuality',
      'FactBank value, from the source’s point of view',
      (r) => r.claim.factuality,
      { ...NEEDED, oneOf: FACTUALITY },
    ),
    ...ids('Actors', 'actors', (r) => r.claim.actors),
    ...ids('Targets', 'targets', (r) => r.claim.targets),
    ...ids('Beneficiaries', 'beneficiaries', (r) => r.claim.beneficiary),
    ...ids('Sources', 'sources', (r) => r.claim.sources),
    column(
      'measures',
      'string',
      'Measures',
      'kinds of things undertaken or opposed; several are parted by semicolons',
      (r) => several(r.claim.measures),
    ),
    column(
      'predicate',
      'string',
      'Predicate',
      WORDS,
      (r) => slice(r.in.report.text, r.claim.predicate),
      NEEDED,
    ),
    column('what', 'string', 'What', WORDS, (r) => r.claim.what && slice(r.in.report.text, r.claim.what)),
    column(
      'quote',
      'string',
      'Sentence',
      'the sentence of the report',
      (r) => slice(r.in.report.text, r.claim.sentence),
      NEEDED,
    ),
    column(
      'quote_start',
      'integer',
      'Start',
      'where the sentence begins in the text: UTF-16 code units',
      (r) => r.claim.sentence.start,
      NEEDED,
    ),
    column('quote_end', 'integer', 'End', 'where it ends', (r) => r.claim.sentence.end, NEEDED),
    column(
      'conditions',
      'string',
      'Conditions',
      'words of the report; several are parted by semicolons',
      (r) => several(r.claim.conditions.map((at) => slice(r.in.report.text, at))),
    ),
    column('triggers', 'string', 'Triggers', 'what the conditions hang on, in normal form', (r) =>
      several(r.claim.conditions.flatMap(({ trigger }) => triggerWords(trigger) ?? [])),
    ),
    column(
      'when_from',
      'date',
      'From',
      'first day of the time that it speaks of',
      (r) => r.claim.when?.from ?? null,
    ),
    column('when_to', 'date', 'To', 'last day of it', (r) => r.claim.when?.to ?? null),
    column('where', 'string', 'Places', 'several are parted by semicolons', (r) =>
      several(r.claim.where.map(({ name }) => name)),
    ),
    column('plover', 'string', 'PLOVER', 'event type', (r) => r.code.plover),
    column('cameo', 'string', 'CAMEO', 'root code of two digits', (r) => r.code.cameo),
    column(
      'quad',
      'integer',
      'Quad class',
      '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict',
      (r) => quadOf(r.code.plover),
    ),
    column('state', 'string', 'Review', 'state of review', (r) => r.state, {
      ...NEEDED,
      oneOf: ['unreviewed', 'accepted', 'rejected'],
    }),
    column('by_hand', 'boolean', 'By hand', 'whether a person added it', (r) => r.byHand, NEEDED),
    column(
      'confidence',
      'number',
      'Confidence',
      'how sure the reader is that it is a claim of this act: 0 to 1',
      (r) => r.claim.confidence,
      NEEDED,
    ),
    column('learned', 'datetime', 'Learned', 'when the book learned of it', (r) => r.learned, NEEDED),
    column('story', 'string', 'Story', 'id of the event', (r) => r.in.story),
    column('marking', 'string', 'Marking', 'of its report', (r) => r.in.marking),
  ],
};

/** One of the things that a claim has several of, with its number. */
export interface PartOf<T> {
  readonly of: ClaimRow;
  readonly part: T;
  readonly n: number;
}

const key = <T>(): Column<PartOf<T>>[] => [
  column('claim', 'string', 'Claim', 'id of the claim', (r) => r.of.claim.id, NEEDED),
  column('n', 'integer', 'Number', 'counted from 1 within the claim', (r) => r.n, NEEDED),
];

export const CONDITIONS: Table<PartOf<BookCondition>> = {
  name: 'conditions',
  title: 'Conditions',
  description: 'What claims hang on.',
  primaryKey: ['claim', 'n'],
  foreignKeys: [{ fields: 'claim', resource: 'claims' }],
  columns: [
    ...key<BookCondition>(),
    column('kind', 'string', 'Kind', 'how the claim hangs on it', (r) => r.part.kind, {
      ...NEEDED,
      oneOf: CONDITION_KINDS,
    }),
    column('words', 'string', 'Words', WORDS, (r) => slice(r.of.in.report.text, r.part), NEEDED),
    column('trigger', 'string', 'Trigger', 'in normal form: ceasefire or peace-agreement', (r) =>
      triggerWords(r.part.trigger),
    ),
  ],
};

export const AMOUNTS: Table<PartOf<Quantity>> = {
  name: 'amounts',
  title: 'Amounts',
  description:
    'Money, troops and other numbers in claims, as each report tells them; pledgebook gap says which are one.',
  primaryKey: ['claim', 'n'],
  foreignKeys: [{ fields: 'claim', resource: 'claims' }],
  columns: [
    ...key<Quantity>(),
    column('words', 'string', 'Words', WORDS, (r) => slice(r.of.in.report.text, r.part), NEEDED),
    column('value', 'number', 'Value', 'where one is said', (r) => r.part.value),
    column('low', 'number', 'At least', 'lower bound where one is said', (r) => r.part.low),
    column('high', 'number', 'At most', 'upper bound where one is said', (r) => r.part.high),
    column('about', 'boolean', 'Roughly', 'about, some, nearly', (r) => r.part.about, NEEDED),
    column('unit', 'string', 'Unit', 'ISO 4217 for money, else a singular noun', (r) => r.part.unit, NEEDED),
  ],
};

export const PARTIES: Table<Party> = {
  name: 'parties',
  title: 'Parties',
  description: 'States, organisations, persons and groups that claims name.',
  primaryKey: ['id'],
  foreignKeys: [],
  columns: [
    column('id', 'string', 'Id', 'state:FRA, org:nato, group:26-countries', (r) => r.id, NEEDED),
    column('kind', 'string', 'Kind', 'kind of actor', (r) => r.kind, NEEDED),
    column('name', 'string', 'Name', 'as the book calls it', (r) => r.name, NEEDED),
    column('state', 'string', 'State', 'ISO 3166-1 alpha-3 of the state that it belongs to', (r) => r.state),
    column('size', 'integer', 'Size', 'members of a group with a stated number', (r) => r.size),
    column('aliases', 'string', 'Other names', 'as decided; several are parted by semicolons', (r) =>
      several(r.aliases ?? []),
    ),
  ],
};

/** An entry with what its rows need: of what stands against it, who says so. */
export interface EntryRow {
  readonly entry: Entry<Pick<BookClaim, 'id' | 'actors'>> & {
    readonly confirmed: number;
    readonly grades: readonly string[];
  };
  readonly reports: ReadonlyMap<string, Report>;
  readonly name: (party: string) => string;
  /** Of the reports that tell of it. */
  readonly markings: readonly string[];
}

/** The claim that says how the entry stands now, or stands last. */
export const telling = ({ state, claims }: Pick<Entry, 'state' | 'claims'>) =>
  state?.claim ?? claims.at(-1) ?? null;

const told = (row: EntryRow, which: 'first' | 'last'): string | null => {
  const claim = which === 'first' ? row.entry.claims[0] : row.entry.claims.at(-1);
  return claim ? dayOf(reportOf(claim, row).published) : null;
};

export const ENTRIES: Table<EntryRow> = {
  name: 'entries',
  title: 'Entries',
  description: 'One actor’s stand on one measure towards one beneficiary, as it is now.',
  primaryKey: ['id'],
  foreignKeys: [
    { fields: 'actor', resource: 'parties' },
    { fields: 'beneficiary', resource: 'parties' },
    { fields: 'claim', resource: 'claims' },
  ],
  columns: [
    column('id', 'string', 'Id', 'says actor, measure and beneficiary', (r) => r.entry.id, NEEDED),
    column('actor', 'string', 'Actor', 'id of a party', (r) => r.entry.actor, NEEDED),
    column('actor_name', 'string', 'Actor, name', 'the same by name', (r) => r.name(r.entry.actor), NEEDED),
    column(
      'measure',
      'string',
      'Measure',
      'kind of thing undertaken or opposed',
      (r) => r.entry.measure,
      NEEDED,
    ),
    column('beneficiary', 'string', 'Beneficiary', 'id of a party', (r) => r.entry.beneficiary),
    column(
      'beneficiary_name',
      'string',
      'Beneficiary, name',
      'the same by name',
      (r) => r.entry.beneficiary && r.name(r.entry.beneficiary),
    ),
    column(
      'act',
      'string',
      'Act',
      'of the last undertaking; where nothing is undertaken, of the last stand',
      (r) => telling(r.entry)?.act ?? null,
      { oneOf: ACTS },
    ),
    column('negated', 'boolean', 'Negated', 'of the same claim', (r) => telling(r.entry)?.negated ?? null),
    column(
      'firmness',
      'string',
      'Firmness',
      'of the last undertaking',
      (r) => r.entry.state?.claim.firmness ?? null,
      { oneOf: FIRMNESS },
    ),
    column(
      'direction',
      'string',
      'Direction',
      'whether the actor is bound: for, open, against',
      (r) => r.entry.state?.direction ?? null,
      { oneOf: ['for', 'open', 'against'] },
    ),
    column(
      'step',
      'string',
      'Last step',
      'the last step that changed anything',
      (r) => r.entry.state?.change?.step ?? null,
    ),
    column(
      'conditions',
      'string',
      'Conditions',
      'kinds with triggers in normal form; several are parted by semicolons',
      (r) =>
        several(
          r.entry.conditions.map(({ kind, trigger }) => `${kind} ${triggerWords(trigger) ?? ''}`.trim()),
        ),
    ),
    column('against', 'string', 'Against it', 'parties that reject it or threaten over it', (r) =>
      several([...new Set(r.entry.against.flatMap((c) => c.actors))]),
    ),
    column('sources', 'string', 'Sources', 'parties on whose word it rests', (r) => several(r.entry.sources)),
    column('first_told', 'date', 'First told', 'day of the first report', (r) => told(r, 'first')),
    column('last_told', 'date', 'Last told', 'day of the last report', (r) => told(r, 'last')),
    column(
      'reports',
      'integer',
      'Reports',
      'that tell of it',
      (r) => new Set(r.entry.claims.map((c) => c.report)).size,
      NEEDED,
    ),
    column('claims', 'integer', 'Claims', 'about it', (r) => r.entry.claims.length, NEEDED),
    column(
      'confirmed',
      'integer',
      'Confirmed',
      'claims that a person has accepted',
      (r) => r.entry.confirmed,
      NEEDED,
    ),
    column(
      'grades',
      'string',
      'Source grades',
      'Admiralty letters of its publishers, each once',
      (r) => several(r.entry.grades),
      NEEDED,
    ),
    column('markings', 'string', 'Markings', 'of its reports, each once', (r) => several(r.markings)),
    column(
      'claim',
      'string',
      'Claim',
      'id of the claim that says how it stands',
      (r) => telling(r.entry)?.id ?? null,
    ),
    column('quote', 'string', 'Sentence', 'of that claim', (r) => {
      const claim = telling(r.entry);
      return claim ? slice(reportOf(claim, r).text, claim.sentence) : null;
    }),
    column('url', 'string', 'Address', 'of that claim’s report', (r) => {
      const claim = telling(r.entry);
      return claim ? reportOf(claim, r).url : null;
    }),
  ],
};

export interface EntryClaim {
  readonly entry: string;
  readonly claim: string;
  readonly role: 'history' | 'stand' | 'expected' | 'against';
  readonly step: string | null;
}

export const ENTRY_CLAIMS: Table<EntryClaim> = {
  name: 'entry-claims',
  title: 'Claims of entries',
  description: 'Which claims make an entry, and which stand against it.',
  primaryKey: ['entry', 'claim', 'role'],
  foreignKeys: [
    { fields: 'entry', resource: 'entries' },
    { fields: 'claim', resource: 'claims' },
  ],
  columns: [
    column('entry', 'string', 'Entry', 'id of the entry', (r) => r.entry, NEEDED),
    column('claim', 'string', 'Claim', 'id of the claim', (r) => r.claim, NEEDED),
    column(
      'role',
      'string',
      'Role',
      'an undertaking, a stand, what is expected of the actor, or what others hold against it',
      (r) => r.role,
      {
        ...NEEDED,
        oneOf: ['history', 'stand', 'expected', 'against'],
      },
    ),
    column('step', 'string', 'Step', 'how an undertaking stands to the one before it', (r) => r.step),
  ],
};

export const entryClaims = ({
  id,
  history,
  stands,
  expected,
  against,
}: EntryRow['entry']): readonly EntryClaim[] => [
  ...history.map(({ claim, step }) => ({ entry: id, claim: claim.id, role: 'history' as const, step })),
  ...stands.map((claim) => ({ entry: id, claim: claim.id, role: 'stand' as const, step: null })),
  ...expected.map((claim) => ({ entry: id, claim: claim.id, role: 'expected' as const, step: null })),
  ...against.map((claim) => ({ entry: id, claim: claim.id, role: 'against' as const, step: null })),
];
