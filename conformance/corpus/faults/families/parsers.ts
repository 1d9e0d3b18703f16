import { essenceOf } from '../../contract-server/bodies.ts';
import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault, ReceivedRequest } from '../../contract-server/fault.ts';

const textOf = ({ request }: ReceivedRequest): string => Buffer.from(request.body).toString();

/** A text without its strings. */
const bare = (text: string): string => text.replaceAll(/"(?:[^"\\]|\\.)*"/gs, '""');

/** Longer bodies are about size, and looking for their first value takes long. */
const longest = 5000;

/** What follows the first JSON value of a text; `undefined` where there is none. */
function restOf(text: string): string | undefined {
  if (text.length > longest) return undefined;
  for (let end = 1; end < text.length; end += 1) {
    if (!/[}\]"\d]/.test(text[end - 1]!) || !isJson(text.slice(0, end))) continue;
    return text.slice(end).trim();
  }
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

type Habit = {
  readonly family: NonNullable<Fault['family']>;
  readonly what: string;
  readonly mutation: string;
  readonly fits: (seen: ReceivedRequest) => boolean;
};

const habits: readonly Habit[] = [
  {
    family: 'reads-one-json-value',
    what: 'first-value',
    mutation: 'does not look at what follows the first JSON value',
    fits: (seen) => (restOf(textOf(seen)) ?? '') !== '',
  },
  {
    family: 'reads-one-json-value',
    what: 'raw-control-character',
    mutation: 'accepts a line break or a tab inside a JSON string',
    fits: (seen) => /"[^"]*[\n\t][^"]*"/.test(textOf(seen)) && !/^[^"]*$/.test(textOf(seen)),
  },
  {
    family: 'extends-json',
    what: 'extensions',
    mutation: 'accepts trailing commas, comments, single quotes and NaN in JSON',
    fits: (seen) => /,\s*[}\]]|\/\*|\/\/|'|NaN|Infinity/.test(bare(textOf(seen))),
  },
  {
    family: 'takes-neighbour-media-types',
    what: 'neighbour-media-type',
    mutation: 'accepts every media type that looks like JSON',
    fits: ({ request }) =>
      /^(application\/json.+|.+\+json|text\/json)$/.test(
        essenceOf(request.headers.get('content-type') ?? ''),
      ),
  },
];

/** Servers whose parser takes more than JSON, or less than the whole body. */
export function* carelessParsers(operation: OperationSpec): Iterable<Fault> {
  const types = operation.body?.content.map(({ mediaType }) => mediaType) ?? [];
  if (!types.includes('application/json')) return;
  for (const { family, what, mutation, fits } of habits)
    yield {
      id: `${operation.id}/accepts/${what}`,
      class: 'accepts',
      operation: operation.id,
      family,
      trips: [family === 'reads-one-json-value' ? 'invalid-refused' : 'lenient-json'],
      ...(family === 'takes-neighbour-media-types' ? { mayTrip: ['invalid-refused'] } : {}),
      reason: `It ${mutation}.`,
      judge: (own, seen) => (own === 'malformed' && fits(seen) ? 'good' : own),
    };
}
