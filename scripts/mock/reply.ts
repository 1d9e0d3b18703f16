import type { IncomingMessage, ServerResponse } from 'node:http';
import { corsHeaders } from './cors.ts';

/** What the mock sends back, and what a reader of the log should know of it. */
export type Reply = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
  readonly note: string;
};

/** A reply in the mock's own words, where no contract has any. */
export const inPlainText = (status: number, body: string, note: string, headers: Reply['headers'] = {}): Reply => ({
  status,
  headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  body,
  note,
});

/** Sends a reply and returns it; `undefined` where the client has hung up meanwhile. */
export function write(request: IncomingMessage, response: ServerResponse, reply: Reply): Reply | undefined {
  if (response.destroyed) return undefined;
  const { status, headers, body = '' } = reply;
  // these two never have a body, nor a length of one: RFC 9110, sections 8.6 and 15.4.5
  const bytes = status === 204 || status === 304 ? undefined : Buffer.from(body);
  const length = bytes ? { 'content-length': String(bytes.length) } : {};
  const fields = Object.entries({ ...headers, ...corsHeaders(request, Object.keys(headers)), ...length });
  response.writeHead(status, Object.fromEntries(fields.map(([name, value]) => [name, asFieldValue(value)])));
  response.end(request.method === 'HEAD' ? undefined : bytes);
  return reply;
}

/** Text as a header field can carry it: no line breaks, and no characters beyond ISO 8859-1. */
const asFieldValue = (text: string): string => text.replaceAll(/[^\t\x20-\x7e\x80-\xff]+/g, '?');

/** The header field that tells a client what is wrong with its request. */
export const violationHeader = (because: string): Reply['headers'] => ({ 'x-contract-violation': because.slice(0, 500) });
