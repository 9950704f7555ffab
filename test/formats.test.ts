import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { isFurnitureBlock, isFurnitureName } from '../src/formats/html/furniture.ts';
import { MAX_INPUT_BYTES, type ParsedReport, parseReport } from '../src/formats/index.ts';
import { publishedDate } from '../src/formats/published.ts';
import { InputError } from '../src/text/errors.ts';
import { readResource } from '../src/text/resource.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));
const utf16 = (text: string, order: 'le' | 'be', mark = ''): Uint8Array => {
  const bytes = Buffer.from(mark + text, 'utf16le');
  return order === 'le' ? bytes : bytes.swap16();
};
const parse = (content: string | Uint8Array, name: string): Promise<ParsedReport> =>
  parseReport(typeof content === 'string' ? encode(content) : content, { name });
const page = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/pages/${name}`, import.meta.url));

/** The parse fails with this code, and the message starts with the place and says the rest. */
async function refused(
  content: string | Uint8Array,
  name: string,
  code: string,
  message = /./,
): Promise<void> {
  await assert.rejects(parse(content, name), (error) => {
    assert(error instanceof InputError, String(error));
    assert.equal(error.code, code);
    assert(error.message.startsWith(name), error.message);
    assert.match(error.message, message);
    return true;
  });
}

describe('bytes to text', () => {
  const TEXT = 'André Šimák agreed on Thursday: “yes”.\r\n\r\n  It cost €2bn.\n\n';

  it('a plain-text file is kept as it is, line ends and blanks included', async () => {
    assert.equal((await parse(TEXT, 'a.txt')).text, TEXT);
    assert.equal((await parse(`# no *markup* here\n${TEXT}`, 'a.txt')).text, `# no *markup* here\n${TEXT}`);
  });

  it('a byte order mark is dropped, and nothing else', async () => {
    assert.equal((await parse(`\ufeff${TEXT}`, 'a.txt')).text, TEXT);
    assert.equal((await parse(`\ufeff\ufeff${TEXT}`, 'a.txt')).text, `\ufeff${TEXT}`);
  });

  for (const order of ['le', 'be'] as const) {
    it(`UTF-16 ${order}, with a mark and without`, async () => {
      assert.equal((await parse(utf16(TEXT, order, '\ufeff'), 'a.txt')).text, TEXT);
      assert.equal((await parse(utf16(TEXT, order), 'a.txt')).text, TEXT);
      const russian = 'Министры договорились в четверг направить войска.\nОни подпишут в мае.';
      assert.equal((await parse(utf16(russian, order), 'a.txt')).text, russian);
    });
  }

  it('Latin-1 and Windows-1252', async () => {
    assert.equal(
      (await parse(latin('The caf\xe9 in S\xe3o Bento agreed.'), 'a.txt')).text,
      'The café in São Bento agreed.',
    );
    assert.equal(
      (await parse(latin('\x93We will,\x94 he said \x96 for \x802bn.'), 'a.txt')).text,
      '“We will,” he said – for €2bn.',
    );
    assert.equal(
      (
        await parse(
          latin(
            'AU CAF\xc9\xbb, \xe9t\xe9, \xe0 Orl\xe9ans, d\xe9j\xe0 l\xe0, fran\xe7ais, tr\xe8s \xe2g\xe9 h\xf4tel',
          ),
          'a.txt',
        )
      ).text.slice(0, 8),
      'AU CAFÉ»',
    );
  });

  it('the encoding that a page or a header declares', async () => {
    const russian = latin(
      '<html><head><meta charset="windows-1251"></head><body><p>\xcc\xe8\xed\xe8\xf1\xf2\xf0\xfb \xe4\xee\xe3\xee\xe2\xee\xf0\xe8\xeb\xe8\xf1\xfc.</p></body></html>',
    );
    assert.equal((await parse(russian, 'a.html')).text, 'Министры договорились.');
    const plain = { name: 'report', mediaType: 'text/plain; charset=windows-1251' };
    assert.equal(
      (await parseReport(latin('\xcc\xe8\xed\xe8\xf1\xf2\xf0\xfb \xe7\xe0.'), plain)).text,
      'Министры за.',
    );
    const wrong = encode(
      '<html><head><meta charset="iso-8859-1"></head><body><p>São Bento agreed.</p></body></html>',
    );
    assert.equal((await parse(wrong, 'a.html')).text, 'São Bento agreed.');
  });

  it('a broken encoding is refused with its place', async () => {
    const cut = encode(`${'Déjà là.\n'.repeat(20)}é`).slice(0, -1);
    await refused(cut, 'a.txt', 'input/encoding', /broken UTF-8 \(line 21, byte 241\).*UTF-8/);
    await refused(utf16('yes \ud800 no', 'le', '\ufeff'), 'a.txt', 'input/encoding', /UTF-16LE/);
    await refused(utf16('yes', 'be', '\ufeff').slice(0, -1), 'a.txt', 'input/encoding');
    await refused(
      latin('\xcc\xe8\xed\xe8\xf1\xf2\xf0\xfb \xe4\xee\xe3'.repeat(9)),
      'a.txt',
      'input/encoding',
      /neither/,
    );
    await refused(latin('\xff\xfe\0\0y\0\0\0'), 'a.txt', 'input/encoding', /UTF-32/);
  });

  it('a binary file is refused, whatever it is called', async () => {
    const binaries: Readonly<Record<string, string>> = {
      PNG: '\x89PNG\r\n\x1a\n\0\0\0\rIHDR',
      'ZIP archive': 'PK\x05\x06\0\0\0\0',
      ELF: '\x7fELF\x02\x01\x01\0',
      NUL: 'text with a \0 in it, and more',
      'control characters': '\x01\x02\x03\x04abc\x05\x06\x07'.repeat(20),
    };
    for (const [kind, bytes] of Object.entries(binaries)) {
      for (const name of ['a.txt', 'a.md', 'a.html', 'a']) {
        await refused(latin(bytes), name, 'input/binary', new RegExp(`${kind}.*save`));
      }
    }
  });

  it('the few control characters of old wire files are kept', async () => {
    const wire = `\x02${'Oil ministers agreed to cut output, officials said. '.repeat(5)}\x03`;
    assert.equal((await parse(wire, 'a.txt')).text, wire);
  });

  it('an empty file is refused, a blank one too', async () => {
    await refused('', 'a.txt', 'input/empty');
    await refused(' \n\t\n', 'a.txt', 'input/empty');
    await refused('\ufeff', 'a.txt', 'input/empty');
    await refused('---\ntitle: Yes\n---\n\n', 'a.md', 'input/empty');
  });

  it('sixteen MiB are read, a byte more is refused', async () => {
    const text = 'a'.repeat(MAX_INPUT_BYTES);
    assert.equal((await parse(text, 'a.txt')).text.length, MAX_INPUT_BYTES);
    await refused(`${text}a`, 'a.txt', 'input/too-large', /16 MiB/);
  });

  it('a format is told by the extension, the media type, then the content', async () => {
    const markdown = '---\ntitle: Yes\n---\nThey *agreed*.';
    const html = '<!-- saved --><!DOCTYPE html><html><body><p>They <b>agreed</b>.</p></body></html>';
    assert.equal((await parse(markdown, 'a.txt')).text, markdown);
    assert.equal((await parse(markdown, '-')).title, 'Yes');
    assert.equal((await parse(html, '-')).text, 'They agreed.');
    assert.equal(
      (await parseReport(encode('<p>They agreed.</p>'), { name: 'x', mediaType: 'text/html' })).text,
      'They agreed.',
    );
    assert.equal((await parse('a < b, they said.', '-')).text, 'a < b, they said.');
  });
});

