import type { Deciding } from '../app/book/decisions/decision.ts';
import { isOnActors } from '../app/book/decisions/on-actors.ts';
import { partyFrom } from '../app/book/decisions/party-words.ts';
import type { Place } from '../app/book/decisions/places.ts';
import type { Book } from '../app/book/open-book.ts';
import type { ActorDecision } from '../book/actor-decisions/decision.ts';
import type { Party } from '../book/record.ts';
import { sourceGradeFrom } from '../book/reliability.ts';
import type { Label } from '../store/index.ts';
import { UsageError } from '../text/errors.ts';
import { ACTOR_USAGE, actorDecisionFrom } from './actor-words.ts';
import { BOOK_OPTION, progressNamed } from './book-options.ts';
import { BY_OPTIONS, byFrom } from './by-option.ts';
import { fieldsFrom } from './claim-fields.ts';
import { type Command, type Host, parse } from './command.ts';
import type { ExitCode } from './failure.ts';
import { outcomeLines } from './outcome-lines.ts';
import { OUTPUT_OPTIONS } from './output-options.ts';
import { write } from './reading-options.ts';
import { type Ids, idsOf } from './short-ids.ts';
import { withBook } from './with-book.ts';

const OPTIONS = {
  ...BY_OPTIONS,
  party: {
    type: 'string',
    multiple: true,
    value: 'ID=NAME',
    help: 'who that is, of someone whom the book does not know yet: org:au="African Union"; may be repeated',
  },
  preview: { type: 'boolean', help: 'say what it would come to, and change nothing' },
  ...BOOK_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const decideCommand: Command = {
  name: 'decide',
  operands: 'KIND SUBJECT…',
  summary:
    'Takes a decision on claims, reports, stories, publishers, actors or amounts, and says what it changed. KIND is accept, reject, mend, add, merge, split, dismiss, place, name, mend-report, progress, label, unlabel, note, grade, link, alias, office, merge-actors, split-actor, coalition or undo. One on a claim carries to the copies of its passage, one on an actor holds for the whole book.',
  options: OPTIONS,
  examples: [
    ['pledgebook decide accept 3f9a2b7c01de#c3 --by Ada', 'a claim is as it was read'],
    ['pledgebook decide mend 3f9a2b7c01de#c3 firmness=pledged --why "will send"', 'a field of it is not'],
    [
      'pledgebook decide add 3f9a2b7c01de act=commit predicate="will send" actors=FRA',
      'a claim that was not found',
    ],
    ['pledgebook decide label 3f9a2b7c01de marking=internal', 'a report is marked'],
    [
      'pledgebook decide office "Mark Rutte" "NATO secretary general" org:nato from=2024-10 --preview',
      'what would be NATO’s',
    ],
    [
      'pledgebook decide link 3f9a2b7c01de@120-134~77aa01b2c3d4@3-9 part',
      'the first amount is a part of the second',
    ],
    ['pledgebook decide undo d-5b0e12f8a9c4', 'a decision is taken back'],
  ],
  run: runDecide,
};

async function runDecide(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values, positionals } = parse(args, OPTIONS);
  const [kind, ...operands] = positionals;
  const take = KINDS.get(kind ?? '');
  if (take === undefined) {
    const what = kind === undefined ? 'say what to decide' : `there is no decision "${kind}"`;
    throw new UsageError('usage/decide', `${what}: ${[...KINDS.keys()].join(', ')}`);
  }
  const by = byFrom(values);
  const parties = (values.party ?? []).map(partyFrom);
  return withBook(values, async (book) => {
    for (const decision of await take(operands, { book, ids: await idsOf(book, operands) })) {
      const whole = naming(decision, parties);
      const outcome = await (values.preview ? book.preview(whole, by) : book.decide(whole, by));
      const said = values.preview ? { ...outcome, decision: null } : outcome;
      await write(host.stdout, `${values.json ? JSON.stringify(said) : outcomeLines(said).join('\n')}\n`);
    }
    return 0;
  });
}

