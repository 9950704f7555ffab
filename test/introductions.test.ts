import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findActors } from '../src/actors/find-actors.ts';
import type { Mentioned } from '../src/document/layers.ts';
import { UNKNOWN } from '../src/document/metadata.ts';
import { tokenise } from '../src/language/sentences.ts';

// Whose man or woman somebody is, in the ways in which the press introduces people. Names are invented, so that no list knows them.

const read = (text: string): Mentioned =>
  findActors(tokenise({ text, metadata: { ...UNKNOWN, language: 'en' } }));

/** Whom the person acts for: ids of states and organisations. */
function employers(text: string, person: string): readonly string[] {
  const found = read(text).actors.find(({ name, kind }) => kind === 'person' && name.includes(person));
  if (found === undefined) return [];
  const own = found.state === null ? [] : [`state:${found.state}`];
  return [...new Set([...own, ...found.roles.flatMap(({ of }) => of ?? [])])];
}

const meant = (text: string, words: string): readonly string[] => {
  const { mentions } = read(text);
  const at = text.indexOf(words);
  return mentions
    .filter(({ start, end }) => start === at && end === at + words.length)
    .map(({ actor }) => actor);
};

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const ORGANISATIONS: readonly (readonly [name: string, id: string])[] = [
  ['Norvane Corp', 'company:norvane-corp'],
  ['Norvane Industries', 'company:norvane-industries'],
  ['the National Widget Association', 'org:national-widget-association'],
  ['the University of Norvane', 'org:university-of-norvane'],
];

const TITLES = (
  'chairman, vice chairman, vice-chairman, chief executive, chief executive officer, CEO, chief financial officer, chief operating officer, ' +
  'president, vice president, senior vice president, executive vice president, managing director, director, finance director, ' +
  'general manager, treasurer, general counsel, attorney, spokesman, spokeswoman, head of research, board member, founder, owner, ' +
  'chief economist, marketing director, operations manager, policy director, general secretary, press secretary'
).split(', ');

describe('an office of a firm, an association, a university', () => {
  for (const [name, id] of ORGANISATIONS) {
    const bare = name.replace(/^the /, '');
    const ways: Readonly<Record<string, (title: string) => string>> = {
      behind: (title) => `Carlos Rivera, ${title} of ${name}, said so.`,
      'behind, with an article': (title) => `Carlos Rivera, the ${title} of ${name}, said so.`,
      at: (title) => `Carlos Rivera, ${title} at ${name}, said so.`,
      owned: (title) => `${capital(name)}'s ${title}, Carlos Rivera, said so.`,
      its: (title) => `${capital(name)} will pay. Its ${title}, Carlos Rivera, said so.`,
      ...(!name.includes(' of ') && {
        before: (title) => `${bare} ${title} Carlos Rivera said so.`,
        'behind, without an article': (title) => `Carlos Rivera, ${bare} ${title}, said so.`,
      }),
    };
    for (const [way, sentence] of Object.entries(ways))
      it(`${name}, ${way}`, () => {
        const lost = TITLES.filter((title) => !employers(sentence(title), 'Rivera').includes(id));
        assert.deepEqual(lost, []);
      });
  }

  for (const words of [
    'Carlos Rivera of Norvane Corp said so.',
    'Carlos Rivera, of Norvane Corp, said so.',
    "Norvane Corp's Carlos Rivera said so.",
    'Carlos Rivera, 54, chairman of Norvane Corp, said so.',
    'Carlos Rivera, chairman and chief executive of Norvane Corp, said so.',
    'Carlos Rivera, chairman and chief executive officer of Norvane Corp, said so.',
    'Norvane Corp President and CEO Carlos Rivera said so.',
    'Carlos Rivera, chairman of Norvane Corp <NRV>, said so.',
    'Carlos Rivera, head of Norvane Corp in Britain, said so.',
    'Carlos Rivera, chairman of Norvane Corp since 1984, said so.',
    'Carlos Rivera, chief executive of London-based Norvane Corp, said so.',
    "Carlos Rivera, director of Norvane Corp's division of international finance, said so.",
    '"We will pay," said Carlos Rivera, Norvane Corp\'s vice president of marketing services, in a statement.',
    '"We will pay," said Carlos Rivera, Norvane Corp senior vice president for exploration.',
    'Norvane Corp had to wait. Export director Carlos Rivera said so.',
    'Norvane Corp is not worried. Board member Carlos Rivera said so.',
  ])
    it(words, () => assert.deepEqual(employers(words, 'Rivera'), ['company:norvane-corp']));

  it('of whom a name behind it says so', () =>
    assert.deepEqual(employers('Gene Rivera of the Consumer Federation said so.', 'Rivera'), [
      'org:consumer-federation',
    ]));
  it('of the first of two', () =>
    assert.deepEqual(
      employers(
        'Carlos Rivera, co-chairman of the Widget Association and president of Norvane Corp, said so.',
        'Rivera',
      ),
      ['org:widget-association'],
    ));
  it("not a minister's field", () =>
    assert.deepEqual(employers('French Minister for Trade Jean Norvane said so.', 'Norvane'), ['state:FRA']));
});

