import type { Quantity } from '../document/layers.ts';
import type { Draft } from './bounds.ts';
import { singularOf, type Unit } from './units.ts';

/** How far back a bare number may take its unit from, in code units: some three sentences. */
const REACH = 700;

/** `25 of the 85 million euros`: the part is counted as the whole is. */
const PART_OF =
  /^ (?:out )?of (?:the|its|their|his|her|our|these|those|a total of|a planned|some)? ?(?:\p{L}+ )?$/u;

/** What follows a number that stands alone: the end of its clause, or a word that is no noun. */
const ALONE =
  /^(?:[.,;:)\]!?"”’]|$|\s(?:of|in|on|at|to|for|from|by|with|and|or|but|as|than|that|which|who|when|where|if|after|before|would|will|have|has|had|are|were|is|was|be|can|could|may|might|shall|should|must|did|do|more|less|on|over|under|within|through|until|since|during|this|next|last|a|an|the|it|they|he|she|we)\b)/;

/** What a bare number may count: words before it that announce a number, or an article that points back. */
const ANNOUNCED =
  /\b(?:the|other|remaining|further|another|additional|all|its|their|only|just|than|number(?:ed|s)?|number at|number to|total(?:led|led)?|which|them|about|nearly|least|most|up to|(?:request|want|reach|send|receive|deliver|provide|promise|pledge|offer|count|claim|free|releas|captur|supply|supplie|order)(?:e?[ds])?|(?:force|contingent|garrison) of|sent|got|gave|had|have|has|asked for)\s$/i;

