import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault } from '../contract-server/fault.ts';
import { put, successOf, tokensOf } from '../contract-server/replies.ts';
import { isObject } from '../implementation/rules.ts';

const nameOf = (place: string): string | undefined =>
  /^\$response\.header\.(.+)$/.exec(place)?.[1]?.toLowerCase();

/** Faults of answers that repeat something else than what was sent. */
export function* untrueEchoes(operation: OperationSpec): Iterable<Fault> {
  const { answer, value } = successOf(operation);
  const echo = answer.content[0]?.echo ?? [];
  if (echo.length === 0) return;
  const base = { class: 'answers', operation: operation.id, trips: ['echo-true'] } as const;
  for (const [place, expression] of echo) {
    const field = nameOf(place);
    const tokens = tokensOf(place);
    const id = `${operation.id}/answers/echo/${field ?? tokens.join('/')}`;
    const parameter = operation.parameters.find(
      ({ name, in: at }) => expression.toLowerCase() === `$request.${at}.${name}`.toLowerCase(),
    );
    const constant =
      field === undefined ? tokens.reduce(inside, value) : (parameter?.example ?? 'constant');
    const isFormatted = isObject(parameter?.schema) && 'format' in parameter.schema;
    const told =
      (change: (sent: string) => unknown): NonNullable<Fault['reply']> =>
      (reply, { truth }, verdict) => {
        if (verdict !== 'good' || truth !== 'good') return reply;
        if (field !== undefined)
          return reply.headers[field] === undefined
            ? reply
            : {
                ...reply,
                headers: { ...reply.headers, [field]: String(change(reply.headers[field])) },
              };
        const body: unknown = JSON.parse(String(reply.body));
        const sent = tokens.reduce(inside, body);
        return typeof sent === 'string'
          ? { ...reply, body: JSON.stringify(put(body, tokens, change(sent))) }
          : reply;
      };
    yield {
      ...base,
      id: `${id}/constant`,
      reason: `It answers with ${JSON.stringify(constant)} whatever was sent as ${expression}.`,
      reply: told(() => constant),
    };
    // a date has no letter case, and a part of it is no date
    const isPlain = typeof constant === 'string' && /[a-z]/.test(constant) && !/^\d/.test(constant);
    if (isPlain)
      yield {
        ...base,
        id: `${id}/upper-case`,
        reason: `It does not keep the letter case of ${expression}.`,
        reply: told((sent) => sent.toUpperCase()),
      };
    // a part of what has a format has it no more
    if (field !== undefined && !isFormatted)
      yield {
        ...base,
        id: `${id}/cut`,
        reason: `It loses the last character of ${expression}.`,
        reply: told((sent) => sent.slice(0, -1)),
      };
    // a header field has no other characters
    else if (field === undefined && isPlain)
      yield {
        ...base,
        id: `${id}/ascii`,
        reason: `It writes a question mark for what is not ASCII in ${expression}.`,
        reply: told((sent) => sent.replaceAll(/[^\x00-\x7f]/gu, '?')),
      };
  }
  yield {
    ...base,
    id: `${operation.id}/answers/echo/previous`,
    reason: 'It answers with what was sent the time before.',
    echoes: (seen) => seen.previous ?? seen,
  };
  yield {
    ...base,
    id: `${operation.id}/answers/echo/neighbour`,
    reason: 'It mixes up requests that come together.',
    isAboutTogether: true,
    echoes: (seen) => seen.neighbour ?? seen,
  };
}

const inside = (value: unknown, token: string): unknown =>
  Array.isArray(value)
    ? value[token === '*' ? 0 : Number(token)]
    : isObject(value)
      ? value[token]
      : undefined;
