/** So many hosts are asked at a time: more would only wait for the reader. */
export const AT_ONCE = 4;

/** What several sources give, as it comes, of so many at a time. The next of a source is asked for when the one before was taken. */
export async function* merged<T>(sources: readonly AsyncGenerator<T>[], limit: number): AsyncGenerator<T> {
  const waiting = [...sources];
  const running = new Map<AsyncGenerator<T>, Promise<readonly [AsyncGenerator<T>, IteratorResult<T>]>>();
  const advance = (source: AsyncGenerator<T>): void => {
    const next = source.next().then((result) => [source, result] as const);
    // Where one fails, the others are not waited for, and what fails in them later is told by nobody.
    next.catch(() => undefined);
    running.set(source, next);
  };
  while (waiting.length + running.size > 0) {
    for (const source of waiting.splice(0, limit - running.size)) advance(source);
    const [source, result] = await Promise.race(running.values());
    running.delete(source);
    if (result.done) continue;
    yield result.value;
    advance(source);
  }
}
