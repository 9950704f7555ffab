import '../styles/gap.css';
import { question, useAnswer } from '../api.ts';
import type { Gap } from '../api-types.ts';
import { boundsText } from '../compared-words.ts';
import { measureName, nameOf } from '../names.ts';
import { GapBars } from '../parts/gap-bars.tsx';
import { PageHead } from '../parts/page-head.tsx';
import { Quote } from '../parts/quote.tsx';
import { Answered, Empty } from '../parts/states.tsx';
import { change, to, usePlace } from '../router.ts';
import { texts } from '../texts.ts';

/** What was offered, pledged, set aside, delivered: for all, or one giver, one beneficiary, one measure. */
export default function GapPage() {
  const { query } = usePlace();
  const asked = Object.fromEntries(
    ['actor', 'beneficiary', 'measure'].map((name) => [name, query.getAll(name)]),
  );
  const answer = useAnswer<Gap>(question('/gap', asked));
  const all = useAnswer<Gap>(question('/gap'));
  const amounts = all.data?.sums.flatMap((sum) => sum.amounts) ?? [];
  return (
    <>
      <PageHead title={texts.nav.gap} about={texts.gap.about}>
        <Choice name="actor" ids={amounts.flatMap(({ givers }) => givers)} nameOf={nameOf} />
        <Choice
          name="beneficiary"
          ids={amounts.flatMap(({ beneficiaries }) => beneficiaries)}
          nameOf={nameOf}
        />
        <Choice
          name="measure"
          ids={all.data?.lines.map(({ measure }) => measure) ?? []}
          nameOf={measureName}
        />
      </PageHead>
      <Answered of={answer}>
        {(gap) => (
          <>
            {gap.lines.length === 0 ? (
              <Empty title={texts.gap.none}>
                <p>{texts.gap.noneAbout}</p>
                {query.size > 0 && (
                  <p>
                    <a href={to('/gap')}>{texts.state.clear}</a>
                  </p>
                )}
              </Empty>
            ) : (
              gap.lines.map((line) => (
                <GapBars key={`${line.measure} ${line.unit} ${line.per}`} line={line} sums={gap.sums} />
              ))
            )}
            <Doubts gap={gap} />
            <NotGiven gap={gap} />
          </>
        )}
      </Answered>
    </>
  );
}

function Choice({
  name,
  ids,
  nameOf: called,
}: {
  readonly name: 'actor' | 'beneficiary' | 'measure';
  readonly ids: readonly string[];
  readonly nameOf: (id: string) => string;
}) {
  const { query } = usePlace();
  return (
    <label>
      <span class="soft">{texts.gap.choice[name]}</span>{' '}
      <select
        value={query.get(name) ?? ''}
        onChange={(event) => change({ [name]: event.currentTarget.value })}
      >
        <option value="">{texts.whatIf.any}</option>
        {[...new Set(ids)].map((id) => (
          <option key={id} value={id}>
            {called(id)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Where the words do not settle whether two are one: for a person. */
function Doubts({ gap: { links, sums } }: { readonly gap: Gap }) {
  const open = links.filter(({ doubts }) => doubts.length > 0);
  const sumOf = new Map(sums.map((sum) => [sum.id, sum]));
  if (open.length === 0) return null;
  return (
    <section class="block">
      <h2>{texts.gap.questions}</h2>
      <ul class="doubts">
        {open.map(({ sum, other, kind, doubts }) => {
          const [a, b] = [sumOf.get(sum), sumOf.get(other)];
          return (
            <li key={`${sum} ${other}`} class="card">
              <p>
                {texts.gap.question[kind](a ? boundsText(a) : sum, b ? boundsText(b) : other)}{' '}
                <span class="soft">{doubts.join(', ')}</span>
              </p>
              {a?.amounts[0] && <Quote of={a.amounts[0].quote} />}
              {b?.amounts[0] && <Quote of={b.amounts[0].quote} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function NotGiven({ gap: { notGiven } }: { readonly gap: Gap }) {
  if (notGiven.length === 0) return null;
  return (
    <details class="block">
      <summary>{texts.gap.notGiven(notGiven.length)}</summary>
      {notGiven.map((one) => (
        <Quote key={`${one.claim} ${one.quote.evidence.start}`} of={one.quote}>
          <strong>{boundsText(one)}</strong> <span class="soft">{texts.gap.why[one.why] ?? one.why}</span>
        </Quote>
      ))}
    </details>
  );
}