/** Gives numbers without a noun the unit that their context tells; leaves out those to which it tells none. */
export function resolveBare(text: string, drafts: readonly Draft[]): Quantity[] {
  const quantities: Quantity[] = [];
  const kinds: (Unit['kind'] | null)[] = [];
  const add = ({ kind, scale: _, ...draft }: Draft, unit: string): void => {
    quantities.push({ ...draft, unit });
    kinds.push(kind);
  };
  drafts.forEach((draft, i) => {
    if (draft.unit !== null) {
      add(draft, draft.unit);
      return;
    }
    const next = drafts[i + 1];
    if (next?.unit != null && PART_OF.test(text.slice(draft.end, next.start))) {
      const by = next.scale > 1 && draft.scale === 1 && next.kind === 'money' ? next.scale : 1;
      add({ ...draft, value: draft.value === null ? null : draft.value * by, kind: next.kind }, next.unit);
      return;
    }
    // `deported 900,000 Afghans … expel two million more`
    const counted = /^ (?:more|others?)\b(?! than)/.test(text.slice(draft.end, draft.end + 12))
      ? quantities.findLast(
          ({ start, value, low }, j) =>
            kinds[j] === 'count' && (value ?? low ?? 0) >= 1e4 && draft.start - start < REACH,
        )?.unit
      : undefined;
    if (draft.scale >= 1e6 && counted !== undefined) {
      add({ ...draft, kind: 'count' }, counted);
      return;
    }
    if (draft.scale >= 1e6) {
      const number = draft.value ?? draft.low ?? draft.high ?? 0;
      const rest = /\b(?:other|remaining|rest)\s$/i.test(
        text.slice(Math.max(0, draft.start - 12), draft.start),
      );
      const whole = rest
        ? quantities.findLast(({ value }, j) => kinds[j] === 'money' && (value ?? 0) >= number)?.unit
        : undefined;
      const money =
        whole ??
        likeliest('money', text, draft.start, number, quantities, kinds) ??
        drafts.slice(i + 1).find(({ kind }) => kind === 'money')?.unit;
      if (money != null) add({ ...draft, kind: 'money' }, money);
      return;
    }
    const lead = text.slice(Math.max(0, draft.start - 24), draft.start);
    const number = draft.value ?? draft.low ?? draft.high;
    const before = quantities.at(-1);
    // `from 60 dollars to 47.60`, `from 2,200 soldiers to 600`, `100,000 barrels a day, rather than 35,000`
    const between = before === undefined ? '' : text.slice(before.end, draft.start);
    if (
      before !== undefined &&
      ((/^ to $/.test(between) &&
        (kinds.at(-1) !== 'count' ||
          /\bfrom\s$/i.test(text.slice(Math.max(0, before.start - 8), before.start)))) ||
        (kinds.at(-1) !== 'money' && /^,? (?:rather than|instead of|and not) $/.test(between)))
    ) {
      add({ ...draft, kind: kinds.at(-1) ?? null }, before.unit);
      return;
    }
    const after = text.slice(draft.end, draft.end + 24);
    if (!ALONE.test(after) && !VOTED.test(after)) return;
    // `by 58 votes to ten`, `143 countries voted for it and nine against`
    const voted = VOTED.test(after) || (before?.unit === 'vote' && /^ (?:to|against) $/.test(between));
    const voters = voted
      ? quantities.findLast((q, j) => kinds[j] === 'count' && draft.start - q.end < REACH)?.unit
      : undefined;
    if (voters !== undefined) {
      add({ ...draft, kind: 'count' }, voters);
      return;
    }
    // `the number of weekly flights to nine`
    const numbered = NUMBER_OF.exec(text.slice(Math.max(0, draft.start - 90), draft.start))?.groups?.['noun'];
    if (numbered !== undefined) {
      add({ ...draft, kind: 'count' }, singularOf(numbered));
      return;
    }
    // `Of 25 bilateral creditors, two have signed`
    if (
      before !== undefined &&
      kinds.at(-1) === 'count' &&
      between === ', ' &&
      /(?:^|[.!?]["”’]? )Of (?:the |its |those )?(?:\p{Ll}+ )?$/u.test(
        text.slice(Math.max(0, before.start - 24), before.start),
      )
    ) {
      add({ ...draft, kind: 'count' }, before.unit);
      return;
    }
    // `4,500 soldiers from Uganda, 2,500 from Ethiopia and 1,520 from Kenya`
    if (
      before !== undefined &&
      // `$5 million in 2024, 8 in 2025` leaves its scale out, too
      kinds.at(-1) !== 'money' &&
      isListed(text, before, draft, after)
    ) {
      add({ ...draft, kind: kinds.at(-1) ?? null }, before.unit);
      return;
    }
    // `is holding out for 16.5`: a decimal fraction goes on from the last percentage.
    const wanted = number !== null && !Number.isInteger(number) ? 'percent' : null;
    if (wanted === null && !ANNOUNCED.test(lead) && !/^ more\b/.test(after)) return;
    const unit =
      wanted ?? (number === null ? null : unitOfBare(text, draft.start, number, quantities, kinds));
    if (
      unit === null ||
      (wanted !== null && !quantities.some((q) => q.unit === wanted && draft.start - q.end < REACH))
    )
      return;
    add({ ...draft, kind: wanted === null ? 'count' : 'measure' }, unit);
  });
  return quantities;
}

/** What is done with a vote, behind the number of those who do it. */
const VOTED =
  /^\s(?:(?:members? )?(?:voted|were|was|being)\s)?(?:against|abstain(?:ed|ing)|in favou?r|opposed)\b/;

/** What is numbered, behind its noun the change. */
const NUMBER_OF =
  /\bnumber of (?:\p{Ll}[\p{L}-]* ){0,2}(?<noun>\p{Ll}{3,}s)(?: [\p{L}-]+){0,6} (?:to|at|by|from)\s$/u;

/** The next of a list: what is counted stands once, and who or what each number is of behind each. */
function isListed(text: string, before: Quantity, draft: Draft, after: string): boolean {
  const between = text.slice(before.end, draft.start);
  return (
    /^\s(?:from|of|for|to|by|in)\b/.test(after) &&
    /^\s(?:from|of|for|to|by|in)\s[^.;:!?]{2,60}(?:,|\band|\bbut|\brather than|\binstead of)\s$/.test(
      between,
    ) &&
    between.split(/\s/)[1] === after.trim().split(/\s/)[0]
  );
}

/** `Ukraine's army should number 800,000`. */
const STRENGTH =
  /\b(?:army|armies|armed forces|forces|military|troops?)\b[^.;]{0,60}$|\b(?:force|contingent|garrison) of\s$/i;

function unitOfBare(
  text: string,
  at: number,
  number: number,
  earlier: readonly Quantity[],
  kinds: readonly (Unit['kind'] | null)[],
): string | null {
  const lead = text.slice(Math.max(0, at - 90), at);
  if (number >= 1000 && STRENGTH.test(lead)) return 'troop';
  const counts = earlier.filter((_, i) => kinds[i] === 'count');
  // `the other 15`: the rest of a larger number just told; `the seven`: a number told before.
  if (/\b(?:other|remaining|rest)\s$/i.test(lead))
    return counts.findLast(({ value, low, high }) => (value ?? high ?? low ?? 0) >= number)?.unit ?? null;
  if (/\bthe\s$/i.test(lead)) return counts.findLast(({ value }) => value === number)?.unit ?? null;
  return likeliest('count', text, at, number, earlier, kinds);
}

const SENTENCE_END = /[.!?]["”’]?\s+(?=[\p{Lu}"“‘])/gu;

/**
 * The unit of a bare number: that of the amount before it, of its kind, which is nearest in size, each further one back
 * weighing as much as a factor of 1.5 (`100 missiles and 14 radars. Kyiv had requested 160`), each end of a sentence between
 * as one of 2. Sums reach through the text.
 */
function likeliest(
  kind: Unit['kind'],
  text: string,
  at: number,
  number: number,
  earlier: readonly Quantity[],
  kinds: readonly (Unit['kind'] | null)[],
): string | null {
  let best: { unit: string; cost: number } | null = null;
  let back = 0;
  for (let j = earlier.length - 1; j >= 0 && back < 8; j--) {
    const quantity = earlier[j];
    if (quantity === undefined || (kind === 'count' && at - quantity.end > REACH)) break;
    if (kinds[j] !== kind) continue;
    const size = quantity.value ?? quantity.high ?? quantity.low ?? 1;
    const ends = text.slice(Math.max(quantity.end, at - REACH), at).match(SENTENCE_END)?.length ?? 0;
    const cost = Math.abs(Math.log(number / size)) + Math.log(1.5) * back++ + Math.log(2) * ends;
    if (best === null || cost < best.cost) best = { unit: quantity.unit, cost };
  }
  return best?.unit ?? null;
}
