import type { ReviewedClaim } from '../api-types.ts';
import { decideAloud } from '../deciding.ts';
import { texts } from '../texts.ts';

export function DecideButtons({ claim }: { readonly claim: ReviewedClaim }) {
  const last = claim.review.decisions.at(-1);
  return (
    <>
      {claim.review.state !== 'accepted' && (
        <button type="button" onClick={() => decideAloud({ kind: 'accept', claim: claim.id }, { claim })}>
          {texts.review.accept}
        </button>
      )}
      {claim.review.state !== 'rejected' && (
        <button type="button" onClick={() => decideAloud({ kind: 'reject', claim: claim.id }, { claim })}>
          {texts.review.reject}
        </button>
      )}
      {last && (
        <button type="button" onClick={() => decideAloud({ kind: 'undo', decision: last.id })}>
          {texts.review.undo}
        </button>
      )}
    </>
  );
}
