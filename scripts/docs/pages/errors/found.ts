import { STATUS_CODES } from 'node:http';
import { entriesOf } from '../../../../conformance/core/contract/context.ts';
import type { Documents } from '../../../../conformance/core/contract/documents.ts';
import type { Node } from '../../../../conformance/core/pointer.ts';
import type { OperationReference, Reference } from '../../reference/model.ts';
import { firstSentence } from '../../text/commonmark.ts';
import { meaningOfStatus } from '../operation/meaning.ts';
import type { PartInput } from '../operation/part.ts';
import { codeIn, messageIn } from './body.ts';
import type { ErrorCase, Occurrence } from './model.ts';

/** One error at one place. */
export type Found = Pick<ErrorCase, 'meaning' | 'isMarkdown' | 'description' | 'example'> & {
  readonly code: string;
  readonly isInBody: boolean;
  readonly occurrence: Occurrence;
};

/** Every refusal and failure that the description shows, in its order. */
export function* foundErrors({ operations, documents, contract }: Reference): Iterable<Found> {
  for (const operation of operations)
    for (const [status, response] of entriesOf(operation.node.responses, documents))
      if (isError(status, operation)) yield* foundIn(response, status, operation, documents);
  for (const [kind, { status, mediaType, value }] of contract.pathsRefusals)
    yield found({ value }, mediaType, {
      response: {},
      isOnly: false,
      occurrence: { status: String(status), kind },
    });
}

const isError = (status: string, operation: OperationReference): boolean => {
  if (!/^(?:[1-5](?:\d\d|XX)|default)$/i.test(status)) return false;
  const meaning = meaningOfStatus(status, { operation } as PartInput);
  return meaning === 'refusal' || meaning === 'failure';
};

function* foundIn(
  response: Node,
  status: string,
  operation: OperationReference,
  documents: Documents,
): Iterable<Found> {
  const contents = entriesOf(response.content, documents);
  const examples = contents.flatMap(([mediaType, media], index) =>
    examplesIn(media, documents).map((example) => ({ ...example, mediaType, index })),
  );
  for (const { name, node, mediaType, index } of examples) {
    const [kind, refusal] = [...(operation.operation?.refusals ?? [])].find(
      ([, each]) => each.response.status === status && each.example === name,
    ) ?? [undefined];
    const id = index === 0 ? `response-${status}` : `response-${status}-${index + 1}`;
    yield found(node, mediaType, {
      response,
      isOnly: examples.length === 1,
      occurrence: {
        operation,
        status: String(refusal?.status ?? statusIn(node, status)),
        ...(kind !== undefined && { kind }),
        anchor: `${id}-example-${name || 'example'}`.replaceAll(/\s/g, '_'),
      },
    });
  }
  if (examples.length === 0) yield withoutExample(response, status, operation);
}

/** The examples of a body by name; the name of a single one is empty. */
function examplesIn(media: Node, documents: Documents): { name: string; node: Node }[] {
  const named = entriesOf(media.examples, documents).flatMap(([name, node]) =>
    'value' in node ? [{ name, node }] : [],
  );
  if (named.length > 0 || media.example === undefined) return named;
  return [{ name: '', node: { value: media.example } }];
}

/** The status of an example in a range, where its summary begins with one of it: `429, too many requests`. */
function statusIn({ summary }: Node, status: string): string {
  const [, own = ''] = /^([1-5]\d\d)[,:. ]/.exec(String(summary ?? '')) ?? [];
  const isInRange = /^[1-5]XX$/i.test(status) && own.startsWith(status.charAt(0));
  return isInRange && own !== '' ? own : status;
}

type Place = {
  readonly response: Node;
  /** Whether it is the only example of the response. */
  readonly isOnly: boolean;
  readonly occurrence: Occurrence;
};

function found(example: Node, mediaType: string, place: Place): Found {
  const { response, isOnly, occurrence } = place;
  const { value, summary, description } = example;
  const own = codeIn(value, mediaType);
  const code = own ?? occurrence.status;
  const said = typeof summary === 'string' ? withoutCode(summary.trim(), code) : '';
  const told = withoutCode(said, occurrence.status);
  const plain = messageIn(value) ?? describedBy(response, occurrence.status);
  // the only example of a status says no more than the status: "the documented answer"
  if (own === undefined && isOnly) {
    const meaning = describedBy(response, occurrence.status) || told || plain;
    return {
      ...{ code, isInBody: false, occurrence, meaning, isMarkdown: false },
      example: { value, mediaType },
    };
  }
  return {
    ...{ code, isInBody: own !== undefined, occurrence },
    ...{ meaning: capitalised(told === '' ? plain : told), isMarkdown: told !== '' },
    ...(typeof description === 'string' && { description }),
    example: { value, mediaType },
  };
}

const withoutExample = (response: Node, status: string, operation: OperationReference): Found => ({
  ...{ code: status, isInBody: false, meaning: describedBy(response, status), isMarkdown: false },
  occurrence: { operation, status, anchor: `response-${status}` },
});

const describedBy = ({ description }: Node, status: string): string =>
  (typeof description === 'string' && firstSentence(description)) || (STATUS_CODES[status] ?? '');

/** A summary often begins with the code, which stands before it anyway. */
function withoutCode(summary: string, code: string): string {
  if (!summary.startsWith(code)) return summary;
  const rest = summary.slice(code.length);
  return /^[\s,:;.()–-]/.test(rest) ? rest.replace(/^[\s,:;.()–-]+/, '') : summary;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
