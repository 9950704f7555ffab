import { type CopiedPassage, copiedPassages } from '../../../book/duplicates/copies.ts';
import { fingerprintOf } from '../../../book/duplicates/fingerprint.ts';
import type { Report } from '../../../book/record.ts';
import type { KeptClaim, Reads } from '../../../store/index.ts';
import { contains, overlap, overlaps, type Span, slice, span } from '../../../text/span.ts';
import { overrides } from './change.ts';
import type { ClaimDecision, Fields, Left } from './decision.ts';
import { sentencesOf } from './fields.ts';
import { reportNamed } from './lookup.ts';
import type { ClaimPlan } from './on-claims.ts';
import { placesOf } from './places.ts';

/** Copies that are looked up for one key of a passage; the latest ones, where there are more. */
const COPIES_A_KEY = 1000;

/** Where the sentences of a report stand again, with at most small changes: in another report, or elsewhere in it. */
export interface Copy {
  readonly report: Report;
  readonly copied: readonly CopiedPassage[];
}

/**
 * The same decision for each copy of the passage that it is about: where the copy has the same words, was read alike, and
 * nobody has decided on it otherwise. The rest is left alone, with the reason.
 */
export async function decisionsOnCopies(
  book: Reads,
  decision: ClaimDecision,
  { report: id, claims }: ClaimPlan,
): Promise<{ readonly decisions: readonly ClaimDecision[]; readonly left: readonly Left[] }> {
  const { report } = await reportNamed(book, id);
  const spans = spansAbout(decision, claims);
  const decisions: ClaimDecision[] = [];
  const left: Left[] = [];
  for (const copy of await copiesOf(book, report, spans)) {
    const there = await book.claims({ reports: [copy.report.id], versions: 'all' });
    const carried = onCopy(decision, claims, report, copy, there);
    const why =
      'why' in carried
        ? carried.why
        : carried.claims.some((kept, i) => !standsAlike(kept, claims[i]))
          ? 'it was decided on by itself'
          : null;
    if (why !== null) left.push({ report: copy.report.id, why });
    else if ('decision' in carried) decisions.push(carried.decision);
  }
  return { decisions, left };
}

/** Where the words are that the decision is about. */
export function spansAbout(decision: ClaimDecision, claims: readonly KeptClaim[]): readonly Span[] {
  const fields: readonly Fields[] =
    decision.kind === 'split'
      ? decision.into
      : 'fields' in decision && decision.fields
        ? [decision.fields]
        : [];
  const own = decision.kind === 'add' ? [] : claims.map(({ claim }) => claim.predicate);
  return [...own, ...fields.flatMap(spansOf)];
}

/**
 * The decision as it is on a copy, with the claims there that it is about; or why it cannot be carried.
 * @param claims that the decision is about, of `report`
 * @param there claims of the copy's report
 */
export function onCopy(
  decision: ClaimDecision,
  claims: readonly KeptClaim[],
  report: Report,
  copy: Copy,
  there: readonly KeptClaim[],
): { readonly decision: ClaimDecision; readonly claims: readonly KeptClaim[] } | { readonly why: string } {
  const moved = new Map(
    spansAbout(decision, claims).map((at) => [keyOf(at), movedTo(at, report, copy)] as const),
  );
  if ([...moved.values()].includes(null)) return { why: 'its words differ' };
  const move = <S extends Span>(at: S): S => ({ ...at, ...moved.get(keyOf(at)) });
  if (decision.kind === 'add') {
    const fields = { ...decision.fields, ...movedFields(decision.fields, move) };
    const { act, predicate } = fields;
    return there.some(
      ({ claim, state }) => state !== 'gone' && claim.act === act && overlaps(claim.predicate, predicate),
    )
      ? { why: 'it has this claim' }
      : { decision: { ...decision, report: copy.report.id, fields }, claims: [] };
  }
  const found = claims.flatMap(
    (kept) => counterpart(kept, moved.get(keyOf(kept.claim.predicate)) ?? null, there) ?? [],
  );
  return found.length < claims.length
    ? { why: 'the claim was not read there' }
    : { decision: translated(decision, found, move), claims: found };
}

