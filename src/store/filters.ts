import type { Party } from '../book/record.ts';
import type { Sorting } from '../book/sort.ts';
import type { Act, Firmness } from '../document/vocabulary.ts';
import type { Label, ProgressState, ReportState, ReviewState } from './store.ts';

/**
 * Filters of lists: all that are given have to hold; of a list of values, any. A moment is a date (a day, month or year), which counts to its end,
 * or an instant.
 */
export interface Known {
  /** What the book had learned up to then, and how reports were labelled, placed and removed; of what was purged since, nothing. */
  readonly knownOn?: string;
}

export interface ReportFilter extends Known {
  /** Published up to then; a report without a date counts from when the book learned of it. */
  readonly asOf?: string;
  /** Published from then on. */
  readonly since?: string;
  readonly reports?: readonly string[];
  /** Canonical, or fetched from there. */
  readonly addresses?: readonly string[];
  readonly publishers?: readonly string[];
  readonly stories?: readonly string[];
  /** Reports that name any of these. */
  readonly parties?: readonly string[];
  /** Words that title, text or publisher have, all of them; those in double quotes in a row. */
  readonly text?: string;
  readonly labelled?: readonly Label[];
  readonly notLabelled?: readonly Label[];
  /** One of which nobody has said how far it is, is unread. */
  readonly progress?: readonly ProgressState[];
  /** With `knownOn`: chosen by the labels that reports have now, not by those that they had then. */
  readonly labelsNow?: boolean;
  /** Default: those present. */
  readonly state?: Exclude<ReportState, 'purged'>;
  /** Default: the current one, as of then and as known then. */
  readonly versions?: 'current' | 'all';
  /** Goes on after this report (of claims: this claim) of the list. */
  readonly after?: string;
  readonly limit?: number;
  /** Of reports: the newest first; with `limit` the newest. */
  readonly newest?: boolean;
}

/** Of claims in these reports. Ids are compared as they are: kinds of a measure, or parties that are one, are the caller's to name. */
export interface ClaimFilter extends ReportFilter {
  readonly claims?: readonly string[];
  readonly acts?: readonly Act[];
  readonly actors?: readonly string[];
  readonly targets?: readonly string[];
  readonly beneficiaries?: readonly string[];
  readonly measures?: readonly string[];
  readonly sources?: readonly string[];
  /** Normal forms of triggers that a condition hangs on. */
  readonly triggers?: readonly string[];
  /** At least and at most, inclusive; claims without firmness are left out. */
  readonly firmness?: { readonly from?: Firmness; readonly to?: Firmness };
  readonly states?: readonly ReviewState[];
}

/** Of entries as they stand now, of what counts: accepted and unreviewed claims of current reports. */
export interface EntryFilter {
  readonly entries?: readonly string[];
  readonly actors?: readonly string[];
  readonly measures?: readonly string[];
  /** Of nobody of these. */
  readonly notActors?: readonly string[];
  readonly beneficiaries?: readonly string[];
  /** Beneficiaries, or targets of a claim. */
  readonly targets?: readonly string[];
  /** Of what binds now, at least and at most. */
  readonly firmness?: { readonly from: Firmness; readonly to: Firmness };
  /** `approval` for all, `approval:DEU-parliament`, `!attack` for those that are denied. */
  readonly triggers?: readonly string[];
  /** Parties, or publishers whatever their case: either has to fit. */
  readonly sources?: { readonly parties: readonly string[]; readonly publishers: readonly string[] };
  /** That tell of it, in lower case. */
  readonly publishers?: readonly string[];
  /** Told of from then on. */
  readonly since?: string;
  /** Of each of these one has to fit: it is of or for one of these parties, on one of the measures, hangs on a trigger, or is named. */
  readonly named?: readonly NamedEntries[];
  /** By the actor's id where it is left out; those alike by id. */
  readonly sorting?: Sorting;
  /** By which parties are sorted that the book knows from decisions alone. */
  readonly names?: readonly Pick<Party, 'id' | 'name'>[];
  /** Goes on after this entry of the list. */
  readonly after?: string;
  readonly limit?: number;
}

export interface NamedEntries {
  readonly parties: readonly string[];
  readonly measures: readonly string[];
  readonly triggers: readonly string[];
  /** By their ids. */
  readonly entries: readonly string[];
}

/** What is open to be reviewed. */
export interface ReviewFilter {
  /** Of these reports. */
  readonly reports: Omit<ReportFilter, 'limit' | 'after'>;
  /** Claims of these entries only. */
  readonly entries?: EntryFilter;
  /** What was perhaps missed in these reports; null for none. */
  readonly missed: Omit<ReportFilter, 'limit' | 'after'> | null;
  /** 0 to 1: at least as sure as this. */
  readonly minConfidence: number;
  /** Claims alone are given; the rest is only counted. */
  readonly claimsOnly: boolean;
  /** Goes on after this item; from the first of what is left, where it is not open. */
  readonly after?: string;
  /** So many items are left out first. */
  readonly skip: number;
  readonly limit: number;
}

export interface DecisionFilter extends Known {
  readonly kinds?: readonly string[];
  readonly subjects?: readonly string[];
  readonly reports?: readonly string[];
  readonly limit?: number;
}

/** Of reports that are present. */
export interface CodingFilter {
  readonly reports?: readonly string[];
  readonly coders?: readonly string[];
}
