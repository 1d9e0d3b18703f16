import type { IncomingMessage, ServerResponse } from 'node:http';
import { isSetCookie } from '../../../conformance/core/http/header-name.ts';
import type { Finding } from '../pass-through/judge.ts';
import { corsHeaders, type Origins } from './cors.ts';

// an import would also load fetch and WebSocket
const { STATUS_CODES } = process.getBuiltinModule('node:http');

/** The fields of a log entry besides method, path, status and time. */
export type LogFields = {
  readonly api?: string;
  readonly operation?: string;
  readonly example?: string | undefined;
  /** What chose the response: the content of the request, or a rule of the scenario. */
  readonly choice?: string | undefined;
  /** The first error of the request. */
  readonly violation?: string | undefined;
  readonly note?: string;
  /** The exchange with the real server that answered. */
  readonly upstream?: Upstream;
  /** What the checks found in its answer; absent if it was not judged. */
  readonly findings?: readonly Finding[];
};

/** The exchange with a real server: its URL without the query, and why it gave no answer. */
export type Upstream = {
  readonly url: string;
  readonly status?: number;
  /** The time until its answer began. */
  readonly milliseconds: number;
  readonly error?: string;
};

/** The response to a request, its delivery, and its log entry. */
export type Reply = {
  readonly status: number;
  /** Names in lower case; a line break divides cookies. */
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  /** The delay of the response, in milliseconds. */
  readonly latency?: number | undefined;
  /** Closes the connection, or leaves it open without a response. */
  readonly connection?: 'drop' | 'stall' | undefined;
  readonly logFields: LogFields;
  /** Has a real server respond in its place, and returns what to log. Never throws. */
  readonly pass?: (
    incoming: IncomingMessage,
    response: ServerResponse,
  ) => Promise<LogFields & { readonly status?: number }>;
};

/** A plain-text reply for what no contract documents. */
export const inPlainText = (
  status: number,
  body: string,
  note: string,
  headers: Reply['headers'] = {},
): Reply => ({
  status,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body,
  logFields: { note },
});

/**
 * A problem document, for a refusal that no contract documents.
 * @see https://www.rfc-editor.org/rfc/rfc9457#section-3
 */
export const inProblem = (
  status: number,
  detail: string,
  headers: Reply['headers'] = {},
): Reply => ({
  status,
  headers: { ...headers, 'content-type': 'application/problem+json' },
  body: `${JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail })}\n`,
  logFields: { note: detail },
});

/** Sends a reply, unless the client has hung up. */
export function writeResponse(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body = '' }: Reply,
  origins: Origins,
): void {
  if (response.destroyed) return;
  const fields = fieldsOf(request, headers, origins);
  // these two have neither a body nor a Content-Length: RFC 9110, sections 8.6 and 15.4.5
  if (status === 204 || status === 304) {
    response.writeHead(status, fields).end();
    return;
  }
  const length = Buffer.byteLength(body);
  fields.push('Content-Length', String(length));
  response.writeHead(status, fields);
  if (request.method === 'HEAD') response.end();
  // an ASCII body is written together with the header fields
  else if (length === body.length) response.end(body, 'latin1');
  // as bytes: Node would write the header fields in UTF-8 too
  else response.end(Buffer.from(body));
}

/** Names and values in turn: the fields of a reply, and those of the mock itself. */
function fieldsOf(request: IncomingMessage, headers: Reply['headers'], origins: Origins): string[] {
  const fields: string[] = [];
  const isForPage = request.headers.origin !== undefined;
  const granted = isForPage ? corsHeaders(request, Object.keys(headers), origins) : none;
  for (const name in headers) {
    // browsers refuse a response that grants access twice
    if (granted.length > 0 && granted.some(([other]) => other === name)) continue;
    if (isSetCookie(name))
      for (const value of headers[name]!.split('\n')) fields.push(name, asFieldValue(value));
    else fields.push(name, asFieldValue(headers[name]!));
  }
  for (const [name, value] of granted) fields.push(name, value);
  fields.push('Vary', 'Origin');
  // a browser must not take the text of an example for a page
  if (!('x-content-type-options' in headers)) fields.push('X-Content-Type-Options', 'nosniff');
  return fields;
}

const none = [] as const;
const uncarried = /[^\t\x20-\x7e\x80-\xff]+/g;
const isCarried = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Replaces what a header field can't carry: line breaks, and characters beyond ISO 8859-1. */
const asFieldValue = (text: string): string =>
  isCarried.test(text) ? text : text.replaceAll(uncarried, '?');

/** The header field that tells the client the error of its request. */
export const violationHeader = (reason: string): Reply['headers'] => ({
  'x-contract-violation': reason.slice(0, 500),
});

/** The header field that tells what chose the response. */
export const choiceHeader = (reason: string): Reply['headers'] => ({
  'x-contract-choice': reason.slice(0, 500),
});
