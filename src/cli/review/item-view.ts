import { sentencesOf } from '../../app/book/decisions/fields.ts';
import type { BookClaim, Report } from '../../book/record.ts';
import { ACTS, FACTUALITY, FIRMNESS } from '../../document/vocabulary.ts';
import { type Span, slice, span } from '../../text/span.ts';
import { actText, markedLines } from '../claim-block.ts';
import { columns, displayable, indented, labelled, wrapped } from '../layout.ts';
import type { Terminal } from '../terminal.ts';
import type { Form } from './form.ts';
import { valueIn } from './form.ts';
import type { Scene } from './review-machine.ts';
import { lineWithCursor } from './screen.ts';
import { FIELD_KEYS, type FieldName, writtenValue } from './values.ts';

const LABEL = 13;

/** Title; publisher and date. */
export const reportLines = (report: Report | undefined, { width, paint }: Terminal): readonly string[] =>
  report === undefined
    ? []
    : [
        ...wrapped(displayable(report.title ?? '(without a title)'), width).map((line) =>
          paint('bold', line),
        ),
        ...wrapped(
          displayable(`${report.publisher ?? 'unknown publisher'}, ${report.published ?? 'undated'}`),
          width,
        ).map((line) => paint('dim', line)),
      ];

/** The sentence, its words marked, between the one before and the one after. */
export function contextLines(
  report: Report,
  sentence: Span,
  at: Span | null,
  terminal: Terminal,
): readonly string[] {
  const sentences = sentencesOf(report);
  const i = sentences.findIndex(({ start, end }) => start <= sentence.start && sentence.start < end);
  const around = (of: Span | undefined) =>
    of ? indented(slice(report.text, of), 4, terminal.width).map((line) => terminal.paint('dim', line)) : [];
  const next = sentences.findIndex(({ start }) => start >= sentence.end);
  return [
    ...(i > 0 ? around(sentences[i - 1]) : []),
    ...markedLines(report.text, sentence, at ?? span(sentence.start, sentence.start), terminal),
    ...(next < 0 ? [] : around(sentences[next])),
  ];
}

/** What a claim says, field by field, those that are empty left out. */
export function claimLines(
  claim: BookClaim,
  { parties, reports }: Scene,
  terminal: Terminal,
): readonly string[] {
  const text = reports.get(claim.report)?.text ?? '';
  const names = (ids: readonly string[]) => ids.map((id) => parties.get(id)?.name ?? id).join(', ');
  const layout = { indent: 4, labelWidth: LABEL, width: terminal.width };
  const rest = Object.values(FIELD_KEYS).filter(
    (field) => !['act', 'firmness', 'negated', 'predicate', ...PARTIES].includes(field),
  );
  const who = names(claim.actors) || '(nobody named)';
  return [
    actText(claim, terminal.paint),
    ...indented(claim.targets.length > 0 ? `${who} → ${names(claim.targets)}` : who, 4, terminal.width).map(
      (line) => terminal.paint('bold', line),
    ),
    ...(claim.beneficiary.length > 0 ? labelled('for', names(claim.beneficiary), layout) : []),
    ...(claim.sources.length > 0 ? labelled('source', names(claim.sources), layout) : []),
    ...rest.flatMap((field) => {
      const value = readableValue(claim, field, text);
      return value === null ? [] : labelled(field, value, layout);
    }),
  ];
}
const PARTIES = ['actors', 'targets', 'beneficiary', 'sources'];

/** Null where nothing is to be told. */
export function readableValue(claim: BookClaim, field: FieldName, text: string): string | null {
  switch (field) {
    case 'what':
      return claim.what && slice(text, claim.what);
    case 'when':
      return claim.when && `${slice(text, claim.when)} [${claim.when.from ?? ''} to ${claim.when.to ?? ''}]`;
    case 'where':
      return (
        claim.where.map(({ name, kind }) => (kind === 'limit' ? `${name} (limit)` : name)).join('; ') || null
      );
    case 'quantities':
      return claim.quantities.map((at) => slice(text, at)).join('; ') || null;
    default: {
      const value = writtenValue(claim, field, text);
      return value === 'none' ? null : value;
    }
  }
}

const WHO = 'ids with commas between them: FRA, org:nato; someone new: org:au=African Union; none';
/** What may be written. */
const HINTS: Readonly<Partial<Record<FieldName, string>>> = {
  act: ACTS.join(', '),
  firmness: `${FIRMNESS.join(', ')}; none`,
  factuality: FACTUALITY.join(', '),
  negated: 'yes, no',
  predicate: 'the words themselves, or START-END',
  what: 'the words themselves, or START-END; none',
  actors: WHO,
  targets: WHO,
  beneficiary: WHO,
  sources: WHO,
  measures: 'force.land, funding.any, other; none',
  conditions: 'after: after a ceasefire [ceasefire or peace-agreement]; several with | between them; none',
};

/** The line that is being written, which stands below the screen, and what may be written. */
export function editorLines({ editing }: Form, terminal: Terminal): readonly string[] {
  if (editing === null) return [];
  const { field, line } = editing;
  const { width, paint } = terminal;
  return [
    ...wrapped(HINTS[field] ?? 'JSON, as in a reading; none', width).map((hint) => paint('dim', hint)),
    `${field}: ${lineWithCursor(line.text, line.at, width - columns(field) - 2, terminal)}`,
  ];
}

/** The fields with their keys; what is set stands out. */
export function formLines(form: Form, terminal: Terminal): readonly string[] {
  const { width, paint } = terminal;
  return Object.entries(FIELD_KEYS).flatMap(([key, field]) => {
    const set = form.set.has(field);
    const lines = labelled(`${key}  ${field}`, valueIn(form, field), {
      indent: 2,
      labelWidth: LABEL + 3,
      width,
    });
    return lines.map((line) => (set ? paint('bold', line.replace(/^ {2}/, ' *')) : line));
  });
}

/** Keys, each with what it does. */
export type Keys = readonly (readonly [key: string, what: string])[];

/** Those of a form; `sends`: what it does when it is sent. */
export const formKeys = ({ editing }: Form, sends: string): Keys =>
  editing
    ? [
        ['Enter', 'set'],
        ['Esc', 'leave as it was'],
      ]
    : [
        ['key', 'field'],
        ['Enter', sends],
        ['Esc', 'back'],
      ];

/** Below what is decided on: what is waited for or was said last, the line that is written in a form, and the keys. */
export function footLines(
  { busy, message, mode }: Seated,
  keys: Keys,
  terminal: Terminal,
): readonly string[] {
  const said = busy === null ? message : `${busy} …`;
  return [
    ...(said === null
      ? []
      : wrapped(displayable(said), terminal.width).map((line) => terminal.paint('yellow', line))),
    ...(mode.form === undefined ? [] : editorLines(mode.form, terminal)),
    ...keyLines(keys, terminal),
  ];
}

/** Of someone who sits before the screen what its foot tells. */
interface Seated {
  readonly busy: string | null;
  readonly message: string | null;
  readonly mode: { readonly kind: string; readonly form?: Form };
}

/** `a accept  m mend …` in as many lines as it takes; a key stays beside what it does. */
export function keyLines(keys: Keys, { width, paint }: Terminal): readonly string[] {
  const lines: string[] = [];
  for (const hint of keys.map((key) => key.join(' '))) {
    const longer = `${lines.at(-1) ?? ''}  ${hint}`;
    if (lines.length > 0 && columns(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(hint);
  }
  return lines.map((line) => paint('dim', line));
}
