import type { Told } from '../app/book/told.ts';
import { compare } from '../book/scene.ts';
import { slice } from '../text/span.ts';
import { citationsFor } from './cited-claims.ts';
import { actText } from './claim-block.ts';
import { type Command, type Host, parse } from './command.ts';
import { counted } from './document-block.ts';
import { actorNames, citation, type Leads, partyName } from './entry-block.ts';
import type { ExitCode } from './failure.ts';
import { FILTER_OPTIONS, listQueryFrom, SINCE_OPTION } from './filter-options.ts';
import { indented } from './layout.ts';
import { CSV_OPTION, OUTPUT_OPTIONS, PAGE_OPTIONS, partOf, tellMore } from './output-options.ts';
import { write } from './reading-options.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { foundIn, withBook } from './with-book.ts';

const OPTIONS = {
  ...FILTER_OPTIONS,
  ...SINCE_OPTION,
  ...PAGE_OPTIONS,
  ...CSV_OPTION,
  ...OUTPUT_OPTIONS,
} as const;

export const timelineCommand: Command = {
  name: 'timeline',
  operands: '',
  summary:
    'Prints what was told when: the claims of the entries that the filters choose, by the day on which their reports appeared, and what each changed.',
  options: OPTIONS,
  table: {
    columns: {
      date: 'date',
      claim: 'claim.id',
      actors: 'claim.actors',
      act: 'claim.act',
      negated: 'claim.negated',
      firmness: 'claim.firmness',
      measures: 'claim.measures',
      targets: 'claim.targets',
      beneficiary: 'claim.beneficiary',
      sources: 'claim.sources',
      entries: 'entries.entry',
      step: 'entries.step',
      report: 'claim.report',
      publisher: 'reports.publisher',
      url: 'reports.url',
    },
  },
  examples: [
    ['pledgebook timeline --actor DEU', 'what was told of Germany'],
    ['pledgebook timeline --measure force --since 2025-12', 'what was told of forces since December'],
  ],
  run: timeline,
};

async function timeline(args: readonly string[], host: Host): Promise<ExitCode> {
  const { values } = parse(args, OPTIONS);
  return withBook(values, async (book) => {
    const query = listQueryFrom(values);
    const page = await book.timeline(query);
    const part = partOf(page.items, values, ({ claim }) => claim.id);
    const told = part.items;
    const claims = values.json ? told.map(({ claim }) => claim) : [];
    const cited = await citationsFor(book, claims, query);
    const terminal = terminalOf(host.stdout);
    for (const [date, of] of Map.groupBy(told, (t) => t.date)) {
      const text = values.json
        ? of.map((one) => JSON.stringify({ ...one, reports: cited([one.claim]) }))
        : [terminal.paint('bold', date), ...of.flatMap((one) => toldLines(one, page, terminal)), ''];
      await write(host.stdout, `${text.join('\n')}\n`);
    }
    if (!values.json) {
      const days = new Set(told.map(({ date }) => date)).size;
      host.stderr.write(foundIn(`${counted(told.length, 'claim')} on ${counted(days, 'day')}`, page, values));
    }
    tellMore(part, host.stderr);
    return 0;
  });
}

function toldLines({ claim, entries }: Told, leads: Leads, { width, paint }: Terminal): readonly string[] {
  const report = leads.reports.get(claim.report);
  const beneficiaries = claim.beneficiary.map((id) => partyName(leads, id)).join(', ');
  const title = [
    actorNames(claim, leads),
    claim.measures.join(', ') || 'other',
    ...(beneficiaries ? [`for ${beneficiaries}`] : []),
  ].join(' · ');
  const steps = [...new Set(entries.flatMap(({ step }) => step ?? []))].filter((step) => step !== 'same');
  const changed = steps.toSorted(compare).map((step) => `, ${step.replace('-', ' ')}`);
  return [
    ...indented(title, 2, width),
    `    ${actText(claim, paint)}${changed.join('')}`,
    ...(report
      ? indented(`${citation(report, claim, leads)}: “${slice(report.text, claim.evidence)}”`, 4, width).map(
          (line) => paint('dim', line),
        )
      : []),
  ];
}
