/**
 * The extensions of this project: `x-refusals`, `x-echo` and `x-memory`; `evidence.ts` reads `x-source`.
 * @see https://spec.openapis.org/oas/v3.1.1.html#specification-extensions
 */
import { orNearest } from '../nearest.ts';
import { isObject, valueAt, type Node } from '../pointer.ts';
import { entriesOf, nodeOf, type ReadContext } from './context.ts';
import type { MediaType, Memory, PathsRefusal, Refusal, Response } from './model.ts';

/** A JSON Pointer, or the runtime expression of a header field. */
const echoedPlace = /^(?:(?:\/(?:[^~]|~[01])*)?|\$response\.header\.[\w!#$%&'*+.^`|~-]+)$/s;
/** The expressions that `evaluate` supports: a value of the request, or a claim of its credentials. */
const echoedValue =
  /^\$(?:request\.(?:(?:path|query|header|cookie)\..+|body(?:#.*)?)|credentials\.[^#]+#.*)$/s;

/** Reads `x-echo` of a media type. Throws a `UserError` for an entry that would never be judged. */
export function readEcho(
  mediaType: Node,
  { fail }: Pick<ReadContext, 'fail'>,
): Pick<MediaType, 'echo'> {
  const node = nodeOf(mediaType['x-echo']);
  const echo = textsOf(node);
  for (const [place, expression] of echo) {
    if (!echoedPlace.test(place))
      fail(
        node,
        `x-echo has the key ${JSON.stringify(place)}, which is no place of a response. Write a JSON Pointer into the body, such as "/id", or "$response.header." and the name of a field.`,
      );
    if (!echoedValue.test(expression))
      fail(
        node,
        `x-echo of ${JSON.stringify(place)} is ${JSON.stringify(expression)}, which is no value of the request. Write a runtime expression such as "$request.body#/id", "$request.header.X-Id" or "$credentials.bearer#/uid".`,
      );
  }
  return { echo };
}

const memoryMembers = [
  ...['of', 'key', 'keeps', 'merges', 'recalls', 'creates', 'updates', 'where'],
  ...['lists', 'counts', 'deletes'],
];

/**
 * Reads `x-memory` of a media type, or of a response without a body, if it has one. Throws a `UserError`
 * for one that would never have an effect.
 */
export function readMemory(
  owner: Node,
  { fail }: Pick<ReadContext, 'fail'>,
): { readonly memory?: Memory } {
  const node = nodeOf(owner['x-memory']);
  const { of, key, lists, counts } = node;
  // without both, it is somebody else's extension
  if (of === undefined && key === undefined) return {};
  for (const [name, value] of Object.entries({ of, key }))
    if (typeof value !== 'string' || value === '')
      fail(node, `x-memory needs "${name}", as a text.`);
  for (const name of Object.keys(node))
    if (!memoryMembers.includes(name))
      fail(node, `x-memory has no "${name}"${orNearest(name, memoryMembers)}`);
  return {
    memory: {
      ...{ of: String(of), key: String(key) },
      ...{ keeps: textsOf(node.keeps), merges: textsOf(node.merges), where: textsOf(node.where) },
      ...{ recalls: textsOf(node.recalls), creates: listOf(node.creates) },
      ...{ updates: listOf(node.updates), deletes: node.deletes === true },
      ...(typeof lists === 'string' && { lists }),
      ...(typeof counts === 'string' && { counts }),
    },
  };
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.map(String) : [];

/** Reads `x-refusals`. Throws a `UserError` for one without a documented response or a status. */
export const readRefusals = (
  operation: Node,
  responses: readonly Response[],
  context: ReadContext,
): Map<string, Refusal> =>
  new Map(
    entriesOf(operation['x-refusals'], context).map(([kind, node]) => {
      const fail = (problem: string) => context.fail(node, `x-refusals.${kind} ${problem}`);
      const response =
        responses.find(({ status }) => status === String(node.response)) ??
        fail(
          `names the response ${JSON.stringify(node.response)}, which the operation does not document.`,
        );
      const status = Number(node.status ?? response.status);
      if (!Number.isInteger(status))
        fail(`needs a "status", because its response is ${response.status}.`);
      return [kind, { status, response, example: String(node.example), ...readSays(node.says) }];
    }),
  );

/** Reads `says` of a refusal; a text without keywords is that of every keyword. */
function readSays(node: unknown): Pick<Refusal, 'says'> {
  const texts = Object.entries(nodeOf(node)).map(
    ([pointer, text]) =>
      [
        pointer,
        isObject(text) ? (text as { [keyword: string]: string }) : { default: String(text) },
      ] as const,
  );
  return texts.length > 0 ? { says: new Map(texts) } : {};
}

/** Reads `x-refusals` of the Paths Object: the refusals of requests that match no operation. */
export const readPathsRefusals = (
  paths: Node,
  context: Pick<ReadContext, 'root' | 'deref'>,
): Map<string, PathsRefusal> =>
  new Map(
    entriesOf(paths['x-refusals'], context).map(([kind, node]) => [
      kind,
      {
        status: Number(node.status),
        mediaType: String(node.mediaType ?? 'application/json'),
        value: readExample(node.example, context).value as PathsRefusal['value'],
      },
    ]),
  );

/**
 * An Example Object or a reference to one. `documents.ts` leaves a `$ref` below `example` as
 * written: it is data.
 */
function readExample(node: unknown, { root, deref }: Pick<ReadContext, 'root' | 'deref'>): Node {
  const { $ref } = nodeOf(node);
  if (typeof $ref !== 'string') return nodeOf(node);
  return nodeOf(deref(valueAt(root, decodeURIComponent($ref.replace(/^#/, '')))));
}

const textsOf = (value: unknown): Map<string, string> =>
  new Map(Object.entries(nodeOf(value)).map(([name, text]) => [name, String(text)]));
