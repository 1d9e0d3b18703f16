import { vi } from 'vitest';
import { UserError } from '../core/user-error.ts';
import { execute } from './execute.ts';

/** What a command printed, and its exit code. */
export type Ended = { readonly code: number; readonly out: string; readonly err: string };

/** Runs the command in this process; a mistake of the user is one line and exit code 2. */
export async function conformance(
  words: readonly string[],
  environment: { readonly [name: string]: string } = {},
): Promise<Ended> {
  const printed = { out: '', err: '' };
  const keep = (stream: keyof typeof printed) => (text: string | Uint8Array) => {
    printed[stream] += String(text);
    return true;
  };
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(keep('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(keep('err')),
  ];
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  try {
    return { code: await execute(words), ...printed };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { code: 2, out: printed.out, err: `${printed.err}error: ${error.message}\n` };
  } finally {
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
  }
}
