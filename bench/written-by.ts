import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The first sentence of a committed table: which command wrote it, when, at which commit, on what. */
export function writtenBy(script: string): string {
  const commit = execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim();
  const processor = cpus()[0]?.model ?? 'an unknown processor';
  return `Written by \`node ${script} --write\` on ${new Date().toISOString().slice(0, 10)} at commit ${commit}: ${processor}, ${cpus().length} cores, Node ${process.version}.`;
}
