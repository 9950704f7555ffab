import { openBook } from '../src/app/book/index.ts';

/** Exports a book in every format named, and prints the bytes of each: started with little memory by a test. */
const [path = '', ...formats] = process.argv.slice(2);
const book = await openBook({ book: path });
for (const to of formats) {
  let bytes = 0;
  for await (const { data } of book.export({ to }).chunks) bytes += data.length;
  process.stdout.write(`${to} ${bytes}\n`);
}
await book.close();