describe('Markdown', () => {
  it('front matter', async () => {
    const { text, ...declared } = await parse(
      [
        '---',
        'title: "Ministers agree: a first step"',
        'publisher: Harbour Wire',
        'published: 2025-09-04T18:40:00+02:00',
        'author: [Inès Moreau, Tom Achterberg]',
        'url: https://wire.example/1',
        'language: en-GB',
        'place: Paris',
        '---',
        'They agreed.',
      ].join('\r\n'),
      'a.md',
    );
    assert.deepEqual(declared, {
      title: 'Ministers agree: a first step',
      publisher: 'Harbour Wire',
      byline: 'Inès Moreau, Tom Achterberg',
      url: 'https://wire.example/1',
      published: '2025-09-04T18:40:00+02:00',
      publishedFrom: 'front-matter',
      declaredLanguage: 'en',
    });
    assert.equal(text, 'They agreed.');
  });

  it('is not needed, and a rule at the top is none', async () => {
    const { text, title, publishedFrom } = await parse('---\n\nThey agreed.\n\n---\n\nLater.', 'a.md');
    assert.deepEqual([text, title, publishedFrom], ['They agreed.\n\nLater.', null, null]);
  });

  it('wrong front matter is refused with file and line', async () => {
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ['---\npublisher: A\ntitle: a: b\n---\nx', 'input/front-matter', /^a\.md:3: .*quotes/],
      ['---\ntitle: a\nThey agreed.', 'input/front-matter', /^a\.md:1: .*no end/],
      ['---\ntitle: a\ntitle: b\n---\nx', 'input/front-matter', /^a\.md:3: .*unique/],
      ['---\n- a\n---\nx', 'input/front-matter', /^a\.md:2: /],
      ['---\ntitle: {a: b}\n---\nx', 'input/front-matter', /^a\.md:2: "title"/],
      ['---\nurl: wire.example\n---\nx', 'input/front-matter', /^a\.md:2: .*https/],
      ['---\nlanguage: English language\n---\nx', 'input/front-matter', /^a\.md:2: .*en-GB/],
      [`---\nx: ${'['.repeat(30_000)}\n---\nx`, 'input/front-matter', /^a\.md:2: /],
    ];
    for (const [source, code, message] of wrong) await refused(source, 'a.md', code, message);
  });

  it('a date that is none is refused with its line', async () => {
    for (const date of ['soon', '2025-02-30', '04/09/2025', '2025-13-01', '1757003000']) {
      const source = `---\ntitle: a\npublished: ${date}\n---\nThey agreed.`;
      await refused(source, 'a.md', 'input/date', /^a\.md:3: .*2025-09-04/);
    }
  });

  it('the body becomes text without markup', async () => {
    const source = readFileSync(new URL('./fixtures/markup.md', import.meta.url));
    const expected = readFileSync(new URL('./fixtures/markup.txt', import.meta.url), 'utf8');
    assert.equal(`${(await parse(source, 'markup.md')).text}\n`, expected);
  });

  it('a megabyte without a blank, and marks nested ten thousand deep', { timeout: 60_000 }, async () => {
    for (const source of ['a'.repeat(1_000_000), 'a*'.repeat(200_000)]) {
      assert.equal((await parse(source, 'a.md')).text, source);
    }
    const nested = Array.from({ length: 1_000 }, (_, depth) => `${' '.repeat(2 * depth)}- x`).join('\n');
    for (const source of [`${'> '.repeat(10_000)}x`, `${'- '.repeat(10_000)}x`, nested]) {
      assert.match((await parse(source, 'a.md')).text, /x$/);
    }
  });
});

