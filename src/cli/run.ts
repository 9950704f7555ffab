import { readFileSync } from 'node:fs';
import { UsageError } from '../text/errors.ts';
import { addCommand } from './add-command.ts';
import { agreementCommand } from './agreement-command.ts';
import { answered } from './answer.ts';
import { briefCommand } from './brief-command.ts';
import { collisionsCommand } from './collisions-command.ts';
import type { Command, Host } from './command.ts';
import { compareCommand } from './compare-command.ts';
import { decideCommand } from './decide-command.ts';
import { decisionsCommand } from './decisions-command.ts';
import { diffCommand } from './diff-command.ts';
import { doctorCommand } from './doctor-command.ts';
import { exportCommand } from './export-command.ts';
import { type ExitCode, failure } from './failure.ts';
import { feedsCommand } from './feeds-command.ts';
import { fetchCommand } from './fetch-command.ts';
import { gapCommand } from './gap-command.ts';
import { overview, page } from './help.ts';
import { importCommand } from './import-command.ts';
import { listCommand } from './list-command.ts';
import { matrixCommand } from './matrix-command.ts';
import { readCommand } from './read-command.ts';
import { releaseCommand } from './release-command.ts';
import { purgeCommand, removeCommand, restoreCommand } from './remove-command.ts';
import { reportsCommand } from './reports-command.ts';
import { rereadCommand } from './reread-command.ts';
import { reviewCommand } from './review-command.ts';
import { searchCommand } from './search-command.ts';
import { serveCommand } from './serve-command.ts';
import { settleCommand } from './settle-command.ts';
import { showCommand } from './show-command.ts';
import { terminalOf } from './terminal.ts';
import { timelineCommand } from './timeline-command.ts';
import { whatIfCommand, whatWouldItTakeCommand } from './what-if-command.ts';

export const COMMANDS: readonly Command[] = [
  readCommand,
  addCommand,
  fetchCommand,
  feedsCommand,
  listCommand,
  searchCommand,
  showCommand,
  matrixCommand,
  timelineCommand,
  compareCommand,
  collisionsCommand,
  whatIfCommand,
  whatWouldItTakeCommand,
  diffCommand,
  briefCommand,
  gapCommand,
  exportCommand,
  releaseCommand,
  reportsCommand,
  decideCommand,
  decisionsCommand,
  reviewCommand,
  settleCommand,
  agreementCommand,
  serveCommand,
  rereadCommand,
  removeCommand,
  restoreCommand,
  purgeCommand,
  importCommand,
  doctorCommand,
];

/** Runs `pledgebook ARGS…` and says how it ended; never throws. */
export async function run(args: readonly string[], host: Host): Promise<ExitCode> {
  try {
    return await dispatch(args, host);
  } catch (error) {
    const { message, exitCode } = failure(error);
    host.stderr.write(`pledgebook: ${message}\n`);
    if (exitCode === 2)
      host.stderr.write(`Try: pledgebook ${commandOf(args)?.name ?? ''} --help\n`.replace('  ', ' '));
    return exitCode;
  }
}

async function dispatch(args: readonly string[], host: Host): Promise<ExitCode> {
  const { width } = terminalOf(host.stdout);
  const command = commandOf(args);
  const rest = command ? args.slice(1) : args;
  const asked = rest.slice(0, rest.includes('--') ? rest.indexOf('--') : undefined);
  if (asked.includes('--help') || asked.includes('-h')) {
    host.stdout.write(`${command ? page(command, width) : overview(COMMANDS, width)}\n`);
    return 0;
  }
  if (command) return answered(command, rest, host);
  if (args[0] === '--version' || args[0] === '-V') {
    host.stdout.write(`${version()}\n`);
    return 0;
  }
  throw new UsageError(
    'usage/command',
    args[0] === undefined ? 'no command given' : `there is no command or option "${args[0]}"`,
  );
}

const commandOf = (args: readonly string[]): Command | undefined => COMMANDS.find((c) => c.name === args[0]);

// One folder above both src/ and dist/.
const version = (): string =>
  JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;
