import { z } from 'zod';
import { isOnActors } from '../../app/book/decisions/on-actors.ts';
import { names } from '../../book/filter.ts';
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
import { PAGE, QUERY, queryOf } from '../schemas/parameters.ts';
import { list, nullable, party, sourceGrade } from '../schemas/words.ts';
import { decisionsOf, leadsOfEntries, rowOf } from '../views.ts';

const measure = z.object({ id: z.string(), label: z.string(), profile: z.string(), entries: z.number() });

export const actorRoutes = [
  route({
    method: 'get',
    path: '/api/actors',
    summary: 'Whom the entries are of, most entries first',
    right: 'read',
    query: { text: z.string().max(200).optional(), ...QUERY, ...PAGE },
    answer: z.object(pageOf(z.object({ ...party.shape, entries: z.number(), claims: z.number() }))),
    run: async ({ query }, { book, cursors }) => {
      const asked = queryOf(query);
      const all = await book.matrix(asked);
      const wanted = query.text?.toLowerCase() ?? '';
      const actors = [...Map.groupBy(all.items, ({ actor }) => actor)].flatMap(([id, cells]) => {
        const one = all.parties.get(id);
        const found = [id, one?.name ?? '', ...(one?.aliases ?? [])].some((n) =>
          n.toLowerCase().includes(wanted),
        );
        return one !== undefined && found ? [{ ...one, entries: entriesIn(cells) }] : [];
      });
      const sorted = actors.sort((a, b) => b.entries - a.entries || (a.id < b.id ? -1 : 1));
      const { items, ...page } = cursors.page(sorted, query);
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
    query: QUERY,
    answer: z.object({
      party,
      entries: list(entryRow),
      about: list(entryRow),
      against: list(z.string()),
      ...leads,
      decisions: list(decision),
    }),
    run: async ({ params: { id }, query }, { book }) => {
      const asked = queryOf(query);
      const all = await book.list(asked);
      const found = all.parties.get(id) ?? [...all.parties.values()].find((one) => names(id, one.id, one));
      if (found === undefined)
        throw new Refusal(404, 'http/actor', `the book knows nobody by the id or name "${id}"`);
      const entries = all.items.filter(({ actor }) => actor === found.id);
      const about = all.items.filter(
        ({ actor, beneficiary }) => beneficiary === found.id && actor !== found.id,
      );
      const against = (await book.collisions(asked)).items.filter(({ stand, against: other }) =>
        [...stand.actors, ...other.actors].includes(found.id),
      );
      const taken = (await book.decisions()).filter(
        ({ subject, body, kind }) =>
          isOnActors({ kind }) && (subject === found.id || body?.includes(JSON.stringify(found.id))),
      );
      return {
        party: found,
        entries: entries.map((entry) => rowOf(entry, all)),
        about: about.map((entry) => rowOf(entry, all)),
        against: against.map((collision) => collision.id),
        ...leadsOfEntries([...entries, ...about], all),
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
      const { items } = await book.matrix(queryOf(query));
      return { items: measuresOf(book, items) };
    },
  }),
  route({
    method: 'get',
    path: '/api/measures/{id}',
    summary: 'A measure or a family of them, with the entries on it',
    right: 'read',
    params: { id: z.string() },
    query: QUERY,
    answer: z.object({
      id: z.string(),
      label: z.string(),
      profile: nullable(z.string()),
      entries: list(entryRow),
      ...leads,
    }),
    run: async ({ params: { id }, query }, { book }) => {
      const all = await book.list(queryOf(query));
      const entries = all.items.filter((entry) => within(entry.measure, id));
      const known = measuresOf(book, []);
      const one = known.find((of) => of.id === id);
      if (one === undefined && entries.length === 0 && !known.some((of) => family(of.id) === id))
        throw new Refusal(404, 'http/measure', `there is no measure or family "${id}"`);
      return {
        id,
        label: one?.label ?? id,
        profile: one?.profile ?? null,
        entries: entries.map((entry) => rowOf(entry, all)),
        ...leadsOfEntries(entries, all),
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
      const reports = Map.groupBy(await book.reports(), ({ report }) => report.publisher ?? '');
      const publishers = [...new Set([...grades.keys(), ...reports.keys()])].filter(Boolean).sort();
      return {
        items: publishers.map((publisher) => {
          const { grade = 'F', by = null, at = null } = grades.get(publisher) ?? {};
          return { publisher, grade, by, at, reports: reports.get(publisher)?.length ?? 0 };
        }),
      };
    },
  }),
  route({
    method: 'get',
    path: '/api/about',
    summary: 'About this book',
    right: 'read',
    answer: z.object({
      name: z.literal('pledgebook'),
      version: z.string(),
      reader: z.string(),
      sample: z.boolean(),
      own: nullable(z.string()),
      book: z.string(),
      counts: z.object({
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
      published: z.object({ from: nullable(z.string()), to: nullable(z.string()) }),
      readers: list(z.object({ reader: z.string(), reports: z.number() })),
      texts: z.boolean(),
      private: z.boolean(),
    }),
    run: async (_, { book, settings }) => {
      const { reports, removed, claims, stories, decisions, from, to, readers } = await book.holdings();
      const { items } = await book.matrix();
      return {
        name: 'pledgebook' as const,
        version: settings.version,
        reader: settings.version,
        sample: settings.sample,
        own: settings.own,
        book: settings.name,
        counts: {
          reports,
          removed,
          claims: claims.unreviewed + claims.accepted + claims.rejected,
          ...claims,
          entries: entriesIn(items),
          stories,
          actors: new Set(items.map(({ actor }) => actor)).size,
          decisions,
        },
        published: { from, to },
        readers,
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

/** What a condition may hang on: the kinds that rules know, `other` left out. */
const kindsOf = (rules: readonly TriggerRule[]): readonly string[] =>
  [...new Set(rules.map(({ yields }) => yields))].filter((kind) => kind !== 'other').sort();

/** A measure of several profiles stands under the first. */
export function measuresOf(book: Ask['book'], cells: readonly Cell[]) {
  const counts = Map.groupBy(cells, ({ measure: id }) => id);
  const all = book
    .profiles()
    .flatMap((profile) =>
      profile.measures.map(({ id, about }) => ({ id, label: about, profile: profile.id })),
    );
  const first = new Map(all.toReversed().map((one) => [one.id, one]));
  return all
    .filter((one) => first.get(one.id) === one)
    .map((one) => ({ ...one, entries: entriesIn(counts.get(one.id) ?? []) }));
}

/** How many there are in these cells: each is in one. */
const entriesIn = (cells: readonly Cell[]): number =>
  cells.reduce((sum, { entries }) => sum + entries.length, 0);
