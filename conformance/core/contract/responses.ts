import type { Operation, Response } from './model.ts';

/**
 * The response that documents a status: the status itself, its range, `default`. A `default` by which the operation
 * refuses, as `x-refusals` says, documents no success. @see https://spec.openapis.org/oas/v3.1.1.html#responses-object
 */
export function responseFor(operation: Operation, status: number): Response | undefined {
  const byDefault = [...operation.refusals.values()].filter(
    ({ response }) => response.status === 'default',
  );
  const isCovered =
    byDefault.length === 0 ||
    status >= 400 ||
    byDefault.some((refusal) => refusal.status === status);
  const names = [
    String(status),
    `${Math.trunc(status / 100)}XX`,
    ...(isCovered ? ['default'] : []),
  ];
  return names.flatMap((name) =>
    operation.responses.filter((response) => response.status === name),
  )[0];
}

/** Statuses by which the operation refuses a request although they are no 4xx, as `x-refusals` says. */
const refusalStatuses = (operation: Operation) =>
  new Set([...operation.refusals.values()].map(({ status }) => status));

/**
 * What an implementation says by a status: that it took the request, that it refused it, or that it failed.
 * The only place that decides; a 202 can be a refusal.
 */
export function meaningOf(
  operation: Operation,
  status: number,
): 'success' | 'refusal' | 'failure' | 'other' {
  if (status >= 500) return 'failure';
  if (status >= 400 || refusalStatuses(operation).has(status)) return 'refusal';
  return status >= 200 && status < 300 ? 'success' : 'other';
}

/** Whether the operation says anything of how it refuses. */
export const documentsRefusals = ({ responses, refusals }: Operation): boolean =>
  refusals.size > 0 ||
  responses.some(({ status }) => status === 'default' || status.startsWith('4'));

/** The statuses by which a kind of refusal is documented, for messages and for comparison. */
export function refusedWith(operation: Operation, kinds: readonly string[]): number[] {
  return [...new Set(kinds.flatMap((kind) => operation.refusals.get(kind)?.status ?? []))];
}

/** The documented successes, for messages. */
export const successes = (operation: Operation): string =>
  operation.responses
    .map(({ status }) => status)
    .filter((status) => status === '2XX' || meaningOf(operation, Number(status)) === 'success')
    .join(', ') || '2XX';

/** Every documented status, for messages. */
export const documentedStatuses = (operation: Operation): string =>
  operation.responses.map(({ status }) => status).join(', ');
