import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type ParsedFile, parseFile } from '../src/formats/index.ts';
import { madeDocx, madePdf, madeRtf } from './made-files.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/corpora/${name}`, import.meta.url), 'utf8');
const linesOf = (name: string): readonly string[] => fixture(name).trimEnd().split('\n');

/** What is known of each article, and how its text starts and ends. */
const heads = ({ parts }: ParsedFile) =>
  parts.map((part) => {
    if ('error' in part) return [part.place, part.error.code];
    const { title, publisher, byline, published, text } = part.report;
    return [title, publisher, byline, published, `${text.slice(0, 14)} … ${text.slice(-14)}`];
  });

describe('Nexis Uni', () => {
  const EXPECTED = [
    [
      'Twenty-six states ready to back Ukraine',
      'Harbour Wire',
      'Ada Quill',
      '2025-09-04',
      'PARIS, Sept 4  … ting in Paris.',
    ],
    [
      'Moscow rejects any foreign presence',
      'The Continental (London)',
      null,
      '2025-09-05',
      'Russia rejecte …  would decide.',
    ],
    [
      'Graphic detail: who pays for the force',
      'Dnipro Daily',
      'By Ben Oak and Cleo Ash',
      '2025-09-06',
      'Graphic\n\nCount … es were added.',
    ],
  ];

  for (const [format, made] of [
    ['docx', madeDocx],
    ['rtf', madeRtf],
  ] as const) {
    it(`a ${format} is split into its articles; its first page and fields are none of the texts`, async () => {
      const file = await parseFile(made(linesOf('nexis-uni.txt')), { name: `export.${format}` });
      assert.deepEqual(heads(file), EXPECTED);
      assert.deepEqual(file.leftOut, []);
      const [, second] = file.parts;
      assert(second && !('error' in second));
      assert.match(
        Buffer.from(second.bytes).toString(),
        /^Moscow rejects[\s\S]*Load-Date: September 6, 2025$/,
      );
      assert.equal(second.mediaType, 'text/plain');
    });
  }

  it('a page', async () => {
    const page = `<html><body>${linesOf('nexis-uni.txt')
      .map((line) => `<p>${line}</p>`)
      .join('\n')}</body></html>`;
    assert.deepEqual(heads(await parseFile(Buffer.from(page), { name: 'export.html' })), EXPECTED);
  });

  it('one article is a report with its head, too', async () => {
    const lines = linesOf('nexis-uni.txt');
    const one = lines.slice(
      lines.indexOf('Moscow rejects any foreign presence'),
      lines.lastIndexOf('Graphic detail: who pays for the force'),
    );
    assert.deepEqual(heads(await parseFile(madeDocx(one), { name: 'a.docx' })), EXPECTED.slice(1, 2));
  });

  it('what cannot be told for certain is said: no head, no text, no date, a missing end', async () => {
    const lines = [
      'Documents (5)',
      ...['No head at all', 'only lines', 'End of Document'],
      ...[
        'A title',
        'Harbour Wire',
        'September 4, 2025',
        'Length: 3 words',
        'Body',
        'Load-Date: September 5, 2025',
        'End of Document',
      ],
      ...[
        'Other title',
        'Harbour Wire',
        'Autumn 2025',
        'Copyright 2025 Harbour Wire',
        'Length: 3 words',
        'Body',
        'They agreed.',
        'End of Document',
      ],
      ...['Cut title', 'Harbour Wire', 'September 4, 2025', 'Length: 3 words', 'Body', 'They'],
    ];
    const file = await parseFile(madeDocx(lines), { name: 'a.docx' });
    assert.deepEqual(heads(file), [
      ['article 1', 'input/corpus'],
      ['article 2', 'input/empty'],
      ['Other title', 'Harbour Wire', null, null, 'They agreed. … They agreed.'],
    ]);
    const [first] = file.parts;
    assert(first && 'error' in first);
    assert.match(first.error.message, /^a\.docx: article 1: where its head ends .*\("Documents \(5\)"\)/);
    assert.deepEqual(file.leftOut, [
      'the date of article 3 ("Other title"), which could not be read',
      'what stands behind article 3, which has no "End of Document" (cut off?)',
      '2 of the 5 documents that its first page lists',
    ]);
  });

  it('a PDF of several is refused: its lines do not keep heads and texts apart', async () => {
    const article = (y: number) =>
      [
        ['They agreed.', 60, y],
        ['End of Document', 60, y - 60],
      ] as const;
    const pdf = madePdf([[...article(700), ...article(500)]]);
    await assert.rejects(parseFile(pdf, { name: 'a.pdf' }), {
      code: 'input/corpus',
      message: /export it as DOCX/,
    });
  });
});

