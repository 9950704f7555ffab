import {
  ACTS,
  ATTRIBUTION_KINDS,
  CONDITION_KINDS,
  FIRMNESS,
  ROLES,
  TRIGGER_KINDS,
} from '../document/vocabulary.ts';

/** Where a head's numbers lie in a row of an output: the same as in train/labels.py. */
export interface Head {
  readonly at: number;
  readonly width: number;
}

const after = (head: Head, width: number): Head => ({ at: head.at + head.width, width });
const BIO = 3;

/** `tags`, a row a piece. */
export const PREDICATE: Head = { at: 0, width: 1 + 2 * ACTS.length };
export const CUE = after(PREDICATE, BIO);
export const TAGS = CUE.at + CUE.width;

/** `tokens`, a row a query and piece. */
export const WHAT: Head = { at: 0, width: BIO };
export const CONDITION = after(WHAT, 1 + 2 * CONDITION_KINDS.length);
export const SOURCE = after(CONDITION, BIO);
export const CONTENT = after(SOURCE, BIO);
export const QUANTITY = after(CONTENT, BIO);
export const WHEN = after(QUANTITY, BIO);
export const POINTERS = after(WHEN, ROLES.length);
/** On the pieces of a condition: what it waits for. */
export const TRIGGER = after(POINTERS, TRIGGER_KINDS.length);
export const TOKENS = TRIGGER.at + TRIGGER.width;

/** `claim`, a row a query. */
export const FIRM: Head = { at: 0, width: FIRMNESS.length };
export const NEGATED = after(FIRM, 1);
export const KIND = after(NEGATED, ATTRIBUTION_KINDS.length);
export const CLAIM = KIND.at + KIND.width;

/** The kind of a query that starts from an attribution's cue; a claim's is the index of its act. */
export const CUE_QUERY = ACTS.length;
