import type { IncomingMessage } from 'node:http';
import { corsHeaders, type Origins } from '../http/cors.ts';
import type { Reply } from '../http/write-response.ts';
import type { Judged } from './judge.ts';

/** Names and values in turn, as they were received. */
export type RawFields = readonly string[];

/**
 * Fields of one connection. `TE` and `Trailer` go with them: the mock passes no trailers.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1
 */
const ofConnection = [
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** The fields that are passed on: those of the connection, and those that it names, are not. */
function endToEnd({ rawHeaders, headers }: IncomingMessage, leftOut: readonly string[]): string[] {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const dropped = new Set([...ofConnection, ...named, ...leftOut]);
  const kept: string[] = [];
  for (let at = 0; at < rawHeaders.length; at += 2)
    if (!dropped.has(rawHeaders[at]!.toLowerCase()))
      kept.push(rawHeaders[at]!, rawHeaders[at + 1] ?? '');
  return kept;
}

/**
 * The fields of a request as they are sent on. A body of unknown length stays one.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-7.6.3
 */
export function requestFields(incoming: IncomingMessage, host: string, name: string): string[] {
  const { headers, method = '', httpVersion } = incoming;
  const isChunked = headers['transfer-encoding'] !== undefined;
  const isEmpty = !isChunked && headers['content-length'] === undefined;
  return [
    ...['Host', host],
    ...endToEnd(incoming, ['host']),
    ...(isChunked ? ['Transfer-Encoding', 'chunked'] : []),
    // a receiver expects a body of these methods: RFC 9110, section 8.6
    ...(isEmpty && /^(POST|PUT|PATCH)$/.test(method) ? ['Content-Length', '0'] : []),
    ...['Via', `${httpVersion} ${name}`],
  ];
}

/** Whether a request has come through the mock of this name before. */
export const isLoop = ({ headers: { via = '' } }: IncomingMessage, name: string): boolean =>
  via.split(',').some((hop) => hop.trim().split(/\s+/)[1] === name);

/** The fields that let a page read an answer: the mock decides that, as its page does not know the server. */
const ofCors = [
  'access-control-allow-origin',
  'access-control-allow-credentials',
  'access-control-expose-headers',
];

/** The fields of an answer as they are sent on, with the marks of the mock. */
export function answerFields(
  answer: IncomingMessage,
  incoming: IncomingMessage,
  { marks, name, origins }: { marks: Reply['headers']; name: string; origins: Origins },
): string[] {
  const isForPage = incoming.headers.origin !== undefined;
  const fields = [
    ...endToEnd(answer, isForPage ? ofCors : []),
    ...Object.entries(marks).flat(),
    ...['Via', `${answer.httpVersion} ${name}`],
  ];
  if (!isForPage) return fields;
  const readable = new Set(fields.filter((_, at) => at % 2 === 0).map((one) => one.toLowerCase()));
  return [
    ...fields,
    ...corsHeaders(incoming, [...readable], origins).flat(),
    ...['Vary', 'Origin'],
  ];
}

/** The reason of an answer, without the control characters that a parser accepts and no sender may send. */
export const reasonOf = ({ statusMessage = '' }: IncomingMessage): string =>
  statusMessage.replaceAll(/[^\t\x20-\x7e\x80-\xff]+/g, '?');

const severities = ['error', 'warning', 'notice'] as const;

/** The header field that tells the client what the checks found: how many, and the worst of them. */
export function findingsField({ findings, unjudged }: Judged): Reply['headers'] {
  const groups = severities.map((name) => findings.filter(({ severity }) => severity === name));
  const counts = groups.flatMap(({ length }, at) =>
    length === 0 ? [] : [`${length} ${severities[at]}${length === 1 ? '' : 's'}`],
  );
  const [worst] = groups.flat();
  const found = worst
    ? `${counts.join(', ')}: ${worst.check}: ${worst.message} (${worst.source})`
    : 'none';
  // what was not judged goes first, as a long message is cut
  const text = unjudged === undefined ? found : `(${unjudged}) ${found}`;
  return { 'x-contract-findings': asAscii(text).slice(0, 500) };
}

/** A text in one line of ASCII, which every client can read. */
const asAscii = (text: string): string => text.replaceAll(/[^\x20-\x7e]+/g, '?');