function naming(decision: Deciding, parties: readonly Party[]): Deciding {
  switch (decision.kind) {
    case 'mend':
    case 'add':
    case 'merge':
    case 'split':
      return { ...decision, parties };
    default:
      return isOnActors(decision) ? { ...decision, parties } : decision;
  }
}

interface Around {
  readonly book: Book;
  readonly ids: Ids;
}

type Take = (operands: readonly string[], around: Around) => Promise<readonly Deciding[]>;

const VERDICTS = ['same', 'part', 'apart'] as const;

/** What follows each kind on the command line. */
const KINDS: ReadonlyMap<string, Take> = new Map<string, Take>([
  ['accept', judging('accept')],
  ['reject', judging('reject')],
  [
    'mend',
    async (operands, { book, ids }) => {
      const [[word], assignments] = apart(operands, 1, 'mend CLAIM FIELD=VALUE…');
      const claim = ids.claim(word);
      return [{ kind: 'mend', claim, fields: fieldsFrom(assignments, await placeOf(book, claim)) }];
    },
  ],
  [
    'add',
    async (operands, { book, ids }) => {
      const [[word], assignments] = apart(operands, 1, 'add REPORT act=ACT predicate=WORDS FIELD=VALUE…');
      const report = ids.report(word);
      const { act, predicate, ...fields } = fieldsFrom(assignments, await placeOf(book, report));
      if (act === undefined || predicate === undefined)
        throw new UsageError(
          'usage/field',
          'a claim has an act and a predicate: act=commit predicate="will send"',
        );
      return [{ kind: 'add', report, fields: { act, predicate, ...fields } }];
    },
  ],
  [
    'merge',
    async (operands, { book, ids }) => {
      const words = operands.filter((word) => !isAssignment(word));
      const claims = words.map(ids.claim);
      const place = await placeOf(book, claims[0] ?? '');
      return [{ kind: 'merge', claims, fields: fieldsFrom(operands.filter(isAssignment), place) }];
    },
  ],
  [
    'split',
    async (operands, { book, ids }) => {
      const [[word], rest] = apart(operands, 1, 'split CLAIM FIELD=VALUE… + FIELD=VALUE…');
      const claim = ids.claim(word);
      const place = await placeOf(book, claim);
      return [{ kind: 'split', claim, into: partsOf(rest).map((part) => fieldsFrom(part, place)) }];
    },
  ],
  [
    'dismiss',
    async (operands, { ids }) => {
      const [[words]] = exactly(operands, 1, 'dismiss REPORT@START-END');
      const [, report = '', start = '', end = ''] = /^(.+)@(\d+)-(\d+)$/.exec(words) ?? [];
      if (report === '')
        throw new UsageError(
          'usage/missed',
          `"${words}" names no words; pledgebook review --json prints what was perhaps missed: REPORT@START-END`,
        );
      return [
        { kind: 'dismiss', report: ids.report(report), words: { start: Number(start), end: Number(end) } },
      ];
    },
  ],
  [
    'progress',
    async (operands, { ids }) => {
      const [[report, state]] = exactly(operands, 2, 'progress REPORT unread|in-work|done');
      return [{ kind: 'progress', report: ids.report(report), state: progressNamed(state) }];
    },
  ],
  [
    'place',
    async (operands, { ids }) => {
      const [[report, story]] = exactly(operands, 2, 'place REPORT STORY');
      return [{ kind: 'place', report: ids.report(report), story }];
    },
  ],
  [
    'name',
    async (operands) => {
      const [[story, title]] = exactly(operands, 2, 'name STORY TITLE');
      return [{ kind: 'name', story, title: title === 'none' ? null : title }];
    },
  ],
  [
    'mend-report',
    async (operands, { ids }) => {
      const [[report], assignments] = apart(
        operands,
        1,
        'mend-report REPORT published=DATE publisher=NAME …',
      );
      const fields = assignments.map((assignment) => {
        const [name, value] = assigned(assignment);
        return [name, value === 'none' ? null : value] as const;
      });
      return [{ kind: 'mend-report', report: ids.report(report), fields: Object.fromEntries(fields) }];
    },
  ],
  ['label', labelling('label')],
  ['unlabel', labelling('unlabel')],
  [
    'note',
    async (operands, { ids }) => {
      const [[report, text]] = exactly(operands, 2, 'note REPORT TEXT');
      return [{ kind: 'note', report: ids.report(report), text }];
    },
  ],
  [
    'grade',
    async (operands) => {
      const [[publisher, grade]] = exactly(operands, 2, 'grade PUBLISHER A…F');
      return [{ kind: 'grade', publisher, grade: sourceGradeFrom(grade) }];
    },
  ],
  ...(Object.keys(ACTOR_USAGE) as ActorDecision['kind'][]).map(onActor),
  [
    'link',
    async (operands, { ids }) => {
      const [[link, verdict]] = exactly(operands, 2, 'link LINK same|part|apart');
      const known = VERDICTS.find((word) => word === verdict);
      if (known === undefined)
        throw new UsageError('usage/link', `"${verdict}" is none of ${VERDICTS.join(', ')}`);
      return [{ kind: 'link', ...ids.link(link), verdict: known }];
    },
  ],
  [
    'undo',
    async (operands) => {
      const [[decision]] = exactly(operands, 1, 'undo DECISION');
      return [{ kind: 'undo', decision }];
    },
  ],
]);

