import { SECURITY } from './answering.ts';
import { Refusal } from './problem.ts';

/** An answer that is sent bit by bit, to be kept as a file and not shown. */
export class Streamed {
  readonly media: string;
  /** Name of the file. */
  readonly file: string;
  readonly parts: AsyncIterable<Uint8Array>;
  constructor(media: string, file: string, parts: AsyncIterable<Uint8Array>) {
    this.media = media;
    this.file = file;
    this.parts = parts;
  }
}

/** Answers that may be under way at once: each holds the book as it was when it began. */
const MOST = 4;

/** @param fault is told what went wrong in the middle, when nothing but breaking off can tell the client */
export function createStreaming(fault: (error: unknown) => void) {
  let underWay = 0;
  /** What cannot be begun is a problem like any other. @throws Refusal `http/busy` */
  return async (
    { media, file, parts }: Streamed,
    headers: Readonly<Record<string, string>>,
    isHead: boolean,
  ): Promise<Response> => {
    const all = {
      ...SECURITY,
      // Whatever a browser makes of it, it is no page of ours.
      'content-security-policy': "default-src 'none'; sandbox",
      'content-type': media,
      'content-disposition': attachment(file),
      'cache-control': 'no-cache',
      ...headers,
    };
    if (isHead) return new Response(null, { headers: all });
    if (underWay >= MOST)
      throw new Refusal(503, 'http/busy', `${MOST} files are being sent already; try again later`, {
        headers: { 'retry-after': '5' },
      });
    underWay++;
    let isOpen = true;
    const end = (): void => {
      if (isOpen) underWay--;
      isOpen = false;
    };
    const iterator = parts[Symbol.asyncIterator]();
    let next: IteratorResult<Uint8Array> | null;
    try {
      next = await iterator.next();
    } catch (error) {
      end();
      throw error;
    }
    const body = new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        try {
          const part = next ?? (await iterator.next());
          next = null;
          if (!part.done) {
            controller.enqueue(part.value);
            return;
          }
          end();
          controller.close();
        } catch (error) {
          end();
          fault(error);
          controller.error(error);
        }
      },
      // Nobody listens any more.
      cancel: async () => {
        end();
        await iterator.return?.();
      },
    });
    return new Response(body, { headers: all });
  };
}

/** RFC 6266: the name for those who read ASCII only, and as it is. */
const attachment = (file: string): string =>
  `attachment; filename="${file.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(file)}`;
