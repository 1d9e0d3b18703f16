import { isOwnedByHttp, isToken } from '../http/header-name.ts';
import { isJson, isRange } from '../http/media-type.ts';
import { isSendable, sentTypeOf } from '../http/sent-type.ts';
import type { Contract, MediaType, Parameter, SecurityScheme } from './model.ts';
import type { OperationObject } from './operation.ts';

const styles: { readonly [location in Parameter['in']]: readonly string[] } = {
  path: ['simple', 'label', 'matrix'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  header: ['simple'],
  cookie: ['form'],
};
const bodies = 'JSON, forms, multipart, plain text and XML with a named root are';

/** Why the runner can't send or read an operation, for the report; `undefined` if it can. */
export const unsupportedIn = (operation: OperationObject): string | undefined =>
  unsupportedParameter(operation) ??
  undefinedPathParameter(operation) ??
  unsupportedSecurity(operation);

function unsupportedParameter({ parameters }: OperationObject): string | undefined {
  const found = parameters.find(({ in: location, style, mediaType = '' }) =>
    style === 'content' ? !isJson(mediaType) : !styles[location].includes(style),
  );
  if (!found) return undefined;
  const { name, in: location, style, mediaType } = found;
  return `the ${location} parameter ${name} has ${style === 'content' ? `the media type ${mediaType}` : `style ${style}`}, which is not supported`;
}

function undefinedPathParameter({ path, parameters }: OperationObject): string | undefined {
  const defined = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name);
  const name = [...path.matchAll(/\{([^{}]*)\}/g)]
    .map(([, found = '']) => found)
    .find((found) => !defined.includes(found));
  return name === undefined
    ? undefined
    : `its path has {${name}}, and no path parameter of that name is defined`;
}

/** An operation without the alternatives of its security that no request can have. */
export const withoutUnsupported = (operation: OperationObject): OperationObject => ({
  ...operation,
  security: operation.security.filter((schemes) => problemOf(schemes) === undefined),
});

const problemOf = (schemes: readonly SecurityScheme[]): string | undefined =>
  schemes.map(problemOfScheme).find((problem) => problem !== undefined);

function unsupportedSecurity({ security }: OperationObject): string | undefined {
  const problems = security.map(problemOf);
  return problems.includes(undefined) ? undefined : problems[0];
}

/** Why no request can be made for an operation that can be mocked; `undefined` if one can. */
export function unmadeIn({ requestBody }: OperationObject): string | undefined {
  if (!requestBody?.required || requestBody.content.some(isSendable)) return undefined;
  const names = requestBody.content.map(({ name }) => name).join(', ');
  return `its request body is ${names || 'of no media type'}; ${bodies} supported, and what has an example`;
}

/** The media types of the request body that are not tested, although the operation is. */
export const untestedIn = ({ requestBody }: OperationObject): Contract['unsupported'] =>
  (requestBody?.content ?? [])
    .filter((mediaType) => !isSendable(mediaType))
    .map((mediaType) => ({
      source: mediaType.source,
      reason: `its request body as ${mediaType.name} is not tested; ${whatIs(mediaType)}`,
    }));

function problemOfScheme(scheme: SecurityScheme): string | undefined {
  const { name, type, scheme: named, in: location, parameter = '' } = scheme;
  const its = `its security scheme ${name}`;
  if (type === 'oauth2' || type === 'openIdConnect') return undefined;
  if (type === 'http')
    return isToken(named ?? '') ? undefined : `${its} is of the type http, and needs a "scheme"`;
  if (type !== 'apiKey') return `${its} is of a kind that is not supported (${type})`;
  if (!['query', 'header', 'cookie'].includes(location ?? '') || parameter === '')
    return `${its} needs a "name", and an "in" that is query, header or cookie`;
  if (location !== 'header') return undefined;
  if (!isToken(parameter))
    return `${its} has the name "${parameter}", which no header field can have`;
  return isOwnedByHttp(parameter)
    ? `${its} is in the header field ${parameter}, which HTTP itself decides`
    : undefined;
}

/** Which bodies are tested, or why a range is not. */
const whatIs = (mediaType: MediaType): string =>
  isRange(sentTypeOf(mediaType))
    ? 'every type that could be sent for it has a key of its own'
    : `${bodies}, and what has an example`;
