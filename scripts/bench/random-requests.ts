import type { Operation } from '../../conformance/core/contract/model.ts';
import { encode } from '../../conformance/core/http/encode-request.ts';
import type { WireRequest } from '../../conformance/core/http/messages.ts';
import { makeInstance } from '../../conformance/core/instances/make.ts';
import { requestOf } from '../../conformance/core/instances/plain-request.ts';
import { choicesOf, type Random } from '../mock/respond/random.ts';

/** The ids that responses have shown, the latest ones. */
export function createIds(random: Random) {
  const known: string[] = [];
  return {
    any: (): string | undefined => known[Math.floor(random() * known.length)],
    note(location: string | undefined, body = ''): void {
      const id = location?.split('/').at(-1) ?? /"(?:id|slug|key)":"?([^",}]+)/.exec(body)?.[1];
      if (id === undefined) return;
      known.push(decodeURIComponent(id));
      if (known.length > 200) known.shift();
    },
  };
}

/** A request with random values, which often names things that are there. */
export function requestFor(
  operation: Operation,
  random: Random,
  idOf: () => string | undefined,
): WireRequest {
  const plain = requestOf(operation, random() < 0.5 ? 'all' : 'required', true);
  const [mediaType] = operation.requestBody?.content ?? [];
  const making = { extent: 'some', omit: 'readOnly', examples: true } as const;
  const value =
    mediaType?.schema &&
    makeInstance(mediaType.schema.alternatives, { ...making, choices: choicesOf(random) });
  const path = Object.fromEntries(
    Object.entries(plain.parameters.path).map(([name, made]) => [
      name,
      random() < 0.9 ? (idOf() ?? made) : made,
    ]),
  );
  const wire = encode(operation, {
    ...plain,
    parameters: { ...plain.parameters, path },
    ...(value === undefined || !plain.body ? {} : { body: { ...plain.body, value } }),
  });
  return { ...wire, headers: [...wire.headers, ['Authorization', 'Bearer token']] };
}
