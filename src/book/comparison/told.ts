import { findActors } from '../../actors/find-actors.ts';
import type { Mention, Quantity, Tokenised } from '../../document/layers.ts';
import { UNKNOWN } from '../../document/metadata.ts';
import { findParagraphs } from '../../language/paragraphs.ts';
import { findQuantities } from '../../language/quantities.ts';
import { contains, type Span } from '../../text/span.ts';
import { toldOn } from '../moment.ts';
import type { BookClaim, ReadReport } from '../record.ts';
import { holdersOf, type PartyNames, partyNames } from './parties.ts';
import { stemsOf, union } from './words.ts';

/** A report as it is compared: with the amounts and mentions of its whole text, also outside its claims. */
export interface ToldReport extends ReadReport {
  readonly quantities: readonly Quantity[];
  readonly mentions: readonly Mention[];
}

/** A claim as it is compared. */
export interface ToldClaim {
  readonly claim: BookClaim;
  readonly in: ToldReport;
  readonly holders: readonly string[];
  /** Across reports, as `holders`. */
  readonly targets: readonly string[];
  /** Stems of predicate, content and places. */
  readonly stems: ReadonlySet<string>;
}

export function toldReport(read: ReadReport): ToldReport {
  const { report } = read;
  const document: Tokenised = {
    text: report.text,
    sentences: report.sentences,
    paragraphs: findParagraphs(report.text),
    metadata: { ...UNKNOWN, published: report.published },
  };
  let mentions: readonly Mention[] | undefined;
  return {
    ...read,
    quantities: findQuantities(document),
    // What stands behind claims is told without them.
    get mentions() {
      mentions ??= findActors(document).mentions;
      return mentions;
    },
  };
}

/** `sizes`: numbers that count the participants in some report. */
export function toldClaims(told: ToldReport, sizes: ReadonlySet<number>): readonly ToldClaim[] {
  const names = partyNames(told, sizes);
  return told.claims.map((claim) => toldClaim(told, claim, names));
}

function toldClaim(told: ToldReport, claim: BookClaim, names: PartyNames): ToldClaim {
  const { text } = told.report;
  return {
    claim,
    in: told,
    holders: holdersOf(claim, names),
    targets: claim.targets.map(names),
    stems: union(
      stemsOf(text, claim.predicate),
      stemsOf(text, claim.what),
      ...claim.where.map((at) => stemsOf(text, at)),
    ),
  };
}

/** The sentence that holds a span; the span itself where none does. */
export const sentenceOf = (told: ToldReport, at: Span): Span =>
  told.report.sentences.find((sentence) => contains(sentence, at)) ?? at;

/** By date of publication, then by id, so that the order in which reports were added decides nothing. */
export const inOrder = (a: ReadReport, b: ReadReport): number =>
  toldOn(a.report).localeCompare(toldOn(b.report)) || a.report.id.localeCompare(b.report.id);
