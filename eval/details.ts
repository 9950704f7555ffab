import { claimQuantities } from '../src/claims/quantities.ts';
import { claimWhen } from '../src/claims/when.ts';
import type { Quantity, When } from '../src/document/layers.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { detailedDocs, readGold } from './gold.ts';

/**
 * Quantities and dates of gold claims against gold details, as ../shared/tools/score-details.mjs scores them.
 *   node eval/details.ts ../shared/gold [--errors]
 * The folder may also be one that eval/own-details.ts has written.
 */
type Wanted = Pick<Quantity, 'value' | 'low' | 'high' | 'unit'>;
type Period = Pick<When, 'from' | 'to'>;

const close = (a: number | null, b: number | null): boolean =>
  a !== null && b !== null && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

const sameQuantity = (a: Wanted, b: Wanted): boolean =>
  a.unit === b.unit &&
  (close(a.value, b.value) || (a.value === null && (close(a.low, b.low) || close(a.high, b.high))));
const samePeriod = (a: Period, b: Period): boolean => a.from === b.from && a.to === b.to;
const meets = (a: Period, b: Period): boolean =>
  (a.from ?? '0') <= (b.to ?? '9') && (b.from ?? '0') <= (a.to ?? '9');

class Tally {
  right = 0;
  gold = 0;
  predicted = 0;

  add<G, P>(gold: readonly G[], predicted: readonly P[], same: (g: G, p: P) => boolean): void {
    const used = new Set<P>();
    for (const g of gold) {
      const hit = predicted.find((p) => !used.has(p) && same(g, p));
      if (hit === undefined) continue;
      used.add(hit);
      this.right++;
    }
    this.gold += gold.length;
    this.predicted += predicted.length;
  }

  toString(): string {
    const p = this.right / this.predicted;
    const r = this.right / this.gold;
    const f = ((2 * p * r) / (p + r)).toFixed(3);
    return `P ${p.toFixed(3)}  R ${r.toFixed(3)}  F1 ${f}  (gold ${this.gold}, predicted ${this.predicted})`;
  }
}

const [folder = '../shared/gold'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const showErrors = process.argv.includes('--errors');
const tallies = { quantities: new Tally(), found: new Tally(), when: new Tally(), whenOverlap: new Tally() };

for (const doc of detailedDocs(folder)) {
  const { document, claims, details } = readGold(folder, doc);
  if (details === null) continue;
  const quantities = findQuantities(document);
  const dates = findDates(document);
  for (const wanted of details.claims) {
    const claim = claims.find(
      ({ predicate }) =>
        predicate.start === wanted.predicateSpan[0] && predicate.end === wanted.predicateSpan[1],
    );
    if (claim === undefined) continue;
    const own = claimQuantities(claim, document, quantities);
    const when = claimWhen(claim, document, dates);
    const [w, v] = [wanted.when === null ? [] : [wanted.when], when === null ? [] : [when]];
    tallies.quantities.add(wanted.quantities, own, sameQuantity);
    tallies.found.add(wanted.quantities, quantities, sameQuantity);
    tallies.when.add(w, v, samePeriod);
    tallies.whenOverlap.add(w, v, meets);
    if (!showErrors) continue;
    const show = (
      kind: string,
      at: { start: number; end: number } | readonly [number, number],
      value: object,
    ): void => {
      const [start, end] = 'start' in at ? [at.start, at.end] : at;
      const sentence = document.sentences[claim.sentence] ?? { start: 0, end: 0 };
      const words = document.text.slice(sentence.start, sentence.end).replace(/\s+/g, ' ');
      const predicate = document.text.slice(claim.predicate.start, claim.predicate.end);
      const { value: n, low, high, unit, from, to } = value as Partial<Quantity & When>;
      console.log(
        `${kind} [${document.text.slice(start, end)}] ${JSON.stringify({ n, low, high, unit, from, to })} <${predicate}> ${doc}\n      ${words}`,
      );
    };
    for (const g of wanted.quantities)
      if (!own.some((q) => sameQuantity(g, q)))
        show(quantities.some((q) => sameQuantity(g, q)) ? 'Q missed ' : 'Q unfound', g.span, g);
    for (const q of own) if (!wanted.quantities.some((g) => sameQuantity(g, q))) show('Q extra  ', q, q);
    if (wanted.when !== null && (when === null || !samePeriod(wanted.when, when)))
      show('W missed ', wanted.when.span, wanted.when);
    if (when !== null && (wanted.when === null || !samePeriod(wanted.when, when)))
      show('W extra  ', when, when);
  }
}
const { found, ...printed } = tallies;
for (const [name, tally] of Object.entries(printed)) console.log(`${name.padEnd(12)} ${tally}`);
console.log(`in the text: ${found.right} of ${found.gold} gold quantities`);
