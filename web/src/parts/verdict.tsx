import type { Verdict } from '../api-types.ts';
import { numberText } from '../format.ts';
import { texts } from '../texts.ts';

const SIGNS: Readonly<Record<Verdict, string>> = { same: '=', narrower: '⊂', differs: '≠' };

export function VerdictBadge({ of, count }: { readonly of: Verdict; readonly count?: number }) {
  return (
    <span class={`badge badge-${of}`} title={texts.stories.verdictAbout[of]}>
      <span aria-hidden="true">{SIGNS[of]} </span>
      {count !== undefined && `${numberText(count)} `}
      {texts.stories.verdicts[of]}
    </span>
  );
}
