import { FIRMNESS } from '../../document/vocabulary.ts';
import { slice } from '../../text/span.ts';
import type { Entry } from '../entries.ts';
import type { BookClaim, Report } from '../record.ts';
import { controllerOf, literalsOf } from '../scenario/truth.ts';
import { compare } from '../scene.ts';
import type { EntryChange, Overdue } from '../time.ts';
import {
  type Leads,
  matter,
  namesOf,
  opposition,
  sentenceOf,
  shortened,
  verb,
  wordsOf,
} from './sentences.ts';

/** The page that a desk officer hands on. */
export interface Brief {
  /** The day (ISO) that it goes back to, or the name of a release; and the day that it is of. */
  readonly since: string;
  readonly until: string;
  readonly sections: readonly Section[];
  /** Numbered from 1 on, in the order in which the page comes to them. */
  readonly footnotes: readonly Footnote[];
  /** What the page says of itself: what was left out and what it cannot know. */
  readonly remarks: readonly string[];
}

export interface Section {
  readonly kind: SectionKind;
  readonly heading: string;
  readonly items: readonly Item[];
  /** Items that the limit left out. */
  readonly leftOut: number;
}

export interface Item {
  /** What stands first and is set off: a trigger. Null where there is none. */
  readonly lead: string | null;
  /** A sentence without its full stop. */
  readonly text: string;
  /** Numbers of footnotes. */
  readonly notes: readonly number[];
}

/** By what a sentence is borne out. */
export interface Footnote extends Pick<Report, 'publisher' | 'title' | 'published' | 'url'> {
  readonly report: string;
  readonly claim: string;
  readonly quote: string;
}

/** What matters most first. */
const HEADINGS = {
  'taken-back': 'Taken back',
  contradicted: 'Contradicted',
  fulfilled: 'Fulfilled',
  overdue: 'Overdue',
  firmer: 'Firmer',
  weaker: 'Weaker',
  new: 'New',
  opposed: 'Opposed',
  late: 'Told before, learned since',
  trigger: 'What hangs on what',
  gone: 'No longer counted',
} as const;
export type SectionKind = keyof typeof HEADINGS;

/** Everything that a brief is made of, of one moment, with the entries that a filter let through. */
export interface BriefParts extends Leads {
  readonly changes: readonly EntryChange[];
  readonly overdue: readonly Overdue[];
  readonly entries: readonly Entry[];
  /** Ids of reports of before that day that the book learned of since. */
  readonly late: ReadonlySet<string>;
}

/** An item before its footnotes are numbered. */
interface Draft {
  readonly kind: SectionKind;
  readonly lead: string | null;
  readonly text: string;
  /** That bear it out, the one that it is told after first. */
  readonly claims: readonly BookClaim[];
  /** What comes first within a section. */
  readonly weight: number;
}

/** Claims that one sentence cites at most: a page of footnotes is read by nobody. */
const CITED = 3;
const QUOTE = 240;

/**
 * @param limit sentences on the page; shared out among the sections in turn, so that none is crowded out
 * @param more remarks that the caller has to make
 */
export function briefOf(
  parts: BriefParts,
  {
    since,
    until,
    limit,
    more = [],
  }: {
    readonly since: string;
    readonly until: string;
    readonly limit: number;
    readonly more?: readonly string[];
  },
): Brief {
  const drafts = [...changesTold(parts), ...lateTold(parts), ...overdueTold(parts), ...triggersTold(parts)];
  const kinds = (Object.keys(HEADINGS) as SectionKind[]).map((kind) => ({
    kind,
    all: drafts
      .filter((draft) => draft.kind === kind)
      .sort((a, b) => b.weight - a.weight || compare(a.text, b.text)),
  }));
  const shares = shared(
    kinds.map(({ all }) => all.length),
    limit,
  );
  const numbers = new Map<string, number>();
  const footnotes: Footnote[] = [];
  const note = (claim: BookClaim): number => {
    const known = numbers.get(claim.id);
    if (known !== undefined) return known;
    footnotes.push(footnoteOf(claim, parts));
    numbers.set(claim.id, footnotes.length);
    return footnotes.length;
  };
  const sections = kinds.flatMap(({ kind, all }, i): Section[] => {
    const items = all
      .slice(0, shares[i])
      .map(({ lead, text, claims }): Item => ({ lead, text, notes: claims.slice(0, CITED).map(note) }));
    return all.length === 0
      ? []
      : [{ kind, heading: HEADINGS[kind], items, leftOut: all.length - items.length }];
  });
  const out = sections.filter(({ leftOut }) => leftOut > 0);
  const total = out.reduce((sum, { leftOut }) => sum + leftOut, 0);
  const left = out.map(({ heading, leftOut }) => `${leftOut} under “${heading}”`).join(', ');
  return {
    since,
    until,
    sections,
    footnotes,
    remarks: [
      ...(total === 0 ? [] : [`Left out for length: ${left}. A limit of ${limit + total} prints all.`]),
      ...more,
    ],
  };
}

/** One each in turn until nothing is left of the limit. */
function shared(sizes: readonly number[], limit: number): readonly number[] {
  const shares = sizes.map(() => 0);
  let left = limit;
  while (left > 0 && shares.some((share, i) => share < (sizes[i] ?? 0)))
    for (const [i, size] of sizes.entries())
      if (left > 0 && (shares[i] ?? 0) < size) {
        shares[i] = (shares[i] ?? 0) + 1;
        left--;
      }
  return shares;
}

