import type { Operation } from '../contract/model.ts';

/**
 * The place of the header parameter whose value tells one request from its repetition, where an
 * operation documents one: each creation needs its own.
 * @see https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-idempotency-key-header
 */
export function idempotencyKeyOf({ parameters }: Operation): string | undefined {
  const found = parameters.find(
    ({ in: place, name }) =>
      place === 'header' && /^(?:x-)?idempotency-?(?:key|token)$/i.test(name),
  );
  return found && `$request.header.${found.name}`;
}
