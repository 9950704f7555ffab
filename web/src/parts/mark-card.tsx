import type { Mark } from '../api-types.ts';
import { claimFields } from '../claim-fields.ts';
import { texts } from '../texts.ts';
import { Act } from './entry-sentences.tsx';

/** What a coder has marked, with the number by which it is changed or taken away. */
export function MarkCard({
  mark,
  text,
  number,
  onChange,
  onTakeAway,
}: {
  readonly mark: Mark;
  readonly text: string;
  readonly number: number;
  readonly onChange: () => void;
  readonly onTakeAway: () => void;
}) {
  return (
    <article class="card mark-card">
      <h2>
        <kbd>{number}</kbd> <Act claim={mark} />
      </h2>
      <dl class="fields">
        {claimFields(mark, text)
          // A person is as sure as can be.
          .filter(({ name }) => name !== 'confidence')
          .map(({ name, value }) => (
            <div key={name}>
              <dt>{texts.document.field[name]}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <p class="row">
        <button type="button" onClick={onChange}>
          {texts.blind.change} <kbd>{number}</kbd>
        </button>
        <button type="button" onClick={onTakeAway}>
          {texts.blind.takeAway} <kbd>x</kbd> <kbd>{number}</kbd>
        </button>
      </p>
    </article>
  );
}
