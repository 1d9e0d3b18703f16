import type { NamedExample, Operation, Response } from './model.ts';
import { cached } from '../memoize.ts';
import { meaningOf } from './responses.ts';

/** A response that has an example of a name, and whether it refuses the request. */
export type NamedResponse = { readonly response: Response; readonly isRefusal: boolean };

/** Whether an author named an example; one that the keyword `example` gives has no name. */
export const isNamed = ({ name, source }: NamedExample): boolean =>
  name !== 'example' || /\/examples\/[^/]*$/.test(source.pointer);

/**
 * The responses with an example of a name, in the order of the description. A request example of that
 * name is about them.
 */
export const responsesNamed = (operation: Operation, name: string): readonly NamedResponse[] =>
  operation.responses
    .filter(({ content }) =>
      content.some(({ examples }) => examples.some((each) => each.name === name && isNamed(each))),
    )
    .map((response) => ({ response, isRefusal: isRefusal(operation, response, name) }));

/**
 * Whether a valid request with this example is refused: only refusals have an example of its name. A
 * name such as `default`, which a success has as well, refuses nothing.
 */
export const isRefusedByName = (operation: Operation, example: NamedExample): boolean =>
  isNamed(example) &&
  cached(refusedNames, operation, () => namesRefusedBy(operation)).has(example.name);

const refusedNames = new WeakMap<Operation, ReadonlySet<string>>();

function namesRefusedBy(operation: Operation): ReadonlySet<string> {
  const names = operation.responses.flatMap(({ content }) =>
    content.flatMap(({ examples }) => examples.map(({ name }) => name)),
  );
  const isOnlyRefused = (name: string) => {
    const found = responsesNamed(operation, name);
    return found.length > 0 && found.every((each) => each.isRefusal);
  };
  return new Set([...new Set(names)].filter(isOnlyRefused));
}

function isRefusal(operation: Operation, response: Response, name: string): boolean {
  const { responses, refusals } = operation;
  if (refusals.values().some((each) => each.response === response && each.example === name))
    return true;
  // beside a documented success, `default` documents errors only
  if (response.status === 'default') return responses.some(({ status }) => /^[23]/.test(status));
  const meaning = meaningOf(operation, Number(response.status.replace('XX', '00')));
  return meaning === 'refusal' || meaning === 'failure';
}
