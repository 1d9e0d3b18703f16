import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as checks from '../checks/index.ts';
import { claimsOf } from '../core/auth/claims.ts';
import { authorize } from '../core/auth/present-credentials.ts';
import type { Check, Silence } from '../checks/check.ts';
import { withoutEncoding } from '../core/http/content-encoding.ts';
import { encode } from '../core/http/encode-request.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { Reply } from '../core/http/messages.ts';
import { caseOfStep, type Case } from '../generators/case.ts';
import { isRunnerLine, type RecordedObservation } from '../report/record.ts';
import type { Finding } from '../report/report.ts';
import { planOperation } from '../plan/plan.ts';
import { findingsOf } from '../report/findings.ts';
import { exchangeOf } from '../checks/exchange.ts';
import { judge, judgeSilence, type JudgedObservation } from '../run/judge.ts';
import { run } from '../run/run.ts';
import type { Described } from './subjects.ts';

/**
 * A finding whose curl line ran in a shell, and the ids of the findings that its response shows.
 */
export type Pasted = {
  readonly finding: Finding;
  readonly isReproduced: boolean;
  readonly found: readonly string[];
  readonly output: string;
};

const root = join(import.meta.dirname, '..', '..');
/** The size limit of a response, as in the runner. */
const maxBytes = 32 * 1024 * 1024;

/** The server that shows the findings, and the credentials for it. */
export type Scene = Pick<Described, 'contract' | 'credentials' | 'variables'> & {
  readonly target: string;
  /** In milliseconds. */
  readonly timeout: number;
};

/**
 * Runs the curl lines of findings in a shell and judges the responses as the run did. The lines run
 * one after the other, because a response may depend on earlier requests. A line that several
 * findings share runs once; a line that starts the runner calls it in this process.
 */
export async function paste(findings: readonly Finding[], scene: Scene): Promise<Pasted[]> {
  const pasted: Pasted[] = [];
  for (const [line, group] of Map.groupBy(findings, ({ curl }) => curl)) {
    const shown = isRunnerLine(line)
      ? await rerun(group[0]!, scene)
      : await pasteCurl(line, group[0]!, scene);
    pasted.push(
      ...group.map((finding) => ({
        finding,
        isReproduced: shown.found.some((id) => isSame(finding, id)),
        ...shown,
      })),
    );
  }
  return pasted;
}

type Shown = Pick<Pasted, 'found' | 'output'>;

/**
 * Whether an id names a finding, or one of those that an `every:valid:request` finding stands for.
 */
function isSame({ id: own, api, operation, check }: Finding, id: string): boolean {
  return (
    id === own ||
    (own.endsWith('/every:valid:request') && id.startsWith(`${api}/${operation}/${check}/`))
  );
}

/** Runs only the case of a finding, as its line does. */
async function rerun({ case: id, operation }: Finding, scene: Scene): Promise<Shown> {
  const { contract, credentials, target, timeout } = scene;
  const { findings } = await run(
    [{ contract: contract(), target, credentials, values: new Map() }],
    { timeout, operations: [operation], plan: { ids: [id] } },
  );
  return { found: findings.map((finding) => finding.id), output: '' };
}

async function pasteCurl(line: string, finding: Finding, scene: Scene): Promise<Shown> {
  const { contract, variables, timeout, credentials } = scene;
  const testCase = caseOf(contract(), finding);
  const request = encode(testCase.operation, testCase.request);
  const { stdout, stderr, milliseconds } = await shell(line, variables);
  const reply = stderr.includes('curl: (') ? undefined : parsed(stdout.toString('latin1'));
  const exchange =
    reply &&
    exchangeOf({
      case: testCase,
      request,
      reply,
      milliseconds,
      limit: finding.check === 'within-time' ? timeout : Infinity,
      credentials: claimsOf(
        testCase.operation,
        authorize(testCase.operation, request, testCase.request, credentials),
      ),
    });
  const { observations, failures } = exchange
    ? judge(exchange, all)
    : judgeSilence(testCase, { ...silence(stderr, timeout), limit: timeout }, all);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const { id, intent, reason } = testCase;
  const { api, operation } = finding;
  const outcome = { id, api, operation, intent, reason, observations: observations.map(recorded) };
  return {
    found: findingsOf([outcome], []).map((found) => found.id),
    output: `${stdout.toString('latin1').slice(0, 1000)}\n${stderr.slice(0, 500)}`,
  };
}

