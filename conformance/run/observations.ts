import type { Attempt } from './attempt.ts';
import { withValue } from '../core/instances/plain-request.ts';
import type { Observation } from '../checks/check.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case, Step } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import { reproductionLine, type Reproduction, type ReproductionContext } from './reproduce.ts';
import { uniqueRequest } from '../plan/unique-values.ts';
import { verifyIntent } from '../plan/verify-intent.ts';

export type ReportContext = ReproductionContext & {
  readonly contract: Contract;
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
};

function reproductionOf(
  testCase: Case,
  steps: readonly Step[],
  { repeats, maxSeconds }: NonNullable<Observation['reproduction']>,
): Reproduction {
  const { operation, request, repeat, step } = testCase;
  const before = steps.slice(0, (step?.number ?? 1) - 1).map((earlier) => earlier.request);
  const other =
    repeats && !repeat && !step ? requestBefore(operation, request, repeats) : undefined;
  return {
    after: other ? [other] : before,
    ...(maxSeconds === undefined ? {} : { maxSeconds }),
  };
}

/** The message, and which request of a sequence it is about. */
const inSequence = (message: string, { step }: Case): string =>
  step === undefined
    ? message
    : `${message} It is request ${step.number} of ${step.of}, which ${step.purpose}.`;

/**
 * The observations of one attempt with line, evidence and reproduction, without secrets.
 * @param steps those of its case, where it is one of a sequence
 */
export function observationsOf(
  { observations, testCase, secrets: sent }: Attempt,
  context: ReportContext,
  steps: readonly Step[] = [],
): RecordedObservation[] {
  const { contract, redact } = context;
  return observations.map(
    ({
      check,
      severity,
      defect,
      variation,
      strength,
      message,
      expected,
      actual,
      source,
      quotesResponse,
      reproduction = {},
      times,
    }): RecordedObservation => ({
      check,
      severity: severity ?? 'error',
      // a secret that is also a word of the contract must not change the id of a finding
      ...(quotesResponse ? redact({ defect }, sent) : { defect }),
      ...(variation === undefined ? {} : { variation }),
      ...(strength === undefined ? {} : { strength }),
      ...(times === undefined ? {} : { times }),
      pointer: source.pointer,
      source: contract.place(source),
      evidence: contract.evidence(source) || testCase.operation.evidence,
      ...redact({ message: inSequence(message, testCase), expected, actual }, sent),
      curl: reproductionLine(
        testCase,
        reproductionOf(testCase, steps, reproduction),
        context,
        sent,
      ),
    }),
  );
}

/** A valid request to send first, whose values the response may repeat, if there is one. */
function requestBefore(
  operation: Operation,
  request: PlannedRequest,
  { expression, value }: { readonly expression: string; readonly value?: Json },
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
  const same = value === undefined ? undefined : withValue(request, expression, value);
  // if the response shows no value, any other values work
  const other =
    same && isValid(same)
      ? same
      : uniqueRequest(request, 7, { operation, base: request, known: new Map() });
  return other === request ? undefined : other;
}
