/** A process that adds a feed until it is killed: `node test/feed-child.ts BOOK ADDRESS`. It prints what is safely stored. */
import { writeSync } from 'node:fs';
import { argv } from 'node:process';
import { openBook } from '../src/app/book/index.ts';
import { createFetcher } from '../src/app/fetcher.ts';
import { plainReader } from './plain-reader.ts';

const [, , path = '', address = ''] = argv;
const fetcher = await createFetcher({ allowHosts: ['127.0.0.1'], gap: 0 });
const book = await openBook({ book: path, reader: plainReader, fetcher });
for await (const { status, name } of book.addUrl(address)) writeSync(1, `${status} ${name}\n`);
await book.close();
