import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { isLocalName } from '../../mock/control/guard.ts';
import { authorityOf, targetOf } from '../../mock/http/read-request.ts';
import { browserScript } from '../browser-script.ts';
import { answer, type Answer } from './answer.ts';
import type { Events } from './events.ts';
import type { LivingSite } from './living-site.ts';
import { withReload } from './with-reload.ts';

/** Answers with the pages of a site, which reload themselves when there is another one. */
export function siteListener(site: LivingSite, events: Events): RequestListener {
  return (incoming, response) => {
    const target = targetOf(incoming);
    const wrong = refused(incoming);
    if (wrong) send(incoming, response, wrong);
    else if (target === '/_events' && incoming.method === 'GET') events.add(response);
    else if (/^\/_reload\.js(?:\?|$)/.test(target)) void sendReload(incoming, response);
    else send(incoming, response, withReload(pageOf(site, target), site.version()));
  };
}

/** A page is written when it is asked for; a mistake in that must not end the server. */
function pageOf(site: LivingSite, target: string): Answer {
  try {
    return answer(site.files(), target);
  } catch (error) {
    return inText(500, `This page can't be made: ${(error as Error).stack ?? String(error)}\n`);
  }
}

/** Only the names of this machine: a foreign page may have made its own name one of this machine. */
function refused(incoming: IncomingMessage): Answer | undefined {
  if (!isLocalName(authorityOf(incoming) ?? 'localhost'))
    return inText(
      403,
      'This site is for this machine only: open it as http://127.0.0.1 or http://localhost.\n',
    );
  if (incoming.method !== 'GET' && incoming.method !== 'HEAD')
    return inText(405, 'A page takes GET and HEAD.\n', { allow: 'GET, HEAD' });
  return undefined;
}

const inText = (status: number, body: string, more: Answer['headers'] = {}): Answer => ({
  status,
  headers: { ...more, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

const inScript = (body: string): Answer => ({
  status: 200,
  headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

/** The script that listens for events. */
const sendReload = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> =>
  send(incoming, response, inScript(await browserScript('reload/reload')));

function send(
  { method }: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: Answer,
): void {
  const bytes = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': bytes.length });
  response.end(method === 'HEAD' ? undefined : bytes);
}
