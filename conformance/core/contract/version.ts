import { UserError } from '../user-error.ts';
import type { Documents } from './documents.ts';

/**
 * Throws a `UserError` for a description that is not OpenAPI 3.0, 3.1 or 3.2.
 * @see https://spec.openapis.org/oas/v3.1.1.html#versions
 */
export function requireSupportedVersion({ root, file, line }: Documents): void {
  const { openapi, swagger } = root;
  if (typeof openapi === 'string' && /^3\.[012]\./.test(openapi)) return;
  if ('swagger' in root) {
    throw new UserError(
      `${file}:${line({ file, pointer: '/swagger' })}: this is a Swagger ${String(swagger)} description, which is not read. Convert it to OpenAPI 3 first, as editor.swagger.io does.`,
    );
  }
  const found =
    openapi === undefined
      ? 'it has no "openapi" member'
      : `"openapi" is ${JSON.stringify(openapi)}`;
  throw new UserError(
    `${file}:${line({ file, pointer: '/openapi' })}: this is no OpenAPI 3.0, 3.1 or 3.2 description: ${found}.`,
  );
}
