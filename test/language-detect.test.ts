import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findDateline } from '../src/language/dateline.ts';
import { detectLanguage } from '../src/language/detect.ts';
import { readCases } from './case-files.ts';

const NEWS: Readonly<Record<string, string>> = {
  en: 'The ministers agreed on Thursday to send troops to the border after a ceasefire, officials said.',
  fr: 'Les ministres se sont mis d’accord jeudi pour envoyer des troupes à la frontière après un cessez-le-feu. « The time is now », a dit la présidente.',
  ru: 'Министры договорились в четверг направить войска к границе после прекращения огня, сообщили официальные лица.',
  de: 'Die Minister einigten sich am Donnerstag darauf, nach einem Waffenstillstand Truppen an die Grenze zu schicken, teilten Beamte mit.',
  es: 'Los ministros acordaron el jueves enviar tropas a la frontera tras un alto el fuego, dijeron funcionarios.',
  ar: 'اتفق الوزراء يوم الخميس على إرسال قوات إلى الحدود بعد وقف إطلاق النار حسبما قال مسؤولون في العاصمة يوم أمس',
  zh: '部长们周四同意在停火后向边境派遣军队，官员们说。',
  uk: 'Міністри домовилися в четвер направити війська до кордону після припинення вогню, повідомили посадовці.',
  da: 'Ministrene blev torsdag enige om at sende tropper til grænsen efter en våbenhvile, sagde embedsmænd.',
  nl: 'De ministers kwamen donderdag overeen om na een staakt-het-vuren troepen naar de grens te sturen, zeiden functionarissen.',
};

describe('the language of a text', () => {
  for (const [language, text] of Object.entries(NEWS)) {
    it(`${language}, from one sentence and from many`, async () => {
      assert.equal(await detectLanguage(text), language);
      assert.equal(await detectLanguage(`${text}\n`.repeat(200)), language);
    });
  }

  it('is not told from a headline, from figures or from nothing', async () => {
    for (const text of ['Macron promet des troupes', 'NATO warns Moscow', '12.5 13.7 100\n'.repeat(50), '']) {
      assert.equal(await detectLanguage(text), null, text);
    }
  });

  it('English with many foreign names and abbreviations is English', async () => {
    const text =
      'West German President Richard von Weizsaecker met Argentine President Raul Alfonsin for talks on the debt of 53 billion dlrs, officials said.';
    assert.equal(await detectLanguage(text), 'en');
    const companies =
      '<Alcan Aluminiumwerke GmbH>, a subsidiary of Alcan Aluminium Ltd <AL.N> of Canada, said it will';
    assert.notEqual(await detectLanguage(`${companies} close the smelter at Ludwigshafen this year.`), 'es');
  });

  it('is told from the start of a long text', async () => {
    const text = `${NEWS['ru']} `.repeat(40) + `${NEWS['en']} `.repeat(40_000);
    assert.equal(await detectLanguage(text), 'ru');
  });
});

describe('the date at the head of a text', () => {
  for (const { file, name, text, expected } of readCases('datelines')) {
    it(`${file}: ${name}`, () => {
      assert.equal(findDateline(text), expected[0] ?? null);
    });
  }

  it('is looked for at the head only, in a line of a megabyte too', () => {
    assert.equal(findDateline('a'.repeat(1_000_000)), null);
    assert.equal(findDateline(`${'1 '.repeat(500_000)}4 September 2025`), null);
  });
});
