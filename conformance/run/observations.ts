import type { Attempt } from './attempt.ts';
import { withValue } from '../core/instances/plain-request.ts';
import type { Observation } from '../checks/check.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import { reproductionLine, type Reproduction, type ReproductionContext } from './reproduce.ts';
import { uniqueRequest } from '../plan/unique-values.ts';
import { verifyIntent } from '../plan/verify-intent.ts';

/** What turns an observation into something that can be told. */
export type ReportContext = ReproductionContext & {
  readonly contract: Contract;
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
};

/** What a check saw, as far as it matters for seeing it again. */
type Seen = Pick<Observation, 'defect' | 'actual'> & { readonly check: string };

/** What the line of an observation must do besides sending the request. */
function reproductionOf(
  { operation, request, repeat }: Case,
  { check, ...seen }: Seen,
  timeout: number,
): Reproduction {
  return {
    // a response may repeat values of an earlier request; it is right where those are the same
    ...(repeat === undefined && check === 'echo-true'
      ? { after: before(operation, request, seen) }
      : {}),
    ...(check === 'within-time' ? { maxSeconds: timeout / 1000 } : {}),
  };
}

/** What the checks saw in one attempt, with file, line, evidence and a line for a shell; without any secret. */
export function observationsOf(
  { observations, testCase, secrets: sent }: Attempt,
  context: ReportContext,
): RecordedObservation[] {
  const { contract, redact, timeout } = context;
  return observations.map(
    ({
      check,
      severity,
      defect,
      message,
      expected,
      actual,
      source,
      quotesAnswers,
    }): RecordedObservation => ({
      check,
      severity: severity ?? 'error',
      // a secret that happens to be a word of the contract must not change the id of a finding
      ...(quotesAnswers ? redact({ defect }, sent) : { defect }),
      pointer: source.pointer,
      source: `${source.file}:${contract.line(source)}`,
      evidence: contract.evidence(source) || testCase.operation.evidence,
      ...redact({ message, expected, actual }, sent),
      curl: reproductionLine(
        testCase,
        reproductionOf(testCase, { check, defect, actual }, timeout),
        context,
        sent,
      ),
    }),
  );
}

/** A valid request before the one that is answered, whose values the answer may have repeated in place of its own; `undefined` where there is none. */
function before(
  operation: Operation,
  request: PlannedRequest,
  { defect: place, actual }: Omit<Seen, 'check'>,
): PlannedRequest | undefined {
  const isValid = (candidate: PlannedRequest) =>
    !(
      'reason' in
      verifyIntent(operation, {
        request: candidate,
        intent: 'valid',
        rule: { in: 'body', pointer: '', keyword: '' },
      })
    );
  const expression = operation.responses.flatMap(({ content }) =>
    content.flatMap(({ echo }) => echo.get(place) ?? []),
  )[0];
  const value = parsed(actual);
  const same =
    expression === undefined || value === undefined
      ? undefined
      : withValue(request, expression, value);
  // where nothing was repeated, whatever else is repeated will do
  const other =
    same && isValid(same)
      ? same
      : uniqueRequest(request, 7, { operation, base: request, known: new Map() });
  return other === request ? undefined : other;
}

/** The value that a text shows; `undefined` where it shows none, or not all of it. */
function parsed(shown: string): Json | undefined {
  try {
    return JSON.parse(shown) as Json;
  } catch {
    return undefined;
  }
}
