import type { Email } from 'postal-mime';
import { InputError } from '../text/errors.ts';
import { empty } from './decode.ts';
import { unpackedName } from './gzip.ts';
import type { ParsedFile, Part } from './parsed-file.ts';
import { NOTHING_DECLARED, type ParsedReport } from './parsed-report.ts';
import { publishedDate } from './published.ts';

type ParseFile = (bytes: Uint8Array, origin: { name: string; mediaType?: string }) => Promise<ParsedFile>;

/**
 * A saved e-mail: its text, and its attachments that are reports, as parts of their own; others are named as left out. The
 * subject is the title, the sender's name (or domain) the publisher, the header's date the day.
 * `parseFile` reads an attachment.
 * @throws InputError `input/empty` where neither the message nor an attachment has text, `input/email` where it is no e-mail
 */
export async function parseEmail(bytes: Uint8Array, name: string, parseFile: ParseFile): Promise<ParsedFile> {
  const { default: PostalMime } = await import('postal-mime');
  const email = await parsed(() => PostalMime.parse(bytes, { attachmentEncoding: 'arraybuffer' }), name);
  if (email.headers.length === 0) throw noEmail(name);
  const declared = declaredBy(email);
  const text = await bodyText(email, name);
  const parts: Part[] = [];
  if (text !== '')
    parts.push({ place: null, report: { ...declared, text }, bytes, mediaType: 'message/rfc822' });
  const leftOut: string[] = [];
  for (const { filename, mimeType, content, related, disposition } of email.attachments) {
    const label = `attachment ${filename ?? mimeType}`;
    // A picture that the message shows is a part of it, not something sent with it.
    if (related || (disposition === 'inline' && mimeType.startsWith('image/'))) continue;
    if (typeof content === 'string') continue;
    const extension = /\.[a-z0-9]+$/i.exec(unpackedName(filename ?? ''))?.[0] ?? '';
    if (!ATTACHED.test(extension || mimeType)) {
      leftOut.push(`${label} (no report by its kind)`);
      continue;
    }
    try {
      const file = await parseFile(new Uint8Array(content), {
        name: `${name}: ${label}`,
        ...(extension === '' && { mediaType: mimeType }),
      });
      parts.push(...file.parts.map((part) => attached(part, label, declared)));
      leftOut.push(...file.leftOut);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      parts.push({ place: label, error });
    }
  }
  if (parts.length === 0) throw empty(name);
  return { parts, leftOut };
}

const ATTACHED =
  /^\.(?:pdf|docx|rtf|eml|txt|text|md|markdown|html?|xhtml)$|^(?:application\/pdf|text\/(?:plain|html|rtf|markdown)|message\/rfc822)$/i;

async function parsed(parse: () => Promise<Email>, name: string): Promise<Email> {
  try {
    return await parse();
  } catch (error) {
    // What the library throws at messages nested too deeply and at headers without an end.
    if (error instanceof Error) throw noEmail(name, error);
    throw error;
  }
}

const noEmail = (name: string, cause?: Error): InputError =>
  new InputError(
    'input/email',
    `${name}: it is no e-mail that can be read${cause ? ` (${cause.message})` : ''}; save the report as text`,
    cause && { cause },
  );

function declaredBy({ subject, from, headers }: Email): Omit<ParsedReport, 'text'> {
  const date = headers.find(({ key }) => key === 'date')?.value ?? '';
  // `Thu, 4 Sep 2025 18:40:00 +0200 (CEST)`: the comment says nothing more.
  const published = publishedDate(date.replace(/\s*\([^()]*\)\s*$/, ''));
  return {
    ...NOTHING_DECLARED,
    title: subject?.trim() || null,
    publisher: from?.name?.trim() || from?.address?.split('@')[1] || null,
    published,
    publishedFrom: published === null ? null : 'meta',
  };
}

/**
 * The plain part, or the page where there is none or it says much less (`Open this message in a browser`); '' where the
 * message has no text.
 */
async function bodyText({ text = '', html = '' }: Email, name: string): Promise<string> {
  const plain = text.replaceAll('\r\n', '\n').trim();
  if (html.trim() === '') return plain;
  const { messageText } = await import('./html/message.ts');
  const page = messageText(html, name);
  return plain.length * 2 >= page.length ? plain : page;
}

/** What an attachment does not say of itself, the message it came with says. */
function attached(part: Part, label: string, message: Omit<ParsedReport, 'text'>): Part {
  const place = part.place === null ? label : `${label}, ${part.place}`;
  if ('error' in part) return { ...part, place };
  const { report } = part;
  const dated = report.published !== null;
  return {
    ...part,
    place,
    report: {
      ...report,
      publisher: report.publisher ?? message.publisher,
      published: dated ? report.published : message.published,
      publishedFrom: dated ? report.publishedFrom : message.publishedFrom,
    },
  };
}
