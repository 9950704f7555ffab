import type { Quantity } from '../../document/layers.ts';
import { contains, overlaps } from '../../text/span.ts';
import { type DraftRow, rowsOf, type Statement } from './row.ts';
import { sizeOf } from './same-amount.ts';
import { sentenceOf, type ToldReport } from './told.ts';
import { WORDS } from './words.ts';

/** Units that count who takes part. */
const TAKING_PART: ReadonlySet<string> = new Set([
  'country',
  'delegation',
  'party',
  'participant',
  'faction',
  'donor',
]);

const VERB = new RegExp(
  `\\b(?:${WORDS.taking_part.map((verb) => verb.replace('*', '\\p{L}*')).join('|')})(?!\\p{L})`,
  'iu',
);

/** `35 members, of which 26`: a number of some of them. */
const OF_THEM = /\b(?:of|among) (?:which|whom|them)\s+(?:\p{L}+ )?$/u;

/** How sure a number counts those who took part: it counts whom a claim of meeting names, or it counts who signed or pledged. */
type Certainty = 'meeting' | 'acting';

interface Count extends Statement<Quantity> {
  readonly certainty: Certainty;
}

/**
 * How many took part, as each report says. A number of who acted counts as one of participants where no report tells it beside
 * another number of participants: `26 of the 35` pledged, but `six countries` met and pledged.
 */
export function participantCounts(reports: readonly ToldReport[]): readonly Statement<Quantity>[] {
  const counts = reports.flatMap((report) => countsIn(report));
  const sure = counts.filter(({ certainty }) => certainty === 'meeting');
  const isPart = ({ in: told, value }: Count): boolean =>
    sure.some((count) => count.in === told && sizeOf(count.value) !== sizeOf(value));
  const parts = new Set(
    counts.filter((count) => count.certainty === 'acting' && isPart(count)).map(({ value }) => sizeOf(value)),
  );
  return counts.filter(
    ({ certainty, value, in: told }) =>
      certainty === 'meeting' || (!parts.has(sizeOf(value)) && !sure.some((count) => count.in === told)),
  );
}

export function participantRows(counts: readonly Statement<Quantity>[]): readonly DraftRow[] {
  const statements = counts.map(({ value, ...rest }) => ({
    ...rest,
    value: { value: sizeOf(value), unit: value.unit },
  }));
  return rowsOf({ field: 'participants', about: null, statements, isSame: (a, b) => a.value === b.value });
}

/** The first number of each certainty in a report: further ones count parts of them. */
function countsIn(told: ToldReport): readonly Count[] {
  const counts = told.quantities
    .filter(({ unit }) => TAKING_PART.has(unit))
    .flatMap((quantity): Count[] => {
      const certainty = OF_THEM.test(told.report.text.slice(0, quantity.start))
        ? null
        : certaintyOf(told, quantity);
      return certainty === null
        ? []
        : [{ in: told, at: quantity, value: quantity, sources: sourcesAt(told, quantity), certainty }];
    });
  const meeting = counts.find(({ certainty }) => certainty === 'meeting');
  const acting = counts.find(({ certainty }) => certainty === 'acting');
  return [meeting, acting].filter((count) => count !== undefined);
}

function certaintyOf(told: ToldReport, quantity: Quantity): Certainty | null {
  const { text } = told.report;
  const around = told.claims.filter(({ sentence }) => contains(sentence, quantity));
  const size = sizeOf(quantity);
  // Who is counted: a party of that size, or the subject in front of the predicate.
  const acts = around.filter(
    (claim) =>
      claim.quantities.some((own) => overlaps(own, quantity)) &&
      (claim.what === null || !contains(claim.what, quantity)) &&
      quantity.start < claim.predicate.start &&
      (claim.act === 'meet' ||
        claim.actors.some((id) => told.parties.some((party) => party.id === id && party.size === size))),
  );
  if (acts.some(({ act }) => act === 'meet')) return 'meeting';
  if (acts.some(({ act }) => act === 'agree' || act === 'commit')) return 'acting';
  const after = text.slice(quantity.end, sentenceOf(told, quantity).end);
  return quantity.unit === 'delegation' || VERB.test(after.slice(0, 80)) ? 'meeting' : null;
}

/** Whose word a number is that stands in a claim's sentence: that of the claim. */
const sourcesAt = (told: ToldReport, quantity: Quantity): readonly string[] =>
  told.claims.find(({ sentence }) => contains(sentence, quantity))?.sources ?? [];
