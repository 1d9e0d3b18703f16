import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { valueAt } from '../pointer.ts';

/** The values of a request that a runtime expression can refer to. */
export type Readable = {
  readonly parameters: { readonly [place in Parameter['in']]: { readonly [name: string]: Json } };
  readonly body?: Json;
};

/**
 * Evaluates an expression such as `$request.body#/deviceId`; `undefined` if the request lacks it.
 * @see https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions
 */
export function evaluate(expression: string, request: Readable): Json | undefined {
  const body = /^\$request\.body(?:#(.*))?$/s.exec(expression);
  if (body) return valueAt(request.body, body[1] ?? '') as Json | undefined;
  const [, place, name = ''] =
    /^\$request\.(path|query|header|cookie)\.(.+)$/s.exec(expression) ?? [];
  if (!place) return undefined;
  const values = request.parameters[place as Parameter['in']];
  const isSame = (other: string) =>
    other === name || (place === 'header' && other.toLowerCase() === name.toLowerCase());
  return Object.entries(values).find(([other]) => isSame(other))?.[1];
}

/** The name of the header field of an `x-echo` entry; `undefined` for an entry about the body. */
export const echoedHeader = (place: string): string | undefined =>
  /^\$response\.header\.(.+)$/.exec(place)?.[1];
