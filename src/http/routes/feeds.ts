import { z } from 'zod';
import type { FetchQuery } from '../../app/book/feeds/desk.ts';
import { Refusal } from '../problem.ts';
import { Answered, type Ask, route } from '../route.ts';
import { feed } from '../schemas/feeds.ts';
import { job } from '../schemas/jobs.ts';
import { flag } from '../schemas/parameters.ts';
import { list } from '../schemas/words.ts';
import { begunOrDone, refuseSample } from './adding.ts';

export const feedRoutes = [
  route({
    method: 'get',
    path: '/api/feeds',
    summary: 'The feeds of the book, and how each does',
    right: 'read',
    // Whether one has fallen silent, the clock says.
    fresh: true,
    answer: z.object({ items: list(feed) }),
    run: async (_, { book }) => ({ items: await book.feeds() }),
  }),
  route({
    method: 'post',
    path: '/api/feeds/fetch',
    summary: 'Takes what is new in feeds, or fetches pages of the book again',
    right: 'propose',
    query: { wait: flag },
    body: z.union([
      z.strictObject({ feeds: z.array(z.string().max(4000)).max(1000).optional() }),
      z.strictObject({ pages: z.literal(true), since: z.string().max(50).optional() }),
    ]),
    status: 202,
    answer: job,
    run: async ({ body, query }, { book, jobs, settings }) => {
      refuseSample(settings);
      const fetched = book.fetchFeeds(withoutUndefined(body));
      const sent = { name: 'pages' in body ? 'pages' : 'feeds', fetched };
      return begunOrDone(jobs, [sent], query.wait === 'yes');
    },
  }),
  route({
    method: 'put',
    path: '/api/feeds/{url}',
    summary: 'Pauses a feed, or fetches it again from now on',
    right: 'decide',
    params: { url: z.string() },
    body: z.strictObject({ paused: z.boolean() }),
    answer: feed,
    run: async ({ params, body }, { book }) => {
      const { url } = await feedAt(book, params.url);
      await book.pauseFeed(url, body.paused);
      return feedAt(book, url);
    },
  }),
  route({
    method: 'delete',
    path: '/api/feeds/{url}',
    summary: 'Forgets a feed; its reports stay',
    right: 'decide',
    params: { url: z.string() },
    status: 204,
    answer: z.undefined(),
    run: async ({ params }, { book }) => {
      await book.removeFeed((await feedAt(book, params.url)).url);
      return new Answered(undefined, 204);
    },
  }),
];

const withoutUndefined = (of: object): FetchQuery =>
  Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined));

async function feedAt(book: Ask['book'], url: string) {
  const found = (await book.feeds()).find((one) => one.url === url);
  if (found) return found;
  throw new Refusal(404, 'http/feed', `there is no feed "${url}" in this book; /api/feeds has them`);
}
