import { z } from 'zod';
import { isOnActors } from '../../app/book/decisions/on-actors.ts';
import type { Page } from '../../app/book/index.ts';
import type { About } from '../../app/book/questions/entries.ts';
import type { EntryKey } from '../../book/entries.ts';
import type { Cell } from '../../book/matrix.ts';
import { within } from '../../book/taxonomy.ts';
import { family } from '../../claims/measure.ts';
import { sharedTriggers } from '../../claims/trigger-file.ts';
import type { TriggerRule } from '../../claims/trigger-rule.ts';
import { Refusal } from '../problem.ts';
import type { Ask } from '../route.ts';
import { route } from '../route.ts';
import { decision } from '../schemas/claims.ts';
import { entryRow, leads, pageOf } from '../schemas/entries.ts';
import { IDS, LIMIT, PAGE, QUERY, queryOf } from '../schemas/parameters.ts';
import { list, nullable, party, sourceGrade } from '../schemas/words.ts';
import { decisionsOf, gistRowsOf, type Leads, rowsOf } from '../views.ts';

const measure = z.object({ id: z.string(), label: z.string(), profile: z.string(), entries: z.number() });

/** What every page has to know is little; to count all that is kept takes longer, the more that is. */
const COUNTS = { counts: z.enum(['yes', 'no']).default('yes') };