/** What one claim changes in several entries is one sentence. */
function changesTold(parts: BriefParts): readonly Draft[] {
  const told = parts.changes.flatMap((change) => {
    const entry = change.after ?? change.before;
    const claim = change.claims.at(-1);
    return entry && claim ? [{ change, entry, claim }] : [];
  });
  const groups = Map.groupBy(told, ({ change, claim }) =>
    JSON.stringify([change.kind, claim.id, stateBefore(change)]),
  );
  return [...groups.values()].flatMap((same): Draft[] => {
    const [first] = same;
    if (first === undefined) return [];
    const { change, claim } = first;
    const entries = same.map(({ entry }) => entry);
    const text =
      change.kind === 'opposed'
        ? opposition(claim, entries, parts)
        : sentenceOf(claim, entries, stateBefore(change), parts);
    const others = same.flatMap((s) => s.change.claims).toReversed();
    const claims = [...new Map([claim, ...others].map((c) => [c.id, c])).values()];
    return [{ kind: change.kind, lead: null, text, claims, weight: weightOf(claim) }];
  });
}

/** How the entry stood before the step: several may have been taken since the brief's day. */
function stateBefore({ kind, before, after, claims }: EntryChange): string | null {
  if (kind === 'new' || kind === 'opposed' || kind === 'gone') return null;
  const history = after?.history ?? [];
  const at = history.findIndex(({ claim }) => claim.id === claims.at(-1)?.id);
  const stood = history[at - 1]?.claim ?? before?.state?.claim;
  return stood ? verb(stood) : null;
}

/** What older reports say that came late: it is news to the reader, and changes nothing since that day. */
function lateTold(parts: BriefParts): readonly Draft[] {
  const told = parts.entries.flatMap((entry) =>
    entry.claims.filter(({ report }) => parts.late.has(report)).map((claim) => ({ claim, entry })),
  );
  return [...Map.groupBy(told, ({ claim }) => claim.id).values()].flatMap((same): readonly Draft[] =>
    same.slice(0, 1).map(({ claim }) => ({
      kind: 'late',
      lead: parts.reports.get(claim.report)?.published?.slice(0, 10) ?? null,
      text: sentenceOf(
        claim,
        same.map(({ entry }) => entry),
        null,
        parts,
      ),
      claims: [claim],
      weight: weightOf(claim),
    })),
  );
}

const weightOf = ({ firmness, actors }: BookClaim): number =>
  (firmness === null ? 0 : FIRMNESS.indexOf(firmness) + 1) * 100 + Math.min(actors.length, 99);

function overdueTold(parts: BriefParts): readonly Draft[] {
  const entries = new Map(parts.entries.map((entry) => [entry.id, entry]));
  return parts.overdue.flatMap(({ entry: id, deadline, daysLate, claims, putOff }): Draft[] => {
    const entry = entries.get(id);
    const claim = claims.at(-1);
    if (!entry || !claim) return [];
    const later = putOff?.when?.to ? `; put off since, to ${putOff.when.to}` : '';
    const days = `${daysLate} ${daysLate === 1 ? 'day' : 'days'}`;
    return [
      {
        kind: 'overdue',
        lead: null,
        text: `${namesOf([entry.actor], parts)} on ${matter([entry], parts)}: “${wordsOf(claim, parts)}” was due by ${deadline}, ${days} ago, and no report says that it was done${later}`,
        claims: [claim, ...(putOff ? [putOff] : [])],
        // What was due since the last page matters more than what was told on it.
        weight: -daysLate,
      },
    ];
  });
}

/** Each trigger with all that hangs on it by the last word of its entry, and in whose hands it is. */
function triggersTold(parts: BriefParts): readonly Draft[] {
  const hanging = parts.entries.flatMap((entry) => {
    const claim = entry.state?.claim;
    const literals = claim?.conditions.flatMap(({ trigger }) => (trigger ? literalsOf(trigger) : [])) ?? [];
    return claim ? [...new Set(literals)].map((literal) => ({ literal, entry, claim })) : [];
  });
  return [...Map.groupBy(hanging, ({ literal }) => literal)].map(([literal, all]): Draft => {
    const actors = [...Map.groupBy(all, ({ entry }) => entry.actor)];
    const who = actors.slice(0, 8).map(([actor, theirs]) => {
      const entries = theirs.map(({ entry }) => entry);
      const stands = [...new Set(entries.flatMap(({ state }) => (state ? [verb(state.claim)] : [])))];
      return `${namesOf([actor], parts)} (${stands.join(', ')}: ${matter(entries, parts)})`;
    });
    const rest = actors.length > who.length ? [`${actors.length - who.length} others`] : [];
    const controller = controllerOf(literal);
    const hands = controller === null ? '' : `, in the hands of ${controllerName(controller, parts)}`;
    return {
      kind: 'trigger',
      lead: `${literal.replace(/^!/, 'not ')}${hands}`,
      text: [...who, ...rest].join('; '),
      claims: [...new Map(all.map(({ claim }) => [claim.id, claim])).values()],
      weight: actors.length,
    };
  });
}

/** `USA` as the state’s name; `DEU-parliament` as `the parliament of Germany`. */
function controllerName(controller: string, { parties }: Leads): string {
  const [, code = '', body] = /^([A-Z]{3})(?:-(.+))?$/.exec(controller) ?? [];
  const state = parties.get(`state:${code}`)?.name ?? code;
  if (code === '') return parties.get(controller)?.name ?? controller;
  return body === undefined ? state : `the ${body.replaceAll('-', ' ')} of ${state}`;
}

function footnoteOf(claim: BookClaim, { reports }: Leads): Footnote {
  const report = reports.get(claim.report);
  return {
    report: claim.report,
    claim: claim.id,
    publisher: report?.publisher ?? null,
    title: report?.title ?? null,
    published: report?.published ?? null,
    url: report?.url ?? null,
    quote: shortened(slice(report?.text ?? '', claim.sentence), QUOTE),
  };
}
