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
 * Whether an example of a request is meant to be refused: only refusals have an example of its name, and
 * another example of the same parameter or body is not. A name such as `default`, which a success has as
 * well, refuses nothing; nor does the only example of a body, unless `x-refusals` names it.
 */
export const isRefusedByName = (operation: Operation, example: NamedExample): boolean =>
  cached(refused, operation, () => new Set(refusedIn(operation))).has(example);

const refused = new WeakMap<Operation, ReadonlySet<NamedExample>>();

const refusedIn = (operation: Operation): readonly NamedExample[] =>
  [...operation.parameters, ...(operation.requestBody?.content ?? [])].flatMap(({ examples }) => {
    const found = examples.filter((example) => isOnlyRefused(operation, example));
    return found.length < examples.length
      ? found
      : found.filter(({ name }) => isNamedRefusal(operation, name));
  });

function isOnlyRefused(operation: Operation, example: NamedExample): boolean {
  const found = isNamed(example) ? responsesNamed(operation, example.name) : [];
  return found.length > 0 && found.every((each) => each.isRefusal);
}

const isNamedRefusal = ({ refusals }: Operation, name: string): boolean =>
  refusals.values().some(({ example }) => example === name);

function isRefusal(operation: Operation, response: Response, name: string): boolean {
  const { responses, refusals } = operation;
  if (refusals.values().some((each) => each.response === response && each.example === name))
    return true;
  // beside a documented success, `default` documents errors only
  if (response.status === 'default') return responses.some(({ status }) => /^[23]/.test(status));
  const meaning = meaningOf(operation, Number(response.status.replace('XX', '00')));
  return meaning === 'refusal' || meaning === 'failure';
}
