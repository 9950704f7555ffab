import { directionOf } from '../../src/book/undertaking.ts';
import type { Mark, Standing } from './api-types.ts';

/** How the claim leaves its actor standing, in the matrix's words. */
export function standingOf(claim: Pick<Mark, 'act' | 'negated' | 'firmness' | 'conditions'>): Standing {
  if (claim.act === 'reject' || claim.act === 'threaten') return claim.negated ? 'other-stand' : 'against';
  if (!['commit', 'agree', 'perform', 'refuse', 'defer'].includes(claim.act)) return 'other-stand';
  const direction = directionOf(claim);
  if (direction === 'open') return 'put-off';
  return direction === 'against' ? 'refused' : (claim.firmness ?? 'undertaken');
}