export const actorRoutes = [
  route({
    method: 'get',
    path: '/api/actors',
    summary: 'Whom the entries are of, most entries first',
    right: 'read',
    query: { text: z.string().max(200).optional(), ...COUNTS, ...QUERY, ...PAGE },
    answer: z.object(pageOf(z.object({ ...party.shape, entries: z.number(), claims: nullable(z.number()) }))),
    run: async ({ query }, { book, cursors }) => {
      const asked = queryOf(query);
      const all = await book.tally('actor', asked);
      const wanted = query.text?.toLowerCase() ?? '';
      const actors = [...all.entries].flatMap(([id, entries]) => {
        const one = all.parties.get(id);
        const found = [id, one?.name ?? '', ...(one?.aliases ?? [])].some((n) =>
          n.toLowerCase().includes(wanted),
        );
        return one !== undefined && found ? [{ ...one, entries }] : [];
      });
      const sorted = actors.sort((a, b) => b.entries - a.entries || (a.id < b.id ? -1 : 1));
      const { items, ...page } = cursors.page(sorted, query);
      if (query.counts === 'no') return { items: items.map((one) => ({ ...one, claims: null })), ...page };
      const claims = await book.claimCounts(
        items.map(({ id }) => id),
        asked,
      );
      return { items: items.map((one) => ({ ...one, claims: claims.get(one.id) ?? 0 })), ...page };
    },
  }),
  route({
    method: 'get',
    path: '/api/actors/{id}',
    summary: 'An actor: its entries, those for it, who stands against it',
    right: 'read',
    params: { id: z.string() },
    // Who stands against it takes longest to say; `/api/collisions` pages through it.
    query: { against: z.enum(['yes', 'no']).default('yes'), ...QUERY, ...IDS, ...LIMIT(500, 50) },
    answer: z.object({
      party,
      entries: list(entryRow),
      about: list(entryRow),
      totals: z.object({ entries: z.number(), about: z.number() }),
      against: nullable(list(z.string())),
      ...leads,
      decisions: list(decision),
    }),
    run: async ({ params: { id }, query }, { book }) => {
      const asked = queryOf(query);
      const found = await book.party(id, asked);
      if (found === null)
        throw new Refusal(404, 'http/actor', `the book knows nobody by the id or name "${id}"`);
      const part = { ...asked, limit: query.limit };
      const { own, forIt } =
        query.ids === 'few'
          ? told(await book.gistsAbout(found.id, part), gistRowsOf)
          : told(await book.entriesAbout(found.id, part), rowsOf);
      const collisions =
        query.against === 'yes'
          ? (
              await book.collisions(
                { ...asked, actor: [found.id] },
                { skip: 0, limit: Number.POSITIVE_INFINITY, claims: 1 },
              )
            ).items
          : null;
      const against = collisions?.filter(({ stand, against: other }) =>
        [...stand.actors, ...other.actors].includes(found.id),
      );
      const taken = (await book.decisions()).filter(
        ({ subject, body, kind }) =>
          isOnActors({ kind }) && (subject === found.id || body?.includes(JSON.stringify(found.id))),
      );
      return {
        party: found,
        entries: own.rows,
        about: forIt.rows,
        totals: { entries: own.total, about: forIt.total },
        against: against?.map((collision) => collision.id) ?? null,
        reports: unique([...own.reports, ...forIt.reports]),
        parties: unique([...own.parties, ...forIt.parties]),
        decisions: decisionsOf(taken),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/measures',
    summary: 'What the profiles name, with how many entries are on it',
    right: 'read',
    query: QUERY,
    answer: z.object({ items: list(measure) }),
    run: async ({ query }, { book }) => {
      const { entries } = await book.tally('measure', queryOf(query));
      return { items: measuresOf(book).map((one) => ({ ...one, entries: entries.get(one.id) ?? 0 })) };
    },
  }),
  route({
    method: 'get',
    path: '/api/measures/{id}',
    summary: 'A measure or a family of them, with the entries on it',
    right: 'read',
    params: { id: z.string() },
    query: { ...QUERY, ...IDS, ...LIMIT(500, 50) },
    answer: z.object({
      id: z.string(),
      label: z.string(),
      profile: nullable(z.string()),
      entries: list(entryRow),
      total: z.number(),
      measures: list(z.string()),
      ...leads,
    }),
    run: async ({ params: { id }, query }, { book }) => {
      const known = measuresOf(book);
      const one = known.find((of) => of.id === id);
      const isNamed = one !== undefined || known.some((of) => family(of.id) === id);
      const asked = queryOf(query);
      // One that no profile names any more may still be in the book, and is no word of a filter.
      const cells = (await book.matrix({ ...asked, ...(isNamed && { measure: [id] }) })).items.filter(
        ({ measure: of }) => within(of, id),
      );
      if (!isNamed && cells.length === 0)
        throw new Refusal(404, 'http/measure', `there is no measure or family "${id}"`);
      const part = { ...asked, ...(isNamed && { measure: [id], limit: query.limit }) };
      const on = <R extends Pick<EntryKey, 'measure'>>(items: readonly R[]): readonly R[] =>
        items.filter(({ measure: of }) => within(of, id)).slice(0, query.limit);
      const [gists, all] =
        query.ids === 'few'
          ? [await book.gists(part), null]
          : [null, await book.rows({ ...part, cited: 'all' })];
      const { rows, ...leading } = gists ? gistRowsOf(on(gists.items), gists) : rowsOf(on(all.items), all);
      return {
        id,
        label: one?.label ?? id,
        profile: one?.profile ?? null,
        entries: rows,
        total: entriesIn(cells),
        measures: [...new Set(cells.map(({ measure: of }) => of))].sort(),
        ...leading,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/profiles',
    summary: 'What fields of diplomacy the book cares about',
    right: 'read',
    answer: z.object({
      items: list(
        z.object({
          id: z.string(),
          title: z.string(),
          about: z.string(),
          measures: list(z.string()),
          triggers: list(z.string()),
        }),
      ),
    }),
    run: async (_, { book }) => ({
      items: book.profiles().map(({ id, title, about, measures, triggers }) => ({
        id,
        title,
        about,
        measures: measures.map((of) => of.id),
        triggers: kindsOf([...sharedTriggers(), ...triggers]),
      })),
    }),
  }),
  route({
    method: 'get',
    path: '/api/grades',
    summary: 'How reliable publishers are, as people graded them',
    right: 'read',
    answer: z.object({
      items: list(
        z.object({
          publisher: z.string(),
          grade: sourceGrade,
          by: nullable(z.string()),
          at: nullable(z.string()),
          reports: z.number(),
        }),
      ),
    }),
    run: async (_, { book }) => {
      const grades = new Map((await book.grades()).map((grade) => [grade.publisher, grade]));
      const counted = (await book.publishers()).map((of) => [of.publisher ?? '', of.reports] as const);
      const reports = new Map(counted);
      const publishers = [...new Set([...grades.keys(), ...reports.keys()])].filter(Boolean).sort();
      return {
        items: publishers.map((publisher) => {
          const { grade = 'F', by = null, at = null } = grades.get(publisher) ?? {};
          return { publisher, grade, by, at, reports: reports.get(publisher) ?? 0 };
        }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/about',
    summary: 'About this book',
    right: 'read',
    query: COUNTS,
    answer: z.object({
      name: z.literal('pledgebook'),
      version: z.string(),
      reader: z.string(),
      sample: z.boolean(),
      own: nullable(z.string()),
      book: z.string(),
      reports: z.number(),
      counts: nullable(
        z.object({
          reports: z.number(),
          removed: z.number(),
          claims: z.number(),
          unreviewed: z.number(),
          accepted: z.number(),
          rejected: z.number(),
          entries: z.number(),
          stories: z.number(),
          actors: z.number(),
          decisions: z.number(),
        }),
      ),
      published: z.object({ from: nullable(z.string()), to: nullable(z.string()) }),
      readers: nullable(list(z.object({ reader: z.string(), reports: z.number() }))),
      texts: z.boolean(),
      private: z.boolean(),
    }),
    run: async ({ query }, { book, settings }) => {
      const counted = query.counts === 'yes' ? await countedIn(book) : null;
      const { reports, from, to } = counted?.holdings ?? (await book.extent());
      return {
        name: 'pledgebook' as const,
        version: settings.version,
        reader: settings.version,
        sample: settings.sample,
        own: settings.own,
        book: settings.name,
        reports,
        counts: counted?.counts ?? null,
        published: { from, to },
        readers: counted?.holdings.readers ?? null,
        texts: settings.texts,
        private: settings.private,
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/me',
    summary: 'Who has signed in, and what he may do',
    right: null,
    fresh: true,
    answer: z.object({
      person: nullable(z.string()),
      right: nullable(z.enum(['read', 'propose', 'decide'])),
    }),
    run: async (_, { person, right }) => ({ person, right }),
  }),
];

async function countedIn(book: Ask['book']) {
  const holdings = await book.holdings();
  const { reports, removed, claims, stories, decisions } = holdings;
  const { entries } = await book.tally('actor');
  const counts = {
    reports,
    removed,
    claims: claims.unreviewed + claims.accepted + claims.rejected,
    ...claims,
    entries: [...entries.values()].reduce((sum, count) => sum + count, 0),
    stories,
    actors: entries.size,
    decisions,
  };
  return { holdings, counts };
}

/** Rows of both parts, with how many there are of each. */
function told<R>(
  { own, forIt }: About<R>,
  rows: (items: readonly R[], leads: Leads) => ReturnType<typeof rowsOf>,
) {
  const part = (page: Page<R>) => ({ ...rows(page.items, page), total: page.total ?? page.items.length });
  return { own: part(own), forIt: part(forIt) };
}

const unique = <T extends { readonly id: string }>(values: readonly T[]): T[] => [
  ...new Map(values.map((value) => [value.id, value])).values(),
];

/** What a condition may hang on: the kinds that rules know, `other` left out. */
const kindsOf = (rules: readonly TriggerRule[]): readonly string[] =>
  [...new Set(rules.map(({ yields }) => yields))].filter((kind) => kind !== 'other').sort();

/** A measure of several profiles stands under the first. */
export function measuresOf(book: Ask['book']) {
  const all = book
    .profiles()
    .flatMap((profile) =>
      profile.measures.map(({ id, about }) => ({ id, label: about, profile: profile.id })),
    );
  const first = new Map(all.toReversed().map((one) => [one.id, one]));
  return all.filter((one) => first.get(one.id) === one);
}

/** How many there are in these cells: each is in one. */
const entriesIn = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { entries }) => sum + entries.length, 0);
