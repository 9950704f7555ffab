import type { Gap } from '../api-types.ts';
import { boundsText } from '../bounds.ts';
import { decideAloud } from '../deciding.ts';
import { listText, momentText } from '../format.ts';
import { me } from '../session.ts';
import { texts } from '../texts.ts';
import { useShared } from '../value.ts';
import { Quote } from './quote.tsx';
import { Some } from './some.tsx';
import { nameIn, SumBlock } from './sum-block.tsx';

/** Links that the words do not settle: until a person does, figures have room for both answers. */
export function GapQuestions({ gap: { links, sums, decided } }: { readonly gap: Gap }) {
  const who = useShared(me);
  const open = links.filter(({ doubts, waits }) => doubts.length > 0 && !waits);
  if (open.length === 0 && decided.length === 0) return null;
  return (
    <section class="gap-more">
      <h2>{texts.gap.questions}</h2>
      {open.length > 0 && <p class="soft">{texts.gap.questionsAbout}</p>}
      <Some of={open}>
        {({ sum, other, kind, doubts }) => (
          <details key={`${sum} ${other}`} class="card">
            <summary>
              {texts.gap.question[kind](nameIn(sums, sum), nameIn(sums, other))}{' '}
              <span class="soft">({listText(doubts.map((doubt) => texts.gap.doubts[doubt] ?? doubt))})</span>
            </summary>
            {sums
              .filter(({ id }) => id === sum || id === other)
              .map((one) => (
                <SumBlock key={one.id} sum={one} sums={sums} links={[]} />
              ))}
            {who.right === 'decide' && (
              <p class="row">
                {(['same', 'part', 'apart'] as const).map((verdict) => (
                  <button
                    key={verdict}
                    type="button"
                    onClick={() => decideAloud({ kind: 'link', amount: sum, other, verdict })}
                  >
                    {texts.gap.verdicts[verdict]}
                  </button>
                ))}
              </p>
            )}
          </details>
        )}
      </Some>
      {decided.length > 0 && (
        <ul class="small">
          {decided.map(({ amount, other, verdict, decision, by, at, why }) => (
            <li key={decision} class="row">
              <span>
                {nameIn(sums, amount)} / {nameIn(sums, other)}: {texts.gap.verdicts[verdict]}{' '}
                <span class="soft">
                  ({texts.document.decided(by, momentText(at))}){why && ` ${why}`}
                </span>
              </span>
              {who.right === 'decide' && (
                <button type="button" class="quiet" onClick={() => decideAloud({ kind: 'undo', decision })}>
                  {texts.review.undo}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** Amounts that nobody gives, with the reason: nothing is dropped in silence. */
export function NotGiven({ gap: { notGiven, withheld } }: { readonly gap: Gap }) {
  if (notGiven.length === 0) return null;
  return (
    <section class="gap-more">
      <details>
        <summary>
          <h2>{texts.gap.notGiven(withheld)}</h2>
        </summary>
        {notGiven.map(({ claim, quote, why, unit, ...bounds }) => (
          <Quote key={`${claim} ${quote.evidence.start}`} of={quote}>
            <span>{boundsText(bounds, unit)}</span>
            <span class="badge">{texts.gap.whys[why] ?? why}</span>
          </Quote>
        ))}
        {withheld > notGiven.length && <p class="small soft">{texts.count.of(notGiven.length, withheld)}</p>}
      </details>
    </section>
  );
}

/** Sums of which nobody is named as the giver stand in no giver's bars. */
export function WithoutGiver({ gap: { sums, links } }: { readonly gap: Gap }) {
  const without = sums.filter(({ amounts }) => amounts.every(({ givers }) => givers.length === 0));
  if (without.length === 0) return null;
  return (
    <section class="card giver">
      <h2>{texts.gap.noGiver}</h2>
      {without.map((sum) => (
        <SumBlock key={sum.id} sum={sum} sums={sums} links={links} />
      ))}
    </section>
  );
}
