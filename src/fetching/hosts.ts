import type { Pacing } from './asking.ts';

export interface Hosts {
  /** Does the work when nobody else is at this host, and at least `gap` milliseconds after the one before. */
  inTurn<T>(host: string, gap: number, work: () => Promise<T>): Promise<T>;
}

/** One at a time at each host. */
export function createHosts({ elapsed, pause }: Pacing): Hosts {
  const last = new Map<string, Promise<number>>();
  return {
    inTurn: (host, gap, work) => {
      const before = last.get(host);
      const run = async () => {
        const ended = await before;
        const rest = ended === undefined ? 0 : ended + gap - elapsed();
        if (rest > 0) await pause(rest);
        return work();
      };
      const result = run();
      last.set(host, result.then(elapsed, elapsed));
      return result;
    },
  };
}
