import { copyFileSync, mkdirSync, mkdtempDisposableSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { apis } from '../../spec/apis.ts';
import { median, npmCommand, type Bench } from './bench.ts';
import { runNode } from './command.ts';
import { filesOf, pageWeight } from './page-weight.ts';

const rounds = 3;
const root = join(import.meta.dirname, '..', '..');
const peakMemory = pathToFileURL(join(import.meta.dirname, 'peak-memory.ts')).href;

/** The files of descriptions, by the name of their API. */
type Files = { readonly [api: string]: string };

const descriptions: readonly { readonly name: string; readonly files: Files }[] = [
  {
    name: 'our three',
    files: Object.fromEntries(
      Object.keys(apis).map((api) => [api, join(root, 'generated', api, 'openapi.json')]),
    ),
  },
  {
    name: 'authentik',
    files: { authentik: join(root, 'node_modules', '@goauthentik', 'api', 'schema.yml') },
  },
];

/** What makes a site in a folder, by commands of Node, and the page of an API that a reader sees first. */
type Maker = {
  readonly name: string;
  readonly commands: (files: readonly string[], out: string) => readonly (readonly string[])[];
  readonly firstPage: (api: string) => string;
};

const makers: readonly Maker[] = [
  {
    name: 'contracts docs',
    commands: (files, out) => [[...npmCommand('docs').map(inRepository), ...files, '--out', out]],
    firstPage: (api) => join(api, 'index.html'),
  },
  {
    name: 'build-docs of Redocly, without its script',
    commands: (files, out) =>
      files.map((file) => [
        ...[join(root, 'node_modules', '@redocly', 'cli', 'bin', 'cli.js'), 'build-docs', file],
        ...['--output', join(out, file.replace(/\.\w+$/, '.html'))],
      ]),
    firstPage: (api) => `${api}.html`,
  },
];

/** The commands run in another folder. */
const inRepository = (word: string): string => (word.includes('/') ? resolve(root, word) : word);

type Made = {
  readonly time: number;
  readonly cpu: number;
  readonly peak: number;
  readonly size: number;
  readonly weight: number;
};

export const docs: Bench = {
  id: 'docs',
  summary:
    "sites of our three APIs and of authentik's 1,193 operations beside Redoc's pages, whose script another host has: time, CPU time, peak memory, size, and a first page compressed",
  async measure() {
    const figures = [];
    for (const { name, files } of descriptions) {
      const made = makers.map((): Made[] => []);
      // in turns, so that both meet the same machine
      for (let round = 0; round < rounds; round += 1)
        for (const [index, maker] of makers.entries()) made[index]!.push(await make(maker, files));
      for (const [index, maker] of makers.entries())
        figures.push({ name: `${name}: ${maker.name}`, figure: inWords(made[index]!) });
    }
    return figures;
  },
};

async function make({ name, commands, firstPage }: Maker, files: Files): Promise<Made> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'bench-'));
  const out = join(folder.path, 'site');
  mkdirSync(out);
  const copies = Object.entries(files).map(([api, file]) => {
    const copy = `${api}${extname(file)}`;
    copyFileSync(file, join(folder.path, copy));
    return copy;
  });
  // INIT_CWD is where npm was called, and names are those of the folder
  const env = {
    INIT_CWD: folder.path,
    REDOCLY_TELEMETRY: 'off',
    REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
  };
  const begun = performance.now();
  let [peak, cpu] = [0, 0];
  for (const command of commands(copies, out)) {
    const words = ['--import', peakMemory, ...command];
    const { code, stderr } = await runNode(words, { cwd: folder.path, env });
    if (code !== 0) throw new Error(`${name} ended with ${code}: ${stderr.slice(-500)}`);
    const [, megabytes, milliseconds] = /peak (\d+) MB, cpu (\d+) ms/.exec(stderr) ?? [];
    peak = Math.max(peak, Number(megabytes));
    cpu += Number(milliseconds);
  }
  const time = performance.now() - begun;
  const size = filesOf(out).reduce((sum, file) => sum + readFileSync(file).length, 0);
  const weight = pageWeight(join(out, firstPage(Object.keys(files)[0]!)));
  return { time, cpu, peak, size, weight };
}

function inWords(all: readonly Made[]): string {
  const of = (key: keyof Made): number => median(all.map((made) => made[key]));
  return [
    `${(of('time') / 1e3).toFixed(1)} s`,
    `CPU ${(of('cpu') / 1e3).toFixed(1)} s`,
    `${of('peak')} MB`,
    `${(of('size') / 1e6).toFixed(1)} MB`,
    `${(of('weight') / 1e3).toFixed(1)} kB`,
  ].join(', ');
}