describe('a ministry is its state, whatever it is for', () => {
  const fields = (
    'Defence, Justice, Labour, Labor, Trade and Industry, Public Works, Emergencies, European Affairs, Higher Education, Civil Aviation, ' +
    'Foreign Affairs, Home Affairs, Overseas Development, Hydrocarbons, Heavy Industry, Homeland Security, Health and Human Services'
  ).split(', ');
  const ways: Readonly<Record<string, (field: string) => string>> = {
    of: (field) => `The French Ministry of ${field} said so.`,
    before: (field) => `France's ${field} Ministry said so.`,
  };
  for (const [way, sentence] of Object.entries(ways))
    it(way, () => {
      const others = fields.filter((field) =>
        read(sentence(field)).actors.some(({ state }) => state !== 'FRA'),
      );
      assert.deepEqual(others, []);
    });
  it('and so is its minister', () => {
    const lost = fields.filter(
      (field) => employers(`French ${field} Minister Jean Norvane said so.`, 'Norvane')[0] !== 'state:FRA',
    );
    assert.deepEqual(lost, []);
  });
  it('neither a party nor a judge', () => {
    for (const field of ['Justice', 'Labor'])
      assert.deepEqual(
        read(`The U.S. Department of ${field} said so.`).actors.map(({ id }) => id),
        ['state:USA'],
      );
  });
  it('of foreign affairs, behind a name', () =>
    assert.deepEqual(
      employers('Jean Norvane, the French minister for foreign affairs, said so.', 'Norvane'),
      ['state:FRA'],
    ));
});

describe("a union's name holds whose it is", () => {
  for (const [text, name] of [
    ["The Mine Workers' Union threatened to strike.", "Mine Workers' Union"],
    ["The National Farmers' Union said so.", "National Farmers' Union"],
    ["The Norvane Coffee Roasters' Association said so.", "Norvane Coffee Roasters' Association"],
  ] as const)
    it(name, () =>
      assert.deepEqual(
        read(text).actors.map((actor) => actor.name),
        [name],
      ),
    );
  it('before an office, too', () =>
    assert.deepEqual(
      employers("Norvane Coffee Roasters' Association secretary Carlos Rivera said so.", 'Rivera'),
      ['org:norvane-coffee-roasters-association'],
    ));
  it('not that of a person or a state', () => {
    assert.deepEqual(employers("Carlos Rivers' Union said so.", 'Rivers'), []);
    assert.ok(read("The Philippines' Congress said so.").actors.some(({ state }) => state === 'PHL'));
  });
});

describe('a firm of two names', () => {
  for (const firm of ['Harper and Row Publishers Inc', 'Kidder, Peabody and Co', 'Norvane Oil and Gas Corp'])
    it(`${firm} is one`, () => {
      const text = `${firm} said on Monday it would pay.`;
      assert.deepEqual(
        read(text).actors.map(({ name }) => name),
        [firm],
      );
    });
  it('two firms are two', () => {
    const text = 'Norvane Motor Co and Zorvane Steel Corp said they would pay.';
    assert.equal(read(text).actors.length, 2);
  });
});

describe('whom a verb is about is not who stands before it', () => {
  for (const [text, words, id] of [
    ['Dealers said that regulators are asking them to set aside reserves.', 'them', 'group:dealers'],
    ['Iran said Iraq had attacked it with gas.', 'it', 'state:IRN'],
  ] as const)
    it(text, () => assert.deepEqual(meant(text, words), [id]));
  it('save what somebody does beside himself', () =>
    assert.deepEqual(meant('The rebels took the weapons with them.', 'them'), ['group:rebels']));
});

describe('the utility, its president', () => {
  it('take up a firm that the text names without saying that it is one', () => {
    const text = 'On Monday Norvane Gas agreed to pay. The utility said it will wait.';
    assert.deepEqual(meant(text, 'The utility'), ['unknown:norvane-gas']);
    assert.equal(read(text).actors.find(({ id }) => id === 'unknown:norvane-gas')?.kind, 'company');
    assert.deepEqual(employers('Norvane LBO keeps it, its president Carlos Rivera said.', 'Rivera'), [
      'unknown:norvane-lbo',
    ]);
  });
});

