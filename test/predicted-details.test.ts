import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { claimBeneficiaries } from '../src/claims/beneficiary.ts';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles, type Profile, parseProfile } from '../src/claims/profile.ts';
import { claimQuantities } from '../src/claims/quantities.ts';
import { triggerReader } from '../src/claims/triggers.ts';
import { claimWhen } from '../src/claims/when.ts';
import type { Pointers } from '../src/document/layers.ts';
import { ROLES, type TriggerKind } from '../src/document/vocabulary.ts';
import { findDates } from '../src/language/dates.ts';
import { findQuantities } from '../src/language/quantities.ts';
import { type Span, slice, span } from '../src/text/span.ts';
import { markedClaim } from './marked-claim.ts';

/** A model's pointers over the words of a text: `sure` of these words in a role, and of no others. */
function pointersTo(
  text: string,
  role: keyof Pointers['probabilities'],
  sure: Record<string, number>,
): Pointers {
  const pieces = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => span(m.index, m.index + m[0].length));
  const none = new Float32Array(pieces.length);
  const of = Float32Array.from(pieces, (piece) => sure[slice(text, piece)] ?? 0);
  const probabilities = Object.fromEntries(
    [...ROLES, 'quantity' as const, 'when' as const].map((name) => [name, name === role ? of : none]),
  ) as Pointers['probabilities'];
  return {
    starts: Int32Array.from(pieces, ({ start }) => start),
    ends: Int32Array.from(pieces, ({ end }) => end),
    probabilities,
  };
}

describe('what a model says of the details of a claim', () => {
  const { claim, document } = markedClaim(
    '(commit)\nOn Monday Britain <will send> {500 soldiers and 20 tanks} by May, while 300 reporters heard.',
  );
  const { text } = document;
  const amounts = (pointers?: Pointers) =>
    claimQuantities(claim, document, findQuantities(document), pointers).map((q) => slice(text, q));
  const day = (pointers?: Pointers) => {
    const when = claimWhen(claim, document, findDates(document), pointers);
    return when && slice(text, when);
  };

  it('takes out an amount of the rules that it thinks nothing of, and adds one that it is sure of', () => {
    assert.deepEqual(amounts(), ['500 soldiers', '20 tanks']);
    const sure = pointersTo(text, 'quantity', { '500': 0.3, soldiers: 0.3, '300': 0.9, reporters: 0.9 });
    assert.deepEqual(amounts(sure), ['500 soldiers', '300 reporters']);
  });

  it('chooses among the dates, and none where it is sure of none', () => {
    assert.equal(day(), 'by May');
    assert.equal(day(pointersTo(text, 'when', { On: 0.9, Monday: 0.9, by: 0.2, May: 0.2 })), 'On Monday');
    assert.equal(day(pointersTo(text, 'when', { by: 0.2, May: 0.2 })), 'by May');
    assert.equal(day(pointersTo(text, 'when', {})), null);
  });

  it('takes what stands around a date with what the model points at', () => {
    const { claim, document } = markedClaim(
      '(commit)\nBritain <will send> {ships} by May, and ministers who met on Monday were told.',
    );
    const shares = { by: 0.4, May: 0.4, on: 0.45, Monday: 0.45 };
    const when = claimWhen(claim, document, findDates(document), pointersTo(document.text, 'when', shares));
    assert.equal(when && slice(document.text, when), 'by May');
  });

  it('leaves a date to the predicate that stands nearer to it', () => {
    const { claim, document } = markedClaim(
      '(commit)\nBritain <will send> {ships}, and ministers met on Monday.',
    );
    const { text } = document;
    const pointers = pointersTo(text, 'when', { on: 0.4, Monday: 0.4 });
    const met = span(text.indexOf('met'), text.indexOf('met') + 3);
    const read = (predicates: readonly Span[]) =>
      claimWhen(claim, document, findDates(document), pointers, predicates);
    assert.equal(read([claim.predicate, met]), null);
  });

  it('names the beneficiaries, and a person stands for the state', () => {
    const [own] = claimBeneficiaries([claim], [['force.land']], document, [['state:GBR']]);
    assert.deepEqual([own?.value, own?.reason.name], [['state:GBR'], 'beneficiary.model']);
    const [nobody] = claimBeneficiaries([claim], [['force.land']], document, [[]]);
    assert.deepEqual(nobody?.value, []);
  });
});

