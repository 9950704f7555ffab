import type { Amount } from '../../../book/amounts/amount.ts';
import { amountsOf } from '../../../book/amounts/amounts.ts';
import { isSmaller } from '../../../book/amounts/interval.ts';
import type { Reads } from '../../../store/index.ts';
import { UsageError } from '../../../text/errors.ts';
import type { AmountDecision, Plan } from './decision.ts';
import { LINK_KINDS, linkKey, linksDecided } from './links.ts';
import { reportNamed } from './lookup.ts';

const VERDICTS: readonly AmountDecision['verdict'][] = ['same', 'part', 'apart'];

/**
 * What a decision on two amounts comes to.
 * @throws UsageError `usage/link` where one is not in the book or they cannot stand so to each other, `usage/report`
 */
export async function planOnLinks(book: Reads, decision: AmountDecision): Promise<Plan> {
  const { amount, other, verdict } = decision;
  if (!VERDICTS.includes(verdict))
    throw new UsageError('usage/link', `"${verdict}" is none of ${VERDICTS.join(', ')}`);
  const [one, two] = [await amountNamed(book, amount), await amountNamed(book, other)];
  if (amount === other) throw new UsageError('usage/link', 'name two amounts: these are one');
  const unit = ({ unit, per }: Amount) => (per ? `${unit} a ${per}` : unit);
  if (verdict !== 'apart' && unit(one) !== unit(two))
    throw new UsageError('usage/link', `${unit(one)} and ${unit(two)} are never the same, nor added`);
  if (verdict === 'part' && !isSmaller(one, two))
    throw new UsageError('usage/link', 'a part is smaller than its whole; name the part first');
  const standing = linksDecided(await book.decisions({ kinds: LINK_KINDS }));
  const before = standing.find((link) => linkKey(link) === linkKey(decision))?.verdict ?? null;
  return {
    subject: amount,
    report: one.report,
    changes: [{ on: 'link', amount, other, before, after: verdict }],
  };
}

async function amountNamed(book: Reads, id: string): Promise<Amount> {
  const { report } = await reportNamed(book, id.replace(/@[^@]*$/, ''));
  const kept = await book.claims({
    reports: [report.id],
    versions: 'all',
    states: ['accepted', 'unreviewed'],
  });
  const { amounts } = amountsOf(
    kept.map(({ claim }) => claim),
    [report],
  );
  const found = amounts.find((amount) => amount.id === id);
  if (found) return found;
  throw new UsageError('usage/link', `there is no amount "${id}"; pledgebook gap prints the doubtful links`);
}
