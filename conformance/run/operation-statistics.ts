import { meaningOf } from '../core/contract/responses.ts';
import { documentedBy } from '../report/coverage/documented.ts';
import { coverageTracker } from '../report/coverage/tracker.ts';
import type { SchemaLocation } from '../generators/schema-locations.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { OperationReport } from '../report/record.ts';
import { isUnauthorized } from '../report/not-judgeable.ts';

/** Counts what a run does with one operation. */
export type OperationStatistics = {
  /** Counts the checks that applied to a request, and its exchange where there was a response. */
  readonly enter: (applied: readonly string[], exchange: Exchange | undefined) => void;
  /** Whether any valid request was answered with a success; a refusal with a 2xx status is none. */
  readonly hasServed: () => boolean;
  readonly report: () => OperationReport;
};

/** Opens the count for an operation. */
export function operationStatistics(
  contract: Pick<Contract, 'api' | 'place'>,
  operation: Operation,
  locations: readonly SchemaLocation[],
): OperationStatistics {
  const tracker = coverageTracker([...documentedBy(operation, locations, contract.place)]);
  const answers: { [status: string]: number } = {};
  const unauthorized: { [status: string]: number } = {};
  const checks: { [check: string]: number } = {};
  let valid = 0;
  let served = false;
  const count = (counts: { [name: string]: number }, name: string | number) => {
    counts[name] = (counts[name] ?? 0) + 1;
  };
  return {
    enter(applied, exchange) {
      for (const check of applied) count(checks, check);
      if (!exchange) return;
      const {
        case: { intent, basis },
        reply: { status },
      } = exchange;
      tracker.enter(exchange);
      count(answers, status);
      if (intent !== 'valid') return;
      served ||= meaningOf(operation, status) === 'success';
      // another check is about requests that only an RFC calls valid
      if (basis !== undefined) return;
      valid += 1;
      if (isUnauthorized(exchange)) count(unauthorized, status);
    },
    hasServed: () => served,
    report: () => ({
      api: contract.api,
      id: operation.id,
      method: operation.method,
      path: operation.path,
      source: contract.place(operation.source),
      isSecured: operation.security.length > 0,
      answers,
      valid,
      unauthorized,
      checks,
      coverage: tracker.items(),
    }),
  };
}
