import type { z } from 'zod';
import type * as claims from '../../src/http/schemas/claims.ts';
import type * as entries from '../../src/http/schemas/entries.ts';
import type * as feeds from '../../src/http/schemas/feeds.ts';
import type * as words from '../../src/http/schemas/words.ts';

/** What the server answers, by the schemas from which its contract is made: types only, nothing of them is in the bundle. */
export type Span = z.output<typeof words.span>;
export type Party = z.output<typeof words.party>;
export type Trigger = z.output<typeof words.trigger>;
export type Firmness = z.output<typeof words.firmness>;
export type Act = z.output<typeof words.act>;
export type ConditionKind = z.output<typeof words.conditionKind>;
export type ReviewState = z.output<typeof words.reviewState>;
export type ReportHead = z.output<typeof claims.reportHead>;
export type Quote = z.output<typeof claims.quote>;
export type Claim = z.output<typeof claims.claim>;
export type ReviewedClaim = z.output<typeof claims.reviewedClaim>;
export type PerhapsMissed = z.output<typeof claims.perhapsMissed>;
/** As a coder marked it; the words that it quotes are in the text of its report. */
export type Mark = z.output<typeof claims.bookClaim>;
export type KnownClaim = z.output<typeof claims.knownClaim>;
export type Attribution = z.output<typeof claims.attribution>;
export type Mention = z.output<typeof claims.mention>;
export type Actor = z.output<typeof claims.actor>;
export type Decision = z.output<typeof claims.decision>;
export type EntryRow = z.output<typeof entries.entryRow>;
export type Entry = z.output<typeof entries.wholeEntry>;
export type Feed = z.output<typeof feeds.feed>;
export type Facets = z.output<typeof entries.facets>;
export type Cell = z.output<typeof entries.cell>;
export type Standing = Cell['standing'];
export type Step = z.output<typeof entries.step>;

export interface Leads {
  readonly reports: readonly ReportHead[];
  readonly parties: readonly Party[];
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly next: string | null;
}

export type EntryPage = Page<EntryRow> & Leads & { readonly facets: Facets | null };

export interface CitedReport extends ReportHead {
  readonly fetchedUrl: string | null;
  readonly hash: string;
  readonly reader: string;
  readonly text: string | null;
}

export interface EntryFile {
  readonly items: readonly Entry[];
  readonly reports: readonly CitedReport[];
  readonly parties: readonly Party[];
}

export interface Matrix {
  readonly actors: readonly string[];
  readonly measures: readonly string[];
  readonly cells: readonly Cell[];
  readonly parties: readonly Party[];
}

export type OutlookState = 'in-force' | 'waiting' | 'decision-due' | 'void' | 'open';

export interface Hanging {
  readonly claim: string;
  readonly condition: Span & { readonly kind: ConditionKind; readonly trigger: Trigger | null };
  readonly trigger: Trigger | null;
  readonly value: 'yes' | 'no' | 'unknown';
  readonly by: readonly string[];
}

export interface Outlook {
  readonly entry: string;
  readonly state: OutlookState;
  /** While nothing is set. */
  readonly was: OutlookState;
  readonly claim: string | null;
  readonly act: Act | null;
  readonly firmness: Firmness | null;
  readonly conditions: readonly Hanging[];
  readonly possiblyAlsoWaiting: readonly Hanging[];
  readonly quote: Quote | null;
}

/** The entries of one state, those first that the scenario has moved; a part of them. */
export interface OutlooksOf {
  readonly state: OutlookState;
  readonly total: number;
  readonly moved: number;
  readonly entries: readonly Outlook[];
  readonly next: string | null;
}

export interface WhatIf {
  readonly scenario: Readonly<Record<string, 'yes' | 'no'>>;
  readonly standings: readonly OutlooksOf[];
  readonly idle: readonly string[];
  readonly triggers: readonly { readonly trigger: string; readonly entries: number }[];
  readonly parties: readonly Party[];
}

export interface WhatItTakes {
  readonly answers: readonly {
    readonly settings: readonly {
      readonly trigger: string;
      readonly value: 'yes' | 'no';
      readonly controller: string | null;
    }[];
    readonly reach: string;
    readonly entries: readonly string[];
    readonly count: { readonly low: number; readonly high: number | null } | null;
  }[];
  readonly rest: 'none' | 'more' | 'not-searched';
  readonly beyond: readonly { readonly entry: string; readonly why: string }[];
  readonly parties: readonly Party[];
}

export type Verdict = 'same' | 'narrower' | 'differs';

export interface StoryHead {
  readonly id: string;
  readonly title: string | null;
  /** The first of `total`. */
  readonly reports: readonly ReportHead[];
  readonly total: number;
  /** Null of a long one. */
  readonly verdicts: Readonly<Record<Verdict, number>> | null;
}

export interface ComparedValue {
  readonly value: unknown;
  readonly voices: number;
  readonly together: readonly { readonly reports: readonly string[]; readonly ties: readonly unknown[] }[];
  readonly earliest: string;
  readonly in: readonly (Span & {
    readonly report: string;
    readonly quote: string;
    readonly sources: readonly string[];
  })[];
}

