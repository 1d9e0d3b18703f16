import type { Attempt } from './attempt.ts';
import { withValue } from '../core/instances/plain-request.ts';
import type { Observation } from '../checks/check.ts';
import type { Credentials } from '../core/auth/credentials.ts';
import { curlOf, type Sent } from '../core/curl/curl.ts';
import { encode } from '../core/http/encode-request.ts';
import type { Redactor } from '../core/auth/redact.ts';
import type { Contract, Operation } from '../core/contract/model.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import type { RecordedObservation } from '../report/record.ts';
import { uniqueRequest } from '../plan/unique-values.ts';
import { verifyIntent } from '../plan/verify-intent.ts';

/** What turns an observation into something that can be told. */
export type ReportContext = {
  readonly contract: Contract;
  readonly target: string;
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
  readonly redact: Redactor;
  /** Values that came from the environment, by the variable's name. */
  readonly secrets: ReadonlyMap<string, string>;
  readonly credentials: Credentials;
};

/** What a check saw, as far as it matters for seeing it again. */
type Seen = Pick<Observation, 'defect' | 'actual'> & { readonly check: string };

/** A line for a shell that repeats a case until a check sees the same again; `request` is the one of the case that showed it. */
export function lineFor(
  { operation, request, repeat }: Case,
  { check, ...seen }: Seen,
  { target, timeout, secrets, credentials }: Omit<ReportContext, 'contract' | 'redact'>,
): string {
  const others = Array.isArray(repeat) ? repeat.toSpliced(repeat.indexOf(request), 1) : [];
  return curlOf(target, operation, encode(operation, request), request, {
    secrets,
    credentials,
    ...(repeat === undefined
      ? {}
      : {
          repeat:
            repeat === 'in-turn'
              ? repeat
              : others.map((presentation) => ({
                  request: encode(operation, presentation),
                  presentation,
                })),
        }),
    // an answer may repeat what came before it, and would be right where that was the same
    ...(repeat === undefined && check === 'echo-true'
      ? { after: before(operation, request, seen) }
      : {}),
    // for a target that hangs curl would wait for ever
    ...(check === 'within-time' ? { seconds: timeout / 1000 } : {}),
  });
}

/** What the checks saw in one attempt, with file, line, evidence and a line for a shell; without any secret. */
export function observationsOf(
  { observations, testCase, secrets: sent }: Attempt,
  context: ReportContext,
): RecordedObservation[] {
  const { contract, redact } = context;
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
      ...redact(
        { message, expected, actual, curl: lineFor(testCase, { check, defect, actual }, context) },
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
): Sent | undefined {
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
  return other === request ? undefined : { request: encode(operation, other), presentation: other };
}

/** The value that a text shows; `undefined` where it shows none, or not all of it. */
function parsed(shown: string): Json | undefined {
  try {
    return JSON.parse(shown) as Json;
  } catch {
    return undefined;
  }
}
