/** What the pages in the browser ask of the API, page by page, so that what each costs is measured. */
import { openBook } from '../src/app/book/index.ts';

/** Something of a book for each kind of address, one for each time that a page is looked at. */
export interface Samples {
  readonly entries: readonly string[];
  readonly actors: readonly string[];
  readonly measures: readonly string[];
  readonly stories: readonly string[];
  readonly reports: readonly string[];
  readonly triggers: readonly string[];
  readonly days: readonly (readonly [from: string, to: string])[];
  readonly words: readonly string[];
}

export interface PageCalls {
  readonly name: string;
  /** The addresses that the `k`th view asks. */
  readonly calls: (samples: Samples, k: number) => readonly string[];
}

const at = (values: readonly string[], k: number): string =>
  encodeURIComponent(values[k % values.length] ?? '');
/** All entries, asked for in other words. */
const whole = (k: number): string => (k === 0 ? '' : `&since=19${70 + k}-01-01`);

export const PAGES: readonly PageCalls[] = [
  {
    name: 'Every page: who, what book, measures',
    calls: () => ['/api/me', '/api/about?counts=no', '/api/measures'],
  },
  {
    name: 'Register',
    calls: (_, k) => [
      `/api/entries?ids=few&limit=100${whole(k)}`,
      `/api/entries?facets=yes&ids=few&limit=1${whole(k)}`,
    ],
  },
  {
    name: 'Register of one actor',
    calls: ({ actors }, k) => [
      `/api/entries?actor=${at(actors, k)}&ids=few&limit=100`,
      `/api/entries?actor=${at(actors, k)}&facets=yes&ids=few&limit=1`,
      `/api/entries?facets=yes&ids=few&limit=1${whole(k)}`,
    ],
  },
  {
    name: 'Register: a row opened',
    calls: ({ entries }, k) => [`/api/entries/${at(entries, k)}`],
  },
  {
    name: 'Search box',
    calls: ({ words }, k) => [
      `/api/search?words=${at(words, k)}&in=reports&in=actors&in=measures&in=stories&limit=5`,
    ],
  },
  {
    name: 'Matrix',
    calls: (_, k) => [`/api/matrix?firmness=considered..fulfilled${whole(k)}`],
  },
  {
    name: 'Matrix of one measure',
    calls: ({ measures }, k) => [`/api/matrix?measure=${at(measures, k)}`],
  },
  { name: 'Actors', calls: () => ['/api/actors?limit=100'] },
  {
    name: 'An actor',
    calls: ({ actors }, k) => {
      const actor = at(actors, k);
      return [
        `/api/actors/${actor}?against=no&ids=few`,
        `/api/timeline?actor=${actor}&limit=500&count-to=2001`,
        `/api/collisions?actor=${actor}&ids=few&limit=10`,
        `/api/gap?actor=${actor}&tellings=2&rests-on=nothing`,
        `/api/stories?party=${actor}&alone=yes&ids=few&limit=20`,
        `/api/reports?party=${actor}&limit=20`,
      ];
    },
  },
  { name: 'Measures', calls: () => ['/api/measures', '/api/profiles'] },
  {
    name: 'A measure',
    calls: ({ measures }, k) => {
      const measure = at(measures, k);
      return [
        `/api/measures/${measure}?ids=few`,
        `/api/timeline?measure=${measure}&limit=500&count-to=2001`,
        `/api/collisions?measure=${measure}&ids=few&limit=10`,
        `/api/gap?measure=${measure}&tellings=2&rests-on=nothing`,
        `/api/stories?measure=${measure}&alone=yes&ids=few&limit=20`,
      ];
    },
  },
  { name: 'Timeline, its first page', calls: (_, k) => [`/api/timeline?limit=500&count-to=2001${whole(k)}`] },
  {
    name: 'Promised and delivered',
    calls: ({ actors }, k) => [
      `/api/gap?tellings=2${k === 0 ? '' : `&actor=${at(actors, k)}`}`,
      `/api/gap?actor=${at(actors, k)}&tellings=2&rests-on=nothing`,
    ],
  },
  { name: 'Collisions', calls: (_, k) => [`/api/collisions?ids=few&limit=30${whole(k)}`] },
  {
    name: 'What if, a switch set',
    calls: ({ triggers }, k) => [
      `/api/what-if?set=${at(triggers, k)}%3Dyes&hanging=yes&ids=few`,
      '/api/actors?counts=no&limit=500',
    ],
  },
  { name: 'Stories', calls: () => ['/api/stories?ids=few&limit=20'] },
  { name: 'Stories: compared', calls: () => ['/api/stories?ids=few&verdicts=yes&limit=20'] },
  { name: 'A story', calls: ({ stories }, k) => [`/api/stories/${at(stories, k)}`] },
  {
    name: 'Differences since',
    calls: ({ days }, k) => {
      const [from = '', to = ''] = days[k % days.length] ?? [];
      return [`/api/diff?from=${from}&to=${to}&tellings=4&limit=20`];
    },
  },
  { name: 'Review', calls: (_, k) => [`/api/review?missed=yes&limit=${50 + k}`] },
  { name: 'Reports', calls: (_, k) => [`/api/reports?limit=${100 + k}`] },
  { name: 'A report', calls: ({ reports }, k) => [`/api/reports/${at(reports, k)}`] },
  {
    name: 'About this book',
    calls: () => ['/api/about', '/api/grades', '/api/feeds', '/api/profiles'],
  },
];

