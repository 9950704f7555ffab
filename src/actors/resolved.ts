import type { Draft } from './register.ts';

/** Whom a phrase means: no one (not an actor here), one, or all that share it. */
export interface Resolved {
  readonly drafts: readonly Draft[];
  readonly rule: string;
}

export const NOBODY: Resolved = { drafts: [], rule: 'none' };
export const one = (draft: Draft, rule: string): Resolved => ({ drafts: [draft], rule });
