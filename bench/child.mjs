// One fresh process: imports one side, reads the documents that the standard input gives, and prints what that took.
// Plain JavaScript over the compiled package, so that stripping types counts for nobody.
//   node bench/child.mjs node|pledgebook|wink-nlp|compromise [MODEL] < documents.json
import { existsSync, readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import process from 'node:process';

const [side, model] = process.argv.slice(2);
/** Each imports when it is called, and gives what makes it ready to read; reading gives how many claims there are. */
const sides = {
  node: async () => async () => async () => 0,
  pledgebook: async () => {
    const { createReader } = await import('../dist/index.js');
    return async () => {
      const reader = await createReader({ model });
      return async ({ text, published }) => (await reader.read(text, { published })).claims.length;
    };
  },
  'wink-nlp': async () => {
    const { default: winkNLP } = await import('wink-nlp');
    const { default: language } = await import('wink-eng-lite-web-model');
    return async () => {
      const nlp = winkNLP(language);
      return async ({ text }) => {
        nlp.readDoc(text).entities().out();
        return 0;
      };
    };
  },
  compromise: async () => {
    const { default: compromise } = await import('compromise');
    return async () =>
      async ({ text }) => {
        compromise(text).topics().out('array');
        return 0;
      };
  },
};

const entered = performance.now();
const open = await sides[side]();
const imported = performance.now() - entered;
const read = await open();
const ready = performance.now();
let claims = 0;
let first = 0;
for (const document of JSON.parse(readFileSync(0, 'utf8'))) {
  claims += await read(document);
  if (first === 0) first = performance.now();
}
console.log(JSON.stringify({ imported, ready, first, claims, megabytes: peak() / 1024 }));

/** The most kB that were resident. Linux counts into maxRSS what the parent had when it started us, but not into VmHWM. */
function peak() {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : '';
  return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS);
}
