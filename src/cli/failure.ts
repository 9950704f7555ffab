import { PledgebookError } from '../text/errors.ts';
import { displayable } from './layout.ts';

/** 0: everything was read, or kept for a stated reason; 1: something was refused or failed, the rest done; 2: wrong usage. */
export type ExitCode = 0 | 1 | 2;

/** The one place that turns an error into what the user is told and how the command ends. */
export function failure(error: unknown): { readonly message: string; readonly exitCode: ExitCode } {
  const { PLEDGEBOOK_DEBUG } = process.env;
  const stack = PLEDGEBOOK_DEBUG && error instanceof Error ? `\n${error.stack}` : '';
  if (error instanceof PledgebookError) {
    return {
      message: `${displayable(error.message)} (${error.code})${stack}`,
      exitCode: error.kind === 'usage' ? 2 : 1,
    };
  }
  const message = displayable(error instanceof Error ? error.message : String(error));
  const hint = stack || '; PLEDGEBOOK_DEBUG=1 shows where';
  return { message: `a fault of pledgebook itself: ${message}${hint}`, exitCode: 1 };
}
