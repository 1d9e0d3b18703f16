import type { Operation } from '../../conformance/core/contract/model.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import type { WireRequest } from '../../conformance/core/http/messages.ts';
import { matchPath } from '../../conformance/core/http/path.ts';
import { makeInstance } from '../../conformance/core/instances/make.ts';
import { requestOf } from '../../conformance/core/instances/plain-request.ts';
import { cached } from '../../conformance/core/memoize.ts';
import { shapeOf } from '../../conformance/core/resources/path-families.ts';
import { choicesOf, type Random } from '../mock/respond/random.ts';

/** What an answer shows of a thing that it made. */
type Made = {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string | undefined;
};

/** Makes random requests, and learns from the answers which things are there. */
export type Requests = {
  readonly next: (operation: Operation) => WireRequest;
  readonly note: (operation: Operation, request: WireRequest, answer: Made) => void;
};

/** How many paths of each kind of things are known: the latest ones. */
const mostKnown = 200;

/** Random requests to one API: most of them are about things that answers have shown. */
export function createRequests(random: Random): Requests {
  const known = new Map<string, string[]>();
  /** The values of a path that earlier answers gave, as far as they gave any. */
  function valuesFor(path: string): ReadonlyMap<string, string> {
    const segments = path.split('/');
    for (let end = segments.length; end > 0; end -= 1) {
      const above = segments.slice(0, end).join('/');
      const paths = known.get(shapeOf(above)) ?? [];
      const found = paths[Math.floor(random() * paths.length)];
      if (found !== undefined && random() < 0.9) return matchPath(above, found) ?? new Map();
    }
    return new Map();
  }
  /** Most of what was deleted is not asked for again. */
  function forget(shape: string, target: string): void {
    const paths = known.get(shape) ?? [];
    const index = paths.indexOf(target);
    if (index >= 0 && random() < 0.7) paths.splice(index, 1);
  }
  return {
    next(operation) {
      const plain = plainOf(operation, random() < 0.5 ? 'all' : 'required');
      // now and then something that no schema allows, and a thing that nobody made
      const value = random() < 0.05 ? 0 : bodyOf(operation, random);
      const own = valuesFor(operation.path);
      const path = { ...plain.parameters.path, ...Object.fromEntries(own) };
      const wire = encode(operation, {
        ...plain,
        parameters: { ...plain.parameters, path },
        ...(value === undefined || !plain.body ? {} : { body: { ...plain.body, value } }),
      });
      return { ...wire, headers: [...wire.headers, ['Authorization', 'Bearer token']] };
    },
    note({ method, path }, request, { status, headers: { location }, body = '' }) {
      const [target = ''] = request.path.split('?');
      if (method === 'DELETE' && status < 300) forget(shapeOf(path), target);
      if (method !== 'POST' || status !== 201) return;
      const id = location?.split('/').at(-1) ?? /"(?:id|slug|key)":"?([^",}]+)/.exec(body)?.[1];
      if (id === undefined) return;
      const paths = cached(known, shapeOf(`${path}/{id}`), (): string[] => []);
      paths.push(`${target}/${id}`);
      if (paths.length > mostKnown) paths.shift();
    },
  };
}

type Plain = ReturnType<typeof requestOf>;

const plains = new WeakMap<Operation, Map<string, Plain>>();

/** A plain request: made once, because it is always the same. */
const plainOf = (operation: Operation, extent: 'all' | 'required'): Plain =>
  cached(
    cached(plains, operation, (): Map<string, Plain> => new Map()),
    extent,
    () => requestOf(operation, extent, true),
  );

/** A random body that the schema allows, if it documents one. */
function bodyOf({ requestBody }: Operation, random: Random) {
  const [mediaType] = requestBody?.content ?? [];
  const making = { extent: 'some', omit: 'readOnly', examples: true } as const;
  return (
    mediaType?.schema &&
    makeInstance(mediaType.schema.alternatives, { ...making, choices: choicesOf(random) })
  );
}
