import { isDeepStrictEqual } from 'node:util';
import type { BookClaim, Report } from '../../../book/record.ts';
import { sourceGrade } from '../../../book/reliability.ts';
import { isUnruled, unruledTrigger } from '../../../claims/triggers.ts';
import { UNKNOWN } from '../../../document/metadata.ts';
import { findDates } from '../../../language/dates.ts';
import { tokenise } from '../../../language/sentences.ts';
import type { KeptReport, Mendable, Reads, Stamp } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import { isIsoDate } from '../../../text/iso-date.ts';
import { equals } from '../../../text/span.ts';
import type { Reading } from '../../reading.ts';
import { type Change, claimChange } from './change.ts';
import type { Plan, ReportDecision } from './decision.ts';
import { reportNamed, storyNow } from './lookup.ts';

/**
 * What a decision on a report, story or publisher comes to.
 * @throws UsageError `usage/report`, `usage/story`, `usage/mend`, `usage/label`, `usage/note`, `usage/grade`
 */
export async function planOnReports(book: Reads, decision: ReportDecision, stamp: Stamp): Promise<Plan> {
  if (decision.kind === 'name') return planName(book, decision.story, decision.title);
  if (decision.kind === 'grade') return planGrade(book, decision.publisher, decision.grade);
  const { report } = decision;
  const of = (...changes: readonly Change[]): Plan => ({ subject: report, report, changes });
  const kept = await reportNamed(book, report, decision.kind === 'restore' ? 'removed' : 'present');
  switch (decision.kind) {
    case 'place': {
      if (!/^\S+$/.test(decision.story))
        throw new UsageError('usage/story', `"${decision.story}" is no id of a story; it has no blanks`);
      const before = kept.story?.id ?? ownStory(report);
      return of({ on: 'story', report, before, after: await storyNow(book, decision.story) });
    }
    case 'mend-report':
      return of(...(await mending(book, kept, decision.fields)));
    case 'label':
    case 'unlabel': {
      const { label } = decision;
      checkWords('usage/label', `a ${label.kind}`, label.value);
      const had = kept.labels.some(({ kind, value }) => kind === label.kind && value === label.value);
      const others = kept.labels.filter(({ kind, value }) => kind === 'marking' && value !== label.value);
      const after = decision.kind === 'label';
      return of(
        // A report has one marking.
        ...(after && label.kind === 'marking' ? others : []).map(
          (other): Change => ({ on: 'label', report, label: other, before: true, after: false }),
        ),
        { on: 'label', report, label, before: had, after },
      );
    }
    case 'note':
      checkWords('usage/note', 'a note', decision.text);
      return of({ on: 'note', report, note: stamp.id, before: null, after: decision.text });
    case 'progress':
      return of({ on: 'progress', report, before: kept.progress.state, after: decision.state });
    case 'dismiss': {
      const { words } = decision;
      const missed = await book.perhapsMissed({ reports: [report], versions: 'all' });
      const known = missed.find(({ start, end }) => start === words.start && end === words.end);
      if (known) return of({ on: 'missed', report, words, before: known.dismissed, after: true });
      throw new UsageError(
        'usage/missed',
        `nothing was nearly read at ${words.start}-${words.end} of ${report}; pledgebook review --json prints what was`,
      );
    }
    case 'settle':
      return of({ on: 'settled', report, words: decision.words, before: false, after: true });
    case 'remove':
      return of({ on: 'presence', report, before: 'present', after: 'removed' });
    case 'restore':
      return of({ on: 'presence', report, before: 'removed', after: 'present' });
  }
}

/** Where a report stands that was in no story before somebody placed it. */
const ownStory = (report: string): string => `story:${report.replace(/^sha256:/, '').slice(0, 12)}`;

async function planName(book: Reads, story: string, title: string | null): Promise<Plan> {
  if (title !== null) checkWords('usage/story', 'a title', title);
  const now = await storyNow(book, story);
  const [known] = await book.stories({ stories: [now] });
  if (!known)
    throw new UsageError('usage/story', `there is no story "${story}"; pledgebook compare prints them`);
  return {
    subject: now,
    report: null,
    changes: [{ on: 'title', story: now, before: known.title, after: title }],
  };
}

async function planGrade(
  book: Reads,
  publisher: string,
  after: Extract<ReportDecision, { kind: 'grade' }>['grade'],
): Promise<Plan> {
  checkWords('usage/grade', 'a publisher', publisher);
  const grades = new Map((await book.grades()).map((grade) => [grade.publisher, grade.grade]));
  const before = sourceGrade(publisher, grades);
  return { subject: publisher, report: null, changes: [{ on: 'grade', publisher, before, after }] };
}

