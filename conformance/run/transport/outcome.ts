import type { SilenceCause } from '../../checks/check.ts';
import type { Reply } from '../../core/http/messages.ts';

/** The result of sending a request: a response, or why there is none. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | {
      readonly kind: 'unreachable';
      readonly reason: string;
      readonly isInterrupted?: boolean;
      /** Whether the run ended before it was sent. */
      readonly isUnsent?: true;
      /** Whether the same request was cut just before, so that it may have ended the server. */
      readonly wasCut?: true;
    }
  | {
      readonly kind: 'silence';
      readonly cause: SilenceCause;
      readonly reason: string;
      /** Whether the server was down after the request, each time that it was sent. */
      readonly endsServer?: true;
    };

const unreachable = (reason: string) => ({ kind: 'unreachable', reason }) as const;
const silence = (cause: SilenceCause, reason: string) =>
  ({ kind: 'silence', cause, reason }) as const;

/** The reason of a run that the user ended. */
export const interruption = 'the run was interrupted';
/** Why a run ends, from its signal: a text, or the user's wish. */
export const endingOf = ({ reason }: AbortSignal): string =>
  typeof reason === 'string' ? reason : interruption;
/** The outcome of a request that is sent no more, or is on its way, when the run ends. */
export const interruptedBy = (signal: AbortSignal) =>
  ({ ...unreachable(endingOf(signal)), isInterrupted: true }) as const;
/** The outcome of a request whose response is not complete after `timeout` milliseconds. */
export const late = (timeout: number): Outcome =>
  silence('timeout', `no complete response came within ${timeout / 1000} s`);
export const unconnected: Outcome = unreachable('no connection could be made');
export const cut = silence('cut', 'the connection was cut before the response was complete');
/** The outcome of a request after which a server is down, and again after it was restarted. */
export const ended: Outcome = {
  kind: 'silence',
  cause: 'cut',
  reason: 'the connection was cut and the server was down after it, twice',
  endsServer: true,
};
const unknownHost: Outcome = unreachable('no host has that name');

/** The request is to blame, which is a mistake of this program. */
const mistakes = new Set([
  'UND_ERR_INVALID_ARG',
  'UND_ERR_NOT_SUPPORTED',
  'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH',
]);

/** Outcomes by the error code of Node or undici. */
const outcomes = new Map<string, Outcome>([
  ['ECONNREFUSED', unreachable('the connection was refused')],
  ['ENOTFOUND', unknownHost],
  ['EAI_AGAIN', unknownHost],
  ['UND_ERR_CONNECT_TIMEOUT', unconnected],
  ['EHOSTUNREACH', unconnected],
  ['ENETUNREACH', unconnected],
  ['ETIMEDOUT', unconnected],
  ['UND_ERR_SOCKET', cut],
  ['ECONNRESET', cut],
  ['EPIPE', cut],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', cut],
]);

/** ERR_ASSERTION: undici asserts that a 101 response names its protocol. */
const notHttp = new Set(['UND_ERR_HEADERS_OVERFLOW', 'ERR_ASSERTION']);

/** The outcome of an error of the connection; `undefined` if the request can't be sent at all. */
export function outcomeOf(
  error: Error & { readonly code?: string },
  { isConnected, maximumSize }: { readonly isConnected: boolean; readonly maximumSize: number },
): Outcome | undefined {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? '';
  const detail = error.message.split('\n')[0];
  if (mistakes.has(code)) return undefined;
  if (error.name === 'HTTPParserError' || notHttp.has(code))
    return silence('not-http', `the response is not HTTP (${detail})`);
  if (code === 'UND_ERR_RES_EXCEEDED_MAX_SIZE')
    return silence('too-large', `the response is larger than ${maximumSize / 1024 / 1024} MiB`);
  // undici reads all other 1xx responses; only this message tells that it was a 100
  if (code === 'UND_ERR_SOCKET' && error.message === 'bad response')
    return silence(
      'unrequested-100',
      'the server sent an unrequested 100 response, which the runner cannot read',
    );
  const known = outcomes.get(code);
  if (known) return known;
  if (/CERT|TLS|SSL|SELF_SIGNED|ERR_OSSL|EPROTO/.test(code))
    return unreachable(`no secure connection could be made (${error.message})`);
  return isConnected
    ? silence('broken-off', `the exchange broke off (${detail})`)
    : unreachable(`no connection could be made (${error.message})`);
}
