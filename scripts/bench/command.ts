import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { endsWithUs } from '../../conformance/core/signals.ts';

/** What a process printed, and its exit code. */
export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

/** Where a command is run, and the variables that it has beside those of this process. */
type Place = { readonly cwd?: string; readonly env?: { readonly [name: string]: string } };

/** Runs Node with these arguments. The process ends when a signal ends this one. */
export async function runNode(
  args: readonly string[],
  { cwd, env = {} }: Place = {},
): Promise<Ended> {
  const child = endsWithUs(
    spawn(process.execPath, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const [code] = (await once(child, 'close')) as [number];
  return { code, stdout, stderr };
}
