import { loadContract } from '../../core/contract/load.ts';
import type { Contract } from '../../core/contract/model.ts';
import { isUnmade } from '../../core/http/unmade-response.ts';
import { casesAtMost } from '../../cli/flags.ts';
import { startOwnMock } from '../../cli/own-mock.ts';
import type { Report } from '../../report/report.ts';
import { run } from '../../run/run.ts';
import { interruption } from '../../run/transport/outcome.ts';
import { scheduleAll } from '../../run/schedule.ts';

/** How one description was read, planned and mocked. */
export type Judgement = {
  readonly operations: number;
  readonly planned: number;
  readonly cases: number;
  /** Why an operation, or a part of one, is not tested: `file:line: reason`. */
  readonly unsupported: readonly string[];
  /** CPU seconds of reading and planning. */
  readonly seconds: number;
  /** The peak memory of reading and planning, in MB. */
  readonly megabytes: number;
  /** The findings against the mock. */
  readonly findings: readonly Found[];
  readonly sent: number;
  /** CPU seconds of mock and runner. */
  readonly runSeconds: number;
  /** Whether the time was over before all of the sample was sent. */
  readonly isCut: boolean;
};

/**
 * A finding of severity error, a case that could not be judged (`not-judged`), or an operation for
 * which the mock has no answer (`not-answered`).
 */
export type Found = {
  readonly check: string;
  readonly operation: string;
  readonly case: string;
  readonly message: string;
};

export type JudgeOptions = {
  /** About how many cases are sent, spread over all operations. */
  readonly sample: number;
  /** After so many milliseconds no further case is sent. */
  readonly milliseconds: number;
};

/** Reads and plans a description, and lets the runner judge its mock. Throws a `UserError`. */
export async function judge(
  name: string,
  path: string,
  { sample, milliseconds }: JudgeOptions,
): Promise<Judgement> {
  const begun = process.cpuUsage();
  const contract = loadContract(name, path);
  const plan = planned(contract);
  const planning = {
    seconds: secondsSince(begun),
    megabytes: megabytesNow(),
  };
  const running = process.cpuUsage();
  const maxCases = Math.min(30, Math.max(3, Math.ceil(sample / Math.max(1, plan.planned))));
  const report = await runAgainstMock(contract, { maxCases, milliseconds });
  return {
    operations: operationsIn(contract),
    ...plan,
    ...planning,
    findings: foundIn(report),
    sent: report.cases.planned - report.cases.skipped,
    runSeconds: secondsSince(running),
    isCut: isCut(report),
  };
}

/** Whether the time was over before all was sent. */
export const isCut = ({ results, apis }: Report): boolean =>
  apis.some(({ error }) => error !== undefined && isOver(error)) ||
  results.some(
    ({ verdict }) => verdict.kind === 'skip' && /interrupt|abort|stop/i.test(verdict.reason),
  );

/** The peak memory of this process, in MB. */
export const megabytesNow = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

export const secondsSince = (begun: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1e6;
};

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** How many operations the description has, also those that the loader does not take. */
export const operationsIn = ({ document: { root } }: Contract): number =>
  Object.values((root.paths ?? {}) as { [path: string]: object | null }).flatMap((item) =>
    Object.keys(item ?? {}).filter((member) => methods.includes(member)),
  ).length;

function planned(contract: Contract): Pick<Judgement, 'planned' | 'cases' | 'unsupported'> {
  const unsupported = contract.unsupported.map(
    ({ source, reason }) => `${source.file}:${contract.line(source)}: ${reason}`,
  );
  const { schedules } = scheduleAll([{ contract, values: new Map() }], {
    operations: [],
    plan: { maxCases: casesAtMost },
  });
  let [operations, cases] = [0, 0];
  for (const one of schedules[0]!.planned())
    if (!one) continue;
    else if ('unusable' in one) unsupported.push(one.unusable);
    else {
      operations += 1;
      cases += one.cases.length;
    }
  return { planned: operations, cases, unsupported };
}

type Running = {
  readonly maxCases: number;
  /** After so many milliseconds no further case is sent. */
  readonly milliseconds: number;
  /** Ids of the operations to judge; all when empty. */
  readonly operations?: readonly string[];
  /** Whether the mock keeps what requests make, so that the runner sends sequences. */
  readonly isStateful?: boolean;
};

/** Lets the runner judge the mock of a description. */
export async function runAgainstMock(
  contract: Contract,
  { maxCases, milliseconds, operations = [], isStateful = false }: Running,
): Promise<Report> {
  const mock = await startOwnMock([contract], { stateful: isStateful });
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  // planning comes first, and has its own figures
  const begin = () => (timer = setTimeout(() => over.abort(), milliseconds));
  try {
    return await run(
      [
        {
          contract,
          target: mock.urlOf(contract.api),
          isMock: true,
          credentials: mock.credentials.get(contract.api)!,
          values: new Map(),
        },
      ],
      {
        timeout: 10_000,
        operations,
        sequences: isStateful,
        // against a server too, what a run makes has names of its own
        plan: { maxCases, ...(isStateful && { run: 'r7' }) },
        signal: over.signal,
        progress: { begin },
      },
    );
  } finally {
    clearTimeout(timer);
    await mock.close();
  }
}

/** Cases that the time limit cut off are no differences; the table says that time ran out. */
const isOver = (reason: string): boolean => reason.includes(interruption);

/** What is wrong, and what could not be judged. */
export const foundIn = ({ findings, results, apis }: Report): readonly Found[] => [
  ...findings
    .filter(({ severity }) => severity === 'error')
    .map(({ check, operation, case: id, message, reason }) => ({
      check,
      operation,
      case: id,
      message: `${message} (${reason})`,
    })),
  ...apis.flatMap(({ error }) =>
    error === undefined || isOver(error)
      ? []
      : [{ check: 'not-judged', operation: '', case: '', message: error }],
  ),
  ...results.flatMap(({ verdict, operation, id }) =>
    verdict.kind === 'error' && !isOver(verdict.reason)
      ? [{ check: 'not-judged', operation, case: id, message: verdict.reason }]
      : [],
  ),
  ...unansweredIn(results),
];

/** The operations that the mock can't answer, each once. */
const unansweredIn = (results: Report['results']): readonly Found[] => [
  ...new Map(
    results.flatMap(({ verdict, operation, id }) =>
      verdict.kind === 'skip' && isUnmade(verdict.reason)
        ? [
            [
              operation,
              { check: 'not-answered', operation, case: id, message: verdict.reason },
            ] as const,
          ]
        : [],
    ),
  ).values(),
];
