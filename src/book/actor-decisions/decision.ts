import type { Member, Party, Term } from '../record.ts';

interface OfParties {
  /** Of those that it names: whom the book may not know otherwise. */
  readonly parties?: readonly Party[];
}

/** What a person decides about an actor. It holds for all claims of the book, present and future, while it is not undone. */
export type ActorDecision =
  | AliasDecision
  | OfficeDecision
  | MergeDecision
  | SplitDecision
  | CoalitionDecision;

/** These words mean the actor, in what was told in that term. */
export interface AliasDecision extends OfParties, Term {
  readonly kind: 'alias';
  readonly name: string;
  /** Party id, as everywhere here. */
  readonly actor: string;
}

/** Who held an office: what was told of the person, or of the office's title, in that term is the actor's. */
export interface OfficeDecision extends OfParties, Term {
  readonly kind: 'office';
  readonly person: string;
  /** `NATO secretary general` */
  readonly office: string;
  readonly actor: string;
}

/** All of these are the first one. */
export interface MergeDecision extends OfParties {
  readonly kind: 'merge-actors';
  readonly actors: readonly string[];
}

/** Some of the claims of the first are the second's: those in these reports, told in that term, by these words. All that is given has to hold. */
export interface SplitDecision extends OfParties, Term {
  readonly kind: 'split-actor';
  readonly actor: string;
  readonly to: string;
  readonly reports?: readonly string[];
  readonly words?: readonly string[];
}

/** A group that is named by these words, who is in it, and how many they are. The last decision on a coalition counts. */
export interface CoalitionDecision extends OfParties {
  readonly kind: 'coalition';
  readonly actor: string;
  readonly names: readonly string[];
  readonly members: readonly Member[];
  /** Where not all of them are named, or none; those who are named count where it is left out. */
  readonly size?: number;
}

/** In the order in which they were taken. */
export interface TakenOnActors {
  /** The decision's id. */
  readonly id: string;
  readonly decision: ActorDecision;
}