export interface ComparedRow {
  readonly about: {
    readonly actor: string | null;
    readonly measure: string | null;
    readonly beneficiary: string | null;
  } | null;
  readonly field: string;
  readonly verdict: Verdict;
  readonly values: readonly ComparedValue[];
  readonly absent: readonly string[];
}

export interface Comparison {
  readonly story: { readonly id: string; readonly title: string; readonly reports: readonly ReportHead[] };
  readonly copies: readonly (readonly string[])[];
  readonly rows: readonly ComparedRow[];
  readonly names: Readonly<Record<string, string>>;
  readonly claims: readonly ComparedClaim[];
}

/** A claim in whose sentence something that is compared stands; spans are of the report's text. */
export interface ComparedClaim {
  readonly sentence: Span;
  readonly evidence: Span;
  readonly quote: Quote;
}

export type Progress = 'unread' | 'in-work' | 'done';

type ReportFacts = z.output<z.ZodObject<typeof claims.reportFacts>>;

export type ListedReport = ReportFacts & {
  readonly claims: { readonly unreviewed: number; readonly accepted: number; readonly rejected: number };
  readonly review: Progress;
};

export interface ReportFile {
  readonly report: ReportFacts & { readonly hash: string };
  readonly text: string | null;
  readonly sentences: readonly Span[];
  readonly claims: readonly ReviewedClaim[];
  readonly attributions: readonly Attribution[];
  readonly mentions: readonly Mention[];
  readonly actors: readonly Actor[];
  readonly versions: readonly string[];
  readonly notes: readonly {
    readonly id: string;
    readonly text: string;
    readonly by: string;
    readonly at: string;
  }[];
  readonly decisions: readonly Decision[];
  readonly parties: readonly Party[];
}

export interface Reason {
  readonly by: 'model' | 'rule';
  readonly name: string;
  readonly probability: number | null;
  readonly runnerUp: { readonly value: string; readonly probability: number } | null;
}

export interface ClaimFile {
  readonly id: string;
  readonly now: readonly ReviewedClaim[];
  readonly by: Decision | null;
  readonly entries: readonly string[];
  readonly report: ReportHead;
  readonly parties: readonly Party[];
  readonly reasons: Readonly<Record<string, Reason>> | null;
}

export interface About {
  readonly name: string;
  readonly version: string;
  readonly reader: string;
  readonly sample: boolean;
  /** Of a sample: where own reports go. */
  readonly own: string | null;
  readonly book: string;
  readonly reports: number;
  /** Null where they were not asked for. */
  readonly counts: Readonly<
    Record<
      | 'reports'
      | 'removed'
      | 'claims'
      | 'unreviewed'
      | 'accepted'
      | 'rejected'
      | 'entries'
      | 'stories'
      | 'actors'
      | 'decisions',
      number
    >
  > | null;
  readonly published: { readonly from: string | null; readonly to: string | null };
  readonly readers: readonly { readonly reader: string; readonly reports: number }[] | null;
  readonly texts: boolean;
  readonly private: boolean;
}

/** What one coder has marked in a report from nothing. */
export interface Coding {
  readonly report: string;
  readonly coder: string;
  readonly done: boolean;
  readonly marks: readonly Mark[];
  readonly parties: readonly Party[];
}

/** A place of a report of which coders say different things, and what the book says there. */
export interface CoderDifference {
  readonly id: string;
  readonly report: string;
  readonly words: Span;
  readonly marks: Readonly<Record<string, Claim>>;
  /** Who marked nothing there. */
  readonly without: readonly string[];
  readonly fields: readonly string[];
  readonly standing: {
    readonly claim: Claim;
    readonly state: ReviewState;
    readonly seen: string | null;
  } | null;
}

export type Right = 'read' | 'propose' | 'decide';

export interface Me {
  readonly person: string | null;
  readonly right: Right | null;
}

export interface Measure {
  readonly id: string;
  readonly label: string;
  readonly profile: string;
  readonly entries: number;
}

export interface Found {
  /** With the claims in whose sentences the words stand, and the ids of their entries. */
  readonly reports: readonly {
    readonly report: ReportHead;
    readonly quotes: readonly { readonly entries: readonly string[] }[];
  }[];
  readonly actors: readonly Party[];
  readonly measures: readonly { readonly id: string; readonly label: string }[];
  readonly stories: readonly { readonly id: string; readonly title: string | null }[];
}

export interface TimelineItem {
  readonly date: string;
  readonly claim: Claim;
  readonly entries: readonly { readonly entry: string; readonly step: Step | null }[];
}

export type Told = Page<TimelineItem> & Leads;

/** An amount as far as it is known; `high` null: nothing bounds it above. */
export interface Bounds {
  readonly low: number;
  readonly high: number | null;
  readonly about: boolean;
}

export type Stage = 'offered' | 'pledged' | 'allocated' | 'under-way' | 'delivered';
export type Telling = 'first' | 'repeat' | 'renewal' | 'progress';

