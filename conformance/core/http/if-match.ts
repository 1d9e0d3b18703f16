import type { Operation } from '../contract/model.ts';

/**
 * The place of `If-Match` in the requests of an operation, as a runtime expression, if it documents
 * that field.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-13.1.1
 */
export function ifMatchOf({ parameters }: Operation): string | undefined {
  const found = parameters.find(
    ({ in: place, name }) => place === 'header' && name.toLowerCase() === 'if-match',
  );
  return found && `$request.header.${found.name}`;
}
