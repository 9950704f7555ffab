import type { Conversion } from '../gaps.ts';
import { change } from '../router.ts';
import { texts } from '../texts.ts';

const EXAMPLE = 'date,from,to,rate,source\n2025-03-01,USD,EUR,0.9615,ECB';

/** Rates are the reader's own, and stand in the address: whoever follows the link sees the same figures. */
export function ConvertForm({ conversion }: { readonly conversion: Conversion | null }) {
  return (
    <details class="menu">
      <summary>{conversion ? texts.gap.convertedTo(conversion.in) : texts.gap.convert}</summary>
      <form
        class="sheet"
        onSubmit={(event) => {
          event.preventDefault();
          if (!(event.currentTarget instanceof HTMLFormElement)) return;
          const form = new FormData(event.currentTarget);
          change({
            in: String(form.get('in') ?? '')
              .trim()
              .toUpperCase(),
            rates: String(form.get('rates') ?? '').trim(),
          });
        }}
      >
        <label>
          {texts.gap.currency}
          <input
            name="in"
            required
            pattern="[A-Za-z]{3}"
            maxLength={3}
            defaultValue={conversion?.in ?? 'EUR'}
          />
        </label>
        <label>
          {texts.gap.rates}
          <textarea
            name="rates"
            required
            rows={5}
            spellcheck={false}
            placeholder={EXAMPLE}
            defaultValue={conversion?.rates ?? ''}
          />
        </label>
        <p class="soft small">{texts.gap.ratesAbout}</p>
        <p class="row">
          <button type="submit" class="primary">
            {texts.gap.convert}
          </button>
          {conversion && (
            <button type="button" onClick={() => change({ in: null, rates: null })}>
              {texts.gap.unconverted}
            </button>
          )}
        </p>
      </form>
    </details>
  );
}