/** An observation as a run records it, reduced to what the id of its finding depends on. */
const recorded = ({ check, defect, variation }: JudgedObservation): RecordedObservation => ({
  check,
  defect,
  ...(variation === undefined ? {} : { variation }),
  severity: 'error',
  message: '',
  pointer: '',
  source: '',
  evidence: '',
  expected: '',
  actual: '',
  curl: '',
});

const all = Object.values(checks) as Check[];
const plans = new WeakMap<Operation, readonly Case[]>();

function caseOf({ operations }: Contract, finding: Finding): Case {
  const { operation: id, case: name, message } = finding;
  const operation = operations.find((one) => one.id === id)!;
  const cases = plans.get(operation) ?? casesOf(operation);
  plans.set(operation, cases);
  const testCase = cases.find((one) => one.id === name);
  if (!testCase) throw new Error(`there is no case ${name}`);
  const step = / It is request (\d+) of \d+, which /.exec(message)?.[1];
  return testCase.steps && step ? caseOfStep(testCase, Number(step) - 1) : testCase;
}

function casesOf(operation: Operation): readonly Case[] {
  const plan = planOperation(operation, {});
  if ('unusable' in plan) throw new Error(plan.unusable);
  return plan.cases.flatMap((testCase) => [testCase, ...(testCase.components ?? [])]);
}

type Printed = { readonly stdout: Buffer; readonly stderr: string; readonly milliseconds: number };

/** Runs a line in the root of the repository, with the credentials in the environment. */
function shell(line: string, variables: { readonly [name: string]: string }): Promise<Printed> {
  const started = performance.now();
  return new Promise((done) => {
    const env = { PATH: process.env.PATH, HOME: '/nowhere', ...variables };
    // the exit code is ignored: the output of curl says more
    execFile(
      'sh',
      ['-c', line],
      { cwd: root, env, encoding: 'buffer', maxBuffer: maxBytes },
      (_, stdout, stderr) =>
        done({ stdout, stderr: stderr.toString(), milliseconds: performance.now() - started }),
    );
  });
}

function parsed(text: string): Reply | undefined {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...fields] = head.split('\r\n');
  const status = Number(/^HTTP\/\S+ (\d{3})/.exec(first)?.[1]);
  if (!status) return undefined;
  if (status < 200) return parsed(rest.join('\r\n\r\n'));
  const headers = new Map<string, string>();
  for (const field of fields) {
    const [, name = '', value = ''] = /^([^:]+):[\t ]*(.*?)[\t ]*$/.exec(field) ?? [];
    headers.set(
      name.toLowerCase(),
      headers.has(name.toLowerCase()) ? `${headers.get(name.toLowerCase())}, ${value}` : value,
    );
  }
  return {
    status,
    headers,
    ...withoutEncoding(
      Buffer.from(rest.join('\r\n\r\n'), 'latin1'),
      headers.get('content-encoding'),
      maxBytes,
    ),
  };
}

/** The cause and reason that the runner gives for an error of curl. @see https://curl.se/docs/manpage.html#EXIT */
function silence(stderr: string, timeout: number): Pick<Silence, 'cause' | 'reason'> {
  const code = /curl: \((\d+)\)/.exec(stderr)?.[1];
  if (code === '28')
    return { cause: 'timeout', reason: `no complete response came within ${timeout / 1000} s` };
  if (code === '52' || code === '56' || code === '18')
    return { cause: 'cut', reason: 'the connection was cut before the response was complete' };
  return { cause: 'broken-off', reason: `curl says ${stderr}` };
}