describe('dates of publication', () => {
  const dates: Readonly<Record<string, string | null>> = {
    '2025-09-04': '2025-09-04',
    '2025-09-04T18:40:00.000Z': '2025-09-04T18:40:00.000Z',
    '2025-09-04T18:40+02:00': '2025-09-04T18:40+02:00',
    '2025-09-04 18:40': '2025-09-04T18:40',
    '2025/9/4': '2025-09-04',
    '20250904T184000Z': '2025-09-04T18:40:00Z',
    'Thu, 04 Sep 2025 18:40:00 +0200': '2025-09-04T18:40:00+02:00',
    'Sept. 4, 2025, 6:40 p.m. GMT': '2025-09-04T18:40:00Z',
    'September 4, 2025 6:40 pm ET': '2025-09-04',
    '4th of September, 2025': '2025-09-04',
    '25/12/2025': '2025-12-25',
    'Fri, 04 Sep 2025 18:40:00 +0200': null,
    '04/09/2025': null,
    '2025-02-30': null,
    '2025-09-04T25:00': null,
    yesterday: null,
    '': null,
  };
  for (const [written, iso] of Object.entries(dates)) {
    it(`${written} is ${iso ?? 'none'}`, () => assert.equal(publishedDate(written), iso));
  }
});

describe('HTML pages', () => {
  for (const name of ['wordpress', 'big-publisher', 'tables-1999']) {
    it(`${name}: the article and nothing else`, async () => {
      const expected = readFileSync(new URL(`./fixtures/pages/${name}.txt`, import.meta.url), 'utf8');
      assert.equal(`${(await parse(page(`${name}.html`), `${name}.html`)).text}\n`, expected);
    });
  }

  it('what JSON-LD and <meta> say', async () => {
    const { text: _, ...wordpress } = await parse(page('wordpress.html'), 'a.html');
    assert.deepEqual(wordpress, {
      title: 'Littoral states agree to share drift-net patrols',
      publisher: 'The Harbour Sun',
      byline: 'Oona Tavita',
      url: 'https://harboursun.example/2024/05/22/drift-net-patrols/',
      published: '2024-05-22T07:15:00+00:00',
      publishedFrom: 'meta',
      declaredLanguage: 'en',
    });
    const { text: __, ...big } = await parse(page('big-publisher.html'), 'a.html');
    assert.deepEqual(big, {
      title: 'Leaders back force for Tessaly, with conditions & caveats',
      publisher: 'The Continental',
      byline: 'Inès Moreau, Tom Achterberg',
      url: 'https://www.continental.example/world/2025/sep/04/guarantees-meeting',
      published: '2025-09-04T18:40:00.000Z',
      publishedFrom: 'meta',
      declaredLanguage: 'en',
    });
  });

  const P = '<p>The ministers agreed on Thursday to send troops once a truce is signed, officials said.</p>';

  it('what a page says without JSON-LD, and a date that is none', async () => {
    const source = `<html><head><title>They agree | The Wire</title><meta property="og:site_name" content="The Wire">
      <meta property="article:published_time" content="soon"><script type="application/ld+json">{broken</script></head>
      <body><main><h1>They agree</h1><span rel="author">By Jan Holt</span><time datetime="2025-09-04">today</time>${P}</main></body></html>`;
    const report = await parse(source, 'a.html');
    assert.deepEqual(
      [report.title, report.publisher, report.byline, report.published, report.publishedFrom],
      ['They agree', 'The Wire', 'Jan Holt', '2025-09-04', 'meta'],
    );
    const undated = await parse(source.replace('2025-09-04', '2025-02-30'), 'a.html');
    assert.deepEqual([undated.published, undated.publishedFrom], [null, null]);
  });

  it('is no wall where a banner stands over a short report', async () => {
    const { text, publisher } = await parseReport(page('short-with-banner.html'), { name: 'a.html' });
    assert.match(text, /^Norway will lend two frigates/m);
    assert.doesNotMatch(text, /cookies|newsletter|Ten best cabins/);
    assert.equal(publisher, 'The Fjord Post');
  });

  it('a page that is only a wall is refused', async () => {
    await refused(
      page('consent-wall.html'),
      'a.html',
      'input/consent-wall',
      /consent to cookies.*save the page again/,
    );
    await refused(page('paywall-shell.html'), 'a.html', 'input/consent-wall', /subscribe/);
    const robot =
      '<html><body><h1>Access denied</h1><p>Please enable JavaScript and verify you are human.</p></body></html>';
    await refused(robot, 'a.html', 'input/consent-wall', /robots/);
  });

  it('a report about cookies, or above a banner, is none', async () => {
    const report = `<html><body><div id="cookie-banner"><p>We use cookies. We and our partners value your privacy. Accept all</p></div><article>${P}
      <p>Under the accord sites may no longer show a button that reads “accept all” without one that reads “reject all”, the commission said, and must name each of the companies to which they pass data on.</p>${P}${P}</article></body></html>`;
    assert.match((await parse(report, 'a.html')).text, /^The ministers.*“accept all”/s);
  });

  it('a page without text is refused', async () => {
    const empty =
      '<html><body><nav><a href="/">Home</a></nav><script>document.write("text")</script></body></html>';
    await refused(empty, 'a.html', 'input/no-article', /save its text/);
  });

  it('misleading names do not empty a page', async () => {
    const source = `<html><body><div class="modal-page"><div class="comment-article">${P.repeat(3)}</div></div></body></html>`;
    assert.match((await parse(source, 'a.html')).text, /^The ministers/);
  });

  it('no script runs, and no text of one is read', async () => {
    const script = '<script>globalThis.ran = true; document.body.innerHTML = "gone";</script>';
    const source = `<html><body onload="globalThis.ran = true">${script}<article>${P}${script}${P}</article></body></html>`;
    const { text } = await parse(source, 'a.html');
    assert.doesNotMatch(text, /ran|gone/);
    assert.equal(Reflect.get(globalThis, 'ran'), undefined);
  });

  for (const depth of [10_000, 100_000]) {
    for (const tags of [
      '<div>',
      '<span>',
      '<b><i>',
      '<ul><li>',
      '<table><tr><td>',
      '<blockquote>',
      '<article>',
    ]) {
      it(`${tags} ${depth} deep`, { timeout: 60_000 }, async () => {
        const { text } = await parse(`<html><body>${tags.repeat(depth)}${P}</body></html>`, 'a.html');
        assert.match(text, /The ministers agreed .* officials said\.$/);
      });
    }
  }

  it('a line of a megabyte, ten thousand paragraphs, and JSON nested deep', { timeout: 60_000 }, async () => {
    const word = 'a'.repeat(1_000_000);
    assert.equal((await parse(`<html><body><p>${word}</p></body></html>`, 'a.html')).text, word);
    const long = await parse(`<html><body>${P.repeat(10_000)}</body></html>`, 'a.html');
    assert.equal(long.text.split('\n\n').length, 10_000);
    const json = `<script type="application/ld+json">${'['.repeat(100_000)}</script>`;
    assert.equal((await parse(`<html><body>${json}${P}</body></html>`, 'a.html')).title, null);
  });
});