describe('a description takes up the only one of its kind that was named', () => {
  for (const [who, id, descriptions] of [
    ['The International Monetary Fund', 'org:imf', ['the Washington-based lender', 'the global lender']],
    ['NATO', 'org:nato', ['the Western alliance']],
    ['ECOWAS', 'org:ecowas', ['the regional bloc']],
    ['Hamas', 'armed-group:hamas', ['the militant group', 'the Palestinian militant group']],
    ['Lufthansa', 'company:lufthansa', ['the German carrier', 'the airline']],
    ['UNICEF', 'org:unicef', ['the U.N. agency']],
    ['Amnesty International', 'org:amnesty-international', ['the human rights group']],
    ['The Asian Development Bank', 'org:asian-development-bank', ['the Manila-based bank']],
  ] as const)
    for (const description of descriptions)
      it(`${who}, ${description}`, () => {
        const words = capital(description);
        assert.deepEqual(
          meant(`${who} said on Monday it would act. ${words} said talks had failed.`, words),
          [id],
        );
      });
  for (const [why, text, words, id] of [
    [
      'not one of another kind',
      'OPEC met on Monday. The militant group said talks had failed.',
      'The militant group',
      'org:opec',
    ],
    [
      'not one of another state',
      'Lufthansa met on Monday. The French carrier said no.',
      'The French carrier',
      'company:lufthansa',
    ],
    [
      'not one of two',
      'Lufthansa and Ryanair met. The budget carrier said no.',
      'The budget carrier',
      'company:lufthansa',
    ],
    [
      'not by words of which nothing is known',
      'OPEC met on Monday. The splinter group said no.',
      'The splinter group',
      'org:opec',
    ],
  ] as const)
    it(why, () => assert.ok(!meant(text, words).includes(id)));
});

describe('who speaks behind a comma has nothing to do with what stands before it', () => {
  const CLAUSES = [
    'Israel will send 300 soldiers to Syria',
    'Brazil will sell 40 planes to Norvane Corp',
    'The United States will hold talks with Iran in Geneva',
    'Turkey will free Andrew Lind',
    'Egypt will reopen the crossing on Monday',
  ];
  const SPEAKERS: readonly (readonly [speaker: string, actor: string])[] = [
    ['Western diplomats', 'group:western-diplomats'],
    ['European officials', 'group:european-officials'],
    ['two Arab diplomats', 'group:two-arab-diplomats'],
    ['US officials', 'state:USA'],
    ['senior Indian officials', 'state:IND'],
    ['a senior Israeli official', 'state:ISR'],
    ['a Kremlin spokesman', 'state:RUS'],
    ["Japan's prime minister", 'state:JPN'],
    ['a Norvane executive', 'company:norvane-corp'],
  ];
  for (const clause of CLAUSES) {
    it(clause, () => {
      for (const [speaker, actor] of SPEAKERS) {
        const text = `${clause}, ${speaker} said.${clause.includes('Norvane') ? '' : ' Norvane Corp was silent.'}`;
        if (actor.startsWith('company') && !clause.includes('Norvane')) continue;
        assert.deepEqual(meant(text, speaker), [actor], text);
      }
    });
  }

  it('names joined without an adjective are no modifiers of an office', () => {
    assert.deepEqual(meant('Mali and Western diplomats met.', 'Western diplomats'), [
      'group:western-diplomats',
    ]);
  });
});

describe('what a firm is, told behind its name', () => {
  for (const text of [
    'Exvane, a coal miner, said it would stop.',
    'Exvane, a mining company, said it would stop.',
    'Exvane Corp, an oil producer, said it would stop.',
  ])
    it(text, () => {
      const name = text.slice(0, text.indexOf(','));
      const found = read(text).mentions.filter(
        ({ start }) => start === 0 || text.startsWith(' it ', start - 1),
      );
      const id = `company:${name.toLowerCase().replace(' ', '-')}`;
      assert.deepEqual([...new Set(found.map(({ actor }) => actor))], [id]);
    });
});

describe('the people of an armed group are the group', () => {
  for (const [text, words, actor] of [
    ['Houthi rebels fired on a ship.', 'Houthi rebels', 'armed-group:houthis'],
    ['Hamas freed two captives. The militants held ten more.', 'The militants', 'armed-group:hamas'],
    ['The M23 rebels took the town. The rebels left.', 'The rebels', 'armed-group:m23'],
    // of whom, where two were named, nobody can tell
    ['Hamas and Islamic Jihad freed two. The militants held ten more.', 'The militants', 'group:militants'],
    ['200 Hamas fighters left.', '200 Hamas fighters', 'group:200-hamas-fighters'],
  ] as const)
    it(text, () => assert.deepEqual(meant(text, words), [actor]));
});

describe('what somebody is by trade, place or form', () => {
  for (const [text, words, actor] of [
    ['NATO met in Vilnius. The military alliance will stop.', 'The military alliance', 'org:nato'],
    ['ECOWAS met in Abuja. The West African bloc will stop.', 'The West African bloc', 'org:ecowas'],
    ['ASEAN met in Jakarta. The Southeast Asian bloc will stop.', 'The Southeast Asian bloc', 'org:asean'],
    ['Gazprom met in Moscow. The Russian gas giant will stop.', 'The Russian gas giant', 'company:gazprom'],
    ['Boeing met in Seattle. The aircraft maker will stop.', 'The aircraft maker', 'company:boeing'],
    ['Saudi Arabia met in Riyadh. The kingdom will stop.', 'The kingdom', 'state:SAU'],
    ['Saudi Arabia and the Emirates paid. The kingdom will stop.', 'The kingdom', 'state:SAU'],
    ['Qatar met in Doha. The Gulf state will stop.', 'The Gulf state', 'state:QAT'],
  ] as const)
    it(text, () => assert.deepEqual(meant(text, words), [actor]));
});
