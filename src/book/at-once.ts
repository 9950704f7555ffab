/** What comes of work that can be done part by part, done without a pause. */
export function atOnce<T>(parts: Generator<void, T>): T {
  let part = parts.next();
  while (!part.done) part = parts.next();
  return part.value;
}
