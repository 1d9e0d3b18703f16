import { readFlags, runCommand } from '../conformance/core/command-line.ts';
import * as benches from './bench/index.ts';

const help = `Measures speed and memory, each beside something comparable: the ratio holds on any machine.

  npm run bench [-- NAME…]

Names: ${Object.values(benches)
  .map(({ id }) => id)
  .join(', ')}. Without a name, all of them run, which takes some minutes.
Every time is the median of several rounds.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false, short: 'h' } },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const all = Object.values(benches);
  const unknown = positionals.find((name) => !all.some(({ id }) => id === name));
  if (unknown) {
    process.stderr.write(
      `error: There is no bench "${unknown}". There are ${all.map(({ id }) => id).join(', ')}.\n`,
    );
    return 2;
  }
  for (const { id, summary, measure } of all.filter(
    (bench) => positionals.length === 0 || positionals.includes(bench.id),
  )) {
    process.stdout.write(`${id}: ${summary}\n`);
    for (const { name, figure } of await measure())
      process.stdout.write(`  ${name.padEnd(58)} ${figure}\n`);
  }
  return 0;
}

await runCommand(main);
