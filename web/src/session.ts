import { ask, bookChanged, plain, tell } from './api.ts';
import type { About, Me, Measure } from './api-types.ts';
import { learnMeasures } from './names.ts';
import { shared } from './value.ts';

/** Who looks, and at which book: what every page needs. */
export const me = shared<Me>({ person: null, right: null });
export const book = shared<About | null>(null);

export async function loadSession(): Promise<void> {
  const [who, about, measures] = await Promise.all([
    ask<Me>(plain('/me')),
    ask<About>(plain('/about', { counts: 'no' })),
    ask<{ readonly items: readonly Measure[] }>(plain('/measures')),
  ]);
  learnMeasures(measures.items);
  me.set(who);
  book.set(about);
}

/** @throws Problem */
export async function signIn(token: string): Promise<void> {
  await tell('POST', plain('/session'), { token });
  await loadSession();
  bookChanged();
}

/** @throws Problem */
export async function signOut(): Promise<void> {
  await tell('DELETE', plain('/session'));
  await loadSession();
  bookChanged();
}

export const may = (right: 'propose' | 'decide'): boolean =>
  me.get().right === 'decide' || me.get().right === right;
