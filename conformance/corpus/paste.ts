import { execFile } from 'node:child_process';
import { join } from 'node:path';
import * as checks from '../checks/index.ts';
import type { Check } from '../checks/check.ts';
import { withoutEncoding } from '../core/http/content-encoding.ts';
import { encode } from '../core/http/encode-request.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { Reply } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Case } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import type { Finding } from '../report/report.ts';
import { planOperation } from '../plan/plan.ts';
import { lineFor } from '../run/observations.ts';
import { findingsOf } from '../report/findings.ts';
import { judge, judgeSilence } from '../run/judge.ts';
import type { Described } from './subjects.ts';

/** A finding whose line was pasted into a shell, and what the checks found then. */
export type Pasted = {
  readonly finding: Finding;
  readonly isRepeated: boolean;
  readonly found: readonly string[];
  readonly output: string;
};

const root = join(import.meta.dirname, '..', '..');
/** The largest answer that is kept, as when the runner sends. */
const largest = 32 * 1024 * 1024;

/** Where a finding was made. */
export type Scene = Pick<Described, 'contract' | 'credentials' | 'variables'> & {
  readonly target: string;
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
};

/**
 * Pastes the lines of findings into a shell, while the server that they are about still runs, and judges what comes
 * back as the run did. One after the other, because what a server does may depend on what it was sent before; a line
 * that several findings share is pasted once, for all of them.
 */
export async function paste(findings: readonly Finding[], scene: Scene): Promise<Pasted[]> {
  const pasted: Pasted[] = [];
  for (const [line, group] of Map.groupBy(findings, ({ curl }) => curl)) {
    const printed = await shell(line, scene.variables);
    pasted.push(...group.map((finding) => judgePrinted(finding, printed, scene)));
  }
  return pasted;
}

function judgePrinted(
  finding: Finding,
  printed: Printed,
  { contract, credentials, target, timeout }: Scene,
): Pasted {
  const testCase = caseOf(contract(), finding, (one) =>
    lineFor(
      one,
      { check: finding.check, defect: '', actual: '' },
      { target, timeout, secrets: new Map(), credentials },
    ),
  );
  const limit = finding.check === 'within-time' ? timeout : Infinity;
  const judgements = answersIn(printed, testCase, timeout).map(({ request, answer }) => {
    const asked = { ...testCase, request };
    if (typeof answer === 'string') return judgeSilence(asked, answer, all);
    return judge(
      {
        case: asked,
        request: encode(asked.operation, request),
        reply: answer,
        milliseconds: printed.milliseconds,
        limit,
      },
      all,
    );
  });
  const failures = judgements.flatMap((judgement) => judgement.failures);
  if (failures.length > 0) throw new Error(failures.join('\n'));
  const recorded = judgements
    .flatMap(({ observations }) => observations)
    .map(
      ({ check, defect }): RecordedObservation => ({
        check,
        defect,
        severity: 'error',
        message: '',
        pointer: '',
        source: '',
        evidence: '',
        expected: '',
        actual: '',
        curl: '',
      }),
    );
  const { api, operation } = finding;
  const found = findingsOf(
    [
      {
        id: testCase.id,
        api,
        operation,
        intent: testCase.intent,
        reason: testCase.reason,
        observations: recorded,
      },
    ],
    [],
  ).map(({ id }) => id);
  // where every valid request is refused, one finding stands for what each of them shows
  const stands = (id: string) =>
    id === finding.id ||
    (finding.id.endsWith('/every:valid:request') &&
      id.startsWith(`${api}/${operation}/${finding.check}/`));
  return {
    finding,
    isRepeated: found.some(stands),
    found,
    output: `${printed.stdout.toString('latin1').slice(0, 1000)}\n${printed.stderr.slice(0, 500)}`,
  };
}

const all = Object.values(checks) as Check[];
const plans = new WeakMap<Operation, readonly Case[]>();

