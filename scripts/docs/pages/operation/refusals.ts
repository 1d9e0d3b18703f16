import { code, link, type Inline } from '../../content/inline.ts';
import type { Say, WordKey } from '../../words/words.ts';
import type { OperationPart } from './part.ts';

const kinds: { readonly [kind: string]: WordKey } = {
  malformed: 'kindMalformed',
  invalid: 'kindInvalid',
  unauthorized: 'kindUnauthorized',
  forbidden: 'kindForbidden',
  absent: 'kindAbsent',
  tooManyRequests: 'kindTooManyRequests',
  serverError: 'kindServerError',
  notFound: 'kindNotFound',
  methodNotAllowed: 'kindMethodNotAllowed',
};

/** Which requests a kind of `x-refusals` is about, as the end of a sentence. */
export const kindWord = (kind: string, say: Say): string =>
  Object.hasOwn(kinds, kind) ? say(kinds[kind]!) : kind;

/** `x-refusals`: which answer a request gets that breaks the contract in a way. */
export const refusals: OperationPart = {
  order: 45,
  blocks({ operation: { operation, page }, site: { say } }) {
    const all = [...(operation?.refusals ?? [])];
    if (all.length === 0) return [];
    const rows = all.map(([kind, { status, response, example }]) => ({
      cells: [
        kindWord(kind, say),
        [
          `${status}: `,
          link({ page, anchor: `response-${response.status}-example-${example}` }, code(example)),
        ] as Inline,
      ],
    }));
    return [
      { kind: 'heading', level: 2, id: 'refusals', content: say('refusals') },
      {
        kind: 'table',
        caption: say('refusals'),
        head: [say('refusalKind'), say('refusalAnswer')],
        rows,
      },
    ];
  },
};