/** Where the pages are that a browser is to show, with something of the book for those that are of one thing. */
export const viewsOf = ({
  actors,
  measures,
  stories,
  reports,
  triggers,
  days,
}: Samples): Readonly<Record<string, string>> => ({
  Register: '/',
  Matrix: '/matrix',
  Timeline: '/timeline',
  Map: '/map',
  'Promised and delivered': '/gap',
  Actors: '/actors',
  'An actor': `/actors/${at(actors, 0)}`,
  Measures: '/measures',
  'A measure': `/measures/${at(measures, 0)}`,
  'What if, a switch set': `/what-if?set=${at(triggers, 0)}=yes`,
  Stories: '/stories',
  'A story': `/stories/${at(stories, 0)}`,
  'Differences since': `/changes?from=${days[0]?.[0]}&as-of=${days[0]?.[1]}`,
  Collisions: '/collisions',
  Reports: '/reports',
  'A report': `/reports/${at(reports, 0)}`,
  Review: '/review',
  'About this book': '/about',
});

const MANY = 12;

/** Things of a book, from all over it. */
export async function samplesOf(path: string): Promise<Samples> {
  const book = await openBook({ book: path });
  const { items } = await book.matrix();
  const spread = <T>(values: readonly T[]): readonly T[] =>
    Array.from({ length: Math.min(MANY, values.length) }, (_, i) => {
      const value = values[Math.floor((i * values.length) / MANY)];
      if (value === undefined) throw new Error('the book is empty');
      return value;
    });
  const reports = await book.reports();
  const all = await book.stories();
  const several = all.filter((story) => story.reports.length > 1);
  const stories = several.length > 0 ? several : all;
  const chosen = spread(
    [...new Set(items.map(({ actor }) => actor))].filter((id) => id.startsWith('state:')),
  );
  const last = Date.parse('2025-06-01');
  const day = (n: number): string => new Date(last - n * 86_400_000).toISOString().slice(0, 10);
  const found = {
    entries: spread(items.flatMap(({ entries }) => entries)),
    actors: chosen,
    measures: spread([...new Set(items.map(({ measure }) => measure))]),
    stories: spread(stories.map(({ id }) => id)),
    reports: spread(reports.map(({ report }) => report.id)),
    triggers: ['ceasefire', 'peace-agreement', 'framework-clear', 'negotiations', 'attack', 'backing'],
    days: Array.from({ length: MANY }, (_, k) => [day(30 * k + 1), day(30 * k)] as const),
    words: ['ceasefire', 'troops Ukraine', 'oil sanctions', 'guarantees', 'parliament', 'missiles', 'Paris'],
  };
  await book.close();
  return found;
}
