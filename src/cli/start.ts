import process from 'node:process';
import type { Host } from './command.ts';
import { run } from './run.ts';

/** Runs the command line over the streams of this process, and sets its exit status. */
export async function start(
  args: readonly string[],
  createSourceReader: Host['createSourceReader'],
): Promise<void> {
  const { stdin, stdout, stderr } = process;
  // Whoever reads our output may stop early (`| head`): that is no failure.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
  process.exitCode = await run(args, { stdin, stdout, stderr, createSourceReader });
}
