import type {
  MediaType,
  Memory,
  Operation,
  Response,
} from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { evaluate, type Readable } from '../../../conformance/core/http/runtime-expression.ts';
import { valueAt } from '../../../conformance/core/pointer.ts';

/** A response that tells of things: its `x-memory`, and its body if it has one. */
export type Told = { readonly memory: Memory; readonly mediaType: MediaType | undefined };

/** The media types of a response that have `x-memory`, and the response itself without a body. */
export const toldBy = ({ memory, content }: Response): readonly Told[] => [
  ...(memory ? [{ memory, mediaType: undefined }] : []),
  ...content.flatMap((mediaType) =>
    mediaType.memory ? [{ memory: mediaType.memory, mediaType }] : [],
  ),
];

/** The same for all responses of an operation. */
export const toldIn = ({ responses }: Operation): readonly Told[] => responses.flatMap(toldBy);

/** A request and the body of its response. */
export type Exchanged = { readonly request: Readable; readonly body: Json | undefined };

/** The value of an expression for a request or for the body of its response. */
export function valueFor(expression: string, { request, body }: Exchanged): Json | undefined {
  const pointer = pointerIn(expression);
  return pointer === undefined
    ? evaluate(expression, request)
    : (valueAt(body, pointer) as Json | undefined);
}

/** The pointer of an expression that speaks of the response. */
export const pointerIn = (expression: string): string | undefined =>
  /^\$response\.body#(.*)$/s.exec(expression)?.[1];

/** The name under which the value at a place is kept, and where it is in what has the name. */
export type KeptPlace = { readonly name: string; readonly rest: string };

/** What the nearest recalled place, at or above another one, shows. */
export function keptAt({ recalls }: Memory, place: string): KeptPlace | undefined {
  const [nearest] = [...recalls]
    .filter(([above]) => place === above || place.startsWith(`${above}/`))
    .toSorted(([one], [other]) => other.length - one.length);
  return nearest && { name: nearest[1], rest: place.slice(nearest[0].length) };
}
