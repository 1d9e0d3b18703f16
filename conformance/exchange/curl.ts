import type { Operation, WireRequest } from '../model.ts';
import { authorize, isForged, variableOf, type Credential, type Presentation } from './credentials.ts';

/**
 * One pasteable line that repeats a request, from its form without credentials: where a credential belongs,
 * the line names the environment variable that holds it. A forged one has a variable of its own, named after the way
 * in which it is forged: `MIXIN_BEARER_EXPIRED`.
 */
export function curlOf(target: string, operation: Operation, request: WireRequest, presentation: Presentation, secrets: ReadonlyMap<string, string> = new Map()): string {
  const names = operation.security.flat().map(({ name }) => name);
  const { credentials: use, scheme } = presentation;
  const placeholders = new Map(names.map((name): [string, Credential] => {
    const way = isForged(use) && (scheme === undefined || scheme === name) ? [use.replace('forged-', '')] : [];
    const variable = variableOf(operation.api, name, ...way);
    return [name, { kind: 'value', value: `CREDENTIAL__${variable}__` }];
  }));
  const { method, path, headers, body } = authorize(operation, request, isForged(use) ? { ...presentation, credentials: 'good' } : presentation, placeholders, new Date(0));
  const start = [
    'curl -i',
    // with -X, curl would wait for the body that a HEAD never gets
    ...(method === 'GET' && !body ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    withVariables(quoted(`${target.replace(/\/+$/, '')}${path}`), encodedVariable),
    ...headers.map(headerOption),
    // curl adds a Content-Type of its own to a body that has none
    ...(body && !headers.some(([name]) => name.toLowerCase() === 'content-type') ? [`-H 'Content-Type:'`] : []),
  ].join(' ');
  const line = body ? withBody(start, body) : start;
  return [...secrets].reduce((rest, [variable, value]) => hide(rest, variable, value), line);
}

function withBody(start: string, body: Uint8Array): string {
  const text = textOf(body);
  return text === undefined ? `printf ${quoted(escaped(body))} | ${start} --data-binary @-` : `${start} --data-binary ${quoted(text)}`;
}

/** Puts a variable in the place of its value; a value that is written with escapes can only be left out. */
function hide(line: string, variable: string, value: string): string {
  if (value.length < 4) return line;
  const plain = line.replaceAll(value, `'"$${variable}"'`);
  const forms = [JSON.stringify(value).slice(1, -1), encodeURIComponent(value), quoted(value).slice(1, -1), escaped(Buffer.from(value))];
  return forms.reduce((rest, form) => rest.replaceAll(form, '<redacted>'), plain);
}

function headerOption([name, value]: readonly [string, string]): string {
  const field = value.trim() === '' ? `${name};` : `${name}: ${value}`;
  // a shell writes UTF-8, a header field is sent byte by byte
  if (/[\x80-\xff]/.test(field)) return `-H "$(printf ${quoted(escaped(Buffer.from(field, 'latin1')))})"`;
  return `-H ${withVariables(quoted(field), name.toLowerCase() === 'cookie' ? encodedVariable : plainVariable)}`;
}

/** Quotes text for a POSIX shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** Puts variables that the shell fills in, in place of the placeholders in a quoted text. */
const withVariables = (text: string, written: (variable: string) => string): string =>
  text.replaceAll(/CREDENTIAL__([A-Z0-9_]+)__/g, (_, variable: string) => `'${written(variable)}'`).replace(/"''$/, '"');

const plainVariable = (variable: string) => `"$${variable}"`;
/** In a query and in a cookie a credential is percent-encoded, for which a shell has no word of its own. */
const encodedVariable = (variable: string) => `"$(printf %s "$${variable}" | od -An -v -tx1 | tr -d '\\n' | tr ' ' %)"`;

/** The bytes as text, where an argument on one line can carry them unchanged. A leading @ would make curl read a file. */
function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return /^@|[\x00-\x1f\x7f-\x9f]/.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

/** Bytes as octal escapes for printf. */
const escaped = (body: Uint8Array): string => [...body].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
