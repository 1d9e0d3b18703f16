import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '../../conformance/testing.ts';
import { startMock } from '../mock/server.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';

const root = join(import.meta.dirname, '..', '..');

type Step = {
  readonly id?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: { readonly [name: string]: string };
};
type Action = {
  readonly inputs: { readonly [name: string]: { readonly default: string } };
  readonly outputs: { readonly [name: string]: { readonly value: string } };
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
};

const action = parse(readFileSync(join(root, 'action.yml'), 'utf8')) as Action;
const check = action.runs.steps.find(({ id }) => id === 'check')!;

/** Runs the step that checks, as GitHub does, with inputs that are given. */
function runCheck(folder: string, given: { readonly [input: string]: string }) {
  const inputs = Object.entries(action.inputs).map(([name, input]) => [
    name,
    given[name] ?? input.default,
  ]);
  const values = new Map(inputs as [string, string][]);
  const env = Object.entries(check.env!).map(([name, text]) => [
    name,
    text.replaceAll(/\$\{\{ inputs\.(\w+) \}\}/g, (_, input: string) => values.get(input)!),
  ]);
  const files = {
    GITHUB_OUTPUT: join(folder, 'output'),
    GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
    RUNNER_TEMP: folder,
  };
  return new Promise<{ readonly code: unknown; readonly stdout: string; readonly stderr: string }>(
    (resolve) =>
      execFile(
        'bash',
        ['--noprofile', '--norc', '-eo', 'pipefail', '-c', check.run!],
        {
          cwd: folder,
          // this test may be started by npm, and the action is not
          env: Object.fromEntries([
            ...Object.entries(process.env).filter(([name]) => !/^(?:npm_|INIT_CWD$)/.test(name)),
            ...Object.entries({ ...files, GITHUB_ACTION_PATH: root }),
            ...env,
          ]) as NodeJS.ProcessEnv,
        },
        (error, stdout, stderr) => resolve({ code: error?.code ?? 0, stdout, stderr }),
      ),
  );
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8');
/** The description of an operation that answers with a member of a type. */
const pinging = (type: string) =>
  JSON.stringify({
    openapi: '3.1.0',
    info: { title: 'Ping', version: '1.0.0' },
    paths: {
      '/ping': {
        get: {
          operationId: 'ping',
          responses: {
            200: {
              description: 'OK',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['pong'],
                    properties: { pong: { type } },
                  },
                },
              },
            },
          },
        },
      },
    },
  });

test.each([
  ['boolean', { code: 0, annotation: '', verdict: 'It conforms' }],
  ['integer', { code: 1, annotation: '::error ', verdict: 'does not conform' }],
])(
  'the step that checks tells GitHub about a server that answers with a %s',
  async (type, expected) => {
    const folder = folderWith({ 'ping.json': pinging('boolean'), 'served.json': pinging(type) });
    const contracts = [loadContract('ping', join(folder, 'served.json'))];
    await using mock = await startMock({ contracts });
    const given = {
      description: 'ping.json',
      target: mock.url,
      flags: '--max-cases 3 --stateless',
    };
    const { code, stdout, stderr } = await runCheck(folder, given);
    expect(code, stderr).toBe(expected.code);
    expect(stdout).toContain(expected.annotation);
    expect(stdout).toContain(expected.verdict);
    expect(read(folder, 'summary.md')).toContain(expected.verdict);
    expect(read(folder, 'output')).toBe(`reports=${join(folder, 'contracts')}\n`);
    for (const report of ['html', 'json', 'xml', 'sarif'])
      expect(read(folder, join('contracts', `contracts.${report}`))).toContain('ping');
  },
);

test('the inputs and outputs of the action are those that its steps know', () => {
  const text = JSON.stringify(action.runs);
  const used = [...text.matchAll(/inputs\.(\w+)/g)].map(([, name]) => name!);
  expect(Object.keys(action.inputs).toSorted()).toEqual([...new Set(used)].toSorted());
  const [reports] = Object.values(action.outputs);
  expect(reports!.value).toContain(`steps.${check.id}.outputs.`);
});
