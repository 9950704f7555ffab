import type { TakenOnActors } from '../book/actor-decisions/decision.ts';
import type { Former } from '../book/actor-decisions/parties.ts';
import type { Coding } from '../book/agreement/coding.ts';
import type { Amounts } from '../book/amounts/amounts.ts';
import type { EntryClaim } from '../book/entry-claim.ts';
import type { EntryGist } from '../book/entry-gist.ts';
import type { EntryHead, EntryRoles } from '../book/entry-head.ts';
import type { FacetEntries } from '../book/facets.ts';
import type { StandingHead } from '../book/matrix.ts';
import type { KeptMatter } from '../book/matters.ts';
import type { BookClaim, Party, ReadReport, Report } from '../book/record.ts';
import type { Corroboration } from '../book/reliability.ts';
import type { LayingClaim, StateClaim } from '../book/scenario/entry.ts';
import type { Place } from '../book/scene.ts';
import type { StoryCandidate } from '../book/stories/choose.ts';
import type { ReportFeatures } from '../book/stories/features.ts';
import type { Metadata } from '../document/layers.ts';
import type { Act } from '../document/vocabulary.ts';
import type { Span } from '../text/span.ts';
import type { BookRecord } from './book-records.ts';
import type {
  ClaimFilter,
  CodingFilter,
  DecisionFilter,
  EntryFilter,
  Known,
  ReportFilter,
  ReviewFilter,
} from './filters.ts';
import type { Printed, PrintedReport } from './printed.ts';

/**
 * The book kept. Values in and out are plain and immutable; instants are ISO 8601 and given by the caller, as ids are. What
 * fails is a `StoreError`: `store/busy`, `store/full`, `store/damaged`, … (`docs/book-file.md`).
 */
export interface Store {
  /** All that `view` asks for is of one moment, whatever is written meanwhile. */
  read<T>(view: (book: Reads) => T | Promise<T>): Promise<T>;
  /** The same for what is read bit by bit: all of one moment, however long whoever asked for it takes. */
  stream<T>(view: (book: Reads) => AsyncIterable<T>): AsyncIterable<T>;
  /**
   * One transaction, safely on the disk when the promise resolves; where `change` throws, nothing of it is kept. One runs at
   * a time, over all processes: what it looks up stays true until it ends, so that two cannot found the same story.
   * @throws StoreError `store/nested` where it is called inside another `write`.
   */
  write<T>(change: (book: Writes) => T | Promise<T>): Promise<T>;
  /**
   * Deletes for good the bytes, text, readings, claims, notes, tags and index rows of these reports and what decisions on
   * them say. What is left of each is its id. @throws StoreError `store/unknown`.
   */
  purge(reports: readonly string[], stamp: Stamp): Promise<Purged>;
  /** Another one after every change of the book, whoever made it; comparable as long as the store is open. */
  version(): Promise<number>;
  /** What is wrong in the book's own keeping; empty where nothing is. Reads all of it, afresh from the disk. */
  check(): Promise<readonly Fault[]>;
  /**
   * Makes anew what is derived and wrong by these faults, and puts these texts back in the place of what stands there, after
   * a copy of the book as it is.
   */
  mend(faults: readonly Fault[], texts?: ReadonlyMap<string, string>): Promise<Mended>;
  /** After what is being written. */
  close(): Promise<void>;
}

