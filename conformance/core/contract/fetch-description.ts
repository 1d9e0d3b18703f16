import type { Dispatcher } from 'undici';
import { proxyFor, trusted, unreachable } from '../http/network.ts';
import { isObject } from '../pointer.ts';
import { remember } from '../text-file.ts';
import { UserError } from '../user-error.ts';
import { beside, isSameOrigin, isUrl, shownUrl } from '../user-path.ts';
import { parseYaml } from '../yaml-file.ts';
import { isJsonFile } from './json-lines.ts';

/** Header fields for the server of a description: names and values. */
export type DescriptionHeaders = readonly (readonly [name: string, value: string])[];

/** The limits of one description with all files that it refers to. */
const bytesAtMost = 50_000_000;
const filesAtMost = 500;
const redirectsAtMost = 5;
const secondsAtMost = 60;

/**
 * Fetches a description, and the files on the same server that it refers to. `readText` then returns
 * them by URL. Returns the URL of the description after redirects. Throws a `UserError` if the response
 * is no description. Redirects and references to another server are not followed: the author of the
 * description, not the user, would decide which servers get requests and header fields.
 */
export async function fetchDescription(text: string, headers: DescriptionHeaders): Promise<string> {
  const { EnvHttpProxyAgent, Agent } = await import('undici');
  const { username, password } = new URL(text);
  const user = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  const sent = [
    ...(user === ':' ? [] : [['authorization', `Basic ${Buffer.from(user).toString('base64')}`]]),
    ...headers.map(([name, value]) => [name, value]),
    ['accept', 'application/json, application/yaml, text/yaml, */*;q=0.5'],
  ] as [string, string][];
  const ca = trusted(process.env);
  const options = ca ? { connect: { ca }, requestTls: { ca } } : {};
  const dispatcher =
    proxyFor(text, process.env) === undefined ? new Agent(options) : new EnvHttpProxyAgent(options);
  await using stack = new AsyncDisposableStack();
  stack.defer(() => dispatcher.destroy());
  const client: Client = {
    dispatcher,
    headers: sent,
    signal: AbortSignal.timeout(secondsAtMost * 1000),
    left: bytesAtMost,
  };
  const entry = new URL(text);
  entry.username = entry.password = entry.hash = '';
  const first = await get(entry.href, client);
  if (typeof first === 'string')
    throw new UserError(
      `${shownUrl(text)}: ${first}. A server to check is named by --target URL; with npm, flags stand after two hyphens.`,
    );
  remember(first.url, first);
  await followReferences(first, client);
  return first.url;
}

type Client = {
  readonly dispatcher: Dispatcher;
  readonly headers: readonly [string, string][];
  readonly signal: AbortSignal;
  /** How many bytes may still come. */
  left: number;
};

type Fetched = { readonly url: string; readonly text: string };

/** Fetches what a description refers to. What can't be had breaks its own references only. */
async function followReferences(first: Fetched, client: Client): Promise<void> {
  const known = new Set([first.url]);
  const left = [first];
  for (let file = left.pop(); file; file = left.pop()) {
    for (const url of referencesIn(file)) {
      if (known.has(url) || known.size > filesAtMost) continue;
      known.add(url);
      const found = await get(url, client);
      if (typeof found === 'string') remember(url, { reason: found });
      else {
        remember(url, found);
        left.push({ url, text: found.text });
      }
    }
  }
}

/** The URLs of the same server in the references of a file. */
function referencesIn(file: Fetched): Set<string> {
  const found = new Set<string>();
  const seen = new Set<unknown>();
  const left: unknown[] = [contentOf(file)];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    const target = isObject(node) ? targetOf(node.$ref, file.url) : undefined;
    if (target !== undefined) found.add(target);
    for (const value of Object.values(node)) left.push(value);
  }
  return found;
}

function targetOf($ref: unknown, url: string): string | undefined {
  if (typeof $ref !== 'string' || $ref.startsWith('#')) return undefined;
  const [target = ''] = beside(url, $ref, (name) => name).split('#');
  return isSameOrigin(target, url) && target !== url ? target : undefined;
}

/** The parsed content of a file; `undefined` if it can't be parsed: the loader reports that. */
function contentOf({ url, text }: Fetched): unknown {
  try {
    return isJsonFile(url, text) ? JSON.parse(text) : parseYaml(url, text, { merge: true }).value();
  } catch {
    return undefined;
  }
}

/** One text, and its URL after redirects; a reason where there is none. */
async function get(url: string, client: Client, redirects = 0): Promise<Fetched | string> {
  const { dispatcher, headers, signal } = client;
  const { request } = await import('undici');
  try {
    const answer = await request(url, { dispatcher, headers: headers.flat(), signal });
    const { statusCode: status, headers: fields, body } = answer;
    if (status === 200) {
      const { text, reason } = await textOf(body, client);
      return text === undefined ? reason! : { url: url.split('?')[0]!, text };
    }
    await body.dump();
    if (typeof fields.location !== 'string') return reasonOfStatus(status);
    const target = URL.parse(fields.location, url)?.href ?? '';
    if (!isSameOrigin(target, url))
      return `it redirects to another server: if you trust it, give ${isUrl(target) ? shownUrl(target) : 'its URL'}`;
    if (redirects === redirectsAtMost) return `it redirects more than ${redirectsAtMost} times`;
    return await get(target, client, redirects + 1);
  } catch (error) {
    return reasonOfError(error as NodeJS.ErrnoException);
  }
}

async function textOf(
  body: AsyncIterable<Buffer>,
  client: Client,
): Promise<{ readonly text?: string; readonly reason?: string }> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) {
    client.left -= chunk.length;
    if (client.left < 0) return { reason: 'it is larger than 50 MB, with all that it refers to' };
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  if (text.includes('\0')) return { reason: 'it is no text but binary data' };
  if (!/^\s*<[!?a-z]/i.test(text)) return { text };
  return {
    reason: 'this is a web page or XML, and no description: give the URL of the description itself',
  };
}

const reasonOfStatus = (status: number): string =>
  status === 401 || status === 403
    ? `the server responded with ${status}: give credentials with --header 'Authorization: …', or as user:password@ in the URL`
    : `the server responded with ${status}`;

/** Why nothing was fetched, in words of this program for what happens often. */
function reasonOfError({ name, code = '', message }: NodeJS.ErrnoException): string {
  if (name === 'TimeoutError') return `it could not be fetched within ${secondsAtMost} seconds`;
  const known = unreachable(code, message);
  if (known !== undefined) return known;
  return `it could not be fetched (${message.split('\n')[0]})`;
}
