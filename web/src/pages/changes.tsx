import { useState } from 'preact/hooks';
import '../styles/pages.css';
import { plain, useAnswer } from '../api.ts';
import type { Claim, Difference, DifferenceKind, Differences, Overdue } from '../api-types.ts';
import { LABELS } from '../asked.ts';
import { dateText, numberText } from '../format.ts';
import { Act } from '../parts/entry-sentences.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Quote } from '../parts/quote.tsx';
import { SaveView } from '../parts/save-view.tsx';
import { Some } from '../parts/some.tsx';
import { Answered, Empty, Loading } from '../parts/states.tsx';
import { EntryLink } from '../parts/told-list.tsx';
import { change, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

/** What matters most first. */
const KINDS: readonly DifferenceKind[] = [
  'taken-back',
  'contradicted',
  'weaker',
  'fulfilled',
  'firmer',
  'opposed',
  'new',
  'gone',
];
/** Words of a change that stand under it; its entry has all. */
const FEW = '4';
/** Changes of a kind that are shown at first. */
const A_PAGE = 20;
const PRESETS = { week: 7, month: 30, quarter: 90 } as const;

export default function Changes() {
  const { query } = usePlace();
  const about = useShared(book);
  const to = query.get('as-of') ?? about?.published.to?.slice(0, 10) ?? null;
  const from = query.get('from') ?? (to && daysBefore(to, PRESETS.month));
  const kept = Object.fromEntries(['known-on', 'state', ...LABELS].map((name) => [name, query.getAll(name)]));
  const [limit, setLimit] = useState(A_PAGE);
  const answer = useAnswer<Differences>(
    from && to ? plain('/diff', { from, to, tellings: FEW, limit: `${limit}`, ...kept }) : null,
  );
  if (about !== null && to === null) return <Nothing />;
  if (from === null || to === null) return <Loading />;
  return (
    <>
      <PageHead title={texts.changes.title} about={texts.changes.about}>
        <label>
          {texts.changes.from}{' '}
          <input
            type="date"
            value={from.slice(0, 10)}
            max={to.slice(0, 10)}
            onChange={(event) => change({ from: event.currentTarget.value || null })}
          />
        </label>
        <label>
          {texts.changes.to}{' '}
          <input
            type="date"
            value={to.slice(0, 10)}
            min={from.slice(0, 10)}
            onChange={(event) => change({ 'as-of': event.currentTarget.value || null })}
          />
        </label>
        {(['week', 'month', 'quarter'] as const).map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={from === daysBefore(to, PRESETS[name])}
            onClick={() => change({ from: daysBefore(to, PRESETS[name]) })}
          >
            {texts.changes.presets[name]}
          </button>
        ))}
        <SaveView kind="diff" asked={{ from, ...kept }} />
      </PageHead>
      <Answered of={answer}>
        {(found) =>
          found.items.length === 0 && found.overdue.length === 0 ? (
            <Empty title={texts.changes.none}>
              <p>{texts.changes.noneAbout}</p>
            </Empty>
          ) : (
            <Found
              found={found}
              only={KINDS.find((kind) => kind === query.get('kind')) ?? null}
              more={() => setLimit(limit + 5 * A_PAGE)}
            />
          )
        }
      </Answered>
    </>
  );
}

const Nothing = () => (
  <>
    <PageHead title={texts.changes.title} about={texts.changes.about} />
    <Empty title={texts.register.empty}>
      <p>{texts.register.emptyAbout}</p>
    </Empty>
  </>
);

function daysBefore(day: string, days: number): string {
  const at = new Date(`${day.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(at.valueOf())) return day;
  at.setUTCDate(at.getUTCDate() - days);
  return at.toISOString().slice(0, 10);
}

function Found({
  found,
  only,
  more,
}: {
  readonly found: Differences;
  readonly only: DifferenceKind | null;
  readonly more: () => void;
}) {
  const byKind = Map.groupBy(found.items, ({ kind }) => kind);
  const present = KINDS.filter((kind) => byKind.has(kind));
  const left = (kind: DifferenceKind): number => (found.counts[kind] ?? 0) - (byKind.get(kind)?.length ?? 0);
  return (
    <>
      <p class="row kinds" role="status">
        <span>{texts.count.changes(KINDS.reduce((sum, kind) => sum + (found.counts[kind] ?? 0), 0))}</span>
        {present.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={only === kind}
            onClick={() => change({ kind: only === kind ? null : kind }, { replace: true })}
          >
            {texts.changes.kinds[kind]} {numberText(found.counts[kind] ?? 0)}
          </button>
        ))}
      </p>
      {present
        .filter((kind) => only === null || kind === only)
        .map((kind) => (
          <section key={kind} class={`page-section changed changed-${kind}`}>
            <h2>
              <span class={`step step-${kind}`}>{texts.changes.kinds[kind]}</span>{' '}
              <span class="soft small">{texts.changes.kindAbout[kind]}</span>
            </h2>
            {byKind.get(kind)?.map((item) => (
              <Item key={item.entry} item={item} />
            ))}
            {left(kind) > 0 && (
              <button type="button" onClick={more}>
                {texts.count.more(left(kind))}
              </button>
            )}
          </section>
        ))}
      {only === null && found.overdue.length > 0 && <Late overdue={found.overdue} />}
    </>
  );
}

const Item = ({ item: { entry, claims, tellings } }: { readonly item: Difference }) => (
  <article class="change-item">
    <h3>
      <EntryLink id={entry} />
    </h3>
    <Words claims={claims} />
    {tellings > claims.length && (
      <p class="small soft">{texts.changes.moreTellings(tellings - claims.length)}</p>
    )}
  </article>
);

const Words = ({ claims }: { readonly claims: readonly Claim[] }) => (
  <>
    {claims.map((claim) => (
      <Quote key={claim.id} of={claim.quote} sources={claim.sources}>
        <Act claim={claim} />
      </Quote>
    ))}
  </>
);

const Late = ({ overdue }: { readonly overdue: readonly Overdue[] }) => (
  <section class="page-section">
    <h2>
      {texts.changes.overdue} <span class="soft small">{texts.changes.overdueAbout}</span>
    </h2>
    <Some of={overdue}>
      {({ entry, deadline, daysLate, claims, putOff }) => (
        <article key={`${entry} ${deadline}`} class="change-item">
          <h3>
            <EntryLink id={entry} />{' '}
            <span class="badge badge-narrower">{texts.changes.due(dateText(deadline))}</span>{' '}
            <span class="soft small">{texts.changes.late(daysLate)}</span>
          </h3>
          <Words claims={putOff ? [...claims, putOff] : claims} />
        </article>
      )}
    </Some>
  </section>
);
