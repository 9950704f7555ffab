import type { Reread } from '../app/book/reread.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { displayable } from './layout.ts';
import { inheritanceLines, pairs } from './outcome-lines.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { modelNamed, READER_OPTIONS, write } from './reading-options.ts';
import { idsOf, shortId } from './short-ids.ts';
import { withBook } from './with-book.ts';

const { model, profile } = READER_OPTIONS;

const OPTIONS = {
  ...BY_OPTIONS,
  model,
  profile,
  ...BOOK_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const rereadCommand: Command = {
  name: 'reread',
  operands: 'REPORT…',
  summary:
    'Reads reports of a book again, with a newer reader, another model or other profiles, and prints what is read otherwise now. What was decided on their claims stays.',
  options: OPTIONS,
  examples: [['pledgebook reread 3f9a2b7c01de --by Ada', 'a report by the id that reports prints']],
  run: reread,
};

async function reread(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  if (positionals.length === 0)
    throw new UsageError('usage/report', 'name a report; pledgebook reports prints their ids');
  const by = byFrom(values);
  const options = { model: modelNamed(values.model), profiles: values.profile ?? [] };
  const reader = await host.createSourceReader(options);
  return withBook(
    values,
    async (book) => {
      const ids = await idsOf(book, positionals);
      for (const word of positionals) {
        const read = await book.reread(ids.report(word), by);
        const text = values.json ? JSON.stringify(read) : lines(read).map(displayable).join('\n');
        await write(host.stdout, `${text}\n`);
      }
      return 0;
    },
    { ...options, reader },
  );
}

function lines({ report, decision, reader, changed, found, gone, kept, carried }: Reread): readonly string[] {
  const named = (what: string, claims: readonly string[]) =>
    claims.map((id) => `    ${what}: ${shortId(id)}`);
  return [
    `reread ${shortId(report)}  (${decision}), reader ${reader.from} → ${reader.to}`,
    ...changed.map(({ before, after, fields }) => {
      const of = (side: 'before' | 'after') =>
        Object.fromEntries(fields.map((field) => [field.field, field[side]]));
      return `    ${shortId(before)} → ${shortId(after)}: ${pairs(of('before'), of('after'))}`;
    }),
    ...named('not read before', found),
    ...named('not read any more', gone),
    `    ${counted(kept.length, 'claim')} kept as decided`,
    ...inheritanceLines({ carried }),
  ];
}
