import { plain, useAnswer } from '../api.ts';
import type { ChangeKind, Changes } from '../api-types.ts';
import { dateText } from '../format.ts';
import { entryName, entryParts } from '../names.ts';
import { Act } from '../parts/entry-sentences.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Quote } from '../parts/quote.tsx';
import { SaveView } from '../parts/save-view.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { book } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';

const KINDS: readonly ChangeKind[] = [
  'contradicted',
  'taken-back',
  'weaker',
  'opposed',
  'firmer',
  'fulfilled',
  'new',
  'gone',
];

/** What came, firmed up, weakened or was taken back between two days. */
export default function ChangesPage() {
  const { query } = usePlace();
  const about = useShared(book);
  const from = query.get('from') ?? about?.published.from ?? null;
  const last = query.get('to') ?? query.get('as-of') ?? new Date().toISOString().slice(0, 10);
  const only = KINDS.find((kind) => kind === query.get('only'));
  const asked = { from, 'known-on': query.get('known-on') };
  const answer = useAnswer<Changes>(from === null ? null : plain('/diff', { ...asked, to: last }));
  return (
    <>
      <PageHead title={texts.nav.changes} about={texts.changes.about}>
        <label>
          {texts.changes.from}{' '}
          <input
            type="date"
            value={from ?? ''}
            onChange={(event) => change({ from: event.currentTarget.value })}
          />
        </label>
        <label>
          {texts.changes.to}{' '}
          <input type="date" value={last} onChange={(event) => change({ to: event.currentTarget.value })} />
        </label>
        <SaveView kind="diff" asked={asked} />
      </PageHead>
      <Answered of={answer}>
        {({ items, overdue }) => {
          const kinds = KINDS.filter((kind) => items.some((item) => item.kind === kind));
          return items.length + overdue.length === 0 ? (
            <Empty title={texts.changes.none} />
          ) : (
            <>
              <nav class="row kinds" aria-label={texts.changes.kind}>
                {kinds.map((kind) => (
                  <button
                    key={kind}
                    type="button"
                    aria-pressed={kind === only}
                    onClick={() => change({ only: kind === only ? null : kind })}
                  >
                    {texts.changes.kinds[kind]} {items.filter((item) => item.kind === kind).length}
                  </button>
                ))}
              </nav>
              {overdue.length > 0 && !only && (
                <section class="changes">
                  <h2>{texts.changes.overdue}</h2>
                  {overdue.map(({ entry, deadline, daysLate, claims }) => (
                    <article key={`${entry} ${deadline}`}>
                      <h3>
                        <EntryLink id={entry} />{' '}
                        <span class="badge">{texts.changes.late(dateText(deadline), daysLate)}</span>
                      </h3>
                      {claims.map((claim) => (
                        <Quote key={claim.id} of={claim.quote} sources={claim.sources} />
                      ))}
                    </article>
                  ))}
                </section>
              )}
              {kinds
                .filter((kind) => only === undefined || kind === only)
                .map((kind) => (
                  <section key={kind} class="changes">
                    <h2>{texts.changes.kinds[kind]}</h2>
                    {items
                      .filter((item) => item.kind === kind)
                      .map(({ entry, claims }) => (
                        <article key={`${entry} ${claims[0]?.id}`}>
                          <h3>
                            <EntryLink id={entry} />
                          </h3>
                          {claims.map((claim) => (
                            <Quote key={claim.id} of={claim.quote} sources={claim.sources}>
                              <Act claim={claim} />
                            </Quote>
                          ))}
                        </article>
                      ))}
                  </section>
                ))}
            </>
          );
        }}
      </Answered>
    </>
  );
}

function EntryLink({ id }: { readonly id: string }) {
  const { actor, measure } = entryParts(id);
  return <a href={to('/', { actor, measure, open: id })}>{entryName(id)}</a>;
}
