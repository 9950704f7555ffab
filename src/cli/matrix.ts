import type { Standing } from '../book/matrix.ts';
import type { Style } from './terminal.ts';

/** The mark of each standing, in the order of `STANDINGS`. */
export const MARKS: readonly {
  readonly standing: Standing;
  readonly letter: string;
  readonly style: Style;
  readonly words: string;
}[] = [
  { standing: 'fulfilled', letter: 'D', style: 'greenBright', words: 'done (fulfilled)' },
  { standing: 'under-way', letter: 'U', style: 'greenBright', words: 'under way' },
  { standing: 'formal', letter: 'F', style: 'green', words: 'formal' },
  { standing: 'pledged', letter: 'P', style: 'green', words: 'pledged' },
  { standing: 'agreed-in-principle', letter: 'A', style: 'yellow', words: 'agreed in principle' },
  { standing: 'offered', letter: 'O', style: 'yellow', words: 'offered' },
  { standing: 'considered', letter: 'C', style: 'yellow', words: 'considered' },
  { standing: 'undertaken', letter: 'Y', style: 'yellow', words: 'undertaken, firmness unknown' },
  { standing: 'put-off', letter: '?', style: 'magenta', words: 'decision put off' },
  { standing: 'refused', letter: 'N', style: 'red', words: 'refused or denied' },
  { standing: 'against', letter: 'x', style: 'red', words: 'rejects or threatens' },
  { standing: 'other-stand', letter: 's', style: 'cyan', words: 'demands, proposes, endorses, holds' },
];
