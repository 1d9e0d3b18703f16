import { changed, frozenRecord, frozenReport } from '../../../corpus/report.ts';
import type { CaseOutcome, OperationReport } from '../../record.ts';
import type { Report } from '../../report.ts';
import { conclude } from '../../conclude.ts';

/**
 * What an answer may hold that wants to leave the place where it is written; only tests import it.
 */
export const hostile = `"'\`></title></style></textarea></script><script>alert(1)</script><img src="https://evil.example/x" onerror=alert(2)><svg onload=alert(3)><a href=javascript:alert(4)>x</a>--> ]]> &lt; \${alert(5)} \0\u001b[2J\r\u009b\u2028\u202e\ufffe\ud800 = & # %00`;

/** What no implementation and no description has a say in. */
const ours = new Set(['verdict', 'severity', 'kind', 'state', 'intent', 'failOn']);

/** The frozen report with something hostile at the end of every text in it. */
export const hostileReport = poisoned(frozenReport) as Report;

function poisoned(value: unknown, name = ''): unknown {
  if (typeof value === 'string') return ours.has(name) ? value : `${value}${hostile}`;
  if (Array.isArray(value)) return value.map((element) => poisoned(element, name));
  if (typeof value !== 'object' || value === null) return value;
  // names are texts too where they are ids of checks or statuses
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      ['answers', 'checks', 'unauthorized'].includes(name) && typeof member === 'number'
        ? `${key}${hostile}`
        : key,
      poisoned(member, key),
    ]),
  );
}

/** A report of many operations with 40 cases each, of which some fail. */
export function largeReport(operations: number, failing: number): Report {
  const [, , pattern] = frozenRecord.operations;
  const [seen] = frozenRecord.outcomes.flatMap(({ observations }) =>
    observations.filter(({ check }) => check === 'invalid-refused'),
  );
  const named = (index: number) => `operationNumber${index}`;
  return conclude({
    ...frozenRecord,
    apis: [
      {
        ...frozenRecord.apis[0]!,
        operations: Array.from({ length: operations }, (_, index) => named(index)),
      },
    ],
    operations: Array.from(
      { length: operations },
      (_, index): OperationReport => ({
        ...frozenRecord.operations[1]!,
        id: named(index),
        path: `/a/path/of/some/length/{parameter}/number-${index}`,
        coverage: Array.from({ length: 30 }, (__, number) => ({
          ...pattern!.coverage[1]!,
          kind: 'rule',
          name: `body/member${number} maxLength`,
          state: number % 3 === 0 ? 'never' : 'exercised',
        })),
      }),
    ),
    outcomes: Array.from(
      { length: operations * 40 },
      (_, index): CaseOutcome => ({
        ...frozenRecord.outcomes[2]!,
        id: `${named(Math.floor(index / 40))}/length/body/member${index % 40}/too-long`,
        operation: named(Math.floor(index / 40)),
        reason: '`member` is too long: 256 characters where 255 is the most',
        observations:
          index % 40 < failing ? [{ ...seen!, defect: `body/member${index % 40} maxLength` }] : [],
      }),
    ),
  });
}

/** A report of 100 operations with ten errors and thirty notices each. */
export function longReport(): Report {
  const report = largeReport(100, 40);
  const findings = report.findings.map((finding, index) =>
    index % 40 < 10 ? finding : { ...finding, severity: 'notice' as const },
  );
  return changed(report, { findings });
}