/** Removed and purged reports, and what rests on them, are in no answer unless a filter asks for them. */
export interface Reads {
  /** In order of publication; one of which that is unknown stands where the book learned of it. */
  reports(filter?: ReportFilter): Promise<readonly KeptReport[]>;
  /** In the order of their reports. */
  claims(filter?: ClaimFilter): Promise<readonly KeptClaim[]>;
  /** Null where the book never had it. */
  state(report: string): Promise<ReportState | null>;
  /** The bytes as they came. */
  original(report: string): Promise<Original | null>;
  /** `sha256:` of the bytes as they came, by report; also of removed ones. */
  hashes(reports: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Earliest first. */
  readings(report: string): Promise<readonly KeptReading[]>;
  /** Ids of all versions of one report, first to last. */
  versions(report: string): Promise<readonly string[]>;
  /** All that reports name, or those with these ids; in order of id. */
  parties(ids?: readonly string[]): Promise<readonly Party[]>;
  /** Passages with which these bands are shared, most shared first; at most `limit` a band, the latest. */
  sharing(bands: readonly Band[], limit: number): Promise<readonly SharedPassage[]>;
  /**
   * The stories of the `limit` reports of these days that share most of these features, among those of each feature that are
   * nearest to `day`, `limit` before it or on it and as many after it; as far as they have `keys`, as `outlines` gives them.
   * The one of the report that shares most comes first.
   */
  storiesNear(
    features: readonly string[],
    days: Days,
    limit: number,
    keys: readonly string[],
  ): Promise<readonly StoryCandidate[]>;
  /** Of how many reports the book's features are, and how many of them have each of these; none for one that no report has. */
  counts(features: readonly string[]): Promise<FeatureCounts>;
  /**
   * These stories as far as they have these features; of a long one the reports that came last. In order of what is given.
   * With a day, as they were when it ended.
   */
  outlines(
    stories: readonly string[],
    features: readonly string[],
    day?: string,
  ): Promise<readonly StoryCandidate[]>;
  /** What the first reports of a story, by their days, are looked for by; at most `limit`. */
  featured(story: string, limit: number): Promise<readonly ReportFeatures[]>;
  /** With those of their reports that the filter lets through; none without one. In order of their first report. */
  stories(filter?: ReportFilter): Promise<readonly Story[]>;
  /** What each story is called as it is now, by its own title or that of its first report, null where neither has one; in the same order. */
  storyTitles(): Promise<readonly { readonly id: string; readonly title: string | null }[]>;
  /** Ids of a part of the stories as they are now, newest first by their first reports; of a book that is caught up. */
  storyPage(filter: StoryFilter): Promise<StoryPage>;
  notes(report: string): Promise<readonly Note[]>;
  /** As they were appended. */
  decisions(filter?: DecisionFilter): Promise<readonly Decision[]>;
  /** Words of these reports that were nearly read as a claim, in the order in which the reports were added, and of their texts. */
  perhapsMissed(filter?: ReportFilter): Promise<readonly KeptMissed[]>;
  /** A part of what is open to be reviewed, least certain first (`queueOf`); only of a book that is caught up. */
  toReview(filter: ReviewFilter): Promise<OpenReview>;
  /** In order of report and coder. */
  codings(filter?: CodingFilter): Promise<readonly Coding[]>;
  /** The latest of each publisher. */
  grades(known?: Known): Promise<readonly Grade[]>;
  /** In the order in which they were added. */
  feeds(): Promise<readonly KeptFeed[]>;
  /** What became of these items of a feed, by their keys. */
  feedItems(feed: string, keys: readonly string[]): Promise<ReadonlyMap<string, KeptItem>>;
  /** Addresses of the feeds from which these reports came, by report; one that came otherwise is left out. */
  feedsOf(reports: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** What is known of pages that were fetched, by their addresses. */
  fetchedPages(urls: readonly string[]): Promise<ReadonlyMap<string, FetchedPage>>;
  /** Those of these ids that the book has or had: of reports, also purged ones, and of claims, also replaced ones. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /** By name. */
  saved(): Promise<readonly Saved[]>;
  /** The ids that answer for an old one now; itself where it was never succeeded, none where nothing follows it. */
  successors(id: string): Promise<readonly string[]>;
  /** Earliest first. */
  releases(known?: Known): Promise<readonly Release[]>;
  /**
   * All that is kept, in the order in which a copy of the book is made of it; with a filter what rests on reports that it
   * lets through, in whatever state they are. A few reports of it are held at a time.
   */
  records(filter?: Omit<ReportFilter, 'state' | 'versions'>): AsyncIterable<BookRecord>;
  /**
   * Whether all that is kept of entries, which the methods below answer from, is of this very moment and by these decisions on
   * actors (`Writes.catchUp`).
   */
  isCaughtUp(decided: readonly string[]): Promise<boolean>;
  /** Ids of those in one of whose sentences this stands, whatever the case. */
  entriesSaying(text: string, filter: EntryFilter): Promise<readonly string[]>;
  /** Ids of the stories of which it is not kept what stands behind their claims (`Writes.corroborate`). */
  storiesChanged(): Promise<readonly string[]>;
  /** In the order that the filter says. */
  entryHeads(filter?: EntryFilter): Promise<readonly EntryHead[]>;
  /** The same as far as a matrix needs them. */
  entryStandings(filter?: EntryFilter): Promise<readonly StandingHead[]>;
  /** By what else an entry is found. */
  entryRoles(entry: string): Promise<EntryRoles>;
  countEntries(filter?: EntryFilter): Promise<number>;
  /** How many entries each actor or measure has, in order. */
  entryTally(by: 'actor' | 'measure', filter?: EntryFilter): Promise<ReadonlyMap<string, number>>;
  /** How many claims the entries of each of these actors hold, each claim once; an actor without any may be left out. */
  claimCounts(actors: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Of all measures that an entry is of. */
  entryMeasures(): Promise<readonly string[]>;
  /** All triggers on which an entry hangs, those with a `!` as well. */
  entryTriggers(): Promise<readonly string[]>;
  /** How many reports count; with a filter, also of a book that is not caught up, how many it lets through. */
  countReports(filter?: ReportFilter): Promise<number>;
  /** How many claims of each of these reports, which are present or removed, are in which state of review; by their ids. */
  reviewCounts(
    reports: readonly string[],
    state: KeptReport['state'],
  ): Promise<ReadonlyMap<string, Readonly<Record<Reviewed, number>>>>;
  /** What the facets of a list have to choose from, with the numbers of the entries that each would leave. */
  facetEntries(): Promise<FacetEntries>;
  /** Numbers of the entries that the filter chooses, in no order; or their ids. */
  entryNumbers(filter: EntryFilter): Promise<readonly number[]>;
  entryIds(filter: EntryFilter): Promise<readonly string[]>;
  /** How many present reports there are, and from when to when; also of a book that is not caught up. */
  extent(): Promise<Extent>;
  /** The same with what else is counted. */
  holdings(): Promise<Holdings>;
  /** Of these reports, whose texts are not read; one without a title is left out. */
  titles(reports: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /** Publishers of present reports, with how many they have, in order; null for those that nobody is known to have published. */
  publishers(): Promise<readonly { readonly publisher: string | null; readonly reports: number }[]>;
  /** Of these entries: their own claims and what is expected of them, in the order of their reports. */
  entryClaims(entries: readonly string[], filter?: ClaimFilter): Promise<readonly KeptClaim[]>;
  /** The same in short, of each entry apart, in order of time: those that count, or all in whatever state and version. */
  shortClaims(entries: readonly string[], which: WhichClaims): Promise<readonly (readonly ShortClaim[])[]>;
  /** Claims of the book by their numbers in it, in the order of their reports. */
  claimsNumbered(numbers: readonly number[]): Promise<readonly KeptClaim[]>;
  /** Ids of the entries that hold any of these claims, in order; what is expected of an actor stands in several. */
  entriesHolding(claims: readonly string[]): Promise<readonly string[]>;
  /** Ids of the claims that these entries hold. */
  claimsHeld(filter: EntryFilter): Promise<readonly string[]>;
  /** Ids of the reports that tell of these entries. */
  reportsTelling(filter: EntryFilter): Promise<readonly string[]>;
  /** Of each report that counts what it tells of amounts, if it does. */
  amounts(): Promise<readonly Amounts[]>;
  /** Claims that count and hang on something, in the order of their reports. */
  conditionedClaims(): Promise<readonly KeptClaim[]>;
  /** Ids of the entries that hold each of these claims, by the claim's. */
  entriesOfEach(claims: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  /** Of each entry the claim of its last undertaking, by the entry's id; as it is kept, before decisions on actors. */
  presentClaims(): Promise<ReadonlyMap<string, StateClaim>>;
  /** Claims that count and may lay a condition on others, in order of time; as they are kept. */
  layingClaims(): Promise<readonly KeptLaying[]>;
  /** Whom the claims of these reports that count name, as they are kept; by the reports' numbers. */
  partiesNamedIn(reports: readonly number[]): Promise<ReadonlyMap<number, ReadonlySet<string>>>;
  /** Ids of the entries that hold each of these claims, by its number. */
  entriesOfNumbered(claims: readonly number[]): Promise<ReadonlyMap<number, readonly string[]>>;
  /** What the claims of these reports expect, with each entry that it is expected in. */
  expectedIn(
    reports: readonly number[],
  ): Promise<readonly { readonly entry: string; readonly claim: StateClaim }[]>;
  /** Triggers on which a claim that counts hangs, as it is kept, without `!`. */
  triggersHungOn(): Promise<ReadonlySet<string>>;
  /** What claims that count say by which they may stand against others, each once, with when it was told last. */
  matters(): Promise<readonly (NumberedMatter & { readonly favours: boolean; readonly newest: number })[]>;
  /** Which of them claims of these entries say, by their numbers. */
  mattersOf(filter: EntryFilter): Promise<ReadonlySet<number>>;
  /** Ids of the claims that say one of these, in order of time: the newest `most`, or all; and how many there are. */
  stances(
    matters: readonly number[],
    most?: number,
  ): Promise<{ readonly count: number; readonly claims: readonly string[] }>;
  /** A part of the claims of these entries, in order of time; of `since` on, if the filter says so. */
  told(filter: EntryFilter, part: TimelinePart): Promise<ToldPart>;
  /** Of each of these entries the claim of its last undertaking, or the last that it holds where nothing is undertaken; by ids. */
  tellingClaims(entries: readonly string[]): Promise<ReadonlyMap<string, string>>;
  /**
   * Of each of these entries what says how it stood at a moment: of what claims say that are not rejected, by what they may collide,
   * those that were told last; and all claims of reports that have other versions, whenever they were told. In order of time.
   */
  lastClaims(entries: readonly string[], moment: string): Promise<readonly (readonly ShortClaim[])[]>;
  /** What undertakings say, or rejections and threats, that any of these finds. */
  mattersFound(side: MatterSide, keys: readonly MatterKey[]): Promise<readonly NumberedMatter[]>;
  /** How a list shows these entries, in the order that is given. */
  entryGists(entries: readonly string[]): Promise<readonly KeptGist[]>;
  /** How much of what counts says each of these matters; without those that nothing says any more. */
  opposition(matters: readonly number[]): Promise<readonly Opposition[]>;
  /** Claims that count and say one of these matters, in order of time. */
  claimsSaying(matters: readonly number[]): Promise<readonly PlacedClaim[]>;
  /** The same of all, or of those told by a moment. */
  claimsEverSaying(
    matters: readonly number[],
    which: Exclude<WhichClaims, 'counting'>,
  ): Promise<readonly SeenClaim[]>;
  /**
   * Reports that have all of these words (those in double quotes in a row) in title, text or publisher, those that fit best
   * first. With a filter of entries, or claims, only those of which a claim is of one of these.
   */
  search(words: string, among: Among, limit: number): Promise<readonly TextHit[]>;
  /** Ids of the reports that the filter lets through, in no order. */
  reportIds(filter: ReportFilter): Promise<readonly string[]>;
  /**
   * Claims of reports that were published, or took the place of others, between two moments, and which entries may be otherwise
   * by them.
   */
  entriesBetween(from: string, to: string): Promise<Between>;
  /** What stands behind each of these claims, as far as it is kept. */
  behindClaims(claims: readonly string[]): Promise<readonly BehindClaim[]>;
  /**
   * Ids of the entries that may have a deadline before this ISO day, and of all others of the same actors and beneficiaries, in
   * which deeds may be told that keep it; whatever was known when.
   */
  entriesWithDeadlines(before: string): Promise<readonly string[]>;
  /** Another one after each change of the book. */
  lastChange(): Promise<string>;
  /** The reports themselves, without what is kept beside them; in order of publication. */
  texts(reports: readonly string[]): Promise<readonly Report[]>;
  /** Whom these claims name, also in triggers, and those others; in order of id. */
  partiesIn(claims: readonly BookClaim[], others?: readonly string[]): Promise<readonly Party[]>;
  /** Whom no claim names any more since decisions on actors put others in their place. */
  formerParties(): Promise<readonly Former[]>;
  /** Beneficiaries of all claims of these reports that are not rejected. */
  spokenOf(reports: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>>;
  /** Ids of the parties that have one of these names, in small letters: an id, a name, or what follows the first colon of either. */
  partiesNamed(names: readonly string[]): Promise<readonly string[]>;
}

export interface Between {
  /** Ids of the entries that hold such a claim, in order, and of those that hold one of a report with other versions. */
  readonly held: readonly string[];
  /** The claims, by the ids of the entries. */
  readonly came: ReadonlyMap<string, readonly ShortClaim[]>;
}

/**
 * Claims that count; all in whatever state and version; or those that are not rejected and may have been told by a moment, among which
 * some may be of up to two days later.
 */
export type WhichClaims = 'counting' | 'all' | { readonly by: string };

/** What is still to be done until what is kept of entries is of now. */
export interface Left {
  readonly reports: number;
  /** Of which it is not kept how a list shows them; told where no report is left. */
  readonly entries: number;
}

export interface KeptGist {
  readonly gist: EntryGist;
  /** What its claims undertake, each once. */
  readonly undertaken: readonly NumberedMatter[];
}

/** A matter with how many claims say it, and the last two of them, the last one first. */
export interface Opposition {
  readonly says: NumberedMatter;
  readonly count: number;
  readonly last: readonly Place[];
}

/** What a claim says by which it may collide, and where: of claims that stand against an entry all that is read. */
export interface PlacedClaim
  extends Place,
    Pick<EntryClaim, 'act' | 'negated' | 'actors' | 'targets' | 'measures' | 'beneficiary'> {
  /** Its number in the book. */
  readonly n: number;
  /** One object for all that are read together. */
  readonly says: NumberedMatter;
}

/** The same with what says when it counts. */
export interface SeenClaim extends PlacedClaim {
  readonly state: ReviewState;
  /** Its report is present, and no later version of it is. */
  readonly isCurrent: boolean;
  /** Its report has other versions. */
  readonly hasVersions: boolean;
  /** When its report told it (`toldOn`). */
  readonly told: string;
}

/** What the book keeps of a claim beside its entries, as decisions on actors leave it. */
export interface ShortClaim extends SeenClaim, EntryClaim {
  readonly publisher: string | null;
}

/** With its number, and that of its report. */
export interface KeptLaying extends LayingClaim {
  readonly n: number;
  readonly inReport: number;
}

/** So many items, after so many of a list. */
export interface Part {
  readonly skip: number;
  readonly limit: number;
}

export interface StoryFilter extends Part {
  /** Also those of one report. */
  readonly alone: boolean;
  /** Of which a report tells of one of these measures in an entry, and names one of these parties. */
  readonly measures?: readonly string[];
  readonly parties?: readonly string[];
  /** So many reports of each are named; all where it is left out. */
  readonly few?: number | undefined;
}

export interface TimelinePart extends Part {
  /** So many are counted at most, however many there are; all where it is left out. */
  readonly countTo?: number | undefined;
}

export interface ToldPart {
  /** How many claims there are in all, or as many as are counted at most. */
  readonly total: number;
  readonly told: readonly {
    readonly claim: string;
    /** The entries that hold it, by actor and id; of an undertaking with the one before it there, null for none. */
    readonly entries: readonly { readonly entry: string; readonly before: string | null }[];
  }[];
}

export interface OpenReview {
  /** Ids. */
  readonly claims: readonly string[];
  /** In order. */
  readonly missed: readonly KeptMissed[];
  /** How many the filter lets through from `after` on, of those that are given. */
  readonly total: number;
  /** How many are open in all. */
  readonly open: number;
}

/** In what is searched. */
export interface Among {
  readonly reports: ReportFilter;
  readonly entries?: EntryFilter;
  readonly claims?: readonly string[];
}

/** A report that has the words. */
export interface TextHit {
  readonly report: string;
  /** The better the smaller. */
  readonly rank: number;
  /** Where they stand in its title and in its text. */
  readonly inTitle: readonly Span[];
  readonly inText: readonly Span[];
  /** The part of the text that has most of them. */
  readonly snippet: Span;
}

export interface BehindClaim {
  readonly claim: string;
  /** That of its report; `compared`: what stands behind its claims is kept. */
  readonly story: { readonly id: string; readonly compared: boolean } | null;
  /** What was kept of it (`Writes.corroborate`); out of date where its story is not `compared` any more. */
  readonly corroboration: Corroboration | null;
  /** Whether another report tells of an entry that it is of. */
  readonly isToldBySeveral: boolean;
}

/** What claims say by which they may stand against others, each once, by its number in the book. */
export interface NumberedMatter extends KeptMatter {
  readonly n: number;
}

export type MatterSide = 'undertaken' | 'opposing';

/** By what matters of a measure are looked for: whom they name, and how (`namedBy`). */
export interface MatterKey {
  readonly measure: string;
  readonly named: string;
}

/** Why a record cannot be in a book. */
export interface NotPut {
  readonly why: string;
  /** What it rests on and is not there, in words (`the report sha256:…`); null where it is wrong itself. */
  readonly restsOn: string | null;
}

export interface Writes extends Reads {
  /**
   * Puts what another book keeps into this one as it stands there, in the order in which `records` gives it.
   * @returns why it cannot be, and nothing of it is there then; null where it is
   */
  put(record: BookRecord): NotPut | null;
  /** While much is put into a book in which nothing is yet; what else is asked of it meanwhile may take long. Where `work` throws, so must the change. */
  filling<T>(work: () => Promise<T>): Promise<T>;
  /**
   * The same report twice is one. With the same canonical URL as one in the book, else the same path, else the same
   * publisher, title and day, it is a new version of that one, which stays. In order of what is given.
   */
  add(reports: readonly NewReport[]): Promise<readonly Added[]>;
  /** Another reading of a report: what the book had from the former one is replaced, what was added by hand stays. */
  reread(reading: NewReading): Promise<void>;
  /** Gives a claim the form and the state that decisions lead to; one with a new id is added by hand. */
  settle(settled: Settled): Promise<void>;
  /** Mends what was guessed about a report. @returns what stood there before. */
  mend(report: string, mended: Mendable): Promise<Mendable>;
  /** Hides a report with all that rests on it. */
  remove(report: string, stamp: Stamp): Promise<void>;
  /** Brings back what was removed. */
  restore(report: string, stamp: Stamp): Promise<void>;
  /** Founds the story where it is new. A report is of one story; a rule does not move one that was placed by hand. */
  place(report: string, story: string, by: Placement, at: string): Promise<void>;
  /**
   * All of one story is of another from now on; `succeed` says so of its id. @returns false, and nothing is changed, where a
   * person placed a report in either, or named the one that would go.
   */
  mergeStory(story: string, into: string, at: string): Promise<boolean>;
  name(story: string, title: string | null): Promise<void>;
  /** A report has one marking: another one takes its place. */
  label(report: string, label: Label, by: string, at: string): Promise<void>;
  unlabel(report: string, label: Label, at: string): Promise<void>;
  note(note: Note): Promise<void>;
  progress(report: string, state: ProgressState, by: string, at: string): Promise<void>;
  /** Says of words that were nearly read as a claim that they are none, or that this is open again. */
  dismiss(report: string, words: Span, dismissed: boolean, at: string): Promise<void>;
  /** In the place of what this coder had marked in this report. */
  code(coding: Coding): Promise<void>;
  /** Never changed afterwards; undoing is another decision. The same one twice is one. */
  decide(decision: Decision): Promise<void>;
  grade(grade: Grade): Promise<void>;
  /** Remembers a feed, or what is new of one. */
  keepFeed(url: string, at: string, change: Partial<FeedFields>): Promise<void>;
  /** Forgets a feed with its items; their reports stay. */
  dropFeed(url: string): Promise<void>;
  /** What became of an item; one without a date stands where it was first seen. */
  keepItem(feed: string, item: KeptItem): Promise<void>;
  /** As if those that were left out had never been seen. */
  forgetLeftOut(feed: string): Promise<void>;
  keepPage(page: FetchedPage): Promise<void>;
  /** In the place of the one of that name. */
  save(saved: Saved): Promise<void>;
  /** @returns false where there is none. */
  unsave(name: string): Promise<boolean>;
  /** From now on these answer for the old id; none: nothing does. Ids are never reused. */
  succeed(old: string, successors: readonly string[], at: string): Promise<void>;
  /** Names what the book knows at that moment. @throws StoreError `store/id-reused` where another has the name. */
  release(release: Release): Promise<void>;
  /**
   * Brings what is kept of entries up with the claims, of `limit` reports at most. The decisions are those on actors that hold.
   * Where no report is left, how a list shows them is kept of some entries.
   */
  catchUp(decisions: readonly TakenOnActors[], limit: number): Promise<Left>;
  /**
   * Decisions on actors (by their ids) hold otherwise from now on: of what counts, these claims are otherwise by it. What is kept
   * of entries need not be made anew then.
   */
  redecide(before: readonly string[], after: readonly string[], claims: readonly string[]): Promise<void>;
  /** Keeps what stands behind the claims of stories, until something of these changes. */
  corroborate(stories: readonly string[], found: ReadonlyMap<string, Corroboration>): Promise<void>;
}

/** `purged`: only its id is left. */
export type ReportState = 'present' | 'removed' | 'purged';
/** `gone`: merged into another, split, or taken back; its id answers with those that took its place (`successors`). */
export type ReviewState = 'unreviewed' | 'accepted' | 'rejected' | 'gone';
export type Placement = 'rule' | 'hand';
/** How far people have come with a report. */
export type ProgressState = 'unread' | 'in-work' | 'done';

export interface Progress {
  readonly state: ProgressState;
  /** Null where nobody has said so. */
  readonly by: string | null;
  readonly at: string | null;
}

/** Words of a report that were nearly read as the predicate of a claim. */
export interface Missed extends Span {
  readonly act: Act;
  readonly confidence: number;
}

export interface KeptMissed extends Missed {
  readonly report: string;
  /** Whether a person said that this is no claim. */
  readonly dismissed: boolean;
}

/** One band of a MinHash signature, with the band's place in it, as digits: equal for passages that may be copies. */
export type Band = string;

/** How far a book goes: present reports, of each the current version. */
export interface Extent {
  readonly reports: number;
  /** ISO days of the first and the last dated report; null where none is. */
  readonly from: string | null;
  readonly to: string | null;
}

export type Reviewed = Exclude<ReviewState, 'gone'>;

/** How much a book holds. */
export interface Holdings extends Extent {
  readonly removed: number;
  readonly claims: Readonly<Record<Reviewed, number>>;
  readonly stories: number;
  readonly decisions: number;
  /** Which versions of the reader read how many reports. */
  readonly readers: readonly { readonly reader: string; readonly reports: number }[];
}

/** A passage that copies are looked for by, with its bands: a whole report, or a paragraph of it. */
export interface Signature extends Span {
  readonly bands: readonly Band[];
}

export interface NewReport extends ReadReport {
  readonly publishedFrom: Metadata['publishedFrom'];
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** `Report.url` is the canonical one. */
  readonly fetchedUrl: string | null;
  /** When an archive has it from the web; null of what came otherwise. */
  readonly captured: string | null;
  /** Or another label under which it was added; null where it had none. */
  readonly path: string | null;
  /** Version of the reader. */
  readonly reader: string;
  /** The whole reading, as JSON. */
  readonly reading: string;
  /** As `printedReport` gives it; where it is left out, that is done in the transaction. */
  readonly printed?: PrintedReport;
  /** None where it is left out. */
  readonly perhapsMissed?: readonly Missed[];
  readonly signatures: readonly Signature[];
  /** By which reports of the same event are looked for: any words, the same for the same thing. */
  readonly features: readonly string[];
  readonly story: { readonly id: string; readonly by: Placement } | null;
}

/** Its claims' ids are new: ids are never reused. */
export interface NewReading
  extends Pick<
    NewReport,
    'parties' | 'claims' | 'reader' | 'reading' | 'perhapsMissed' | 'signatures' | 'features'
  > {
  readonly report: string;
  readonly sentences: readonly Span[];
  /** As `printed` gives it; where it is left out, that is done in the transaction. */
  readonly printed?: Printed;
  readonly at: string;
}

export interface Settled {
  readonly claim: BookClaim;
  readonly state: ReviewState;
  /** Whom it names that its report does not name otherwise. */
  readonly parties?: readonly Party[];
  readonly at: string;
}

export interface Added {
  readonly id: string;
  /** `known`: the book had it, or had it once. */
  readonly status: 'added' | 'known' | 'version';
  readonly state: ReportState;
  /** The version before it. */
  readonly follows: string | null;
}

export interface KeptReport extends Omit<NewReport, keyof ReadReport | keyof KeptApart> {
  readonly report: Report;
  readonly state: Exclude<ReportState, 'purged'>;
  /** Counted from 1. */
  readonly version: number;
  /** The latest version of it that is present, where it is another. */
  readonly followedBy: string | null;
  readonly story: { readonly id: string; readonly by: Placement } | null;
  readonly labels: readonly Label[];
  readonly progress: Progress;
}
type KeptApart = Pick<
  NewReport,
  'bytes' | 'reading' | 'printed' | 'perhapsMissed' | 'signatures' | 'features'
>;

export interface KeptClaim {
  /** With what decisions changed. */
  readonly claim: BookClaim;
  /** As the reader found it; null where it was added by hand. */
  readonly asRead: BookClaim | null;
  readonly state: ReviewState;
  readonly learned: string;
  /** When another reading took its place. */
  readonly replaced: string | null;
}

export interface Original {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface KeptReading {
  readonly reader: string;
  readonly reading: string;
  readonly at: string;
}

export interface SharedPassage extends Span {
  readonly report: string;
  /** How many of the bands. */
  readonly bands: number;
}

/** ISO days, inclusive. */
export interface Days {
  readonly from: string;
  readonly day: string;
  readonly to: string;
}

export interface FeatureCounts {
  readonly reports: number;
  readonly having: ReadonlyMap<string, number>;
}

export interface Story {
  readonly id: string;
  readonly title: string | null;
  readonly reports: readonly string[];
}

export interface StoryPage {
  readonly items: readonly StoryHead[];
  /** How many there are without `skip` and `limit`. */
  readonly total: number;
}

/** A story with as many of its reports, the earliest first, as were asked for. */
export interface StoryHead extends Story {
  /** How many it has. */
  readonly total: number;
}

/** What can be mended later, since it was guessed. */
export type Mendable = Partial<Pick<Report, 'title' | 'publisher' | 'url' | 'published'>>;

export interface Label {
  readonly kind: 'tag' | 'marking';
  readonly value: string;
}

export interface Note {
  readonly id: string;
  readonly report: string;
  readonly text: string;
  readonly by: string;
  readonly at: string;
}

/** Who decides, when and why; `id` is the decision's. */
export interface Stamp {
  readonly id: string;
  readonly by: string;
  readonly at: string;
  readonly why: string | null;
}

export interface Decision extends Stamp {
  readonly kind: string;
  /** Id of what it is about: a claim, report, party, story, … */
  readonly subject: string;
  /** The report that it rests on: purged with it. Null where it rests on none. */
  readonly report: string | null;
  /** As JSON; null once purged. */
  readonly body: string | null;
  /** Id of the decision that it undoes. */
  readonly undoes: string | null;
}

/** A question that is kept by name. */
export interface Saved {
  readonly name: string;
  /** What is asked for: `entries`, `diff`. */
  readonly kind: string;
  /** Its parameters, as in an address: `actor=DEU&measure=force`. */
  readonly query: string;
  readonly by: string;
  readonly at: string;
}

/** Admiralty source grade, set by a person. */
export interface Grade {
  readonly publisher: string;
  readonly grade: 'A' | 'B' | 'C' | 'D' | 'E' | 'F';
  readonly by: string;
  readonly at: string;
}

/** A named moment of the book. */
export interface Release extends Omit<Stamp, 'id'> {
  readonly name: string;
}

export interface Purged {
  /** Files that may still hold what was purged: backups, or a log that another process still reads. */
  readonly remains: readonly string[];
}

/** Which of a feed's items come into the book, and what may be asked for them. */
export interface FeedRules {
  /** Patterns that its title or text has to have, or must not have. */
  readonly include: string | null;
  readonly exclude: string | null;
  /** A measure: its reading has to have a claim of it, or of a kind of it. */
  readonly onlyWith: string | null;
  /** Hosts that are allowed for it though they are not public. */
  readonly allowHosts: readonly string[];
}

export interface FeedFields {
  readonly title: string | null;
  readonly rules: FeedRules;
  /** Since when it is not fetched; null where it is. */
  readonly paused: string | null;
  /** What its server told with it; null where not all of its items are settled, so that it is asked for all of it again. */
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly tried: string | null;
  readonly succeeded: string | null;
  /** In a row. */
  readonly failures: number;
  /** Why it failed the last time; null where it did not. */
  readonly failure: string | null;
}

export interface KeptFeed extends FeedFields {
  readonly url: string;
  readonly added: string;
  /** How many of its items are known. */
  readonly items: number;
  /** Instants of the latest of them, the latest first. */
  readonly moments: readonly string[];
}

export interface KeptItem {
  /** By which it is known again. */
  readonly key: string;
  /** Another one where the feed says something else of it. */
  readonly stamp: string;
  /** `failed`: to be tried again. */
  readonly state: 'taken' | 'left-out' | 'refused' | 'failed';
  readonly tries: number;
  readonly at: string;
  /** Null where its feed does not say. */
  readonly published: string | null;
  readonly report: string | null;
}

export interface FetchedPage {
  /** As it was asked for. */
  readonly url: string;
  /** The version that it gave last. */
  readonly report: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly at: string;
}

/**
 * `file`: SQLite finds the file damaged; `orphan`: a row leads nowhere; `derived`: it is not what it is computed from;
 * `index`: a full-text index holds other words than the book; `successors`: who answers for an id that is gone.
 */
export type KeepingFault = 'file' | 'orphan' | 'derived' | 'index' | 'successors';

/** Something that is wrong in a book. */
export interface Fault<Kind extends string = KeepingFault> {
  readonly kind: Kind;
  /** Id of a report, claim or story, or a table. */
  readonly place: string;
  readonly what: string;
  /** Whether it can be made anew from what else the book holds. */
  readonly mendable: boolean;
}

export interface Mended {
  /** The book as it was before. */
  readonly backup: string;
}
