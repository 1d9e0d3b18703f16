import { isJson, isSupportedBody } from '../http/media-type.ts';
import type { Operation, Parameter, SecurityScheme } from './model.ts';

const styles: { readonly [place in Parameter['in']]: readonly string[] } = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
const bodies = 'JSON, forms, multipart and plain text are';

/** What the runner can't send or read yet; an operation that needs it is reported as skipped. */
export function unsupportedIn(operation: Operation): string | undefined {
  for (const { name, in: place, style, mediaType } of operation.parameters) {
    if (style === 'content' ? !isJson(mediaType ?? '') : !styles[place].includes(style)) {
      return `the ${place} parameter ${name} has ${style === 'content' ? `the media type ${mediaType}` : `style ${style}`}, which is not supported`;
    }
  }
  const undefinedName = [...operation.path.matchAll(/\{([^{}]*)\}/g)]
    .map(([, name]) => name)
    .find(
      (name) =>
        !operation.parameters.some(
          (parameter) => parameter.in === 'path' && parameter.name === name,
        ),
    );
  if (undefinedName !== undefined)
    return `its path has {${undefinedName}}, and no path parameter of that name is defined`;
  const schemes = operation.security.map((needed) =>
    needed.find((scheme) => !isSupportedScheme(scheme)),
  );
  if (schemes.length > 0 && schemes.every((scheme) => scheme !== undefined)) {
    return `its security scheme ${schemes[0]!.name} is of a kind that is not supported yet (${schemes[0]!.scheme ?? schemes[0]!.type})`;
  }
  const content = operation.requestBody?.content ?? [];
  if (operation.requestBody?.required && !content.some(({ name }) => isSupportedBody(name))) {
    return `its request body is ${content.map(({ name }) => name).join(', ') || 'of no media type'}; ${bodies} supported`;
  }
  return undefined;
}

/** What is left out of an operation that is tried all the same. */
export const untriedIn = (
  operation: Operation,
): { readonly source: Operation['source']; readonly reason: string }[] =>
  (operation.requestBody?.content ?? [])
    .filter(({ name }) => !isSupportedBody(name))
    .map(({ name, source }) => ({
      source,
      reason: `its request body as ${name} is not tried; ${bodies}`,
    }));

const isSupportedScheme = ({ type, scheme = '' }: SecurityScheme): boolean =>
  ['apiKey', 'oauth2', 'openIdConnect'].includes(type) ||
  (type === 'http' && ['basic', 'bearer'].includes(scheme));
