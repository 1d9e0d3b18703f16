import { runCommand } from '../../conformance/core/command-line.ts';
import { dispatch } from './dispatch.ts';

/** Runs a command line and sets the exit code. */
export const main = (words: readonly string[]): Promise<void> => runCommand(() => dispatch(words));
