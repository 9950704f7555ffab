import type { Claim, Collision } from '../api-types.ts';
import { measureName, nameOf } from '../names.ts';
import { toActor, toMeasure } from '../places.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { Act } from './entry-sentences.tsx';
import { Quote } from './quote.tsx';

/** Two sides of one thing, each in its newest words. */
export function CollisionCard({
  of: { kind, measures, beneficiary, stand, against, stands, opposed, counts },
  heading: Heading,
}: {
  readonly of: Collision;
  /** Below the heading of what they stand in. */
  readonly heading: 'h2' | 'h3';
}) {
  return (
    <article class="card collision">
      <Heading>
        <Names ids={stand.actors} /> <span class="soft">{texts.collisions.against}</span>{' '}
        <Names ids={against.actors} />
      </Heading>
      <p class="small">
        <span class="badge badge-differs">{texts.collisions.kinds[kind] ?? kind}</span>{' '}
        {measures.map((measure, i) => (
          <span key={measure}>
            {i > 0 && ', '}
            <a href={toMeasure(measure)}>{measureName(measure)}</a>
          </span>
        ))}
        {beneficiary && <span class="soft"> {texts.register.for(nameOf(beneficiary))}</span>}
      </p>
      <div class="sides">
        <Side newest={stand} some={stands} count={counts.stands} />
        <Side newest={against} some={opposed} count={counts.opposed} />
      </div>
    </article>
  );
}

const Names = ({ ids }: { readonly ids: readonly string[] }) => (
  <span>
    {ids.length === 0 && texts.document.unknownSource}
    {ids.map((id, i) => (
      <span key={id}>
        {i > 0 && (i === ids.length - 1 ? texts.triggers.and : ', ')}
        <a class="plain" href={toActor(id)}>
          {nameOf(id)}
        </a>
      </span>
    ))}
  </span>
);

function Side({
  newest,
  some,
  count,
}: {
  readonly newest: Claim;
  /** The newest of them. */
  readonly some: readonly Claim[];
  readonly count: number;
}) {
  const more = some.filter(({ id }) => id !== newest.id);
  return (
    <div class="side-of">
      <Words claim={newest} />
      {more.length > 0 && (
        <details>
          <summary class="small">{texts.collisions.earlier(count - 1)}</summary>
          {more.map((claim) => (
            <Words key={claim.id} claim={claim} />
          ))}
          {count > some.length && (
            <p class="small">
              <a href={to('/', { actor: newest.actors, measure: newest.measures })}>
                {texts.collisions.others(count - some.length)}
              </a>
            </p>
          )}
        </details>
      )}
    </div>
  );
}

const Words = ({ claim }: { readonly claim: Claim }) => (
  <Quote of={claim.quote} sources={claim.sources}>
    <Act claim={claim} />
  </Quote>
);
