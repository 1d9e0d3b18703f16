import { below, descend, each } from './place.ts';
import type { Place } from './place.ts';
import { members } from './rule.ts';
import type { Context } from './rule.ts';
import { describes } from './schema-member.ts';

type Resolve = Context['resolve'];

export const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Whether an answer has what a JSON Pointer, or `$response.header.` and a name, says. */
export function answers(
  target: string,
  response: Place,
  mediaType: Place,
  resolve: Resolve,
): boolean {
  const [, header] = /^\$response\.header\.(.+)$/.exec(target) ?? [];
  if (header !== undefined) {
    const names = Object.keys(members(descend(response, ['headers'], resolve)?.node));
    return names.some((name) => name.toLowerCase() === header.toLowerCase());
  }
  const schema = below(mediaType, 'schema');
  return schema !== undefined && describes(schema, target, resolve);
}

/** Whether the request of an operation has what a runtime expression says. */
export function asks(
  expression: string,
  operation: Place,
  named: ReadonlySet<string>,
  resolve: Resolve,
): boolean {
  const [, source, name, pointer = ''] =
    /^\$request\.(?:(path|query|header)\.(.+)|body(?:#(.*))?)$/.exec(expression) ?? [];
  if (source !== undefined) return named.has(parameterId(source, name));
  const content = descend(operation, ['requestBody', 'content'], resolve);
  return [...each(content, resolve)].some(([, mediaType]) => {
    const schema = below(mediaType, 'schema');
    return schema !== undefined && describes(schema, pointer, resolve);
  });
}

/** The parameters that a path item and its operation take. */
export function parameters(owners: readonly Place[], resolve: Resolve): Set<string> {
  const found = new Set<string>();
  for (const owner of owners) {
    for (const [, parameter] of each(below(owner, 'parameters'), resolve)) {
      const { in: source, name } = members(parameter.node);
      found.add(parameterId(source, name));
    }
  }
  return found;
}

/** Names of header fields are the same in any case. */
function parameterId(source: unknown, name: unknown): string {
  return `${source} ${source === 'header' ? String(name).toLowerCase() : name}`;
}