describe('LexisNexis', () => {
  const NEWER = [
    [
      'Ministers agree on a loan, and on little else',
      'The Example Times (London)',
      'Ada Quill and Ben Oak in Paris',
      '2009-09-04',
      'Ministers agre … t to be named.',
    ],
    ['Moscow rejects the loan', 'Harbour Wire', null, null, 'Russia rejecte … cted the loan.'],
    ['article 3', 'input/corpus'],
  ];
  const OLDER = [
    [
      'Ministers Agree on a Loan, And on Little Else',
      'The Example Times',
      'By ADA QUILL',
      '1999-09-04',
      'Ministers agre … of them noted.',
    ],
    ['Moscow rejects the loan', 'Harbour Wire', null, '1999-09-05', 'Russia rejecte … a rejected the'],
  ];
  const MISSING = [
    'the date of article 2 ("Moscow rejects the loan"), which could not be read',
    '1 of the 4 documents that it was made of',
  ];
  const blocks = (name: string): readonly string[] =>
    fixture(name)
      .split(/\n\s*\n/)
      .map((block) => block.trim().replace(/\n\s*/g, '\n'))
      .filter(Boolean);

  it('a text: lines are joined to paragraphs; heads, captions and copyright are none of them', async () => {
    const file = await parseFile(Buffer.from(fixture('lexis-nexis.txt')), { name: 'a.txt' });
    assert.deepEqual(heads(file), NEWER);
    assert.deepEqual(file.leftOut, MISSING);
    const [first] = file.parts;
    assert(first && !('error' in first));
    assert.equal(
      first.report.text,
      'Ministers agreed in principle to lend Ukraine 500 million euros after a ceasefire, officials said on Friday.\n\nLENGTH: of the loan and its price were not discussed, said one of them, who asked not to be named.',
    );
    const windows = fixture('lexis-nexis.txt').replaceAll('\n', '\r\n');
    assert.deepEqual(heads(await parseFile(Buffer.from(windows), { name: 'a.TXT' })), NEWER);
  });

  it('a report that only speaks of documents stays one; a PDF of several is refused', async () => {
    const text = 'They released\n\n3 of 250 DOCUMENTS\n\nand agreed.';
    const { parts } = await parseFile(Buffer.from(text), { name: 'a.txt' });
    assert.deepEqual(
      parts.map((part) => 'report' in part && part.report.text),
      [text],
    );
    const print = [
      ['1 of 2 DOCUMENTS', 60, 700],
      ['They agreed.', 60, 640],
      ['2 of 2 DOCUMENTS', 60, 500],
    ] as const;
    await assert.rejects(parseFile(madePdf([print]), { name: 'a.pdf' }), { code: 'input/corpus' });
  });

  it('the older layout, with BODY; a last article that breaks off is told', async () => {
    const file = await parseFile(Buffer.from(fixture('lexis-nexis-older.txt')), { name: 'a.txt' });
    assert.deepEqual(heads(file), OLDER);
    assert.deepEqual(file.leftOut, ['the end of article 2 (cut off?)']);
  });

  it('a page, an RTF and a DOCX', async () => {
    for (const [name, expected] of [
      ['lexis-nexis.txt', NEWER],
      ['lexis-nexis-older.txt', OLDER],
    ] as const) {
      const page = blocks(name)
        .map(
          (block) => `<div class="c0"><p class="c1"><span>${block.replaceAll('\n', '<br>')}</span></p></div>`,
        )
        .join('\n');
      const html = `<html><body>${page}</body></html>`;
      assert.deepEqual(heads(await parseFile(Buffer.from(html), { name: 'a.html' })), expected);
      // In these each line of what is centred is a paragraph.
      const lines = blocks(name).flatMap((block) =>
        /Edition 1|Copyright/.test(block) ? block.split('\n') : [block.replaceAll('\n', ' ')],
      );
      for (const [format, made] of [
        ['docx', madeDocx],
        ['rtf', madeRtf],
      ] as const)
        assert.deepEqual(heads(await parseFile(made(lines), { name: `a.${format}` })), expected, format);
    }
  });
});

describe('Factiva', () => {
  const EXPECTED = [
    [
      'Twenty-six states ready to back Ukraine',
      'Harbour Wire',
      'By Ada Quill',
      '2025-09-04',
      'PARIS (Harbour … ting in Paris.',
    ],
    [
      'Moscow rejects any foreign presence',
      'The Continental',
      null,
      '2025-09-05',
      'Russia rejecte …  would decide.',
    ],
  ];

  it('field codes in the cells of a DOCX, and on lines of an RTF', async () => {
    const rows = fixture('factiva-tagged.txt').trimEnd().split('\n\n');
    const cells = rows.flatMap((article) =>
      article.split('\n').reduce<string[][]>((all, line) => {
        const [code = '', value] = line.split('\t');
        if (value !== undefined) all.push([code, value]);
        else all[all.length - 1]?.splice(1, 1, `${all.at(-1)?.[1]}\n${line}`);
        return all;
      }, []),
    );
    assert.deepEqual(heads(await parseFile(madeDocx(cells), { name: 'a.docx' })), EXPECTED);
    const lines = rows.join('\n').split('\n');
    assert.deepEqual(heads(await parseFile(madeRtf(lines), { name: 'a.rtf' })), EXPECTED);
    const apart = lines.flatMap((line) => line.split('\t'));
    assert.deepEqual(heads(await parseFile(madeRtf(apart), { name: 'a.rtf' })), EXPECTED);
  });

  it('the layout for display, without codes', async () => {
    const file = await parseFile(madeRtf(linesOf('factiva-display.txt')), { name: 'a.rtf' });
    assert.deepEqual(heads(file), EXPECTED);
  });

  it('a page: each article keeps its own piece of it', async () => {
    const file = await parseFile(Buffer.from(fixture('factiva.html')), { name: 'a.html' });
    assert.deepEqual(heads(file), EXPECTED);
    const [first, second] = file.parts;
    assert(first && second && !('error' in first) && !('error' in second));
    assert.equal(first.mediaType, 'text/html');
    assert.match(Buffer.from(first.bytes).toString(), /^<div class="article enArticle">[\s\S]*HARBW0002/);
    assert.doesNotMatch(Buffer.from(first.bytes).toString(), /Moscow rejects/);
  });

  it('an article without its number at the end of the file is told', async () => {
    const lines = linesOf('factiva-display.txt').slice(0, -1);
    const file = await parseFile(madeRtf(lines), { name: 'a.rtf' });
    assert.deepEqual(heads(file), EXPECTED.slice(0, 1));
    assert.deepEqual(file.leftOut, ['what stands behind article 1, which has no number (cut off?)']);
  });
});
