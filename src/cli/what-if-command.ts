import type { Standing } from '../book/scenario/requirements.ts';
import { type Outlook, type ScenarioState, triggersOf } from '../book/scenario/what-if.ts';
import type { Answer } from '../book/scenario/what-would-it-take.ts';
import { UsageError } from '../text/errors.ts';
import { slice } from '../text/span.ts';
import { QUERY_OPTIONS, queryFrom } from './book-options.ts';
import { actText } from './claim-block.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { type Leads, partyName, titleOfId, triggerText } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { type Style, type Terminal, terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  all: {
    type: 'boolean',
    help: 'print also entries that hang on nothing, or in which nothing is undertaken (--json always has them)',
  },
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const whatIfCommand: Command = {
  name: 'what-if',
  operands: '[TRIGGER=yes|no…]',
  summary:
    'Prints what would come into force if something came about: for each entry whether it is in force, waiting (for what), a decision is due, void or open. An offer in force is still an offer.',
  options: OPTIONS,
  table: {
    columns: {
      entry: 'entry',
      state: 'state',
      claim: 'claim',
      act: 'act',
      firmness: 'firmness',
      conditions: 'conditions.condition.kind',
      triggers: 'conditions.trigger',
      values: 'conditions.value',
      possibly: 'possiblyAlsoWaiting.trigger',
    },
  },
  examples: [
    ['pledgebook what-if ceasefire=yes', 'if there were a ceasefire'],
    ['pledgebook what-if ceasefire=yes backing:USA=no', 'and America did not back it'],
  ],
  run: whatIf,
};

/** What is in force only if no condition that was laid on the measure holds for it stands apart. */
type Shown = ScenarioState | 'possibly-in-force';
const ORDER: readonly Shown[] = ['in-force', 'possibly-in-force', 'decision-due', 'waiting', 'void', 'open'];
const STATE_STYLE: Readonly<Record<Shown, Style>> = {
  'in-force': 'green',
  'possibly-in-force': 'yellow',
  'decision-due': 'cyan',
  waiting: 'yellow',
  void: 'red',
  open: 'dim',
};

async function whatIf(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const query = listQueryFrom(values);
    const page = await book.whatIf(positionals, query);
    // What a scenario settles is seen beside the book as it is.
    const before = positionals.length === 0 ? page : await book.whatIf([], query);
    const laid = new Map(before.entries.map((outlook) => [outlook.entry, outlook.possiblyAlsoWaiting]));
    const hangs = (outlook: Outlook) =>
      hangsOnSomething(outlook) || (laid.get(outlook.entry)?.length ?? 0) > 0;
    const terminal = terminalOf(host.stdout);
    const denied = new Set(page.items.flatMap((e) => e.claims.flatMap((c) => (c.negated ? c.id : []))));
    const shown = page.entries.filter((outlook) => values.all || hangs(outlook));
    const part = partOf(values.json ? page.entries : inOrder(shown), values, ({ entry }) => entry);
    if (values.json)
      for (const outlook of part.items) await write(host.stdout, `${JSON.stringify(outlook)}\n`);
    for (const state of values.json ? [] : ORDER) {
      const outlooks = part.items.filter((outlook) => shownAs(outlook) === state);
      if (outlooks.length === 0) continue;
      const heading = terminal.paint(
        STATE_STYLE[state],
        `${state.replaceAll('-', ' ')} (${outlooks.length})`,
      );
      const lines = outlooks.flatMap((outlook) =>
        outlookLines(outlook, laid.get(outlook.entry) ?? [], denied, page, terminal),
      );
      await write(host.stdout, `${[heading, ...lines].join('\n')}\n\n`);
    }
    const known = [...new Set(before.entries.flatMap(({ conditions }) => triggersOf(conditions)))].sort();
    for (const trigger of page.idle) host.stderr.write(`${idleLine(trigger, known)}\n`);
    if (!values.json) {
      host.stderr.write(foundIn(summary(page.entries, hangs), page, values));
      if (shown.length < page.entries.length) host.stderr.write('--all prints the others, too\n');
    }
    tellMore(part, host.stderr);
    return 0;
  });
}

