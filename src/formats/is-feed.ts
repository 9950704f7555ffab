// What stands before the root: a declaration or an instruction to show it with style, a comment, a document type.
const PROLOG = /\s*(?:<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\]\s*)?>)/iy;
const XML_ROOT = /\s*<(?:[\w-]+:)?(?:rss|feed|RDF)[\s>]/iy;
const JSON_FEED = /^\s*\{[\s\S]*?"version"\s*:\s*"https?:\\?\/\\?\/jsonfeed\.org\\?\/version\\?\/1/;
const START = 65_536;

/** Whether what an address gave is a feed, by its content: servers call them anything. */
export function isFeed(bytes: Uint8Array): boolean {
  // As each encoding of a feed begins but UTF-16, in which none is written.
  const start = new TextDecoder('windows-1252')
    .decode(bytes.subarray(0, START))
    .replace(/^\u00ef\u00bb\u00bf/, '');
  PROLOG.lastIndex = 0;
  // Piece by piece: one pattern for all of them would try them in every combination.
  do XML_ROOT.lastIndex = PROLOG.lastIndex;
  while (PROLOG.test(start));
  return XML_ROOT.test(start) || JSON_FEED.test(start);
}
