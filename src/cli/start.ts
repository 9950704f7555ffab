import process from 'node:process';
import type { Host } from './command.ts';
import { run } from './run.ts';

/** Runs the command line over the streams of this process, and sets its exit status. */
export async function start(
  args: readonly string[],
  createSourceReader: Host['createSourceReader'],
): Promise<void> {
  const { stdin, stdout, stderr } = process;
  for (const stream of [stdout, stderr]) {
    stream.on('error', ({ code, message }: NodeJS.ErrnoException) => {
      // Whoever reads our output may stop early (`| head`): that is no failure.
      if (code === 'EPIPE') process.exit();
      const why = code === 'ENOSPC' ? 'the disk is full' : message;
      if (stream === stdout)
        stderr.write(
          `pledgebook: what was printed is cut off: ${why}; make room or write elsewhere (output/failed)\n`,
        );
      process.exit(1);
    });
  }
  process.exitCode = await run(args, { stdin, stdout, stderr, createSourceReader });
}
