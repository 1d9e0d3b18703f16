import type { Block } from '../../content/block.ts';
import { code, joined, link, type Inline } from '../../content/inline.ts';
import type { Reference } from '../../reference/model.ts';
import type { Site } from '../../site-model.ts';
import { errorsOf } from '../errors/entries.ts';
import { meaningOf, statusesOf } from '../errors/entry.ts';
import type { Occurrence } from '../errors/model.ts';
import type { Scheme } from './schemes.ts';

/** Which answer a request without good credentials gets, with a link to it in the catalogue. */
export function refusedBlocks(
  { operations, anchor }: Scheme,
  reference: Reference,
  { say }: Site,
): Block[] {
  const own = new Set(operations);
  if (own.size === 0) return [];
  const isWanted = ({ operation, kind, status }: Occurrence): boolean =>
    operation !== undefined &&
    own.has(operation) &&
    // what an operation says itself counts more than a status
    (operation.operation?.refusals.has('unauthorized')
      ? kind === 'unauthorized'
      : status === '401');
  const entries = errorsOf(reference).filter(({ cases }) =>
    cases.some(({ occurrences }) => occurrences.some(isWanted)),
  );
  const answers = entries.map((entry): Inline => {
    const cases = entry.cases.filter(({ occurrences }) => occurrences.some(isWanted));
    return [
      joined(statusesOf(cases).map(code), ', '),
      ': ',
      link({ page: `${reference.api}/errors`, anchor: entry.anchor }, [
        code(entry.code),
        cases.length === 1 ? [' ', meaningOf(cases[0]!)] : undefined,
      ]),
    ];
  });
  return [
    {
      ...{ kind: 'heading', level: 3, id: `${anchor}-refused` },
      content: say('withoutCredentials'),
    },
    answers.length === 0
      ? { kind: 'paragraph', content: say('refusalUnknown') }
      : { kind: 'list', items: answers },
  ];
}
