import type { BookClaim, Report } from '../../../book/record.ts';
import { compare } from '../../../book/scene.ts';
import type { ReviewState } from '../../../store/index.ts';
import type { Span } from '../../../text/span.ts';
import type { ExportedClaim } from './source.ts';

/**
 * Of reports only the words of the claims that are held: an actor of whom a hundred thousand reports tell must not hold their
 * texts. In the end the claims are moved along with their words, so that each span still leads to them and claims of one
 * report keep their order; what names their parties is left out.
 */
export interface Excerpts {
  /** By report, of those that have one. */
  readonly markings: Map<string, string>;
  /** @param reports those of the claims, whole */
  take(claims: readonly ExportedClaim[], reports: readonly Report[]): void;
  /** Nothing is left in it then. */
  ends(): { readonly claims: readonly HeldClaim[]; readonly reports: readonly Report[] };
}

/** A claim as decided, and in which state of review it is. */
export interface HeldClaim {
  readonly claim: BookClaim;
  readonly state: ReviewState;
}

interface Piece extends Span, HeldClaim {
  readonly words: string;
}

export function excerpts(): Excerpts {
  const heads = new Map<string, Report>();
  const pieces = new Map<string, Piece>();
  return {
    markings: new Map(),
    take: (claims, reports) => {
      const whole = new Map(reports.map((report) => [report.id, report]));
      for (const one of claims) {
        const report = whole.get(one.claim.report);
        if (report === undefined) continue;
        heads.set(report.id, { ...report, text: '', sentences: [] });
        const span = around(one.claim);
        const { namings: _, replacements: __, ...claim } = one.claim;
        pieces.set(claim.id, {
          claim,
          state: one.kept.state,
          ...span,
          words: copied(report.text.slice(span.start, span.end)),
        });
      }
    },
    ends: () => {
      const claims: HeldClaim[] = [];
      const texts = new Map<string, string>();
      const ordered = [...pieces.values()].sort(inText).map(({ claim }) => claim.id);
      for (const id of ordered) {
        const piece = pieces.get(id);
        if (piece === undefined) continue;
        pieces.delete(id);
        const { claim, state, start, words } = piece;
        const before = texts.get(claim.report) ?? '';
        texts.set(claim.report, before + words);
        claims.push({ claim: moved(claim, before.length - start), state });
      }
      const reports = [...heads.values()].map((report) => ({ ...report, text: texts.get(report.id) ?? '' }));
      return { claims, reports };
    },
  };
}

/** As claims of one report are ordered: by predicate, then by id. */
const inText = ({ claim: a }: Piece, { claim: b }: Piece): number =>
  a.predicate.start - b.predicate.start || compare(a.id, b.id);

/** The engine keeps a whole text for each piece that is sliced off it; this is a string of its own. */
export const copied = (words: string): string => Buffer.from(words, 'utf16le').toString('utf16le');

const spansOf = ({ predicate, what, sentence, evidence, conditions, quantities, when, where }: BookClaim) => [
  predicate,
  sentence,
  evidence,
  ...conditions,
  ...quantities,
  ...where,
  ...(what ? [what] : []),
  ...(when ? [when] : []),
];

function around(claim: BookClaim): Span {
  const spans = spansOf(claim);
  return {
    start: Math.min(...spans.map(({ start }) => start)),
    end: Math.max(...spans.map(({ end }) => end)),
  };
}

function moved(claim: BookClaim, by: number): BookClaim {
  const move = <T extends Span>(at: T): T => ({ ...at, start: at.start + by, end: at.end + by });
  return {
    ...claim,
    predicate: move(claim.predicate),
    what: claim.what && move(claim.what),
    sentence: move(claim.sentence),
    evidence: move(claim.evidence),
    conditions: claim.conditions.map(move),
    quantities: claim.quantities.map(move),
    where: claim.where.map(move),
    when: claim.when && move(claim.when),
  };
}