/** Who is meant is a part of a trigger: `ratification` is none of a book that has `ratification:UKR`. */
function idleLine(trigger: string, known: readonly string[]): string {
  const kind = (name: string): string => name.replace(/:.*/, '');
  const near = known.filter((name) => kind(name) === kind(trigger)).slice(0, 5);
  const instead = near.length > 0 ? `; but on ${near.join(', ')}` : '';
  return `nothing in the book hangs on ${trigger}${instead}`;
}

const shownAs = ({ state, possiblyAlsoWaiting }: Outlook): Shown =>
  state === 'in-force' && possiblyAlsoWaiting.length > 0 ? 'possibly-in-force' : state;

/** As they are printed: by what the scenario makes of them. */
const inOrder = (outlooks: readonly Outlook[]): readonly Outlook[] =>
  outlooks.toSorted((a, b) => ORDER.indexOf(shownAs(a)) - ORDER.indexOf(shownAs(b)));

const hangsOnSomething = ({ conditions, possiblyAlsoWaiting }: Outlook): boolean =>
  conditions.length > 0 || possiblyAlsoWaiting.length > 0;

/** `14 entries on conditions, 107 in force without one, 70 open` */
function summary(outlooks: readonly Outlook[], hangs: (outlook: Outlook) => boolean): string {
  const rest = outlooks.filter((outlook) => !hangs(outlook));
  const free = rest.filter(({ state }) => state === 'in-force').length;
  const hanging = outlooks.length - rest.length;
  return `${counted(hanging, 'entry')} on conditions, ${free} in force without one, ${rest.length - free} open`;
}

function outlookLines(
  outlook: Outlook,
  laid: Outlook['possiblyAlsoWaiting'],
  denied: ReadonlySet<string>,
  leads: Leads,
  terminal: Terminal,
): readonly string[] {
  const { state, claim, act, firmness, conditions, possiblyAlsoWaiting } = outlook;
  const isLeft = (other: Standing) =>
    possiblyAlsoWaiting.some((o) => o.claim === other.claim && o.condition.start === other.condition.start);
  const settled = state === 'void' || state === 'open' ? [] : laid.filter((standing) => !isLeft(standing));
  const reasons = [
    ...conditions.map((standing) => reasonText(standing, leads)),
    ...possiblyAlsoWaiting.map((standing) => `possibly also waiting: ${reasonText(standing, leads)}`),
    ...settled.map((standing) => `possibly also: ${reasonText({ ...standing, value: 'yes' }, leads)}`),
  ];
  return [
    ...indented(titleOfId(outlook.entry, leads), 2, terminal.width).map((line) =>
      terminal.paint('bold', line),
    ),
    ...(act === null
      ? []
      : [`      ${actText({ act, firmness, negated: denied.has(claim ?? '') }, terminal.paint)}`]),
    ...reasons.flatMap((reason) =>
      indented(reason, 6, terminal.width).map((line) => terminal.paint('dim', line)),
    ),
  ];
}

