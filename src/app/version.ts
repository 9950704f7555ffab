import { readFileSync } from 'node:fs';

/** The package's. */
// Two folders above both src/app and dist/app.
export const VERSION: string = JSON.parse(
  readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;
