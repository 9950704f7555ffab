import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { measureReader } from '../src/claims/measures.ts';
import { loadProfiles, parseProfile, shippedProfiles } from '../src/claims/profile.ts';
import { triggerReader } from '../src/claims/triggers.ts';
import { ResourceError } from '../src/text/errors.ts';
import { markedClaim } from './marked-claim.ts';

/** The ids of the annotation guideline for details: every one is in one of the shipped profiles. */
const GUIDELINE =
  `force.land force.sea force.air force.any force.withdrawal peacekeeping arms.air-defence arms.missiles
arms.aircraft arms.armour arms.ammunition arms.drones arms.any arms.production training intelligence basing guarantee
armed-forces.limits armed-forces.build-up ceasefire peace-agreement negotiations territory border recognition membership
prisoners hostages humanitarian-access humanitarian-aid migration nuclear arms-control inspection elections reform justice
sanctions.energy sanctions.finance sanctions.trade sanctions.persons sanctions.any sanctions-relief assets funding.grant
funding.loan funding.any debt-relief reconstruction climate-finance investment subsidy tariff quota trade-agreement
export-control market-access energy-supply energy-output emissions environment exchange-rate interest-rate tax health food
fisheries transport water other`.split(/\s+/);

const MINIMAL = `id: test
title: Test
about: For a test.
`;
const refused = (yaml: string, code: string, message: RegExp) =>
  assert.throws(
    () => parseProfile(yaml, 'test.yaml'),
    (error) => error instanceof ResourceError && error.code === code && message.test(error.message),
  );

describe('shipped profiles', () => {
  it('are two, and have all measures of the guideline together', () => {
    assert.deepEqual(shippedProfiles(), ['economic-diplomacy', 'security-guarantees']);
    const ids = new Set(loadProfiles().flatMap((p) => p.measures.map((m) => m.id)));
    assert.deepEqual(
      GUIDELINE.filter((id) => !ids.has(id)),
      [],
    );
    assert.equal(ids.size, GUIDELINE.length);
  });

  it('can be used one by one', () => {
    const measuresOf = measureReader(loadProfiles(['economic-diplomacy']));
    const { claim, document } = markedClaim('(commit)\nFrance <will send> {soldiers}.');
    assert.deepEqual(measuresOf([claim], document)[0]?.value, ['other']);
  });

  it('are named where another is asked for', () => {
    assert.throws(
      () => loadProfiles(['fishing']),
      /no profile "fishing"; shipped are economic-diplomacy, security-guarantees/,
    );
    assert.throws(() => loadProfiles(['./nowhere.yaml']), /nowhere\.yaml cannot be read/);
  });
});

describe('a profile that is wrong', () => {
  it('has an unknown key', () => {
    refused(`${MINIMAL}measure: {}\n`, 'resource/key', /^test\.yaml:4: unknown key "measure"/);
  });

  it('lacks a key', () => {
    refused('id: test\ntitle: Test\n', 'resource/key', /^test\.yaml:1: "about" is missing/);
  });

  it('has a value of the wrong kind', () => {
    refused(`${MINIMAL}uses: fisheries\n`, 'resource/shape', /^test\.yaml:4: a list is wanted/);
    refused(`${MINIMAL}uses:\n  - fisheries\n  - 7\n`, 'resource/shape', /^test\.yaml:6: a text is wanted/);
  });

  it('is no YAML', () => {
    refused(`${MINIMAL}uses: [fisheries\n`, 'resource/syntax', /^test\.yaml:\d+: /);
  });

  it('uses a measure that does not exist', () => {
    refused(
      `${MINIMAL}uses:\n  - fishing\n`,
      'resource/measure',
      /^test\.yaml:5: there is no measure "fishing"/,
    );
  });

  it('refines a measure that does not exist', () => {
    refused(
      `${MINIMAL}measures:\n  cables.repair:\n    about: x\n    patterns: [cable]\n    examples: [a cable]\n`,
      'resource/measure',
      /^test\.yaml:6: the measure "cables\.repair" stands under "cables"/,
    );
  });

  it('takes the name of a shared measure', () => {
    refused(
      `${MINIMAL}measures:\n  fisheries:\n    about: x\n    patterns: [fish]\n    examples: [a fish]\n`,
      'resource/measure',
      /"fisheries" is in the shared taxonomy/,
    );
  });

  const visas = (pattern: string, example: string, counter = 'a truce') =>
    `${MINIMAL}measures:\n  visas:\n    about: x\n    patterns:\n      - ${pattern}\n    examples:\n      - ${example}\n    counter-examples:\n      - ${counter}\n`;

  it('has a rule that does not fire on its example', () => {
    refused(
      visas('visa', 'a passport'),
      'resource/example',
      /^test\.yaml:10: .*does not fire on its example/,
    );
  });

  it('has a rule that fires on its counter-example', () => {
    refused(
      visas('visa', 'a visa', 'visas'),
      'resource/example',
      /^test\.yaml:12: .*fires on its counter-example/,
    );
  });

  it('has a pattern that cannot be read', () => {
    refused(visas('visa.fee', 'a visa'), 'resource/pattern', /^test\.yaml:8: "visa\.fee"/);
    refused(visas('... visa', 'a visa'), 'resource/pattern', /^test\.yaml:8: .*must begin and end/);
  });
});

describe('the third profile of docs/profiles.md', () => {
  const page = readFileSync(new URL('../docs/profiles.md', import.meta.url), 'utf8');
  const yaml = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const arctic = parseProfile(yaml, 'arctic.yaml');

  it('loads', () => {
    assert.equal(arctic.title, 'The Arctic');
    assert.ok(arctic.measures.some((m) => m.id === 'sanctions.energy'));
  });

  it('reads what the page says', () => {
    const { claim, document } = markedClaim(
      '(commit; actors Norway; after)\nNorway <will repair> {the two cables} [once the ice has melted].',
    );
    assert.deepEqual(measureReader([arctic])([claim], document)[0]?.value, ['cables.repair']);
    const [condition] = claim.conditions;
    assert.ok(condition);
    assert.deepEqual(triggerReader([arctic])(condition, claim, document, []).value, { any: ['ice-free'] });
  });

  it('has a finer measure that takes the place of the coarser one', () => {
    const { claim, document } = markedClaim(
      '(commit)\nRussia <will open> {the Northern Sea Route to shipping}.',
    );
    const profiles = [arctic, ...loadProfiles(['economic-diplomacy'])];
    assert.deepEqual(measureReader(profiles)([claim], document)[0]?.value, ['transport.northern-route']);
  });
});
