import { variableOf } from '../../../../conformance/core/auth/credentials.ts';
import { quoted, word, type Expansions } from '../../../../conformance/core/curl/shell.ts';
import { isBasic } from './credentials.ts';
import type { ConsoleOperation } from './operation.ts';
import { requestOf, type BuiltRequest, type Filled } from './request.ts';

/** A line for a shell, and the variables that stand in it for credentials. */
export type CurlLine = { readonly line: string; readonly variables: readonly string[] };

/** The request as a line for a shell. No credential is in it: a shell keeps what is typed. */
export function curlOf(operation: ConsoleOperation, filled: Filled): CurlLine {
  const named = filled.credentials.map((given, index) => ({
    ...given,
    value: `credential-${index}-${crypto.randomUUID()}`,
    variable: `$${variableOf(operation.api, given.name)}`,
  }));
  const [basic, others] = [named.filter(isUser), named.filter((each) => !isUser(each))];
  const request = requestOf(operation, { ...filled, credentials: others });
  const expansions: Expansions = new Map(others.map((each) => [each.value, each.variable]));
  const { method, url, headers, body } = request;
  const words = [
    ...['curl', '-i', ...methodOptions(method, body !== undefined)],
    ...(/[[\]{}]/.test(url) ? ['-g'] : []),
    word(url, expansions),
    ...basic.map(({ variable }) => `-u "${variable}"`),
    ...headers.map(
      ([name, value]) => `-H ${word(value === '' ? `${name};` : `${name}: ${value}`, expansions)}`,
    ),
    ...bodyOptions(request),
  ];
  return { line: words.join(' '), variables: named.map(({ variable }) => variable) };
}

const isUser = ({ scheme }: { readonly scheme: Parameters<typeof isBasic>[0] }): boolean =>
  isBasic(scheme);

/** With `-X HEAD`, curl would wait for a body that never comes. */
function methodOptions(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' && !hasBody ? [] : [`-X ${method}`];
}

function bodyOptions({ method, body }: BuiltRequest): readonly string[] {
  if (body instanceof FormData) return [...body].map(partOption);
  if (body instanceof File) return [`--data-binary ${quoted(`@${body.name}`)}`];
  if (body !== undefined) return [`--data-raw ${quoted(String(body))}`];
  // these send `Content-Length: 0`: RFC 9110, section 8.6
  return ['POST', 'PUT', 'PATCH'].includes(method) ? ["--data-raw ''", "-H 'Content-Type:'"] : [];
}

const partOption = ([name, value]: [string, FormDataEntryValue]): string =>
  value instanceof File
    ? `-F ${quoted(`${name}=@${value.name}`)}`
    : `--form-string ${quoted(`${name}=${value}`)}`;
