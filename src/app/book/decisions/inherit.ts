import { copiedPassages } from '../../../book/duplicates/copies.ts';
import type { Report } from '../../../book/record.ts';
import type { Decision, KeptClaim, Reads, Signature, Stamp, Writes } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { overlaps } from '../../../text/span.ts';
import { apply } from './change.ts';
import { type Copy, onCopy, spansAbout } from './copies.ts';
import {
  append,
  type Body,
  bodyOf,
  CLAIM_KINDS,
  type ClaimDecision,
  claimNow,
  isOnClaims,
  undoneAmong,
} from './decision.ts';
import { sentencesOf } from './fields.ts';
import { planOnClaims } from './on-claims.ts';

/** A decision that a report has from a copy of its passage which was there before it. */
export interface Inherited extends Pick<Decision, 'kind' | 'subject' | 'by'> {
  /** Id of the report's own decision. */
  readonly decision: string;
  /** Id of the one that a person took, and the ISO instant when. */
  readonly from: string;
  readonly taken: string;
}

export interface Inheritance {
  readonly carried: readonly Inherited[];
  /** Decisions on copies of its passages that could not be carried. */
  readonly left: readonly { readonly from: string; readonly why: string }[];
}

export const NOTHING_CARRIED: Inheritance = { carried: [], left: [] };

/** Passages that are looked up for one band, the latest ones: each of them has the decisions of those before it. */
const COPIES_A_BAND = 40;
/** Reports that are looked at, those that share most first: what an added report costs must not grow with the book. */
const SOURCES = 24;

/**
 * Carries to a report the decisions that stand on copies of its passages in other reports, each once, as a decision of its
 * own by the same person (`ID.REPORT`), undone with the first one. What somebody decided on this report by itself stays.
 * @param at when: the ISO instant at which the book learns of it
 */
export async function inherit(
  book: Writes,
  report: Report,
  signatures: readonly Signature[],
  at: string,
): Promise<Inheritance> {
  if ((await book.decisions({ kinds: CLAIM_KINDS, limit: 1 })).length === 0) return NOTHING_CARRIED;
  const sources = await sourcesOf(book, report, signatures);
  if (sources.size === 0) return NOTHING_CARRIED;
  const known = await book.decisions({ reports: [report.id] });
  const done = new Set(known.map((decision) => bodyOf(decision)?.from ?? decision.id));
  const all = await book.decisions({ reports: [...sources.keys()] });
  const undone = undoneAmong(all);
  const carried: Inherited[] = [];
  const left = new Map<string, string>();
  /** Claims of the sources on which a decision could not be carried: nor can those that build on it. */
  const passed = new Set<string>();
  for (const [i, decision] of all.entries()) {
    const source = sources.get(decision.report ?? '');
    const body = bodyOf(decision);
    const from = body?.from ?? decision.id;
    if (!source || !body || !isOnClaims(body.said) || undone.has(decision.id) || done.has(from)) continue;
    const about = standing(source, body, all.slice(i + 1));
    const spans = about && spansAbout(body.said, about.claims);
    if (!spans?.some((span) => source.copy.copied.some(({ inFirst }) => overlaps(inFirst, span)))) continue;
    const stamp = { id: `${from}.${shortOf(report.id)}`, by: decision.by, why: decision.why, at };
    const taken = body.taken ?? decision.at;
    const subject = about?.claims.some(({ claim }) => passed.has(claim.id))
      ? { why: 'one that it builds on was left alone' }
      : await carry(book, source, body.said, about, { stamp, from, taken });
    if ('why' in subject) {
      left.set(from, subject.why);
      for (const { claim } of about?.claims ?? []) passed.add(claim.id);
      continue;
    }
    done.add(from);
    left.delete(from);
    carried.push({ decision: stamp.id, kind: decision.kind, from, taken, by: decision.by, ...subject });
  }
  return { carried, left: [...left].map(([from, why]) => ({ from, why })) };
}

interface Source {
  readonly report: Report;
  readonly claims: readonly KeptClaim[];
  /** Its passages in the report that is to inherit. */
  readonly copy: Copy;
}

/** Other reports with decisions and passages of this one. */
async function sourcesOf(
  book: Reads,
  report: Report,
  signatures: readonly Signature[],
): Promise<ReadonlyMap<string, Source>> {
  const bands = signatures.flatMap((signature) => signature.bands);
  const sharing = await book.sharing(bands, COPIES_A_BAND);
  const ids = [...new Set(sharing.map((passage) => passage.report))].filter((id) => id !== report.id);
  const decided = await book.decisions({ reports: ids.slice(0, SOURCES), kinds: CLAIM_KINDS });
  const reports = [...new Set(decided.flatMap((decision) => decision.report ?? []))];
  const sources = new Map<string, Source>();
  for (const { report: source } of await book.reports({ reports, versions: 'all' })) {
    const copied = copiedPassages(
      { text: source.text, sentences: sentencesOf(source) },
      { text: report.text, sentences: sentencesOf(report) },
    );
    if (copied.length === 0) continue;
    const claims = await book.claims({ reports: [source.id], versions: 'all' });
    sources.set(source.id, { report: source, claims: claims.map(asRead), copy: { report, copied } });
  }
  return sources;
}

/** Predicates as they were read are what two copies have in common. */
const asRead = (kept: KeptClaim): KeptClaim => ({ ...kept, claim: kept.asRead ?? kept.claim });

const shortOf = (report: string): string => report.replace(/^sha256:/, '').slice(0, 12);

interface About {
  readonly claims: readonly KeptClaim[];
  /** How each stood before the decision. */
  readonly states: readonly (KeptClaim['state'] | undefined)[];
}

/** The claims of the source that a decision is about; null where one of them is not read any more. */
function standing({ claims }: Source, { changes }: Body, since: readonly Decision[]): About | null {
  const touched = changes.flatMap((change) => (change.on === 'claim' && !change.added ? [change] : []));
  const found = touched.map(({ claim, before }) => ({
    kept: claims.find((kept) => kept.claim.id === claimNow(claim, since)),
    state: before?.state,
  }));
  const kept = found.flatMap((one) => one.kept ?? []);
  return kept.length < found.length ? null : { claims: kept, states: found.map(({ state }) => state) };
}

/** @returns the claim of the report that it is about, or why it was left alone */
async function carry(
  book: Writes,
  { report, copy }: Source,
  said: ClaimDecision,
  about: About | null,
  { stamp, from, taken }: { readonly stamp: Stamp; readonly from: string; readonly taken: string },
): Promise<{ readonly subject: string } | { readonly why: string }> {
  const there = await book.claims({ reports: [copy.report.id], versions: 'all' });
  const copied = onCopy(said, about?.claims ?? [], report, copy, there.map(asRead));
  if ('why' in copied) return copied;
  if (copied.claims.some(({ state }, i) => state !== about?.states[i]))
    return { why: 'it was decided on otherwise' };
  try {
    const { subject, changes, ...plan } = await planOnClaims(book, copied.decision, stamp, {});
    for (const change of changes) await apply(book, change, stamp);
    await append(book, { ...plan, subject }, { said: copied.decision, changes, from, taken }, stamp);
    return { subject };
  } catch (error) {
    // Its claims were read otherwise, so that what is right of the other copy is wrong of this one.
    if (error instanceof UsageError) return { why: error.message };
    throw error;
  }
}
