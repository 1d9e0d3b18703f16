import { spawn } from 'node:child_process';
import { endsWithUs } from '../../core/signals.ts';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Trial } from './trial.ts';

export type TrialKind = 'mutations' | 'hostile';

/** After so many milliseconds a trial is frozen. A busy machine slows all of them. */
const longest = 60_000;

/**
 * Runs the trials of the seeds in processes of their own, and yields their results in order. A trial
 * that takes too long is ended with its process, and the next seed begins another one.
 */
export async function* trialsOf(kind: TrialKind, from: number, to: number): AsyncGenerator<Trial> {
  let next = from;
  while (next <= to) {
    let crashed = true;
    for await (const trial of inOneProcess(kind, next, to)) {
      yield trial;
      next = trial.seed + 1;
      crashed = false;
    }
    // a process that tells nothing at all would be started for ever
    if (crashed) throw new Error(`no trial of ${kind} could be started`);
  }
}

async function* inOneProcess(kind: TrialKind, from: number, to: number): AsyncGenerator<Trial> {
  const child = endsWithUs(
    spawn(
      process.execPath,
      [join(import.meta.dirname, 'trials-child.ts'), kind, String(from), String(to)],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    ),
  );
  const closed = new Promise((resolve) => child.once('close', resolve));
  let [errors, isFrozen] = ['', false];
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  let running: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const end = () => {
    isFrozen = true;
    child.kill('SIGKILL');
  };
  try {
    for await (const line of createInterface({ input: child.stdout })) {
      clearTimeout(timer);
      const told = JSON.parse(line) as Trial | { readonly begins: number };
      if ('begins' in told) {
        running = told.begins;
        timer = setTimeout(end, longest);
      } else {
        running = undefined;
        yield told;
      }
    }
  } finally {
    clearTimeout(timer);
    child.kill('SIGKILL');
    await closed;
  }
  if (running === undefined) return;
  const problem = isFrozen
    ? `not ended after ${longest / 1000} seconds`
    : `crashed: ${errors.slice(-1000)}`;
  yield { seed: running, milliseconds: longest, problem };
}
