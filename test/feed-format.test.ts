import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFeed } from '../src/formats/feed.ts';
import { isFeed } from '../src/formats/is-feed.ts';
import { InputError } from '../src/text/errors.ts';
import { newsPage, rss } from './web-server.ts';

const AT = 'https://harbourwire.example/feeds/world.xml';
const bytes = (text: string): Uint8Array => Buffer.from(text);
const parse = (text: string) => parseFeed(bytes(text), AT);

const ATOM = `<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><!-- ours -->
<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">World &amp;amp; Europe</title>
<entry><id>urn:1</id><title>Allies agree</title><link rel="edit" href="/edit/1"/><link rel="alternate" href="../1.html"/>
<published>2025-09-04T18:40:00+02:00</published><updated>2025-09-05T08:00:00Z</updated><author><name>Jana Roth</name></author>
<summary type="html">&lt;p&gt;They agreed.&lt;/p&gt;</summary>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They agreed on <b>guarantees</b>.</p><p>Troops follow.</p></div></content></entry>
<entry><id>urn:2</id><title>Undated</title><updated>soon</updated><content>1 &lt; 2</content></entry></feed>`;

const JSON_FEED = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'World',
  items: [
    {
      id: '1',
      url: '/1.html',
      title: 'Allies agree',
      content_html: '<p>They agreed.</p>',
      date_published: '2025-09-04',
    },
    {
      id: '2',
      content_text: 'A note.',
      date_modified: '2025-09-05T08:00:00Z',
      authors: [{ name: 'A' }, { name: 'B' }],
    },
  ],
});

const RDF = `<?xml version="1.0" encoding="iso-8859-1"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Welt</title></channel>
<item rdf:about="https://a.example/2"><title>Verb\u00fcndete</title><link>https://a.example/2</link><dc:date>2025-01-02</dc:date><dc:creator>Z</dc:creator>
<description>Sie einigten sich.</description></item></rdf:RDF>`;

test('a feed is told by its content, whatever its server calls it', () => {
  for (const feed of [ATOM, JSON_FEED, RDF, rss('World', []), `\ufeff${ATOM}`])
    assert.ok(isFeed(bytes(feed)), feed);
  const dtd = '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "rss-0.91.dtd" [ <!-- x --> ]>';
  assert.ok(isFeed(bytes(`<?xml version="1.0"?>\n${dtd}\n<rss version="0.91"></rss>`)));
  const others = [
    newsPage('A', 'B'),
    '<?xml version="1.0"?><urlset></urlset>',
    '{"version": "1"}',
    'rss feed',
    '',
    '<feedback/>',
  ];
  for (const other of others) assert.ok(!isFeed(bytes(other)), other);
  // Comments that never come to a root are no work.
  assert.ok(!isFeed(bytes('<!---->'.repeat(9000))));
});

test('items of RSS, Atom, RDF and JSON Feed', () => {
  const { title, items } = parse(
    rss('World', [
      {
        title: 'A &amp; B',
        link: 'https://a.example/1?a=1&amp;b=2',
        published: 'Thu, 04 Sep 2025 18:40:00 +0200',
        text: '<p>They agreed.</p><script>x()</script><p>Troops.</p>',
      },
      { title: 'Note', guid: 'g2' },
      { title: 'Mail', link: 'mailto:ada@example.org', guid: 'g3' },
    ]),
  );
  assert.equal(title, 'World');
  assert.deepEqual(items[0], {
    key: 'https://a.example/1?a=1&b=2',
    url: 'https://a.example/1?a=1&b=2',
    title: 'A & B',
    byline: null,
    publisher: null,
    published: '2025-09-04T18:40:00+02:00',
    updated: null,
    text: 'They agreed.\n\nTroops.',
  });
  assert.deepEqual(
    items.slice(1).map(({ key, url, text }) => [key, url, text]),
    [
      ['g2', null, ''],
      ['g3', null, ''],
    ],
  );

  const atom = parse(ATOM);
  assert.equal(atom.title, 'World & Europe');
  assert.deepEqual(
    atom.items.map(({ key, url, byline, published, updated, text }) => [
      key,
      url,
      byline,
      published,
      updated,
      text,
    ]),
    [
      [
        'urn:1',
        'https://harbourwire.example/1.html',
        'Jana Roth',
        '2025-09-04T18:40:00+02:00',
        '2025-09-05T08:00:00Z',
        'They agreed on guarantees.\n\nTroops follow.',
      ],
      ['urn:2', null, null, null, null, '1 < 2'],
    ],
  );
  assert.deepEqual(
    parse(JSON_FEED).items.map(({ url, byline, published, text }) => [url, byline, published, text]),
    [
      ['https://harbourwire.example/1.html', null, '2025-09-04', 'They agreed.'],
      [null, 'A, B', null, 'A note.'],
    ],
  );
  const rdf = parseFeed(Buffer.from(RDF, 'latin1'), AT);
  assert.deepEqual(
    rdf.items.map((item) => [item.title, item.byline, item.published]),
    [['Verbündete', 'Z', '2025-01-02']],
  );
});

test('entities are not expanded, and what is damaged is said to be', () => {
  const refused = (text: string, what: RegExp) =>
    assert.throws(
      () => parse(text),
      (error) =>
        error instanceof InputError &&
        error.code === 'input/feed' &&
        what.test(error.message) &&
        error.message.startsWith(AT),
    );
  const lol = Array.from({ length: 9 }, (_, i) => `<!ENTITY l${i + 1} "${`&l${i};`.repeat(10)}">`).join('');
  const withDtd = (dtd: string, title: string) => rss(title, []).replace('?>', `?><!DOCTYPE rss [${dtd}]>`);
  refused(withDtd(`<!ENTITY l0 "lol">${lol}`, '&l9;'), /entities/);
  refused(withDtd('<!ENTITY x SYSTEM "file:///etc/passwd">', '&x;'), /entities/);
  assert.equal(parse(rss('&l9; &eacute;', [])).title?.includes('lol'), false);
  refused(ATOM.slice(0, 400), /cut off/);
  refused('{"version": "https://jsonfeed.org/version/1", ', /cut off/);
});
