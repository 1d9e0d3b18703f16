import { readFlags, runCommand } from '../core/command-line.ts';
import { UserError } from '../core/user-error.ts';
import { run, type Assignment } from '../run/run.ts';
import { assignmentOf } from './score.ts';
import { described, rightImplementations } from './subjects.ts';

const help = `Sends random requests to every right implementation of the corpus: nothing may be found.

  npm run soak -- [--seeds FROM-TO] [--count N] [--api API] [--implementation TEXT]

  --seeds FROM-TO        the seeds (default 1-20)
  --count N              random requests for each operation and seed (default 500)
  --api API              only this description; may be repeated
  --implementation TEXT  only implementations whose name contains TEXT
  --help                 show this help

Exit codes: 0 nothing was found, 1 something was, 2 a wrong flag.
`;

type Wanted = {
  readonly seeds: readonly number[];
  readonly count: number;
  readonly apis: readonly string[];
  readonly implementation: string;
};

async function main(): Promise<number> {
  const { values } = readFlags({
    options: {
      seeds: { type: 'string', default: '1-20' },
      count: { type: 'string', default: '500' },
      api: { type: 'string', multiple: true },
      implementation: { type: 'string', default: '' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const { implementation } = values;
  const found = await soak({
    seeds: seedsOf(values.seeds),
    count: countOf(values.count),
    apis: values.api ?? described.map(({ api }) => api),
    implementation,
  });
  process.stdout.write(found === 0 ? 'Nothing was found.\n' : `${found} findings.\n`);
  return found === 0 ? 0 : 1;
}

/** Prints what is found, and returns how much. */
async function soak({ seeds, count, apis, implementation }: Wanted): Promise<number> {
  let found = 0;
  for (const right of rightImplementations) {
    if (!right.name.includes(implementation)) continue;
    await using server = await right.start();
    const served = described.filter(({ api }) => apis.includes(api) && right.apis.includes(api));
    for (const subject of served) {
      const assignment = assignmentOf(subject, server.urlOf(subject.api));
      let sent = 0;
      for (const seed of seeds) {
        const fuzzed = await fuzzedWith(assignment, { count, seed });
        sent += fuzzed.sent;
        found += fuzzed.lines.length;
        for (const line of fuzzed.lines)
          process.stdout.write(`${right.name}, ${subject.api}, seed ${seed}: ${line}\n`);
      }
      process.stderr.write(`${right.name}, ${subject.api}: ${sent} requests\n`);
    }
  }
  return found;
}

/** What a run with random requests finds beyond notices, and how many requests it sent. */
async function fuzzedWith(
  assignment: Assignment,
  fuzz: { readonly count: number; readonly seed: number },
): Promise<{ readonly sent: number; readonly lines: readonly string[] }> {
  const { findings, apis, operations } = await run([assignment], {
    timeout: 30_000,
    operations: [],
    fuzz,
  });
  const answers = operations.flatMap((operation) => Object.values(operation.answers));
  return {
    sent: answers.reduce((sum, each) => sum + each, 0),
    lines: [
      ...findings
        .filter(({ severity }) => severity !== 'notice')
        .map(({ id, message, curl }) => `${id}: ${message}\n    ${curl}`),
      ...apis.flatMap(({ error }) => error ?? []),
    ],
  };
}

function seedsOf(text: string): number[] {
  const [, from, to = from] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(text) ?? [];
  if (from === undefined || Number(to) < Number(from))
    throw new UserError(`--seeds is a range such as 1-20, not "${text}".`);
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, index) => Number(from) + index);
}

function countOf(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new UserError(`--count is a whole number from 1 on, not "${text}".`);
}

await runCommand(main);