/** `only after ceasefire: yes`; a condition that was not understood by its words. */
function reasonText({ claim, condition, trigger, value }: Standing, { reports }: Leads): string {
  const report = reports.get(claim.replace(/#[^#]*$/, ''));
  const words = trigger
    ? triggerText(trigger)
    : report
      ? `“${slice(report.text, condition)}”`
      : 'a condition';
  return `${condition.kind.replace('-', ' ')} ${words}: ${value === 'unknown' ? 'not known' : value}`;
}

const TAKE_OPTIONS = {
  limit: { ...PAGE_OPTIONS.limit, help: 'print so many answers at most (default: 20)' },
  ...QUERY_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const whatWouldItTakeCommand: Command = {
  name: 'what-would-it-take',
  operands: 'GOAL',
  summary:
    'Prints the smallest sets of triggers that bring a goal about, and who controls each. A GOAL names an actor, a measure, both, or how many actors together.',
  options: TAKE_OPTIONS,
  table: {
    each: 'answers',
    columns: {
      triggers: 'answers.settings.trigger',
      values: 'answers.settings.value',
      controllers: 'answers.settings.controller',
      reach: 'answers.reach',
      entries: 'answers.entries',
      low: 'answers.count.low',
      high: 'answers.count.high',
    },
  },
  examples: [
    ["pledgebook what-would-it-take 'actor=DEU'", 'for Germany’s contributions'],
    ["pledgebook what-would-it-take 'measure=force.land count>=10'", 'for the ground forces of ten'],
  ],
  run: whatWouldItTake,
};

async function whatWouldItTake(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, TAKE_OPTIONS);
  const limit = limitFrom(values.limit);
  return withBook(values, async (book) => {
    const page = await book.whatWouldItTake(positionals, limit, queryFrom(values));
    const { answers, rest, beyond } = page;
    if (values.json) {
      await write(host.stdout, `${JSON.stringify({ answers, rest, beyond })}\n`);
      return 0;
    }
    const terminal = terminalOf(host.stdout);
    for (const answer of answers)
      await write(host.stdout, `${answerLines(answer, page, terminal).join('\n')}\n\n`);
    const never = beyond.flatMap(({ entry, why }) =>
      indented(`${titleOfId(entry, page)}: ${why.replaceAll('-', ' ')}`, 4, terminal.width),
    );
    if (never.length > 0)
      await write(host.stdout, `${[terminal.paint('bold', 'no scenario brings'), ...never].join('\n')}\n`);
    if (rest !== 'none') host.stderr.write(`${REST[rest]}\n`);
    else if (answers.length === 0 && (page.asked ?? page.reports.size) > 0)
      host.stderr.write(`${beyond.length > 0 || /count/.test(positionals.join()) ? NEVER : NOBODY}\n`);
    host.stderr.write(foundIn(counted(answers.length, 'answer'), page, values));
    return 0;
  });
}

const REST = {
  more: 'there are more answers; --limit N prints more of them',
  'not-searched':
    'the search was given up: there may be more answers, smaller ones too; ask for less at once',
} as const;

const NEVER = 'no set of triggers brings that about';
const NOBODY =
  'no entry in the book is of that; an actor is named by its code (DEU) or id (org:nato), as pledgebook list prints it';

function answerLines(
  { settings, reach, entries, count }: Answer,
  leads: Leads,
  { width, paint }: Terminal,
): readonly string[] {
  const set = settings.map(({ trigger, value, controller }) => {
    const whose = controller && controllerText(controller, leads);
    return `${trigger}=${value}${whose ? ` (in the hands of ${whose})` : ''}`;
  });
  const reached = count ? `${reach.replaceAll('-', ' ')}: ${countText(count)}` : reach.replaceAll('-', ' ');
  return [
    ...indented(set.join(' and ') || 'nothing more is needed', 0, width).map((line) => paint('bold', line)),
    ...indented(reached, 4, width),
    ...entries.flatMap((id) => indented(titleOfId(id, leads), 6, width)),
  ];
}

/** `Germany`, `parliament of Germany` (by its trigger `DEU-parliament`); others as they stand. */
function controllerText(controller: string, leads: Leads): string {
  const [, state, organ] = /^([A-Z]{3})(?:-(.+))?$/.exec(controller) ?? [];
  if (state === undefined) return controller;
  const name = partyName(leads, `state:${state}`).replace(/^state:/, '');
  return organ === undefined ? name : `${organ.replaceAll('-', ' ')} of ${name}`;
}

/** `2 to 28 actors, with decisions that are then due up to 29` */
function countText({ low, high, withDecisions }: NonNullable<Answer['count']>): string {
  const range = high === null ? `at least ${low}` : low === high ? String(low) : `${low} to ${high}`;
  const most = withDecisions === null ? 'without an upper end' : `up to ${withDecisions}`;
  return `${range} ${range === '1' ? 'actor' : 'actors'}${withDecisions === high ? '' : `, with decisions that are then due ${most}`}`;
}

function limitFrom(word = '20'): number {
  const limit = Number(word);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new UsageError('usage/limit', `--limit: "${word}" is no number from 1 on`);
}
