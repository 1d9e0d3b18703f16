import { essenceOf } from '../http/media-type.ts';
import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import { authorize, type Credentials, type Presentation } from '../auth/credentials.ts';
import { writeBody, type WrittenBody } from './body.ts';
import { withRuns } from './runs.ts';
import { placesOf, type Secrets } from './secrets.ts';
import { filledIn, output, print, variable, word, type Place } from './shell.ts';
import { secretsOf, standInsFor } from './stand-ins.ts';

/** A request without its credentials, and how it presents itself. */
export type Sent = { readonly request: WireRequest; readonly presentation: Presentation };

export type CurlOptions = {
  /** Values from the environment, by the variable's name: the line names the variable. */
  readonly secrets?: ReadonlyMap<string, string>;
  /** Those of the run: the line says where each comes from. Where they are not known, each is a variable. */
  readonly credentials?: Credentials;
  /** How long curl waits for an answer. */
  readonly seconds?: number;
  /** Whether it is sent twice, or together with others. */
  readonly repeat?: 'in-turn' | readonly Sent[];
  /** What is sent before it, because an answer may depend on that; nobody reads what comes back. */
  readonly after?: Sent | undefined;
};

/** One request in a line: commands before curl, those that print into its input, and its options. */
type Written = { readonly before: string; readonly piped: string; readonly options: string };

/**
 * One pasteable line that repeats a request, from its form without credentials: where a credential belongs, the line
 * names the environment variable that holds it, or signs the request anew.
 */
export function curlOf(
  target: string,
  operation: Operation,
  request: WireRequest,
  presentation: Presentation,
  options: CurlOptions = {},
): string {
  const { repeat, after } = options;
  const sent = { request, presentation };
  if (Array.isArray(repeat))
    return together(target, operation, [sent, ...(repeat as readonly Sent[])], options);
  const {
    before,
    piped,
    options: written,
  } = write(target, operation, sent, options, 'body', false)!;
  const first = after && write(target, operation, after, options, 'first', false)!;
  const once = `${first ? `${first.before}${first.piped}curl -so /dev/null ${first.options}; ` : ''}${piped}curl -i ${written}`;
  return repeat === 'in-turn'
    ? `${before}for turn in 1 2; do ${once}; echo; done`
    : `${before}${once}`;
}

/** Answers to requests that are under way together would be mixed up: each is kept until all have come. The first is that of the first request. */
function together(
  target: string,
  operation: Operation,
  all: readonly Sent[],
  options: CurlOptions,
): string {
  const into = (index: number) => `-o "$answers/${index + 1}"`;
  const written = all.map((sent, index) =>
    write(target, operation, sent, options, `body${index + 1}`, true),
  );
  // one curl has them all ready before the first is sent; it has one input only
  const isOne = written.every((one) => one !== undefined);
  const parts = isOne
    ? written
    : all.map((sent, index) => write(target, operation, sent, options, `body${index + 1}`, false)!);
  const sending = isOne
    ? `curl -sSZ --parallel-immediate ${parts.map((one, index) => `-i ${one.options} ${into(index)}`).join(' --next ')}`
    : `(${parts.map((one, index) => `${one.piped}curl -sSi ${one.options} ${into(index)}`).join(' & ')} & wait)`;
  return `${parts.map(({ before }) => before).join('')}answers=$(mktemp -d); ${sending}; tail -n +1 "$answers"/*; rm -r "$answers"`;
}

/** `undefined` where the body has to be an argument and can't be one. */
function write(
  target: string,
  operation: Operation,
  { request, presentation }: Sent,
  { credentials, secrets: values = new Map(), seconds }: CurlOptions,
  name: string,
  asArgument: boolean,
): Written | undefined {
  const secrets: Secrets = new Map([
    ...secretsOf(operation.api, credentials ?? new Map()),
    ...[...values].map(([variableName, value]) => [value, variable(variableName)] as const),
  ]);
  const stand = standInsFor(operation, credentials, stemFor(request));
  const { method, path, headers, body } = authorize(
    operation,
    request,
    presentation,
    stand.credentials,
    new Date(0),
  );
  const contentType = headers.find(([field]) => field.toLowerCase() === 'content-type')?.[1];
  const isForm =
    contentType !== undefined && essenceOf(contentType) === 'application/x-www-form-urlencoded';
  const written =
    body && writeBody(body, secrets, { isSigned: stand.isSigned(), asArgument, isForm, name });
  if (body && !written) return undefined;
  const inPath = (text: string, places: readonly Place[]) =>
    word(withRuns(filledIn(text, [...placesOf(secrets, 'percent'), ...places])));
  const places = stand.places(written?.again, inPath);
  const options = [
    ...(seconds === undefined ? [] : [`-m ${seconds}`]),
    // with -X, curl would wait for the body that a HEAD never gets
    ...(method === 'GET' && !body ? [] : [method === 'HEAD' ? '--head' : `-X ${method}`]),
    // curl would read braces and brackets as a list of addresses, and take dots out of the path
    ...(/[[\]{}]/.test(path) ? ['-g'] : []),
    ...(/\/(\.|%2e){1,2}(?=[/?]|$)/i.test(path) ? ['--path-as-is'] : []),
    // HTTP/2 has no upper case in the names of header fields
    ...(presentation.headerNames === 'upper' && target.startsWith('https:') ? ['--http1.1'] : []),
    inPath(`${target.replace(/\/+$/, '')}${path}`, places),
    ...headers.map(([field, value]) => {
      const basic =
        field === 'Authorization' ? stand.basic.get(value.replace('Basic ', '')) : undefined;
      return basic
        ? `-u ${word([basic])}`
        : headerOption(field, value, [
            ...placesOf(secrets, field.toLowerCase() === 'cookie' ? 'percent' : 'text'),
            ...places,
          ]);
    }),
    ...bodyOptions(method, written, contentType !== undefined),
  ];
  return {
    before: written?.before ?? '',
    piped: written?.printing === undefined ? '' : `${written.printing} | `,
    options: options.join(' '),
  };
}

function headerOption(name: string, value: string, places: readonly Place[]): string {
  const text = withRuns(
    filledIn(value.trim() === '' ? `${name};` : `${name}: ${value}`, places),
    true,
  );
  // a shell writes UTF-8, a header field is sent byte by byte
  const isOdd = text.some((part) => typeof part === 'string' && /[^\x20-\x7e]/.test(part));
  return `-H ${isOdd ? word([output(print(text, true))]) : word(text)}`;
}

function bodyOptions(
  method: string,
  body: WrittenBody | undefined,
  hasContentType: boolean,
): readonly string[] {
  // these say of no body that it is empty. @see https://www.rfc-editor.org/rfc/rfc9110#section-8.6
  const options =
    body?.options ?? (['POST', 'PUT', 'PATCH'].includes(method) ? [`--data-binary ''`] : []);
  // curl adds a Content-Type of its own to data that have none
  return [...(options.length > 0 && !hasContentType ? [`-H 'Content-Type:'`] : []), ...options];
}

/** A text that stands nowhere in the request, to mark where its credentials belong. */
function stemFor({ path, headers }: WireRequest): string {
  const all = [path, ...headers.flat()].join(' ');
  let stem = 'credential-';
  while (all.includes(stem)) stem += 'x-';
  return stem;
}
