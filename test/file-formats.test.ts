import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { deflateSync, gzipSync } from 'node:zlib';
import { strToU8, zipSync } from 'fflate';
import { MAX_INPUT_BYTES, parseFile, parseReport } from '../src/formats/index.ts';
import { InputError } from '../src/text/errors.ts';
import { madeDocx, madePdf, madeRtf, type Print, WITH_PASSWORD } from './made-files.ts';

const refused = (bytes: Uint8Array, name: string, code: string, message = /./) =>
  assert.rejects(parseFile(bytes, { name }), (error) => {
    assert(error instanceof InputError, String(error));
    assert.equal(error.code, code);
    assert(error.message.startsWith(name), error.message);
    assert.match(error.message, message);
    return true;
  });

describe('PDF', () => {
  const head = (page: number): Print[] => [
    ['Office of the Co-chairs', 60, 810, 8],
    [`Communique no. 12 - page ${page} of 3`, 60, 30, 8],
  ];
  const PAGES: readonly (readonly Print[])[] = [
    [
      ...head(1),
      ['Joint statement on security guarantees', 60, 760, 18],
      ['Paris, 4 September 2025', 60, 730],
      ['Twenty-six countries agreed in principle to send ground forces to Uk-', 60, 700],
      ['raine after a ceasefire. The long-term commitment was made at the re-', 60, 686],
      ['quest of Kyiv.', 60, 672],
      ['A second paragraph starts behind a gap, and its last sentence goes on', 60, 644],
      ['at the top of the next page, where the ministers', 60, 630],
    ],
    [
      ...head(2),
      ['will meet again in October. It is a commitment for a long-', 60, 760],
      ['term, they said, in the long run and for a fixed term.', 60, 746],
      ['   An indented line begins the third paragraph of this state-', 80, 732],
      ['ment.', 60, 718],
      ['- France will lead the force at sea', 60, 690],
      ['- Britain will lead the force in the air', 60, 676],
    ],
    [...head(3), ['Done in two originals.', 60, 760]],
  ];

  it('lines are joined to paragraphs over line and page ends, without running heads and page numbers', async () => {
    const { text } = await parseReport(madePdf(PAGES), { name: 'a.pdf' });
    assert.deepEqual(text.split('\n\n'), [
      'Joint statement on security guarantees',
      'Paris, 4 September 2025',
      'Twenty-six countries agreed in principle to send ground forces to Ukraine after a ceasefire. The long-term commitment was made at the request of Kyiv.',
      'A second paragraph starts behind a gap, and its last sentence goes on at the top of the next page, where the ministers will meet again in October. It is a commitment for a long-term, they said, in the long run and for a fixed term.',
      'An indented line begins the third paragraph of this statement.',
      '- France will lead the force at sea',
      '- Britain will lead the force in the air',
      'Done in two originals.',
    ]);
  });

  it('two columns are read one after the other', async () => {
    const column = (x: number, words: readonly string[]): Print[] =>
      words.map((w, i) => [w, x, 600 - i * 14]);
    const left = ['The left column has a first', 'line and a second one, and', 'it goes on'];
    const right = ['in the right column, where', 'the sentence ends.'];
    const { text } = await parseReport(madePdf([[...column(60, left), ...column(320, right)]]), {
      name: 'a.pdf',
    });
    assert.equal(
      text,
      'The left column has a first line and a second one, and it goes on in the right column, where the sentence ends.',
    );
  });

  it('its title and day are believed where the text bears them out', async () => {
    const said = (info: string) => parseReport(madePdf(PAGES, { info }), { name: 'a.pdf' });
    const good = await said(
      "/Title (Joint Statement on Security Guarantees) /CreationDate (D:20250904184000+02'00')",
    );
    assert.deepEqual(
      [good.title, good.published, good.publishedFrom],
      ['Joint Statement on Security Guarantees', '2025-09-04', 'meta'],
    );
    const leftOver = await said('/Title (Budget 2019.docx) /CreationDate (D:20251103)');
    assert.deepEqual(
      [leftOver.title, leftOver.published, leftOver.publishedFrom],
      ['Joint statement on security guarantees', null, null],
    );
  });

  it('is told by its start where its name says nothing, and kept as it came', async () => {
    const bytes = madePdf(PAGES);
    const before = Buffer.from(bytes);
    const { parts } = await parseFile(bytes, { name: 'standard input' });
    const [part] = parts;
    assert(part !== undefined && !('error' in part));
    assert.equal(part.mediaType, 'application/pdf');
    assert.deepEqual(Buffer.from(part.bytes), before);
  });

  it('without text: OCR first; with some pages without: they are told', async () => {
    await refused(madePdf([[], []]), 'scan.pdf', 'input/no-text', /2 pages \(a scan\).*OCR/);
    const { leftOut } = await parseFile(madePdf([[['They agreed.', 60, 700]], []]), { name: 'a.pdf' });
    assert.deepEqual(leftOut, ['pages without text (scanned): 2']);
  });

  it('letters without a meaning are no text', async () => {
    const encoding = '<< /Differences [97 /uniE001 /uniE002 /uniE003 /uniE004 /uniE005] >>';
    await refused(
      madePdf([[['abcde edcba abcde', 60, 700]]], { encoding }),
      'a.pdf',
      'input/no-text',
      /which letters they show.*OCR/,
    );
  });

  it('encrypted, cut off, damaged', async () => {
    const bytes = madePdf(PAGES);
    await refused(madePdf(PAGES, { trailer: WITH_PASSWORD }), 'a.pdf', 'input/encrypted', /without one/);
    for (const part of [0.2, 0.5, 0.97])
      await refused(bytes.subarray(0, bytes.length * part), 'a.pdf', 'input/cut-off', /get it again/);
    await refused(Buffer.from('%PDF-1.4\nnothing\n%%EOF\n'), 'a.pdf', 'input/damaged');
  });

  it('a stream that unpacks to gigabytes is refused before it is unpacked', async () => {
    const packed = deflateSync(Buffer.alloc(80 << 20), { level: 1 });
    const start = '%PDF-1.4\n4 0 obj\n<< /Filter /FlateDecode /Length 99 >>\nstream\n';
    const bytes = Buffer.concat([Buffer.from(start), packed, Buffer.from('\nendstream\nendobj\n%%EOF')]);
    await refused(bytes, 'a.pdf', 'input/too-large', /unpacks to more/);
  });
});

