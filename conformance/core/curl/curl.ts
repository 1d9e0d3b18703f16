import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { Credentials } from '../auth/credentials.ts';
import type { Presentation } from '../auth/present-credentials.ts';
import { shortest } from '../auth/redact.ts';
import { percentEncode } from '../http/percent.ts';
import { expansionOf, withPlaceholders, type SentRequest, type Signature } from './placeholders.ts';
import { word, type Expansions } from './shell.ts';

export type CurlOptions = {
  /** Values from the environment, by the variable's name: the line names the variable. */
  readonly secrets?: ReadonlyMap<string, string>;
  /**
   * The credentials of the run: the line names where each comes from. By default, each is a
   * variable.
   */
  readonly credentials?: Credentials | undefined;
  /**
   * A request to send before this one, because the response may depend on it; its own response is
   * discarded.
   */
  readonly after?: SentRequest | undefined;
  /** How long curl waits for the response. */
  readonly maxSeconds?: number | undefined;
};

/** The longest line, in characters, that a person pastes. */
const longest = 10_000;

/**
 * Writes one line for a POSIX shell that sends a request again with curl 7.68 or newer. It holds no
 * secret: it names the
 * variable or the file of each credential, and signs a request anew with `npm run sign`.
 * `undefined` where no simple line
 * sends the same bytes: the body is large or not plain text, a header field is not ASCII, or a
 * secret is encoded.
 */
// biome-ignore lint/complexity/useMaxParams: where, which operation, which request and how it presents itself are independent
export function curlOf(
  target: string,
  operation: Operation,
  request: WireRequest,
  presentation: Presentation,
  options: CurlOptions = {},
): string | undefined {
  const { after, maxSeconds } = options;
  const limit = maxSeconds === undefined ? '' : ` -m ${maxSeconds}`;
  const context = { target, operation, options };
  const commands = [
    ...(after ? [commandOf(`curl -so /dev/null${limit}`, after, context)] : []),
    commandOf(`curl -i${limit}`, { request, presentation }, context),
  ];
  const line = commands.join('; ');
  return commands.includes(undefined) || line.length > longest ? undefined : line;
}

type Context = {
  readonly target: string;
  readonly operation: Operation;
  readonly options: CurlOptions;
};

/** One curl command; where the request is signed, the body comes before it as a variable. */
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
  if (holdsEncoded([path, ...headers.flat(), body ?? ''].join('\n'), secrets)) return undefined;

  const fixed = new Map([...secrets, ...prepared.expansions]);
  const expansions = signature
    ? new Map(fixed).set(signature.placeholder, signatureOf(operation, signature, fixed))
    : fixed;
  const bodyWord = body === undefined ? undefined : word(body, secrets);
  const isStored = signature !== undefined && bodyWord !== undefined;
  const words = [
    curl,
    ...methodOptions(method, body !== undefined),
    // without these, curl expands braces and brackets, and removes dot segments from the path
    ...(/[[\]{}]/.test(path) ? ['-g'] : []),
    ...(/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path) ? ['--path-as-is'] : []),
    // HTTP/2 has no upper case in the names of header fields
    ...(sent.presentation.headerNames === 'upper' && target.startsWith('https:')
      ? ['--http1.1']
      : []),
    word(`${target.replace(/\/+$/, '')}${path}`, expansions),
    ...headers.map(([name, value]) => {
      const user = value.replace('Basic ', '');
      if (basic.has(user)) return `-u ${word(user, basic)}`;
      return `-H ${word(value.trim() === '' ? `${name};` : `${name}: ${value}`, expansions)}`;
    }),
    ...bodyOptions(request, bodyWord, isStored),
  ];
  return `${isStored ? `body=${bodyWord}; ` : ''}${words.join(' ')}`;
}

/** The options that set the method. With `-X HEAD`, curl waits for a body that never comes. */
function methodOptions(method: string, hasBody: boolean): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' && !hasBody ? [] : [`-X ${method}`];
}

/** The options that send the body, from a word or from the variable that stores it. */
function bodyOptions(
  { method, headers }: WireRequest,
  body: string | undefined,
  isStored: boolean,
): readonly string[] {
  // a client sends `Content-Length: 0` with these. @see
  // https://www.rfc-editor.org/rfc/rfc9110#section-8.6
  const written = body ?? (['POST', 'PUT', 'PATCH'].includes(method) ? "''" : undefined);
  if (written === undefined) return [];
  const hasType = headers.some(([name]) => name.toLowerCase() === 'content-type');
  // --data-binary reads a file where its argument begins with an at sign
  const option = /^['"]+[@$]/.test(written) ? '--data-raw' : '--data-binary';
  return [
    // curl adds a Content-Type of its own
    ...(hasType ? [] : [`-H 'Content-Type:'`]),
    `${option} ${isStored ? '"$body"' : written}`,
  ];
}

/** The command that prints a signature. @see `scripts/sign.ts` */
function signatureOf(
  { api }: Operation,
  { signed: { method, path, body }, flags }: Signature,
  expansions: Expansions,
): string {
  const words = ['npm run -s sign --', api, method, word(path, expansions), ...flags].join(' ');
  return body.length > 0 ? `$(printf %s "$body" | ${words})` : `$(${words} </dev/null)`;
}

/** The values that the line must not hold, with what the shell writes for each. */
function secretsOf(api: string, { secrets = new Map(), credentials }: CurlOptions): Expansions {
  const fixed = [...(credentials ?? [])].flatMap(([scheme, credential]) =>
    credential.kind === 'value'
      ? [[credential.value, expansionOf(api, scheme, credential)] as const]
      : [],
  );
  const variables = [...secrets].map(([name, value]) => [value, `$${name}`] as const);
  return new Map([...fixed, ...variables].filter(([value]) => value.length >= shortest));
}

/**
 * Whether a text holds a secret in a form that its variable does not have, or the password of
 * `user:password` alone.
 */
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

/**
 * The body as text, where a line shows all of it: UTF-8 without control characters and other
 * invisible ones.
 */
function textOf(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body);
    return /[\p{C}\p{Zl}\p{Zp}]/u.test(text) ? undefined : text;
  } catch {
    return undefined;
  }
}

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text);
