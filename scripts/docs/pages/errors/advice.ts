import type { WordKey } from '../../words/words.ts';
import type { ErrorCase } from './model.ts';

const byKind: { readonly [kind: string]: WordKey } = {
  malformed: 'doInvalid',
  invalid: 'doInvalid',
  unauthorized: 'doUnauthorized',
  forbidden: 'doForbidden',
  absent: 'doAbsent',
  notFound: 'doAbsent',
  methodNotAllowed: 'doMethod',
  tooManyRequests: 'doTooMany',
  serverError: 'doServer',
};

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5 */
const byStatus: { readonly [status: number]: WordKey } = {
  400: 'doInvalid',
  401: 'doUnauthorized',
  403: 'doForbidden',
  404: 'doAbsent',
  405: 'doMethod',
  406: 'doMediaType',
  408: 'doServer',
  409: 'doConflict',
  410: 'doAbsent',
  412: 'doPrecondition',
  413: 'doSmaller',
  415: 'doMediaType',
  422: 'doInvalid',
  428: 'doPrecondition',
  429: 'doTooMany',
};

/**
 * What a client should do about an error, as the name of a text: by the kind of refusal, else by a code that
 * is a status, else by the status itself.
 */
export function adviceFor(code: string, { occurrences }: ErrorCase): WordKey {
  const kinds = occurrences.flatMap(({ kind = '' }) =>
    Object.hasOwn(byKind, kind) ? [byKind[kind]!] : [],
  );
  const statuses = [code, ...occurrences.map(({ status }) => status)].filter((each) =>
    /^[45]\d\d$|^5XX$/i.test(each),
  );
  return kinds[0] ?? statuses.map(adviceForStatus)[0] ?? 'doOther';
}

const adviceForStatus = (status: string): WordKey =>
  status.startsWith('5') ? 'doServer' : (byStatus[Number(status)] ?? 'doOther');
