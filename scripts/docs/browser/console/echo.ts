import { mismatchesIn } from '../../../../conformance/checks/places.ts';
import {
  credentialsIn,
  echoedHeader,
  evaluate,
  locationOf,
  type Readable,
} from '../../../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../../../conformance/core/json.ts';
import { pointerOf } from '../../../../conformance/core/pointer.ts';
import type { BrokenInRequest } from './judge-request.ts';

/** `x-echo` of a media type: runtime expressions by place of the answer. */
export type Echo = { readonly [place: string]: string };

/** A place of the answer, what it has to repeat, and what is there; `undefined` for nothing. */
export type Unrepeated = {
  readonly place: string;
  /** The name of a header field, if the place is one. */
  readonly field?: string;
  readonly expression: string;
  readonly value: Json;
  readonly isClaim: boolean;
  readonly actual: unknown;
};

/** What was sent, with the rules that it breaks, and what came. */
export type Exchanged = {
  readonly sent: Readable;
  readonly broken: readonly BrokenInRequest[];
  readonly headers: Headers;
  /** Absent for a body that is no JSON. */
  readonly body?: Json;
};

/** What an answer has to repeat and does not; `undefined` if nothing is to be repeated that can be judged. */
export function unrepeated(echo: Echo, exchanged: Exchanged): readonly Unrepeated[] | undefined {
  const { sent, broken, headers, body } = exchanged;
  const entries = Object.entries(echo).flatMap(([place, expression]) => {
    const value = evaluate(expression, sent);
    if (value === undefined || broken.some((each) => isAbout(each, expression))) return [];
    const field = echoedHeader(place);
    const isClaim = credentialsIn(expression) !== undefined;
    return [{ place, expression, value, isClaim, ...(field !== undefined && { field }) }];
  });
  // a page may read the fields that the server allows, and no others
  const inFields = entries.filter(({ field }) => field !== undefined && headers.has(field));
  const inBody = body === undefined ? [] : entries.filter(({ field }) => field === undefined);
  if (inFields.length + inBody.length === 0) return undefined;
  return [
    ...inFields
      .map((entry) => ({ ...entry, actual: headers.get(entry.field!) }))
      .filter(({ actual, value }) => actual !== String(value)),
    ...(body === undefined ? [] : mismatchesIn(body, inBody)),
  ];
}

/** Whether a broken rule is about the value of an expression, a part of it, or what holds it. */
function isAbout(rule: BrokenInRequest, expression: string): boolean {
  const location = locationOf(expression);
  if (location?.in !== rule.in) return false;
  const name = rule.in === 'header' ? rule.name?.toLowerCase() : rule.name;
  const pointer = `${name === undefined ? '' : pointerOf([name])}${rule.pointer}/`;
  return pointer.startsWith(`${location.pointer}/`) || `${location.pointer}/`.startsWith(pointer);
}
