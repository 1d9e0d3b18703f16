import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { variableOf } from '../core/auth/credentials.ts';
import * as signers from '../core/auth/signers/index.ts';
import { flagHelp } from '../core/help.ts';
import { flags as table } from './flags.ts';
import * as reporters from '../report/reporters/index.ts';

type Step = { readonly run?: string; readonly env?: { readonly [name: string]: string } };
type Workflow = {
  readonly env: { readonly PARTS: number };
  readonly jobs: {
    readonly part: {
      readonly strategy: { readonly matrix: { readonly part: readonly number[] } };
      readonly steps: readonly Step[];
    };
    readonly report: { readonly steps: readonly Step[] };
  };
};

const root = join(import.meta.dirname, '..', '..');
const { env, jobs } = parse(
  readFileSync(join(root, '.github', 'workflows', 'conformance.yml'), 'utf8'),
) as Workflow;
const help = flagHelp(table);
const steps = [...jobs.part.steps, ...jobs.report.steps];
const commands = steps.map(({ run = '' }) => run).join('\n');

test('the matrix has every part, each once', () => {
  expect(jobs.part.strategy.matrix.part).toEqual(
    Array.from({ length: env.PARTS }, (_, at) => at + 1),
  );
});

test('every flag is one that there is, and every report has a reporter', () => {
  const flags = [...commands.matchAll(/ (--[a-z][\w-]*)/g)]
    .map(([, flag]) => flag!)
    .filter((flag) => flag !== '--silent');
  expect(flags.length).toBeGreaterThan(5);
  for (const flag of flags) expect(help).toContain(`  ${flag} `);
  for (const [, kind] of commands.matchAll(/--report "?([a-z]+)=/g))
    expect(Object.keys(reporters)).toContain(kind);
});

test('every secret is a variable that the runner reads', () => {
  const secrets = steps
    .flatMap(({ env: variables = {} }) => Object.entries(variables))
    .filter(([, value]) => value.includes('secrets.'))
    .map(([name]) => name);
  const members = Object.values(signers).flatMap(({ api, scheme, members: names }) =>
    names.map((name) => variableOf(api, scheme, name)),
  );
  expect(
    secrets.filter(
      (name) => !['AMITY_API_KEY', 'NOTIFICATIONS_BEARER_AUTH', ...members].includes(name),
    ),
  ).toEqual([]);
});
