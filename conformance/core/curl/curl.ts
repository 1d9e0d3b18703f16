import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { Credentials } from '../auth/credentials.ts';
import { shortest } from '../auth/redact.ts';
import { utf8 } from '../http/bodies/body-codec.ts';
import { percentEncode } from '../http/percent.ts';
import { typedAs } from '../typed-as.ts';
import { expansionOf, withPlaceholders, type SentRequest, type Signature } from './placeholders.ts';
import { word, type Expansions } from './shell.ts';

export type CurlOptions = {
  /** Values from the environment, by the variable's name: the line names the variable. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** Credentials, whose origins the line names; by default, a variable for each scheme. */
  readonly credentials?: Credentials | undefined;
  /** Requests to send first, because the response may depend on them. */
  readonly after?: readonly SentRequest[] | undefined;
  readonly maxSeconds?: number | undefined;
};

/** The longest line, in characters, that people can paste. */
const longest = 10_000;

/**
 * One line for a POSIX shell that sends a request with curl 7.68 or newer. It contains no secret: it
 * names the variable or file of each credential, and signs with `npm run sign`. `undefined` if no
 * simple line sends the same bytes: a large or binary body, a field beyond ASCII, an encoded secret.
 */
export function curlOf(
  target: string,
  operation: Operation,
  sent: SentRequest,
  options: CurlOptions = {},
): string | undefined {
  const { after = [], maxSeconds } = options;
  const limit = maxSeconds === undefined ? '' : ` -m ${maxSeconds}`;
  const context = { target, operation, options };
  const commands = [
    ...after.map((earlier) => commandOf(`curl -so /dev/null${limit}`, earlier, context)),
    commandOf(`curl -i${limit}`, sent, context),
  ];
  const line = commands.join('; ');
  return commands.includes(undefined) || line.length > longest ? undefined : line;
}

type Context = {
  readonly target: string;
  readonly operation: Operation;
  readonly options: CurlOptions;
};

/** One curl command; a signed request stores its body in a variable first. */
function commandOf(curl: string, sent: SentRequest, context: Context): string | undefined {
  const { target, operation, options } = context;
  const prepared = withPlaceholders(operation, sent, options.credentials);
  if (!prepared) return undefined;
  const { request, basic, signature } = prepared;
  const { method, path, headers } = request;
  const body = request.body && textOf(request.body);
  const isPlain = headers.every((field) => isAscii(field.join('')));
  if (!isPlain || (request.body && body === undefined)) return undefined;
  const secrets = secretsOf(operation.api, options);
  if (holdsEncoded([`${target}${path}`, ...headers.flat(), body ?? ''].join('\n'), secrets))
    return undefined;

  const fixed = new Map([...secrets, ...prepared.expansions]);
  const expansions = signature
    ? new Map(fixed).set(signature.placeholder, signatureOf(operation, signature, fixed))
    : fixed;
  const bodyWord = body === undefined ? undefined : word(body, secrets);
  const isStored = signature !== undefined && bodyWord !== undefined;
  const words = [
    curl,
    ...methodOptions(method, body !== undefined),
    ...pathOptions(path),
    ...versionOptions(target, request, sent.presentation),
    word(`${baseOf(target, request)}${path}`, expansions),
    // curl adds an Accept field of its own
    ...(hasField(request, 'accept') ? [] : [`-H 'Accept:'`]),
    ...headers.map(([name, value]) => {
      const user = value.replace('Basic ', '');
      if (basic.has(user)) return `-u ${word(user, basic)}`;
      return `-H ${word(value.trim() === '' ? `${name};` : `${name}: ${value}`, expansions)}`;
    }),
    ...bodyOptions(request, bodyWord, isStored),
  ];
  return `${isStored ? `body=${bodyWord}; ` : ''}${words.join(' ')}`;
}

const baseOf = (target: string, { base }: WireRequest): string =>
  base === undefined ? target.replace(/\/+$/, '') : `${new URL(target).origin}${base}`;

/** Otherwise curl expands braces and brackets, and removes dot segments from the path. */
const pathOptions = (path: string): readonly string[] => [
  ...(/[[\]{}]/.test(path) ? ['-g'] : []),
  ...(/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path) ? ['--path-as-is'] : []),
];

/** HTTP/2 has lower-case field names only, and no chunks. */
const versionOptions = (
  target: string,
  { framing }: WireRequest,
  { headerNames }: SentRequest['presentation'],
): readonly string[] =>
  target.startsWith('https:') && (headerNames === 'upper' || framing) ? ['--http1.1'] : [];

/** With `-X HEAD`, curl would wait for a body that never comes. */
function methodOptions(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' && !hasBody ? [] : [`-X ${method}`];
}

function bodyOptions(
  request: WireRequest,
  body: string | undefined,
  isStored: boolean,
): readonly string[] {
  const { method, framing } = request;
  // these send `Content-Length: 0`: RFC 9110, section 8.6
  const written = body ?? (['POST', 'PUT', 'PATCH'].includes(method) ? "''" : undefined);
  if (written === undefined) return [];
  // --data-binary reads a file where its argument begins with an at sign
  const option = /^['"]+[@$]/.test(written) ? '--data-raw' : '--data-binary';
  return [
    // curl adds a Content-Type of its own
    ...(hasField(request, 'content-type') ? [] : [`-H 'Content-Type:'`]),
    ...(framing ? [`-H 'transfer-encoding: ${framing}'`] : []),
    `${option} ${isStored ? '"$body"' : written}`,
  ];
}

const hasField = ({ headers }: WireRequest, wanted: string): boolean =>
  headers.some(([name]) => name.toLowerCase() === wanted);

/** The command that prints a signature. @see `scripts/sign.ts` */
function signatureOf(
  { api }: Operation,
  { signed: { method, path, body }, flags }: Signature,
  expansions: Expansions,
): string {
  const words = typedAs('sign', [api, method, word(path, expansions), ...flags].join(' '));
  return body.length > 0 ? `$(printf %s "$body" | ${words})` : `$(${words} </dev/null)`;
}

/** The values that the line must not contain, with the shell expansion for each. */
function secretsOf(api: string, { secrets = new Map(), credentials }: CurlOptions): Expansions {
  const fixed = [...(credentials ?? [])].flatMap(([scheme, credential]) =>
    credential.kind === 'session'
      ? []
      : [[credential.value, expansionOf(api, scheme, credential)] as const],
  );
  const variables = [...secrets].map(([name, value]) => [value, `$${name}`] as const);
  return new Map([...fixed, ...variables].filter(([value]) => value.length >= shortest));
}

/** Whether a text contains a secret encoded, or the password of `user:password` alone. */
function holdsEncoded(text: string, secrets: Expansions): boolean {
  return [...secrets.keys()].some((value) => {
    const rest = text.replaceAll(value, '');
    const forms = [
      JSON.stringify(value).slice(1, -1),
      encodeURIComponent(value),
      percentEncode(value),
      value.slice(value.indexOf(':') + 1),
    ];
    return forms.some((form) => form.length >= shortest && rest.includes(form));
  });
}

/** The body as text; `undefined` if it is not UTF-8, or has invisible characters. */
function textOf(body: Uint8Array): string | undefined {
  const text = utf8(body);
  return text === undefined || /[\p{C}\p{Zl}\p{Zp}]/u.test(text) ? undefined : text;
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
