import type { IncomingMessage, ServerResponse } from 'node:http';
import { corsHeaders, type Origins } from './cors.ts';

/** What the log tells of an exchange besides method, path, status and time. */
export type LogFields = {
  readonly api?: string;
  readonly operation?: string;
  readonly example?: string | undefined;
  /** What is wrong with the request. */
  readonly violation?: string | undefined;
  readonly note?: string;
};

/** What the mock sends back, how, and what a reader of the log should know of it. */
export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  /** In milliseconds. */
  readonly latency?: number;
  /** The connection is cut, or left without an answer. */
  readonly connection?: 'drop' | 'stall';
  readonly logFields: LogFields;
};

/** A reply in the mock's own words, where no contract has any. */
export const inPlainText = (
  status: number,
  body: string,
  note: string,
  headers: Reply['headers'] = {},
  logFields: LogFields = {},
): Reply => ({
  status,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body,
  logFields: { ...logFields, note },
});

/** Sends a reply, unless the client has hung up meanwhile. */
export function write(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body = '' }: Reply,
  origins: Origins,
): void {
  if (response.destroyed) return;
  const fields: string[] = [];
  for (const name in headers) fields.push(name, asFieldValue(headers[name]!));
  if (request.headers.origin !== undefined)
    for (const [name, value] of corsHeaders(request, Object.keys(headers), origins))
      fields.push(name, value);
  fields.push('Vary', 'Origin');
  // these two never have a body, nor a length of one: RFC 9110, sections 8.6 and 15.4.5
  if (status === 204 || status === 304) {
    response.writeHead(status, fields).end();
    return;
  }
  const length = Buffer.byteLength(body);
  fields.push('Content-Length', String(length));
  response.writeHead(status, fields);
  if (request.method === 'HEAD') response.end();
  // what is as long in bytes as in characters is ASCII, and is written together with the header fields
  else if (length === body.length) response.end(body, 'latin1');
  // as bytes: node would write the header fields in UTF-8 too
  else response.end(Buffer.from(body));
}

const uncarried = /[^\t\x20-\x7e\x80-\xff]+/g;
const isCarried = /^[\t\x20-\x7e\x80-\xff]*$/;
/** Text as a header field can carry it: no line breaks, and no characters beyond ISO 8859-1. */
const asFieldValue = (text: string): string =>
  isCarried.test(text) ? text : text.replaceAll(uncarried, '?');

/** The header field that tells a client what is wrong with its request. */
export const violationHeader = (reason: string): Reply['headers'] => ({
  'x-contract-violation': reason.slice(0, 500),
});
