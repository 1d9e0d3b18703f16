import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../testing.ts';

type Ended = { readonly code: number | null; readonly err: string };
type Streams = { readonly out?: string; readonly err?: string; readonly isReaderGone?: boolean };

/** Runs node with its streams in files, or with a standard output without a reader. */
function node(
  args: readonly string[],
  { out, err, isReaderGone = false }: Streams = {},
): Promise<Ended> {
  const files = [out, err].map((file) => (file === undefined ? undefined : openSync(file, 'w')));
  const child = spawn(process.execPath, args, {
    stdio: ['pipe', files[0] ?? 'pipe', files[1] ?? 'pipe'],
  });
  for (const file of files) if (file !== undefined) closeSync(file);
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  if (isReaderGone) child.stdout!.destroy();
  else child.stdout?.resume();
  // it waits for that, so that the reader is gone before it writes
  child.stdin!.end();
  return new Promise((ended) => child.on('close', (code) => ended({ code, err: said })));
}

/** A program whose command has this body. */
const command = (body: string) => [
  '--input-type=module',
  '--eval',
  [
    `import { runCommand } from ${JSON.stringify(resolve('conformance/core/command-line.ts'))};`,
    `import { UserError } from ${JSON.stringify(resolve('conformance/core/user-error.ts'))};`,
    "import { writeFileSync } from 'node:fs';",
    "import { once } from 'node:events';",
    "await once(process.stdin.resume(), 'end');",
    `await runCommand(async () => { ${body} });`,
  ].join('\n'),
];

const mistake = /^This is a mistake in the program itself:\n {2}Error: a bug\n +at /;
const server = 'setInterval(() => process.stdout.write("a line\\n"), 1);';
const endings: readonly {
  body: string;
  isReaderGone?: boolean;
  code: number;
  err?: RegExp;
  why: string;
}[] = [
  { body: 'return 1;', code: 1, err: /^$/, why: 'a command ends with its own exit code' },
  {
    body: 'throw new UserError("no such file");',
    code: 2,
    err: /^error: no such file\n$/,
    why: 'a mistake of the user is one line',
  },
  {
    body: String.raw`throw new UserError("a\u001b[2Jb\u202ec\nerror: forged");`,
    code: 2,
    err: /^error: a\\x1b\[2Jb\\u202ec\n {2}error: forged\n$/,
    why: 'a mistake commands no terminal and forges no line',
  },
  {
    body: 'throw new Error("a bug");',
    code: 2,
    err: mistake,
    why: 'a mistake of the program is printed with its stack trace',
  },
  {
    body: 'throw new AggregateError([new UserError("one"), new Error("a bug")]);',
    code: 2,
    err: /^error: one\nThis is a mistake in the program itself:\n {2}Error: a bug\n/,
    why: 'of several errors each is shown',
  },
  {
    body: 'setImmediate(() => { throw new Error("a bug"); }); return 0;',
    code: 2,
    err: mistake,
    why: 'an uncaught error is printed with its stack trace',
  },
  {
    body: 'void Promise.reject(new Error("a bug")); return 0;',
    code: 2,
    err: mistake,
    why: 'an unhandled rejection is printed with its stack trace',
  },
  {
    body: 'process.stdout.write("a report"); return 0;',
    isReaderGone: true,
    code: 0,
    err: /^$/,
    why: 'a closed pipe does not change the exit code 0',
  },
  {
    body: 'process.stdout.write("a report"); await new Promise(setImmediate); return 1;',
    isReaderGone: true,
    code: 1,
    err: /^$/,
    why: 'a closed pipe does not change the exit code 1',
  },
  {
    body: `${server} return 0;`,
    isReaderGone: true,
    code: 0,
    err: /^$/,
    why: 'a closed pipe ends a server',
  },
];
for (const { body, isReaderGone = false, code, err = /^$/, why } of endings) {
  test(`${why}: exit code ${code}`, async () => {
    expect(await node(command(body), { isReaderGone })).toEqual({
      code,
      err: expect.stringMatching(err),
    });
  });
}

const full = '/dev/full';
const hasFull = existsSync(full);
const inWords = "error: standard output can't be written: no space left on device\n";
const entries: readonly (readonly string[])[] = [
  ['conformance/corpus/cli.ts'],
  ['conformance/corpus/score-cli.ts'],
  ['scripts/bench.ts'],
  ['scripts/contracts.ts'],
  ['scripts/contracts.ts', 'mock'],
];

// only Linux and some BSDs have a device that is always full
test.skipIf(!hasFull).each(entries)(
  '%s %s: a standard output that can not be written is one line and the exit code 2',
  async (...words) => {
    expect(await node([...words, '--help'], { out: full })).toEqual({ code: 2, err: inWords });
  },
);

test.skipIf(!hasFull)('a server ends where its standard output can not be written', async () => {
  expect(await node(command(`${server} return 0;`), { out: full })).toEqual({
    code: 2,
    err: inWords,
  });
});

test.skipIf(!hasFull)(
  'what comes after an output that can not be written is still done',
  async () => {
    const file = join(folderWith({}), 'report');
    expect(
      await node(
        command(
          `process.stdout.write("a report"); await new Promise(setImmediate); writeFileSync(${JSON.stringify(file)}, "written"); return 1;`,
        ),
        { out: full },
      ),
    ).toEqual({ code: 2, err: inWords });
    expect(readFileSync(file, 'utf8')).toBe('written');
  },
);

test.skipIf(!hasFull)('a stderr that can not be written changes no exit code', async () => {
  for (const code of [0, 1])
    expect(
      await node(command(`process.stderr.write("progress"); return ${code};`), { err: full }),
    ).toEqual({ code, err: '' });
  expect(await node(command('throw new Error("a bug");'), { err: full })).toEqual({
    code: 2,
    err: '',
  });
});
