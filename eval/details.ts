import { loadProfiles } from '../src/claims/profile.ts';
import { claimQuantities } from '../src/claims/quantities.ts';
import { triggerReader } from '../src/claims/triggers.ts';
import { claimWhen } from '../src/claims/when.ts';
import type { Quantity, Trigger, When } from '../src/document/layers.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import type { Span } from '../src/text/span.ts';
import { detailedDocs, readGold, toSpan } from './gold.ts';

/**
 * Quantities, dates and triggers of gold claims against gold details, as ../shared/tools/score-details.mjs scores them.
 *   node eval/details.ts ../shared/gold [--errors]
 * The folder may also be one that eval/own-details.ts has written, or one whose details have some of the fields only
 * (train/gold-triggers).
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

/** As they are compared: what is in no list is one kind, whatever its words. */
const plain = (name: string): string => (/^!?other:/.test(name) ? 'other' : name.toLowerCase());
const kindOf = (name: string): string => plain(name).replace(/^!/, '').split(':')[0] ?? '';
const namesIn = (trigger: Trigger | null): readonly string[] =>
  trigger === null ? [] : 'any' in trigger ? trigger.any : trigger.all;

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
    const f = ((2 * this.right) / (this.gold + this.predicted)).toFixed(3);
    return `P ${p.toFixed(3)}  R ${r.toFixed(3)}  F1 ${f}  (gold ${this.gold}, predicted ${this.predicted})`;
  }
}

const [folder = '../shared/gold'] = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const showErrors = process.argv.includes('--errors');
const tallies = {
  quantities: new Tally(),
  found: new Tally(),
  when: new Tally(),
  whenOverlap: new Tally(),
  triggers: new Tally(),
  triggerKinds: new Tally(),
};
const triggerOf = triggerReader(loadProfiles());

for (const doc of detailedDocs(folder)) {
  const { document, claims, details } = readGold(folder, doc);
  if (details === null) continue;
  const { text, sentences } = document;
  const quantities = findQuantities(document);
  const dates = findDates(document);
  for (const wanted of details.claims) {
    const claim = claims.find(
      ({ predicate }) =>
        predicate.start === wanted.predicateSpan[0] && predicate.end === wanted.predicateSpan[1],
    );
    if (claim === undefined) continue;
    const sentence = sentences[claim.sentence] ?? { start: 0, end: 0 };
    const oneLine = ({ start, end }: Span): string => text.slice(start, end).replace(/\s+/g, ' ');
    const show = (kind: string, at: Span, value: object): void => {
      if (!showErrors) return;
      const { value: n, low, high, unit, from, to } = value as Partial<Quantity & When>;
      console.log(
        `${kind} [${oneLine(at)}] ${JSON.stringify({ n, low, high, unit, from, to })} <${oneLine(claim.predicate)}> ${doc}\n      ${oneLine(sentence)}`,
      );
    };
    if (wanted.quantities !== undefined) {
      const own = claimQuantities(claim, document, quantities);
      tallies.quantities.add(wanted.quantities, own, sameQuantity);
      tallies.found.add(wanted.quantities, quantities, sameQuantity);
      for (const g of wanted.quantities)
        if (!own.some((q) => sameQuantity(g, q)))
          show(quantities.some((q) => sameQuantity(g, q)) ? 'Q missed ' : 'Q unfound', toSpan(g.span), g);
      for (const q of own) if (!wanted.quantities.some((g) => sameQuantity(g, q))) show('Q extra  ', q, q);
    }
    if (wanted.when !== undefined) {
      const when = claimWhen(claim, document, dates);
      const [w, v] = [wanted.when === null ? [] : [wanted.when], when === null ? [] : [when]];
      tallies.when.add(w, v, samePeriod);
      tallies.whenOverlap.add(w, v, meets);
      if (wanted.when !== null && (when === null || !samePeriod(wanted.when, when)))
        show('W missed ', toSpan(wanted.when.span), wanted.when);
      if (when !== null && (wanted.when === null || !samePeriod(wanted.when, when)))
        show('W extra  ', when, when);
    }
    if (wanted.triggers !== undefined) {
      const read = claim.conditions.map((condition) => triggerOf(condition, claim, document, dates));
      const [g, p] = [wanted.triggers.flatMap(namesIn), read.flatMap(({ value }) => namesIn(value))];
      tallies.triggers.add(g, p, (a, b) => plain(a) === plain(b));
      tallies.triggerKinds.add(g, p, (a, b) => kindOf(a) === kindOf(b));
      wanted.triggers.forEach((trigger, i) => {
        const [names, found] = [namesIn(trigger), namesIn(read[i]?.value ?? null)];
        if (!showErrors || String(names.map(plain)) === String(found.map(plain))) return;
        const condition = claim.conditions[i];
        const sure = String(names.map(kindOf)) === String(found.map(kindOf)) ? 'T name ' : 'T kind ';
        console.log(
          `${sure} ${names} read as ${found} by ${read[i]?.reason.name} [${condition && oneLine(condition)}] ${doc}\n      ${oneLine(sentence)}`,
        );
      });
    }
  }
}
const { found, ...printed } = tallies;
for (const [name, tally] of Object.entries(printed))
  if (tally.gold + tally.predicted > 0) console.log(`${name.padEnd(12)} ${tally}`);
if (found.gold > 0) console.log(`in the text: ${found.right} of ${found.gold} gold quantities`);
