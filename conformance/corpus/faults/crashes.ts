import type { OperationSpec } from '../contract-server/description.ts';
import type { Fault, ReceivedRequest } from '../contract-server/fault.ts';
import { typesOf } from '../contract-server/styles.ts';
import { isObject, valueAt } from '../implementation/rules.ts';
import { isFreeText, requestLocations } from './locations.ts';

type Mutation = {
  readonly what: string;
  readonly mutation: string;
  readonly fits: (seen: ReceivedRequest) => boolean;
};

const long = 10_000;
/** Deeper than any documented request. */
const deep = 500;

/** Servers that respond with 500, or an undocumented status, to one kind of request. */
export function* crashes(operation: OperationSpec): Iterable<Fault> {
  const base = { class: 'crashes', operation: operation.id } as const;
  for (const { what, mutation, fits, isConcurrent } of mutations(operation)) {
    yield {
      ...base,
      id: `${operation.id}/crashes/${what}`,
      reason: `It responds with 500 ${mutation}.`,
      trips: ['no-server-error'],
      judge: (own, seen) => (own !== 'unauthorized' && fits(seen) ? 'crash' : own),
      ...(isConcurrent ? { isConcurrent } : {}),
    };
  }
  // these document every refusal
  if (operation.responses.some(({ status }) => ['default', '4XX'].includes(status))) return;
  if (operation.body) {
    yield {
      ...base,
      id: `${operation.id}/crashes/418-malformed`,
      reason: 'It responds with 418 to a malformed body.',
      trips: ['status-documented'],
      judge: (own) => (own === 'malformed' ? 'teapot' : own),
    };
  }
  if (operation.body ?? operation.parameters.length > 0) {
    yield {
      ...base,
      id: `${operation.id}/crashes/418-invalid`,
      reason: 'It responds with 418 to an invalid request.',
      trips: ['status-documented'],
      judge: (own) => (own === 'invalid' ? 'teapot' : own),
    };
  }
}

function* mutations(
  operation: OperationSpec,
): Iterable<Mutation & { readonly isConcurrent?: true }> {
  const places = [...requestLocations(operation)];
  const isJson =
    operation.body?.content.some(({ mediaType }) => mediaType === 'application/json') === true;
  for (const { role, instance, name, node, in: at, isJson: asJson } of places) {
    if (
      at !== 'body' ||
      !asJson ||
      !isJson ||
      role !== 'property' ||
      instance.includes('*') ||
      !('type' in node)
    )
      continue;
    yield {
      what: `null/${name}`,
      mutation: `where ${instance.join('.')} is null`,
      fits: ({ body }) => valueAt(body, instance.join('/')) === null,
    };
  }
  const hasLists = places.some(
    ({ node, in: at, isJson: asJson }) =>
      at === 'body' && asJson && typesOf(node).includes('array'),
  );
  if (hasLists)
    yield {
      what: 'empty-list',
      mutation: 'where an array is empty',
      fits: ({ body }) => some(body, (value) => Array.isArray(value) && value.length === 0),
    };
  const texts = places.filter(({ node, in: at }) => at !== 'header' && isFreeText(node));
  if (texts.length > 0)
    yield {
      what: 'beyond-the-plane',
      mutation: 'where a character has two UTF-16 code units',
      fits: ({ body, parameters }) =>
        some(
          [body, parameters],
          (value) => typeof value === 'string' && /[\u{10000}-\u{10ffff}]/u.test(value),
        ),
    };
  if (texts.some(({ node, in: at }) => at === 'body' && !('maxLength' in node))) {
    yield {
      what: 'long-text',
      mutation: `where a string has ${long} characters`,
      fits: ({ body }) => some(body, (value) => typeof value === 'string' && value.length >= long),
    };
  }
  if (isJson) {
    yield {
      what: 'malformed',
      mutation: 'to malformed JSON',
      fits: ({ truth, request }) => truth === 'malformed' && request.body.length > 0,
    };
    yield {
      what: 'deep',
      mutation: 'to deeply nested arrays',
      fits: ({ request }) =>
        Buffer.from(request.body).toString('latin1').split(/[[{]/).length > deep,
    };
  }
  yield {
    what: 'second-time',
    mutation: 'to a repeated request',
    fits: ({ before }) => before.same > 0,
  };
  yield {
    what: 'together',
    mutation: 'to concurrent requests',
    fits: ({ together }) => together > 0,
    isConcurrent: true,
  };
}

/** Whether a nested value matches; without recursion, because bodies may be deep. */
export function some(whole: unknown, fits: (value: unknown) => boolean): boolean {
  const open = [whole];
  while (open.length > 0) {
    const value = open.pop();
    if (fits(value)) return true;
    if (Array.isArray(value)) for (const element of value) open.push(element);
    else if (isObject(value)) open.push(...Object.values(value));
  }
  return false;
}
