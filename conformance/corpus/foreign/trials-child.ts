import { writeSync } from 'node:fs';
import { tryHostile } from './hostile.ts';
import { tryMutation } from './mutations.ts';
import type { Trial } from './trial.ts';

/** Runs the trials of some seeds, a line of JSON for each: `trials-child.ts KIND FROM TO`. */

const [kind, from, to] = process.argv.slice(2);
const attempt = kind === 'hostile' ? tryHostile : tryMutation;

// a trial keeps back what is written to the streams, so the answers go past them
const tell = (trial: Trial | { readonly begins: number }): void =>
  void writeSync(1, `${JSON.stringify(trial)}\n`);

// loading takes longer than most trials
await Promise.all([import('../../cli/conform.ts'), import('../../../scripts/mock/server.ts')]);

for (let seed = Number(from); seed <= Number(to); seed += 1) {
  tell({ begins: seed });
  tell(await attempt(seed));
}
process.exit(0);
