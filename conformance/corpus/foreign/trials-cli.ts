import { UserError } from '../../core/user-error.ts';
import { trialsOf, type TrialKind } from './trials.ts';

/** Runs the trials of some seeds and prints what goes wrong; gives the exit code. */
export async function runTrials(kind: TrialKind, seeds: string): Promise<number> {
  const { from, to } = seedsOf(seeds);
  let [count, wrong, slowest] = [0, 0, { seed: 0, milliseconds: 0 }];
  for await (const trial of trialsOf(kind, from, to)) {
    count += 1;
    if (trial.milliseconds > slowest.milliseconds) slowest = trial;
    if (count % 100 === 0) process.stderr.write(`${count} trials\n`);
    if (trial.problem === undefined) continue;
    wrong += 1;
    process.stdout.write(`seed ${trial.seed}: ${trial.problem}\n`);
  }
  const seconds = (slowest.milliseconds / 1000).toFixed(1);
  process.stdout.write(
    `${count} ${kind}, ${wrong} wrong; the slowest took ${seconds} CPU seconds (seed ${slowest.seed}).\n`,
  );
  return wrong === 0 ? 0 : 1;
}

function seedsOf(text: string): { readonly from: number; readonly to: number } {
  const [, first, last] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  const [from, to] = [Number(first), Number(last ?? first)];
  if (first === undefined || from > to)
    throw new UserError(`--seeds needs a seed or a range, such as 1-1000, not "${text}".`);
  return { from, to };
}