function translated(
  decision: Exclude<ClaimDecision, { kind: 'add' }>,
  found: readonly KeptClaim[],
  move: <S extends Span>(at: S) => S,
): ClaimDecision {
  const [claim = '', ...others] = found.map((kept) => kept.claim.id);
  switch (decision.kind) {
    case 'merge':
      return {
        ...decision,
        claims: [claim, ...others],
        ...(decision.fields && { fields: movedFields(decision.fields, move) }),
      };
    case 'split':
      return { ...decision, claim, into: decision.into.map((fields) => movedFields(fields, move)) };
    case 'mend':
      return { ...decision, claim, fields: movedFields(decision.fields, move) };
    default:
      return { ...decision, claim };
  }
}

/** Other reports that have passages of this one. */
export async function reportsCopying(book: Reads, report: Report): Promise<readonly string[]> {
  const copies = await copiesOf(book, report, [span(0, report.text.length)]);
  return [...new Set(copies.map((copy) => copy.report.id))].filter((id) => id !== report.id);
}

/** Candidates share a band of the MinHash of the report or of the paragraph; then sentences are compared. */
async function copiesOf(book: Reads, report: Report, at: readonly Span[]): Promise<readonly Copy[]> {
  const sentences = sentencesOf(report).filter((sentence) => at.some((words) => overlaps(words, sentence)));
  const { keys, passages } = fingerprintOf(report.text);
  const around = passages.filter((passage) => sentences.some((sentence) => overlaps(passage, sentence)));
  const bands = [...keys, ...around.flatMap((passage) => passage.keys)];
  const sharing = await book.sharing(bands, COPIES_A_KEY);
  const reports = [...new Set(sharing.map((passage) => passage.report))];
  const kept = await book.reports({ reports, versions: 'all' });
  return kept.flatMap(({ report: other }) => {
    const copied = copiedPassages(
      { text: report.text, sentences },
      { text: other.text, sentences: sentencesOf(other) },
    );
    if (other.id !== report.id) return copied.length > 0 ? [{ report: other, copied }] : [];
    // Each further place in the report itself is a copy of its own.
    return copied
      .filter(({ inFirst, inSecond }) => !overlaps(inFirst, inSecond))
      .map((passage) => ({ report: other, copied: [passage] }));
  });
}

const keyOf = ({ start, end }: Span): string => `${start} ${end}`;

/** The same words in the copied sentence; null where they are not there, or not as often. */
function movedTo(at: Span, { text }: Report, { report, copied }: Copy): Span | null {
  const passage = copied.find(({ inFirst }) => contains(inFirst, at));
  if (passage === undefined) return null;
  const words = slice(text, at);
  const here = placesOf(words, text, passage.inFirst);
  const there = placesOf(words, report.text, passage.inSecond);
  const start = there[here.indexOf(at.start)];
  return start === undefined || here.length !== there.length ? null : span(start, start + words.length);
}

/** Of this act, at these words. */
function counterpart(kept: KeptClaim, at: Span | null, there: readonly KeptClaim[]): KeptClaim | null {
  if (at === null) return null;
  const { act } = kept.asRead ?? kept.claim;
  const alike = there
    .filter((other) => (other.asRead ?? other.claim).act === act)
    .map((other) => ({ other, shared: overlap(other.claim.predicate, at) }))
    .filter(({ shared }) => shared > 0)
    .sort((a, b) => b.shared - a.shared);
  return alike[0]?.other ?? null;
}

/** Before the decision: of one state, and mended in the same fields. */
const standsAlike = (a: KeptClaim, b: KeptClaim | undefined): boolean =>
  b !== undefined && a.state === b.state && mendedFields(a) === mendedFields(b);

const mendedFields = (kept: KeptClaim): string => Object.keys(overrides(kept)).sort().join(' ');

const spansOf = ({ predicate, what, conditions, quantities, when, where }: Fields): readonly Span[] =>
  [predicate, what, ...(conditions ?? []), ...(quantities ?? []), when, ...(where ?? [])].flatMap(
    (at) => at ?? [],
  );

function movedFields(fields: Fields, move: <S extends Span>(at: S) => S): Fields {
  const { predicate, what, conditions, quantities, when, where } = fields;
  return {
    ...fields,
    ...(predicate && { predicate: move(predicate) }),
    ...(what && { what: move(what) }),
    ...(conditions && { conditions: conditions.map(move) }),
    ...(quantities && { quantities: quantities.map(move) }),
    ...(when && { when: move(when) }),
    ...(where && { where: where.map(move) }),
  };
}