describe('what a model takes a condition to wait for', () => {
  const read = (
    written: string,
    kind: TriggerKind,
    probability: number,
    profiles: readonly Profile[] = loadProfiles(),
  ) => {
    const { claim, document } = markedClaim(written);
    const [condition] = claim.conditions;
    assert.ok(condition);
    const said = [{ value: kind, probability }];
    const { value, reason } = triggerReader(profiles)(condition, claim, document, findDates(document), said);
    return [
      Object.values(value ?? {})
        .flat()
        .join(),
      reason.by,
    ];
  };
  const unknown = '(commit; if)\nBritain <will pay> {the bill} [if Norway is in good heart].';
  const known = '(commit; only-after)\nBritain <will send> {troops} [only after a ceasefire].';

  it('is believed where the rules know nothing, with who stands first in it', () => {
    assert.deepEqual(read(unknown, 'payment', 0.6), ['payment:NOR', 'model']);
    assert.deepEqual(read(unknown, 'payment', 0.4)[1], 'rule');
    assert.deepEqual(
      read(unknown.replace('if Norway', 'unless Norway').replace('; if', '; unless'), 'payment', 0.9),
      ['!payment:NOR', 'model'],
    );
    assert.deepEqual(read(unknown.replace('Norway is in good heart', 'Norway blocks it'), 'approval', 0.9), [
      '!approval:NOR',
      'model',
    ]);
  });

  it('overrules the rules only where it is very sure', () => {
    assert.deepEqual(read(known, 'negotiations', 0.8), ['ceasefire', 'rule']);
    assert.deepEqual(read(known, 'negotiations', 0.9), ['negotiations', 'model']);
    assert.deepEqual(read(known, 'ceasefire', 0.9), ['ceasefire', 'rule']);
  });

  it('overrules the rules sooner where these are often wrong', () => {
    const paid = '(commit; provided)\nBritain <will send> {troops} [in case the money is enough for it].';
    assert.deepEqual(read(paid, 'approval', 0.2), ['payment:GBR', 'rule']);
    assert.deepEqual(read(paid, 'approval', 0.4)[1], 'model');
    assert.deepEqual(read(paid, 'payment', 0.4)[1], 'rule');
  });

  it('overrules no kind of a profile of one’s own, of which it cannot know', () => {
    const page = readFileSync(new URL('../docs/profiles.md', import.meta.url), 'utf8');
    const arctic = parseProfile(/```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '', 'arctic.yaml');
    const melts = '(commit; after)\nNorway <will repair> {the two cables} [once the ice has melted].';
    assert.deepEqual(read(melts, 'approval', 0.99, [arctic]), ['ice-free', 'rule']);
  });
});

describe('words that were learned', () => {
  it('tell a measure that no phrase of the lexicon tells, and say nothing of measures of other profiles', () => {
    const measuresOf = measureReader(loadProfiles());
    const { claim, document } = markedClaim(
      '(demand)\nThe growers <asked> {that intervention stocks of butter be cut and the quota for skimmed milk frozen}.',
    );
    const [found] = measuresOf([claim], document);
    assert.ok(found?.value.includes('food'), String(found?.value));
    const [, ...few] = loadProfiles();
    const known = new Set(few.flatMap((profile) => profile.measures.map(({ id }) => id)));
    const [own] = measureReader(few)([claim], document);
    assert.ok(
      own?.value.every((id) => id === 'other' || known.has(id)),
      String(own?.value),
    );
  });
});
