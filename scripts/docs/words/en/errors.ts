import type { Texts } from '../word.ts';

/** The error catalogue. */
export const errors = {
  errors: 'Errors',
  errorsSummary: {
    one: 'The documented error of {title}: what it means and what to do.',
    other: 'The {count} documented errors of {title}: what they mean and what to do.',
  },
  errorsIntro: 'Every documented refusal and server error, with what a client should do.',
  errorCode: 'Code',
  errorMeaning: 'Meaning',
  status: 'Status',
  severalMeanings: '{count} meanings',
  moreCases: 'And {count} more, on the pages of the operations.',
  refusalsOfAll: 'Refusals',
  failuresOfAll: 'Server errors',
  givenTo: 'For a request that {kind}.',
  whatToDo: 'What to do:',
  doInvalid: 'Correct the request. Sent again unchanged, it is refused again.',
  doUnauthorized: 'Get or renew the credentials, then send the request again.',
  doForbidden:
    'These credentials do not have the permission. Use others or ask for the permission. Sending the request again does not help.',
  doAbsent:
    'Check the path and the identifiers in the request. The object does not exist, or you do not have access to it.',
  doMethod: 'Use a method that this path has.',
  doMediaType: 'Use a media type that the operation documents, in `Content-Type` and `Accept`.',
  doSmaller: 'Send less data in one request.',
  doConflict: 'Read the current state and decide again before you send another request.',
  doPrecondition:
    'The object has changed in the meantime. Read it again, and repeat the request with its new version.',
  doTooMany:
    'Wait as long as `Retry-After` in the response says; without it, wait longer after each attempt. Then send the request again.',
  doServer:
    'Send the request again later, and wait longer after each attempt. If it must not take effect twice, first find out whether it took effect.',
  doOther: 'Correct what the error names, then send the request again.',
} as const satisfies Texts;