describe('DOCX', () => {
  it('paragraphs, tables, tracked changes, footnotes, title', async () => {
    const xml = `<w:document><w:body>
      <w:p><w:r><w:t>France </w:t></w:r><w:ins><w:r><w:t>will</w:t></w:r></w:ins><w:del><w:r><w:delText>may</w:delText></w:r></w:del><w:r><w:t xml:space="preserve"> send tr</w:t></w:r><w:r><w:t>oops &amp; ships.</w:t></w:r></w:p>
      <w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>
      <w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent></w:r></w:p>
      <w:tbl><w:tr><w:tc><w:p><w:r><w:t>France</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>troops</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
      </w:body></w:document>`;
    const note =
      '<w:footnotes><w:footnote><w:p><w:r><w:t>Subject to approval.</w:t></w:r></w:p></w:footnote></w:footnotes>';
    const core =
      '<cp:coreProperties><dc:title>Joint note</dc:title><dcterms:created>2019-01-01T00:00:00Z</dcterms:created></cp:coreProperties>';
    const bytes = zipSync({
      'word/footnotes.xml': strToU8(note),
      'docProps/core.xml': strToU8(core),
      'word/document.xml': strToU8(xml),
    });
    const { text, title, published } = await parseReport(bytes, { name: 'a.docx' });
    assert.deepEqual(text.split('\n\n'), [
      'France will send troops & ships.',
      'In a box.',
      'France troops',
      'Subject to approval.',
    ]);
    assert.deepEqual([title, published], ['Joint note', null]);
  });

  it('bombs are refused before they have unpacked, in little memory', async () => {
    const bomb = zipSync({ 'word/document.xml': [new Uint8Array(80 << 20), { level: 1 }] });
    const before = process.memoryUsage().arrayBuffers;
    await refused(bomb, 'bomb.docx', 'input/too-large', /unpacks to more than 64 MiB/);
    const paragraph = `<w:p><w:r><w:t>${'a'.repeat(1000)}</w:t></w:r></w:p>`;
    const long = zipSync({
      'word/document.xml': [strToU8(paragraph.repeat(MAX_INPUT_BYTES / 1000 + 1)), { level: 1 }],
    });
    await refused(long, 'long.docx', 'input/too-large');
    assert.ok(process.memoryUsage().arrayBuffers - before < 128 << 20);
  });

  it('cut off, another archive, an old file or one with a password', async () => {
    const bytes = madeDocx(['They agreed. '.repeat(500)]);
    for (const part of [0.3, 0.9])
      await refused(bytes.subarray(0, bytes.length * part), 'a.docx', 'input/cut-off');
    await refused(zipSync({ 'a.txt': strToU8('x') }), 'a.docx', 'input/no-document', /no Word document/);
    await refused(
      Buffer.from('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'latin1'),
      'a.docx',
      'input/binary',
      /password/,
    );
    await refused(madeDocx(['', ' ']), 'a.docx', 'input/empty');
  });
});

describe('RTF', () => {
  it('code pages, characters, what is not shown', async () => {
    const bytes = Buffer.from(
      String.raw`{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fnil Arial;}{\f1\fcharset204 Arial;}}{\info{\title Joint note}{\author Ada}}{\*\generator X;}{\header Page 1}
\pard\b The title\b0\par Caf\'e9 \u8212 ? they said \ldblquote yes\rdblquote{\v secret}.\par
{\f1\'cf\'f0\'e8\'ec\'e5\'f0}\par {\pict\pngblip\bin4 }}}}}\trowd France\cell troops\cell\row {\field{\*\fldinst HYPERLINK "x"}{\fldrslt linked}}}`,
      'latin1',
    );
    const { text, title } = await parseReport(bytes, { name: 'a.rtf' });
    assert.deepEqual(text.split('\n\n'), [
      'The title',
      'Café — they said “yes”.',
      'Пример',
      'France troops',
      'linked',
    ]);
    assert.equal(title, 'Joint note');
  });

  it('cut off', async () => {
    const bytes = madeRtf(['They agreed.']);
    await refused(bytes.subarray(0, -5), 'a.rtf', 'input/cut-off');
  });
});

describe('e-mail', () => {
  const mail = (...lines: readonly string[]): Buffer => Buffer.from(lines.join('\r\n'));
  const HEAD = [
    'From: "Harbour Wire" <news@example.org>',
    'Subject: =?utf-8?q?Ministers_agree_in_M=C3=BCnster?=',
    'Date: Thu, 4 Sep 2025 18:40:00 +0200 (CEST)',
    'MIME-Version: 1.0',
  ];

  it('subject, sender and date are title, publisher and day; the plain part is the text', async () => {
    const bytes = mail(
      ...HEAD,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'They agreed – at last.',
      '',
    );
    assert.deepEqual(await parseReport(bytes, { name: 'a.eml' }), {
      text: 'They agreed – at last.',
      title: 'Ministers agree in Münster',
      publisher: 'Harbour Wire',
      byline: null,
      url: null,
      published: '2025-09-04T18:40:00+02:00',
      publishedFrom: 'meta',
      declaredLanguage: null,
    });
  });

  it('the page where the plain part says less; attachments that are reports are read, others told', async () => {
    const html = `<html><body><p>${'Twenty-six countries agreed to send forces. '.repeat(10)}</p></body></html>`;
    const attachment = (type: string, name: string, bytes: Uint8Array) => [
      '--b',
      `Content-Type: ${type}`,
      `Content-Disposition: attachment; filename="${name}"`,
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(bytes).toString('base64'),
    ];
    const bytes = mail(
      ...HEAD,
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b',
      'Content-Type: multipart/alternative; boundary=a',
      '',
      '--a',
      'Content-Type: text/plain',
      '',
      'Open in a browser.',
      '--a',
      'Content-Type: text/html',
      '',
      html,
      '--a--',
      ...attachment('application/pdf', 'joint statement.pdf', madePdf([[['They signed it.', 60, 700]]])),
      ...attachment('application/pdf', 'scan.pdf', madePdf([[]])),
      ...attachment('application/zip', 'photos.zip', Buffer.from('PK')),
      ...attachment('application/gzip', 'note.txt.gz', gzipSync('They met in Paris.')),
      ...attachment('application/gzip', 'half.html.gz', gzipSync('<p>They met.</p>').subarray(0, 20)),
      ...attachment('application/gzip', 'photos.tar.gz', gzipSync('tar')),
      '--b--',
      '',
    );
    const { parts, leftOut } = await parseFile(bytes, { name: 'a.eml' });
    assert.deepEqual(
      parts.map((part) => [part.place, 'error' in part ? part.error.code : part.report.text.slice(0, 20)]),
      [
        [null, 'Twenty-six countries'],
        ['attachment joint statement.pdf', 'They signed it.'],
        ['attachment scan.pdf', 'input/no-text'],
        ['attachment note.txt.gz', 'They met in Paris.'],
        ['attachment half.html.gz', 'input/cut-off'],
      ],
    );
    const [, signed] = parts;
    assert(signed && !('error' in signed));
    assert.deepEqual(
      [signed.report.publisher, signed.report.published?.slice(0, 10)],
      ['Harbour Wire', '2025-09-04'],
    );
    assert.deepEqual(
      leftOut,
      ['zip', 'tar.gz'].map((kind) => `attachment photos.${kind} (no report by its kind)`),
    );
  });

  it('one without text or attachments', async () => {
    await refused(mail(...HEAD, '', ''), 'a.eml', 'input/empty');
  });
});