export interface Converted extends Bounds {
  readonly unit: string;
  readonly rates: readonly {
    readonly sum: string;
    readonly on: string;
    readonly rate: {
      readonly from: string;
      readonly to: string;
      readonly rate: number;
      readonly date: string;
      readonly source: string;
    };
    readonly factor: number;
  }[];
  readonly missing: readonly string[];
}

export interface Figure extends Bounds {
  readonly sums: readonly string[];
  readonly claims: readonly string[];
  /** How many there are, of which the last are given. */
  readonly told: number;
  readonly from: string | null;
  readonly to: string | null;
  readonly converted: Converted | null;
}

export interface GapLine {
  readonly measure: string;
  readonly unit: string;
  readonly per: 'year' | 'month' | null;
  readonly stages: Readonly<Record<Stage, Figure>>;
}

export interface ToldAmount extends Bounds {
  readonly id: string;
  readonly report: string;
  readonly unit: string;
  readonly per: GapLine['per'];
  readonly stage: Stage;
  readonly givers: readonly string[];
  readonly beneficiaries: readonly string[];
  readonly measures: readonly string[];
  readonly on: string | null;
  readonly telling: Telling;
  readonly quote: Quote;
}

export interface Sum extends Bounds {
  readonly id: string;
  readonly amounts: readonly ToldAmount[];
  /** How many there are, of which the first and the last are given. */
  readonly tellings: number;
  readonly unit: string;
  readonly per: GapLine['per'];
  readonly stage: Stage;
}

export interface SumLink {
  readonly sum: string;
  readonly other: string;
  readonly kind: 'same' | 'part';
  readonly doubts: readonly string[];
  readonly waits: boolean;
}

export interface Gap extends Leads {
  readonly lines: readonly GapLine[];
  readonly sums: readonly Sum[];
  readonly links: readonly SumLink[];
  readonly decided: readonly {
    readonly amount: string;
    readonly other: string;
    readonly verdict: 'same' | 'part' | 'apart';
    readonly decision: string;
    readonly by: string;
    readonly at: string;
    readonly why: string | null;
  }[];
  readonly notGiven: readonly (Bounds & {
    readonly claim: string;
    readonly unit: string;
    readonly why: string;
    readonly quote: Quote;
  })[];
  /** How many those are. */
  readonly withheld: number;
  /** What it could be asked for further, with of how many sums each is, most first. */
  readonly choices: Readonly<
    Record<'givers' | 'beneficiaries' | 'measures', readonly { readonly id: string; readonly sums: number }[]>
  >;
}

export type KnownParty = Party & { readonly entries: number; readonly claims: number };

export interface ActorFile extends Leads {
  readonly party: Party;
  readonly entries: readonly EntryRow[];
  /** Of others, for it. */
  readonly about: readonly EntryRow[];
  /** How many there are of both, of which the first ones are given. */
  readonly totals: { readonly entries: number; readonly about: number };
  /** Ids of collisions; null where they were not asked for. */
  readonly against: readonly string[] | null;
  readonly decisions: readonly Decision[];
}

export interface MeasureFile extends Leads {
  readonly id: string;
  readonly label: string;
  readonly profile: string | null;
  /** The first of `total`. */
  readonly entries: readonly EntryRow[];
  readonly total: number;
  /** Those that all of them are on. */
  readonly measures: readonly string[];
}

export interface Collision {
  readonly id: string;
  readonly kind: string;
  readonly measures: readonly string[];
  readonly beneficiary: string | null;
  readonly stand: Claim;
  readonly against: Claim;
  readonly stands: readonly Claim[];
  readonly opposed: readonly Claim[];
  /** How many there are of each, of which the newest are given. */
  readonly counts: { readonly stands: number; readonly opposed: number };
}

export type DifferenceKind =
  | 'new'
  | 'firmer'
  | 'weaker'
  | 'taken-back'
  | 'fulfilled'
  | 'contradicted'
  | 'opposed'
  | 'gone';

export interface Difference {
  readonly kind: DifferenceKind;
  readonly entry: string;
  readonly claims: readonly Claim[];
  /** How many claims there are in all. */
  readonly tellings: number;
}

export interface Overdue {
  readonly entry: string;
  readonly deadline: string;
  readonly daysLate: number;
  readonly claims: readonly Claim[];
  readonly putOff: Claim | null;
}

export interface Differences extends Leads {
  readonly items: readonly Difference[];
  readonly counts: Readonly<Partial<Record<DifferenceKind, number>>>;
  readonly overdue: readonly Overdue[];
}

export interface Saved {
  readonly name: string;
  readonly kind: 'entries' | 'diff';
  readonly query: string;
  readonly by: string;
  readonly at: string;
}

export interface Profile {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly measures: readonly string[];
  /** Kinds that its rules know. */
  readonly triggers: readonly string[];
}

export type Grade = 'A' | 'B' | 'C' | 'D' | 'E' | 'F';

export interface Graded {
  readonly publisher: string;
  readonly grade: Grade;
  readonly by: string | null;
  readonly at: string | null;
  readonly reports: number;
}