function onActor(kind: ActorDecision['kind']): readonly [string, Take] {
  return [kind, async (operands, { ids }) => [actorDecisionFrom(kind, operands, ids)]];
}

function judging(kind: 'accept' | 'reject'): Take {
  return async (operands, { ids }) => {
    const [[first], others] = apart(operands, 1, `${kind} CLAIM…`);
    return [first, ...others].map((claim) => ({ kind, claim: ids.claim(claim) }));
  };
}

function labelling(kind: 'label' | 'unlabel'): Take {
  return async (operands, { ids }) => {
    const [[report], assignments] = apart(operands, 1, `${kind} REPORT tag=WORD marking=WORD`);
    return assignments.map((assignment) => ({
      kind,
      report: ids.report(report),
      label: labelFrom(assignment),
    }));
  };
}

function labelFrom(assignment: string): Label {
  const [kind, value] = assigned(assignment);
  if (kind === 'tag' || kind === 'marking') return { kind, value };
  throw new UsageError('usage/label', `"${assignment}" is no label; write tag=WORD or marking=WORD`);
}

const isAssignment = (word: string): boolean => /^[a-z]+=/.test(word);

function assigned(assignment: string): readonly [name: string, value: string] {
  const at = assignment.indexOf('=');
  if (at <= 0) throw new UsageError('usage/field', `"${assignment}" sets nothing; write NAME=VALUE`);
  return [assignment.slice(0, at), assignment.slice(at + 1)];
}

/** The first `n` operands, and the rest. */
function apart(
  operands: readonly string[],
  n: 1 | 2,
  usage: string,
): readonly [readonly [string, string], readonly string[]] {
  const [first = '', second = ''] = operands;
  if (operands.length < n) throw new UsageError('usage/decide', `write: pledgebook decide ${usage}`);
  return [[first, second], operands.slice(n)];
}

function exactly(operands: readonly string[], n: 1 | 2, usage: string): ReturnType<typeof apart> {
  if (operands.length !== n) throw new UsageError('usage/decide', `write: pledgebook decide ${usage}`);
  return apart(operands, n, usage);
}

/** `actors=FRA + actors=GBR` */
function partsOf(words: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [[]];
  for (const word of words) {
    if (word === '+') parts.push([]);
    else parts.at(-1)?.push(word);
  }
  return parts;
}

/** The text in which words of a claim or report are looked for; what is wrong with its id is said when it is decided. */
async function placeOf(book: Book, id: string): Promise<Place> {
  const [report = ''] = id.split('#');
  const { report: kept, claims } = await book.reportFile(report);
  const sentence = claims.find(({ claim }) => claim.id === id)?.claim.sentence ?? null;
  return { text: kept.report.text, sentence };
}