/** The case that a finding names, planned anew; of requests that are under way together the one whose line it is. */
function caseOf(
  { operations }: Contract,
  { operation: id, case: name, curl }: Finding,
  lineOf: (testCase: Case) => string,
): Case {
  const operation = operations.find((one) => one.id === id)!;
  const cases = plans.get(operation) ?? casesOf(operation);
  plans.set(operation, cases);
  const testCase = cases.find((one) => one.id === name);
  if (!testCase) throw new Error(`there is no case ${name}`);
  if (!Array.isArray(testCase.repeat)) return testCase;
  const own = (testCase.repeat as readonly Case['request'][])
    .map((request) => ({ ...testCase, request }))
    .find((one) => lineOf(one) === curl);
  if (!own) throw new Error(`no request of ${name} has the line ${curl}`);
  return own;
}

function casesOf(operation: Operation): readonly Case[] {
  const plan = planOperation(operation, {});
  if ('unusable' in plan) throw new Error(plan.unusable);
  return plan.cases.flatMap((testCase) => [testCase, ...(testCase.components ?? [])]);
}

type Printed = { readonly stdout: Buffer; readonly stderr: string; readonly milliseconds: number };

/** Runs a line where a person would: in the repository, with the credentials in the environment. */
function shell(line: string, variables: { readonly [name: string]: string }): Promise<Printed> {
  const begun = performance.now();
  return new Promise((done) => {
    const env = { PATH: process.env.PATH, HOME: '/nowhere', ...variables };
    // a line may end with curl's exit code: what it printed tells more
    execFile(
      'sh',
      ['-c', line],
      { cwd: root, env, encoding: 'buffer', maxBuffer: largest },
      (_, stdout, stderr) =>
        done({ stdout, stderr: stderr.toString(), milliseconds: performance.now() - begun }),
    );
  });
}

/** What was asked, and what came back: an answer, or why there is none. */
type Answered = { readonly request: PlannedRequest; readonly answer: Reply | string };

/** The answers to judge in what `curl -i` printed: the one, the last of two in turn, or each of those that came together. */
function answersIn(
  { stdout, stderr }: Printed,
  { request, repeat }: Case,
  timeout: number,
): Answered[] {
  const text = stdout.toString('latin1');
  const or = (answer: Reply | undefined): Answered => ({
    request,
    answer: answer ?? silence(stderr, timeout),
  });
  if (repeat === undefined) return [or(stderr.includes('curl: (') ? undefined : parsed(text))];
  if (repeat === 'in-turn') {
    const [, ...answers] = text.split(/(?:^|\n)(?=HTTP\/1\.[01] [2-5]\d\d )/);
    // after the second answer comes nothing but the line break that ends it
    return [
      or(
        answers.length < 2 && stderr.includes('curl: (')
          ? undefined
          : parsed(answers.at(-1)?.replace(/\n$/, '') ?? ''),
      ),
    ];
  }
  const files = new Map(
    [
      ...text.matchAll(
        /^==> [^\n]*\/(\d+) <==\n([\s\S]*?)(?=\n==> [^\n]*\/\d+ <==\n|(?![\s\S]))/gm,
      ),
    ].map(([, name = '', answer = '']) => [name, answer]),
  );
  // their order in the line: the one that showed the finding, then the others
  const sent = [request, ...repeat.toSpliced(repeat.indexOf(request), 1)];
  return sent.map((one, index) => ({
    request: one,
    answer: parsed(files.get(String(index + 1)) ?? '') ?? silence(stderr, timeout),
  }));
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
      largest,
    ),
  };
}

/** What the runner would have said of what curl complains of. @see https://curl.se/docs/manpage.html#EXIT */
function silence(stderr: string, timeout: number): string {
  const code = /curl: \((\d+)\)/.exec(stderr)?.[1];
  if (code === '28') return `no complete answer came within ${timeout / 1000} s`;
  if (code === '52' || code === '56' || code === '18')
    return 'the connection was cut before the answer was complete';
  return `curl says ${stderr}`;
}
