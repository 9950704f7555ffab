import { question, useAnswer } from '../api.ts';
import type { Entry, EntryFile, KnownClaim, Mark, Standing } from '../api-types.ts';
import { listText } from '../format.ts';
import { nameOf, partyOf } from '../names.ts';
import { thisPage, to } from '../router.ts';
import { standingOf } from '../standing.ts';
import { texts } from '../texts.ts';
import { conditionText } from '../trigger-words.ts';
import { Quote } from './quote.tsx';
import { StandingChip } from './standing-mark.tsx';
import { Answered } from './states.tsx';

/** All that an entry rests on: its undertakings in order, stands, who is against, what was rejected; each in its words. */
export function EntrySentences({ id }: { readonly id: string }) {
  const answer = useAnswer<EntryFile>(question(`/entries/${encodeURIComponent(id)}`));
  return (
    <Answered of={answer}>
      {({ items }) => items.map((entry) => <Sentences key={entry.id} entry={entry} />)}
    </Answered>
  );
}

function Sentences({ entry }: { readonly entry: Entry }) {
  const steps = new Map(entry.history.map(({ claim, step }) => [claim, step]));
  const history = entry.claims.filter(({ id }) => steps.has(id));
  const others = entry.claims.filter(({ id }) => !steps.has(id));
  return (
    <div class="sentences" data-quotes>
      <Group title={texts.register.history} claims={history} steps={steps} />
      <Group title={texts.register.stands} claims={others} />
      <Group title={texts.register.against} claims={entry.against} />
      <Group title={texts.register.rejected} claims={entry.rejected} />
      <p>
        <a
          href={to('/', { actor: entry.actor, measure: entry.measure, open: entry.id })}
          hidden={thisPage({}).includes('open=')}
        >
          {texts.register.entryPage}
        </a>
      </p>
    </div>
  );
}

function Group({
  title,
  claims,
  steps,
}: {
  readonly title: string;
  readonly claims: readonly KnownClaim[];
  readonly steps?: ReadonlyMap<string, Entry['history'][number]['step']>;
}) {
  if (claims.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {claims.map((claim) => {
        const step = steps?.get(claim.id);
        return (
          <Quote key={claim.id} of={claim.quote} sources={claim.sources}>
            <Act claim={claim} />
            {step && <span class={`step step-${step}`}>{texts.steps[step]}</span>}
            {claim.conditions.length > 0 && (
              <span class="soft">{listText(claim.conditions.map(conditionText))}</span>
            )}
          </Quote>
        );
      })}
    </section>
  );
}

const isSeveral = ([first = '', ...others]: readonly string[]): boolean =>
  others.length > 0 || partyOf(first)?.kind === 'group';

/** Acts whose words say all that the mark would: a demand, an opinion; and an undertaking of no known firmness. */
const UNMARKED: readonly Standing[] = ['other-stand', 'undertaken'];

/** Who does what, and how that leaves them standing, in the register's words. */
export function Act({
  claim,
}: {
  readonly claim: Pick<Mark, 'act' | 'actors' | 'negated' | 'firmness' | 'conditions'>;
}) {
  const standing = standingOf(claim);
  const who = claim.actors.length > 0 ? listText(claim.actors.map(nameOf)) : texts.document.unknownSource;
  return (
    <span class="act">
      {who} {texts.acts[claim.act][isSeveral(claim.actors) ? 1 : 0]}
      {claim.negated && ` (${texts.document.negated})`}
      {!UNMARKED.includes(standing) && (
        <>
          {' '}
          <StandingChip of={standing} />
        </>
      )}
    </span>
  );
}
