import type { Check } from '../../../conformance/checks/check.ts';
import type { Operation } from '../../../conformance/core/contract/model.ts';
import { responseFor } from '../../../conformance/core/contract/responses.ts';
import type { WireRequest } from '../../../conformance/core/http/messages.ts';
import { deepest, isTooDeep } from '../../../conformance/core/http/bodies/depth.ts';
import { headerOf } from '../../../conformance/core/http/read-request.ts';
import { judgeExchange } from '../../../conformance/vitest/judge-exchange.ts';
import type { Judge, PassedExchange } from '../pass-through/judge.ts';

/** Judges the answer of a real server by the checks of the runner, as the matcher judges one in a test. */
export const judge: Judge = (exchange) => {
  const { contract, isWhole, reply } = exchange;
  const open = leftOpen(exchange);
  if (open !== undefined) return { findings: [], unjudged: open };
  const isDeep = reply.body !== undefined && isTooDeep(reply.body);
  const isKnown = reply.body !== undefined && reply.status !== 206 && !isDeep;
  const { findings, failures } = judgeExchange({
    contract,
    operation: operationOf(exchange),
    // of a request that is not known as a whole, any answer may be right
    wire: isWhole ? exchange.request : undefined,
    reply: isKnown
      ? { ...reply, body: reply.body }
      : { ...reply, body: new Uint8Array(), undecodable: 'it is not known' },
    asks: (check) => isKnown || !needsBody(check, exchange),
  });
  const reasons = isDeep ? [...failures, tooDeep] : failures;
  return {
    findings: findings.map(({ id, severity, check, message, source }) => ({
      ...{ id, severity, check, message, source },
    })),
    unjudged: reasons.length > 0 ? reasons.join('; ') : undefined,
  };
};

const tooDeep = `the body is nested deeper than ${deepest} levels and is not judged`;

/** `HEAD` gets the response of `GET` without its body: RFC 9110, section 9.3.2. */
const operationOf = ({ operation, request }: PassedExchange): Operation =>
  request.method === 'HEAD' ? { ...operation, method: 'HEAD' } : operation;

/** Checks of a body. To `HEAD`, a server may also leave out fields that tell of it. */
const needsBody = ({ id }: Check, { operation, request }: PassedExchange): boolean =>
  id === 'body-parses' || (id === 'header-fields-match' && operation.method !== request.method);

/**
 * Header fields by which a client asks for an answer that HTTP defines, and the statuses of such
 * answers, which descriptions often leave to HTTP.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-14
 */
const askedBy: readonly (readonly [fields: readonly string[], statuses: readonly number[]])[] = [
  [
    ['if-none-match', 'if-modified-since'],
    [304, 412],
  ],
  [['if-match', 'if-unmodified-since'], [412]],
  [['range'], [206, 416]],
  [['accept'], [406]],
  [['expect'], [417]],
];

/** Why the contract does not say what an answer must be; `undefined` if it does. */
function leftOpen({ operation, request, reply: { status } }: PassedExchange): string | undefined {
  if (responseFor(operation, status)) return undefined;
  if (status === 429) return 'the server asks to wait, which is not documented and not judged';
  const field = askedBy
    .filter(([, statuses]) => statuses.includes(status))
    .flatMap(([fields]) => fields)
    .find((name) => isSent(request, name));
  return field && `a ${status} answers the header field ${field} of the request and is not judged`;
}

const isSent = (request: WireRequest, name: string): boolean =>
  headerOf(request, name) !== undefined;
