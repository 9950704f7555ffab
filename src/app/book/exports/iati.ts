import type { Amount } from '../../../book/amounts/amount.ts';
import { amountsOf } from '../../../book/amounts/amounts.ts';
import { sumsOf } from '../../../book/amounts/sums.ts';
import { activityOf, isMoney, type Reporting, type Told } from '../../../book/exports/iati.ts';
import { xmlText } from '../../../book/exports/xml.ts';
import { compare } from '../../../book/scene.ts';
import { UsageError } from '../../../text/errors.ts';
import { slice } from '../../../text/span.ts';
import { LINK_KINDS, linksDecided } from '../decisions/links.ts';
import { type Chunk, file } from './chunk.ts';
import { copied } from './excerpts.ts';
import type { Exported } from './exported.ts';
import { said } from './said.ts';

/** Amounts that are held at a time; those of one giver, who may tell of one sum twice, are never parted. */
const HELD = 20_000;

/**
 * Sums of money as IATI 2.03 activities.
 * @throws UsageError `usage/export` where there are none: the standard has no file without one
 */
export const iatiFile = (exported: Exported, reporting: Reporting): AsyncGenerator<Chunk> =>
  file('activities.xml', activities(exported, reporting));

async function* activities(exported: Exported, reporting: Reporting): AsyncGenerator<string> {
  const { asked, book, provenance } = exported;
  const { knownOn } = asked.filter;
  const links = linksDecided(
    await book.decisions({ kinds: LINK_KINDS, ...(knownOn !== undefined && { knownOn }) }),
  );
  const party = await exported.party();
  let count = 0;
  let rates = 0;
  for (const givers of await batchesOf(exported)) {
    const amounts: Amount[] = [];
    const told = new Map<string, Told>();
    for await (const one of moneyIn(exported)) {
      if (!givers.has(giverOf(one.amount))) continue;
      amounts.push(one.amount);
      told.set(one.amount.id, one.told);
    }
    for (const sum of sumsOf(amounts.toSorted(inOrder), links)) {
      const xml = activityOf(sum, told, party, reporting);
      if (xml === null) rates++;
      else yield `${count++ === 0 ? head(provenance) : ''}${xml}`;
    }
  }
  if (count === 0)
    throw new UsageError(
      'usage/export',
      'there is no dated sum of money among what is chosen, and IATI has no file without an activity; pledgebook gap prints the amounts',
    );
  const left =
    rates === 0
      ? ''
      : `<!-- left out: ${rates} of no date, or of so much a year or month, which is no sum -->\n`;
  yield `${left}</iati-activities>\n`;
}

const head = (provenance: Exported['provenance']): string =>
  [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<!-- ${xmlText(
      said(provenance)
        .map(([name, value]) => `${name}: ${value}`)
        .join('; '),
    ).replace(/-(?=-)|-$/g, '- ')} -->`,
    `<iati-activities version="2.03" generated-datetime="${xmlText(provenance.exported)}">`,
    '',
  ].join('\n');

const giverOf = ({ givers }: Amount): string => givers[0] ?? '';

const inOrder = (a: Amount, b: Amount): number =>
  compare(a.on ?? '9', b.on ?? '9') || compare(a.report, b.report) || a.start - b.start;

/** Givers whose amounts are held together. */
async function batchesOf(exported: Exported): Promise<readonly ReadonlySet<string>[]> {
  const counts = new Map<string, number>();
  for await (const { amount } of moneyIn(exported))
    counts.set(giverOf(amount), (counts.get(giverOf(amount)) ?? 0) + 1);
  const batches: Set<string>[] = [];
  let held = Number.POSITIVE_INFINITY;
  for (const [giver, count] of [...counts].sort(([a], [b]) => compare(a, b))) {
    if (held + count > HELD) {
      batches.push(new Set());
      held = 0;
    }
    batches.at(-1)?.add(giver);
    held += count;
  }
  return batches;
}

async function* moneyIn(
  exported: Exported,
): AsyncGenerator<{ readonly amount: Amount; readonly told: Told }> {
  for await (const reports of exported.reports()) {
    for (const { report, rows, marking } of reports) {
      const { amounts } = amountsOf(
        rows.map(({ claim }) => claim),
        [report],
      );
      const sentences = new Map(rows.map(({ claim }) => [claim.id, claim.sentence]));
      for (const amount of amounts.filter(isMoney)) {
        const sentence = sentences.get(amount.claims[0] ?? '') ?? amount;
        const words = copied(slice(report.text, sentence));
        yield { amount, told: { words, publisher: report.publisher, url: report.url, marking } };
      }
    }
  }
}
