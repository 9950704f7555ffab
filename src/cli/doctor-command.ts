import type { BookFault } from '../app/book/doctor/doctor.ts';
import { UsageError } from '../text/errors.ts';
import { BOOK_OPTION, bookPath } from './book-options.ts';
import { type Command, type Host, parse } from './command.ts';
import { doctorReading, READING_OPTIONS } from './doctor-reading.ts';
import { counted } from './document-block.ts';
import type { ExitCode } from './failure.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { shortId } from './short-ids.ts';
import { terminalOf } from './terminal.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  mend: { type: 'boolean', help: 'put right what can be, after a copy of the book as it is' },
  ...BOOK_OPTION,
  ...READING_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const doctorCommand: Command = {
  name: 'doctor',
  operands: '',
  summary:
    'Looks through a book for what is wrong in it: damage, rows that lead nowhere, texts and quotes that are not what came, what is derived and not brought up to date. Says what to do about each, and with --mend does what can be done. With --reading it looks at the reader instead.',
  options: OPTIONS,
  table: { columns: { kind: 'kind', place: 'place', what: 'what', mended: 'mended', remedy: 'remedy' } },
  examples: [
    ['pledgebook doctor', 'what is wrong in pledgebook.db, if anything is'],
    ['pledgebook doctor --mend', 'and put it right, as far as that goes'],
    ['pledgebook doctor --reading marked/', 'how well texts are read that you marked'],
  ],
  run: doctor,
};

/** What a person does about what no program can put right. */
const REMEDIES: Readonly<Record<BookFault['kind'], string>> = {
  file: 'put the book aside and go on with your own backup, or take out what can be read: sqlite3 ASIDE .recover | sqlite3 BOOK',
  orphan:
    'somebody wrote to the book with another program; go on with a backup, or delete the row with sqlite3',
  derived: 'its report can be read again: pledgebook reread REPORT; else go on with a backup',
  index: 'pledgebook doctor --mend',
  successors: 'take it back from a backup: nobody but who decided knows what answers for it',
  text: 'take the text from a backup, or remove the report and add it again from its file',
  quote: 'read the report again: pledgebook reread REPORT; mend or reject the claim where it stays',
  reading: 'read the report again: pledgebook reread REPORT',
  decision: 'somebody deleted what it was about; go on with a backup that has it',
};

async function doctor(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  const { reading, mend, book: path, model, profile } = values;
  if (reading !== undefined) {
    if (values.csv)
      throw new UsageError('usage/csv', 'how well texts are read is no table of rows; --json prints it');
    if (mend || path !== undefined)
      throw new UsageError('usage/doctor', '--reading looks at no book; leave out --mend and --book');
    return doctorReading({ ...values, reading }, host);
  }
  if (model !== undefined || profile !== undefined)
    throw new UsageError('usage/doctor', '--model and --profile go with --reading FOLDER');
  const terminal = terminalOf(host.stdout);
  const print = (fault: BookFault, mended: boolean): Promise<void> => {
    const remedy = mended ? null : fault.mendable ? 'pledgebook doctor --mend' : REMEDIES[fault.kind];
    const head = `${mended ? 'mended' : fault.kind}  ${shortId(fault.place)}`;
    const lines = [
      ...indented(head, 0, terminal.width).map((line) => terminal.paint('bold', line)),
      ...indented(fault.what, 4, terminal.width),
      ...(remedy === null ? [] : indented(`remedy: ${remedy}`, 4, terminal.width)),
    ];
    return write(
      host.stdout,
      values.json ? `${JSON.stringify({ ...fault, mended, remedy })}\n` : `${lines.join('\n')}\n`,
    );
  };
  return withBook(values, async (book) => {
    const { faults, mended, backup, checked } = await book.doctor({ mend: values.mend ?? false });
    for (const fault of mended) await print(fault, true);
    for (const fault of faults) await print(fault, false);
    const seen = `${counted(checked.reports, 'report')} and ${counted(checked.decisions, 'decision')} of ${bookPath(values)}`;
    const put =
      backup === null ? '' : `; ${mended.length} mended, the book as it was before is kept as ${backup}`;
    host.stderr.write(
      `${faults.length === 0 ? 'nothing is wrong' : `${counted(faults.length, 'fault')} left`} in ${seen}${put}\n`,
    );
    return faults.length > 0 ? 1 : 0;
  });
}
