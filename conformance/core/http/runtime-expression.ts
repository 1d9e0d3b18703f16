import type { Parameter } from '../contract/model.ts';
import type { Json } from '../json.ts';
import { pointerOf, valueAt } from '../pointer.ts';
import type { Rule } from './request-part.ts';

/** The values of a request that a runtime expression can refer to. */
export type Readable = {
  readonly parameters: { readonly [place in Parameter['in']]: { readonly [name: string]: Json } };
  readonly body?: Json;
  /** By security scheme, what a signed credential says of its owner. */
  readonly credentials?: { readonly [scheme: string]: Json };
};

/**
 * Evaluates an expression such as `$request.body#/deviceId`; `undefined` if the request lacks it.
 * `$credentials.bearer#/uid` is our own: what the credential of a security scheme says.
 * @see https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions
 */
export function evaluate(expression: string, request: Readable): Json | undefined {
  const claim = credentialsIn(expression);
  if (claim) {
    const said = request.credentials ?? {};
    return Object.hasOwn(said, claim.scheme)
      ? (valueAt(said[claim.scheme], claim.pointer) as Json | undefined)
      : undefined;
  }
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

/**
 * The part of a request and the pointer into it that an expression names, as in a `Rule`; names of
 * header fields in lower case.
 */
export function locationOf(expression: string): Pick<Rule, 'in' | 'pointer'> | undefined {
  const [, place, name = ''] =
    /^\$request\.(path|query|header|cookie|body)[#.]?(.*)$/s.exec(expression) ?? [];
  if (place === undefined) return undefined;
  if (place === 'body') return { in: place, pointer: name };
  const written = place === 'header' ? name.toLowerCase() : name;
  return { in: place as Parameter['in'], pointer: pointerOf([written]) };
}

/** The security scheme and the claim that an expression names, if it is about credentials. */
export function credentialsIn(
  expression: string,
): { readonly scheme: string; readonly pointer: string } | undefined {
  const [, scheme, pointer] = /^\$credentials\.([^#]+)#(.*)$/s.exec(expression) ?? [];
  return scheme === undefined || pointer === undefined ? undefined : { scheme, pointer };
}

/** The name of the header field of an `x-echo` entry; `undefined` for an entry about the body. */
export const echoedHeader = (place: string): string | undefined =>
  /^\$response\.header\.(.+)$/.exec(place)?.[1];
