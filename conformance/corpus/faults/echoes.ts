import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault } from '../contract-server/fault.ts';
import { put, successOf, tokensOf } from '../contract-server/replies.ts';
import type { Node } from '../contract-server/inline.ts';
import { isObject } from '../implementation/rules.ts';

const nameOf = (location: string): string | undefined =>
  /^\$response\.header\.(.+)$/.exec(location)?.[1]?.toLowerCase();

/** A value that a response repeats: its location there and its source. */
export type Echo = {
  readonly id: string;
  readonly expression: string;
  /** The header field that repeats it; otherwise `tokens` locate it in the body. */
  readonly field: string | undefined;
  readonly tokens: readonly string[];
  /** The documented value. */
  readonly documented: unknown;
  /** Whether the value has a format, so that a part of it is invalid. */
  readonly isFormatted: boolean;
  /** Whether the request sends it, and its credentials don't. */
  readonly isSent: boolean;
  /** Whether it is the whole body. */
  readonly isWhole: boolean;
  /** The schema of a value in the body. */
  readonly schema: Node | undefined;
};

/** Servers whose responses repeat another value than the sent one. */
export function* untrueEchoes(operation: OperationSpec): Iterable<Fault> {
  const echoes = echoesOf(operation);
  if (echoes.length === 0) return;
  const base = { class: 'answers', operation: operation.id, trips: ['echo-true'] } as const;
  for (const echo of echoes)
    for (const { what, reason, change } of untrue(echo))
      yield { ...base, id: `${echo.id}/${what}`, reason, reply: repeating(echo, change) };
  yield {
    ...base,
    id: `${operation.id}/answers/echo/previous`,
    reason: 'It repeats the values of the previous request.',
    mayTrip: ['memory-kept', 'header-fields-match'],
    echoes: (seen) => seen.previous ?? seen,
  };
  yield {
    ...base,
    id: `${operation.id}/answers/echo/neighbour`,
    reason: 'It mixes up concurrent requests.',
    // where a mixed-up value is kept, later responses show it
    mayTrip: ['memory-kept'],
    isConcurrent: true,
    echoes: (seen) => seen.neighbour ?? seen,
  };
}

/** What the success of an operation repeats. */
export function echoesOf(operation: OperationSpec): readonly Echo[] {
  const { response, value } = successOf(operation);
  return (response.content[0]?.echo ?? []).map(([location, expression]) => {
    const field = nameOf(location);
    const tokens = tokensOf(location);
    const parameter = operation.parameters.find(
      ({ name, in: at }) => expression.toLowerCase() === `$request.${at}.${name}`.toLowerCase(),
    );
    return {
      id: `${operation.id}/answers/echo/${field ?? tokens.join('/')}`,
      expression,
      field,
      tokens,
      documented:
        field === undefined ? tokens.reduce(inside, value) : (parameter?.example ?? 'constant'),
      isFormatted: isObject(parameter?.schema) && 'format' in parameter.schema,
      isSent: expression.startsWith('$request.'),
      isWhole: expression === '$request.body#',
      schema: schemaOf(operation, expression),
    };
  });
}

/** The schema of the value of an expression about the body. */
function schemaOf({ body }: OperationSpec, expression: string): Node | undefined {
  const [, pointer] = /^\$request\.body#(.*)$/.exec(expression) ?? [];
  if (pointer === undefined) return undefined;
  const found = tokensOf(pointer).reduce(
    (schema: unknown, token) =>
      isObject(schema) && isObject(schema.properties) ? schema.properties[token] : undefined,
    body?.content[0]?.schema,
  );
  return isObject(found) ? found : undefined;
}

/** A wrong echo of a string. */
type Untrue = {
  readonly what: string;
  readonly reason: string;
  readonly change: (sent: string) => unknown;
};

function* untrue(echo: Echo): Iterable<Untrue> {
  const { expression, field, documented, isFormatted, isSent } = echo;
  yield {
    what: 'constant',
    reason: `It always responds with ${JSON.stringify(documented)} for ${expression}.`,
    change: () => documented,
  };
  const isPlain =
    typeof documented === 'string' && /[a-z]/.test(documented) && !/^\d/.test(documented);
  // the same UUID in a token may be written in another case
  if (isPlain && isSent)
    yield {
      what: 'upper-case',
      reason: `It does not keep the letter case of ${expression}.`,
      change: (sent) => sent.toUpperCase(),
    };
  if (field !== undefined && !isFormatted)
    yield {
      what: 'cut',
      reason: `It loses the last character of ${expression}.`,
      change: (sent) => sent.slice(0, -1),
    };
  // what credentials say is ASCII
  else if (field === undefined && isPlain && isSent)
    yield {
      what: 'ascii',
      reason: `It writes a question mark for what is not ASCII in ${expression}.`,
      change: (sent) => sent.replaceAll(/[^\x00-\x7f]/gu, '?'),
    };
}

/** Repeats a changed value. Only a constant replaces a value that is no string. */
export function repeating(
  { field, tokens, documented }: Echo,
  change: (sent: string) => unknown,
): NonNullable<Fault['reply']> {
  return (reply, { truth }, verdict) => {
    if (verdict !== 'good' || truth !== 'good') return reply;
    if (field !== undefined) {
      const sent = reply.headers[field];
      if (sent === undefined) return reply;
      return { ...reply, headers: { ...reply.headers, [field]: String(change(sent)) } };
    }
    const body: unknown = JSON.parse(String(reply.body));
    const sent = tokens.reduce(inside, body);
    if (sent === undefined) return reply;
    const told = typeof sent === 'string' ? change(sent) : documented;
    return { ...reply, body: JSON.stringify(put(body, tokens, told)) };
  };
}

const inside = (value: unknown, token: string): unknown =>
  Array.isArray(value)
    ? value[token === '*' ? 0 : Number(token)]
    : isObject(value)
      ? value[token]
      : undefined;
