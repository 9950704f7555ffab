import assert from 'node:assert/strict';
import { test } from 'node:test';
import countries from 'i18n-iso-countries';
import english from 'i18n-iso-countries/langs/en.json' with { type: 'json' };
import { parse } from 'yaml';
import { parseEntries, resourceText } from '../src/actors/entries.ts';
import { actorResources, checkedResources, type OfficeHolder } from '../src/actors/resources.ts';
import { fold } from '../src/actors/words.ts';
import { ResourceError } from '../src/text/errors.ts';

countries.registerLocale(english);
// The package has Kosovo by a code of its own.
const isoCodes = Object.keys(countries.getAlpha3Codes()).filter((code) => code !== 'XKK');

/** `Moldova, Republic of` → `Republic of Moldova`; `Saint Martin (French part)` → `Saint Martin`. */
const usual = (name: string): string =>
  name
    .replace(/ \(.*\)$/, '')
    .replace(/^(.*), (.*)$/, '$2 $1')
    .replace(/^The /, '');

test('every state of ISO 3166-1 is there by its usual name', () => {
  const { states } = actorResources();
  assert.equal(isoCodes.length, 249);
  for (const code of isoCodes) {
    const state = states.get(code);
    assert.ok(state, code);
    const names = [state.name, ...state.names].map(fold);
    const wanted = countries.getName(code, 'en') ?? '';
    const found = [wanted, usual(wanted)].some((name) => names.includes(fold(name)));
    assert.ok(found, `${code}: ${wanted} is not among ${names.join(', ')}`);
    assert.equal(state.to, null, code);
  }
});

test('a state without an ISO code is Kosovo or no more', () => {
  const others = [...actorResources().states.values()].filter(({ code }) => !isoCodes.includes(code));
  assert.deepEqual(
    others.filter(({ to }) => to === null).map(({ code }) => code),
    ['XKX'],
  );
});

test('the narrow reader of YAML reads what the yaml package reads', () => {
  const texts = new Map<string, string>();
  checkedResources((file) => {
    const text = resourceText(file);
    texts.set(file, text);
    return text;
  });
  for (const [file, text] of texts) {
    const entries = parseEntries(text, file).map(({ values }) => Object.fromEntries(values));
    assert.deepEqual(entries, parse(text) ?? [], file);
  }
});

// Each puts lines at the end of a file, the last of which is wrong.
const WRONG: readonly (readonly [what: string, file: string, line: string, code: string, message: RegExp])[] =
  [
    ['no flow mapping', 'states.yaml', 'code: ABC', 'syntax', /"- \{ key: value, … \}" expected at column 1/],
    ['a list left open', 'states.yaml', '- { code: ABC, names: [A }', 'syntax', /"\]" expected/],
    ['a key twice', 'states.yaml', '- { code: ABC, code: ABD }', 'syntax', /one "code" only/],
    ['a bare number', 'media.yaml', '- { id: abc, name: 24 }', 'syntax', /a number in quotes/],
    ['an unknown key', 'states.yaml', '- { code: ABC, nmae: A }', 'shape', /"nmae" is not one of code, name/],
    ['a missing key', 'states.yaml', '- { code: ABC }', 'shape', /"name" is missing/],
    [
      'a word for a list',
      'media.yaml',
      '- { id: abc, name: A, names: B }',
      'shape',
      /"names" must be a list/,
    ],
    [
      'no such day',
      'states.yaml',
      '- { code: ABC, name: A, from: 1990-02-30 }',
      'shape',
      /must be an ISO date/,
    ],
    ['an end only', 'states.yaml', '- { code: ABC, name: A, to: 1990-02-03 }', 'shape', /has from and to/],
    [
      'a bad code',
      'states.yaml',
      '- { code: Abc, name: A }',
      'reference',
      /"Abc" is no ISO 3166-1 alpha-3 code/,
    ],
    ['an unknown owner', 'media.yaml', '- { id: abc, name: A, of: QQQ }', 'reference', /"QQQ" is neither/],
    ['an unknown member', 'coalitions.yaml', '- { id: abc, name: A, members: [QQQ] }', 'reference', /"QQQ"/],
    [
      'a code twice',
      'states.yaml',
      '- { code: FRA, name: A }',
      'duplicate',
      /"FRA" is already at .*states\.yaml:\d+/,
    ],
    [
      'an office twice',
      'offices.yaml',
      '- { office: king, acts-for: state }',
      'duplicate',
      /"king" is already/,
    ],
    [
      'a name of another',
      'media.yaml',
      '- { id: abc, name: France }',
      'ambiguous',
      /"France" is already France/,
    ],
    [
      'an unknown office',
      'office-holders.yaml',
      '- { person: A, office: xyz, of: FRA }',
      'reference',
      /"xyz" is not/,
    ],
  ];
for (const [what, file, line, code, message] of WRONG) {
  test(`a fault in a list is reported with file and line: ${what}`, () => {
    const own = resourceText(file).trimEnd();
    const place = `resources/actors/${file}:${own.split('\n').length + 1}: `;
    assert.throws(
      () => checkedResources((name) => (name === file ? `${own}\n${line}\n` : resourceText(name))),
      (error) => {
        assert.ok(error instanceof ResourceError);
        assert.equal(error.code, `resource/${code}`);
        assert.ok(error.message.startsWith(place), error.message);
        assert.match(error.message, message);
        return true;
      },
    );
  });
}

test('a list that is not there is reported', () => {
  assert.throws(
    () => resourceText('none.yaml'),
    (error) => error instanceof ResourceError && error.code === 'resource/missing',
  );
});

test('a name stands for two actors only where it is short in one, or a former state and its successor share it', () => {
  for (const [name, senses] of actorResources().senses) {
    const actors = new Set(senses.filter(({ as }) => as !== 'short').map(({ entry }) => entry));
    const lasting = [...actors].filter((entry) => !('to' in entry && entry.to !== null));
    assert.ok(lasting.length <= 1, `${name}: ${lasting.map((entry) => entry.name).join(', ')}`);
  }
});

/** Whether both are in office on one day; the day of a handover is in both intervals. */
const overlap = (a: OfficeHolder, b: OfficeHolder): boolean =>
  (a.from ?? '') < (b.to ?? '9999') && (b.from ?? '') < (a.to ?? '9999');

const pairs = (holders: readonly OfficeHolder[]): (readonly [OfficeHolder, OfficeHolder])[] =>
  holders.flatMap((a, index) => holders.slice(index + 1).map((b) => [a, b] as const));

test('a name in the list of office holders is one person at a time', () => {
  for (const [name, holders] of actorResources().holdersByName) {
    for (const [a, b] of pairs(holders)) {
      assert.ok(fold(a.person) === fold(b.person) || !overlap(a, b), `${name}: ${a.person}, ${b.person}`);
    }
  }
});