describe('what pages have around their articles', () => {
  interface Rule {
    readonly pattern: string;
    readonly examples: readonly string[];
    readonly counter_examples: readonly string[];
  }
  const { blocks, names } = readResource('formats/page-furniture.yaml') as {
    readonly blocks: readonly Rule[];
    readonly names: readonly string[];
  };
  for (const { pattern, examples, counter_examples } of blocks) {
    it(`blocks as "${examples[0]}"`, () => {
      const rule = new RegExp(`^(?:${pattern})$`, 'i');
      for (const text of examples) assert.match(text, rule);
      for (const text of counter_examples) assert.equal(isFurnitureBlock(text, 0), false, text);
    });
  }

  it('a block is read by how much of it is a link', () => {
    assert.equal(isFurnitureBlock('Ministers meet in Oslo', 1), true);
    assert.equal(isFurnitureBlock('Explainer: who promised what', 0.6), true);
    assert.equal(isFurnitureBlock('Live fire was exchanged, the president said.', 0.3), false);
  });

  it('names count as words of their own', () => {
    for (const name of names) assert.equal(isFurnitureName(`post__${name}`), true, name);
    for (const name of ['relatedLinks', 'site-nav js-x', 'Newsletter_Box'])
      assert.equal(isFurnitureName(name), true, name);
    for (const name of [
      'unrelated',
      'has-sidebar',
      'category-social',
      'shared-layout',
      'header',
      'article-body paywall',
      '',
    ]) {
      assert.equal(isFurnitureName(name), false, name);
    }
  });
});
