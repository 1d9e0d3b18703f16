import type { Answer, CaseOutcome, OperationReport, RecordedObservation } from './record.ts';

/** Outcomes as a run records them; only tests use them. */

export const observed = (
  check: string,
  defect: string,
  more: Partial<RecordedObservation> = {},
): RecordedObservation => ({
  check,
  defect,
  severity: 'error',
  message: 'It is wrong.',
  pointer: '/paths/~1things/post',
  source: 'openapi.yaml:5',
  evidence: '',
  expected: 'right',
  actual: 'wrong',
  curl: 'curl',
  ...more,
});
export const answer = (status: number, more: Partial<Answer> = {}): Answer => ({
  status,
  meaning: status >= 500 ? 'failure' : status >= 400 ? 'refusal' : 'success',
  isDocumented: true,
  says: '',
  ...more,
});
export const outcome = (id: string, more: Partial<CaseOutcome> = {}): CaseOutcome => ({
  id,
  api: 'things',
  operation: id.split('/')[0]!,
  intent: 'valid',
  reason: `it is ${id.split('/').at(-1)}`,
  answer: answer(200),
  observations: [],
  ...more,
});
export const operation = (id: string, more: Partial<OperationReport> = {}): OperationReport => ({
  api: 'things',
  id,
  method: 'POST',
  path: `/${id}`,
  source: '',
  isSecured: false,
  answers: {},
  valid: 9,
  unauthorized: {},
  checks: {},
  coverage: [],
  ...more,
});

/** A request that breaks a rule, and that is accepted. */
export const accepted = (
  id: string,
  breaks: string,
  more: Partial<CaseOutcome> = {},
): CaseOutcome =>
  outcome(id, {
    intent: 'invalid',
    breaks,
    observations: [
      observed('invalid-refused', breaks, { variation: id.slice(id.lastIndexOf('/') + 1) }),
    ],
    ...more,
  });
export const refused = (id: string, breaks: string): CaseOutcome =>
  outcome(id, { intent: 'invalid', breaks, answer: answer(400, { says: 'invalid' }) });
/** A request that is answered with a 5xx. */
export const failed = (id: string, more: Partial<CaseOutcome> = {}): CaseOutcome =>
  outcome(id, {
    answer: answer(500, { says: 'no database' }),
    observations: [observed('no-server-error', more.breaks ?? 'valid', { variation: id })],
    ...more,
  });
/** A valid request that is refused. */
export const unaccepted = (
  id: string,
  says: string,
  more: Partial<CaseOutcome> = {},
): CaseOutcome =>
  outcome(id, {
    answer: answer(400, { says }),
    observations: [observed('valid-accepted', id.split('/').slice(1).join('/'))],
    ...more,
  });
export const status = (id: string, code: number): CaseOutcome =>
  outcome(id, {
    answer: answer(code, { isDocumented: false }),
    observations: [observed('status-documented', String(code))],
  });
export const departs = (
  id: string,
  code: number,
  defect: string,
  more: Partial<RecordedObservation> = {},
): CaseOutcome =>
  outcome(id, {
    answer: answer(code),
    observations: [observed('body-matches-schema', `${code} ${defect}`, more)],
  });