/** The report's fields, and the dates that its claims reckon from its own (`on Thursday`). */
async function mending(book: Reads, { report }: KeptReport, fields: Mendable): Promise<readonly Change[]> {
  checkMended(fields);
  const { title, publisher, url, published } = report;
  const former = { title, publisher, url, published };
  const mends = Object.keys(CHECKS).flatMap((name) => {
    const [, after] = Object.entries(fields).find(([field]) => field === name) ?? [];
    const [, before = null] = Object.entries(former).find(([field]) => field === name) ?? [];
    return after === undefined || after === before ? [] : [{ name, before, after }];
  });
  const mended: Change = {
    on: 'report',
    report: report.id,
    before: Object.fromEntries(mends.map(({ name, before }) => [name, before])),
    after: Object.fromEntries(mends.map(({ name, after }) => [name, after])),
  };
  return fields.published === undefined
    ? [mended]
    : [mended, ...(await redated(book, report, fields.published))];
}

/** What is read off the date needs no model: the rest of the reading stays. Dates that a person has set stay, too. */
async function redated(
  book: Reads,
  { id, published }: Report,
  mended: string | null,
): Promise<readonly Change[]> {
  const latest = (await book.readings(id)).at(-1);
  if (latest === undefined) return [];
  const reading: Reading = JSON.parse(latest.reading);
  const [before, after] = [datedIn(reading, published), datedIn(reading, mended)];
  const claims = await book.claims({ reports: [id], versions: 'all' });
  return claims.flatMap((kept): Change[] => {
    const { claim, asRead, state } = kept;
    const [was, is] = [before, after].map(
      (dated) => asRead && dated.get(`${asRead.predicate.start} ${asRead.act}`),
    );
    if (!asRead || !was || !is) return [];
    // By the reader, or by an earlier mending.
    const isReckoned = (field: keyof Dated) =>
      isDeepStrictEqual(claim[field], asRead[field]) || isDeepStrictEqual(claim[field], was[field]);
    const dated = {
      ...claim,
      ...(isReckoned('when') && { when: is.when }),
      ...(isReckoned('conditions') && { conditions: is.conditions }),
    };
    return isDeepStrictEqual(claim, dated) ? [] : [claimChange(kept, { claim: dated, state })];
  });
}

/** What of a claim is reckoned from the date of its report. */
type Dated = Pick<BookClaim, 'when' | 'conditions'>;

/** By start of the predicate and act. */
function datedIn(reading: Reading, published: string | null): ReadonlyMap<string, Dated> {
  const tokenised = tokenise({ text: reading.document.text, metadata: { ...UNKNOWN, published } });
  const mentions = reading.mentions.map((mention) => ({ ...mention, rule: 'kept' }));
  const document = { ...tokenised, actors: reading.actors, mentions, attributions: reading.attributions };
  const dates = findDates(document);
  return new Map(
    reading.claims.map((claim) => [
      `${claim.predicate.start} ${claim.act}`,
      {
        // the same words, reckoned from another day
        when: dates.find((date) => claim.when && equals(date, claim.when)) ?? null,
        conditions: claim.conditions.map((condition) =>
          isUnruled(condition.trigger)
            ? { ...condition, trigger: unruledTrigger(condition, claim, document, dates).value }
            : condition,
        ),
      },
    ]),
  );
}

const CHECKS: { readonly [F in keyof Mendable]-?: (value: string) => boolean } = {
  title: (value) => value.trim() !== '',
  publisher: (value) => value.trim() !== '',
  url: (value) => URL.canParse(value),
  published: isIsoDate,
};

function checkMended(fields: Mendable): void {
  const entries = Object.entries(fields);
  const names = Object.keys(CHECKS).join(', ');
  if (entries.length === 0) throw new UsageError('usage/mend', `say what to mend of the report: ${names}`);
  for (const [name, value] of entries) {
    const check = Object.entries(CHECKS).find(([field]) => field === name)?.[1];
    if (check === undefined)
      throw new UsageError('usage/mend', `"${name}" of a report cannot be mended; ${names} can`);
    if (value !== null && !check(value))
      throw new UsageError('usage/mend', `"${value}" is no ${name === 'published' ? 'ISO date' : name}`);
  }
}

function checkWords(code: string, what: string, value: string): void {
  if (value.trim() === '') throw new UsageError(code, `${what} needs words`);
}
