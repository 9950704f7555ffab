import type { TakenOnActors } from '../../book/actor-decisions/decision.ts';
import type { Corroboration } from '../../book/reliability.ts';
import type { Reads, Store, Story } from '../../store/index.ts';
import { StoreError } from '../../text/errors.ts';
import type { CatchingUp } from './catch-up.ts';
import { withLeads } from './chosen-entries.ts';
import { actorDecisions } from './decisions/on-actors.ts';
import { corroborationsOf } from './entry-file.ts';

/** What stands behind the claims of some stories, with the change of the book up to which it holds. */
export interface Learned {
  readonly stories: readonly string[];
  readonly found: ReadonlyMap<string, Corroboration>;
  readonly change: string;
}

/** Compares these stories, of which some may be gone. */
export async function learn(
  book: Reads,
  ids: readonly string[],
  taken: readonly TakenOnActors[],
): Promise<Learned> {
  if (ids.length === 0) return { stories: ids, found: new Map(), change: '' };
  const change = await book.lastChange();
  const stories: readonly Story[] = await book.stories({ stories: ids });
  const claims = await book.claims({ stories: ids, states: ['accepted', 'unreviewed'] });
  const all = await withLeads(book, claims, taken);
  const reports = await book.texts(stories.flatMap((story) => story.reports));
  return { stories: ids, found: corroborationsOf(stories, { ...all, reports }), change };
}

/** For the next time, if nothing has changed meanwhile and the book may be written. @returns whether it is kept */
export async function keepLearned(store: Store, { stories, found, change }: Learned): Promise<boolean> {
  if (stories.length === 0) return true;
  try {
    return await store.write(async (book) => {
      const holds = (await book.lastChange()) === change;
      if (holds) await book.corroborate(stories, found);
      return holds;
    });
  } catch (error) {
    if (error instanceof StoreError) return false;
    throw error;
  }
}

/** Stories that are compared at once: their reports and claims are held together. */
const AT_ONCE = 5;

/**
 * Keeps what stands behind the claims of all stories in which something changed, so that nobody waits for it who opens an entry.
 * Where another one writes meanwhile, or the book may not be written, the others are left to whoever asks for them.
 */
export async function corroborateAll(store: Store, tell: CatchingUp = () => {}): Promise<void> {
  const stories = await store.read((book) => book.storiesChanged());
  for (let done = 0; done < stories.length; done += AT_ONCE) {
    const some = stories.slice(done, done + AT_ONCE);
    const learned = await store.read(async (book) => learn(book, some, await actorDecisions(book)));
    const isKept = await keepLearned(store, learned);
    tell(isKept ? Math.max(0, stories.length - done - AT_ONCE) : 0, stories.length, 'stories');
    if (!isKept) return;
  }
}
