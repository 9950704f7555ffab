import { KNOWN, type Known, type Outcome, type Sent } from '../adding.ts';
import { shareText } from '../format.ts';
import { to } from '../router.ts';
import { texts } from '../texts.ts';
import { Act } from './entry-sentences.tsx';
import { Sentence } from './quote.tsx';

/** A report before and after it is stored: what was guessed, to be put right; what was found; what came of it. */
export function SentReport({
  sent,
  onKnown,
  onStore,
  onDrop,
}: {
  readonly sent: Sent;
  readonly onKnown: (known: Known) => void;
  readonly onStore: () => void;
  readonly onDrop: () => void;
}) {
  const { step, name, several } = sent;
  return (
    <li class={`card sent-report step-${step}`}>
      <div class="row">
        <h3>{name}</h3>
        <span class="soft" role="status">
          {step === 'adding'
            ? `${texts.add.steps.adding} ${shareText(sent.fraction)}`
            : texts.add.steps[step]}
        </span>
        {(step === 'ready' || step === 'refused') && (
          <button type="button" class="quiet" onClick={onDrop}>
            {texts.add.leave}
          </button>
        )}
      </div>
      {step === 'adding' && <progress aria-label={name} value={sent.fraction} max={1} />}
      {sent.problem && <p role="alert">{sent.problem.message}</p>}
      {step === 'ready' && (
        <>
          {several ? <Series items={sent.items} /> : <KnownFields known={sent.known} onKnown={onKnown} />}
          <Found sent={sent} />
          <p>
            <button type="button" class="primary" onClick={onStore}>
              {texts.add.store}
            </button>
          </p>
        </>
      )}
      {sent.outcomes.map((outcome) => (
        <OutcomeLine key={outcome.name} outcome={outcome} />
      ))}
    </li>
  );
}

/** What of it will come in. */
function Series({ items }: { readonly items: readonly string[] }) {
  if (items.length === 0) return <p class="soft">{texts.add.several}</p>;
  return (
    <details>
      <summary>{texts.add.items(items.length)}</summary>
      <ul class="small">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </details>
  );
}

function KnownFields({
  known,
  onKnown,
}: {
  readonly known: Known;
  readonly onKnown: (known: Known) => void;
}) {
  return (
    <div class="known">
      {KNOWN.map((name) => (
        <label key={name}>
          {texts.add.known[name]}
          <input
            value={known[name]}
            class={known[name] === '' ? 'missing' : undefined}
            placeholder={name === 'published' ? texts.add.datePattern : ''}
            onInput={(event) => onKnown({ ...known, [name]: event.currentTarget.value })}
          />
        </label>
      ))}
    </div>
  );
}

function Found({ sent: { claims, skipped, language, several } }: { readonly sent: Sent }) {
  if (several) return null;
  if (skipped) return <p class="soft">{texts.add.skipped(language ?? '')}</p>;
  return (
    <details>
      <summary>{texts.add.claims(claims.length)}</summary>
      <ul class="small">
        {claims.map((claim) => (
          <li key={claim.id}>
            <Act claim={claim} />{' '}
            <q class="read soft">
              <Sentence of={claim.quote} />
            </q>
          </li>
        ))}
      </ul>
    </details>
  );
}

function OutcomeLine({
  outcome: { id, name, status, why, claims, story, problem, carried },
}: {
  readonly outcome: Outcome;
}) {
  if (problem)
    return (
      <p role="alert">
        <strong>{name}</strong>: {texts.state.instead[problem.code] ?? problem.detail}{' '}
        <code class="soft">{problem.code}</code>
      </p>
    );
  return (
    <p class="row">
      {texts.add.outcomes[status]}
      {why && <span class="soft">{why}</span>}
      <span class="soft">{texts.count.claims(claims)}</span>
      {carried.length > 0 && <span class="soft">{texts.add.inherited(carried.length)}</span>}
      {id && <a href={to(`/reports/${encodeURIComponent(id)}`)}>{texts.add.read}</a>}
      {id && claims > 0 && <a href={to('/review', { report: id })}>{texts.nav.review}</a>}
      {story && <a href={to(`/stories/${encodeURIComponent(story)}`)}>{texts.add.story}</a>}
    </p>
  );
}
