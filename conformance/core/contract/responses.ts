import type { Rule } from '../http/request-part.ts';
import type { Operation, Response } from './model.ts';

/**
 * The response that documents a status code: by the code, else by its range, else `default`. If
 * `x-refusals` uses `default`, it documents errors and the statuses of those refusals only.
 * @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const byDefault = [...operation.refusals.values()].filter(
    ({ response }) => response.status === 'default',
  );
  const isCovered =
    byDefault.length === 0 ||
    status >= 400 ||
    byDefault.some((refusal) => refusal.status === status);
  const find = (name: string) => operation.responses.find((response) => response.status === name);
  return (
    find(String(status)) ??
    find(`${Math.trunc(status / 100)}XX`) ??
    (isCovered ? find('default') : undefined)
  );
}

/** What a status code says of a request. */
export type Meaning = 'success' | 'refusal' | 'failure' | 'other';

/**
 * The meaning of a status code: the implementation accepted the request, refused it, or failed. The
 * only definition of a refusal: with `x-refusals`, a 202 can be one.
 */
export function meaningOf({ refusals }: Operation, status: number): Meaning {
  if (status >= 500) return 'failure';
  const isRefusal = status >= 400 || refusals.values().some((refusal) => refusal.status === status);
  if (isRefusal) return 'refusal';
  return status >= 200 && status < 300 ? 'success' : 'other';
}

/** Whether the operation documents what a valid request gets: a success or a redirect. */
export const documentsSuccess = (operation: Operation): boolean =>
  operation.responses.some(({ status }) => /^[23]/.test(status)) ||
  responseFor(operation, 200) !== undefined;

/** The statuses that refuse a request for a fault in one of its parts, the usual one first. */
export function usualRefusals({
  in: part,
  keyword,
}: Pick<Rule, 'in' | 'keyword'>): readonly number[] {
  if (part === 'credentials') return [401, 403];
  if (part === 'media-type') return [415, 400, 422];
  if (keyword === 'malformed') return [400, 422];
  return part === 'path' ? [422, 400, 404] : [422, 400];
}

/**
 * Whether the operation leaves open how it refuses a request with a fault: it documents none of the
 * usual statuses.
 */
export const leavesRefusalOpen = (operation: Operation, rule: Rule): boolean =>
  operation.refusals.size === 0 &&
  usualRefusals(rule).every((status) => responseFor(operation, status) === undefined);

/** Whether the operation documents any refusal. */
export const documentsRefusals = ({ responses, refusals }: Operation): boolean =>
  refusals.size > 0 ||
  responses.some(({ status }) => status === 'default' || status.startsWith('4'));

/** The documented status codes of some kinds of refusal. */
export function refusedWith(operation: Operation, kinds: readonly string[]): number[] {
  return [...new Set(kinds.flatMap((kind) => operation.refusals.get(kind)?.status ?? []))];
}

/** The documented status codes of success, for messages. */
export const successes = (operation: Operation): string =>
  operation.responses
    .map(({ status }) => status)
    .filter((status) => status === '2XX' || meaningOf(operation, Number(status)) === 'success')
    .join(', ') || '2XX';

/** All documented status codes, for messages. */
export const documentedStatuses = (operation: Operation): string =>
  operation.responses.map(({ status }) => status).join(', ');
