import type { MediaType, Refusal } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { placesOf, withValueAt } from '../../../conformance/core/pointer.ts';
import {
  echoedHeader,
  evaluate,
  type Readable,
} from '../../../conformance/core/http/runtime-expression.ts';
import type { RequestError } from './request-error.ts';

/** The input of a response besides its description. */
export type Context = {
  /** The part of the request that the response may repeat. */
  readonly request: Readable;
  readonly requestError?: RequestError;
  /** Remembered values, by name. */
  readonly recalled?: ReadonlyMap<string, Json>;
};

/** A location in a documented body, and its value for a request. By default it keeps its own. */
export type Binding = {
  readonly pointer: string;
  readonly value: (context: Context) => Json | undefined;
};

/**
 * The bindings of a body by `x-memory`, `x-echo` and the `says` of a refusal, in this order: a
 * later one replaces an earlier one at the same location.
 */
export function bindingsOf(
  { echo, memory }: MediaType,
  body: Json | undefined,
  says: Refusal['says'],
): readonly Binding[] {
  const bind = (pattern: string, value: Binding['value']): Binding[] => {
    if (!pattern.includes('*')) return [{ pointer: pattern, value }];
    // `*` means the first element: it describes the thing that the request names
    const pointers = placesOf(body, pattern).slice(0, 1);
    return pointers.map((pointer) => ({ pointer, value }));
  };
  return [
    ...[...(memory?.recalls ?? [])].flatMap(([pattern, name]) =>
      bind(pattern, ({ recalled }) => recalled?.get(name)),
    ),
    ...[...echo]
      .filter(([pattern]) => echoedHeader(pattern) === undefined)
      .flatMap(([pattern, expression]) =>
        bind(pattern, ({ request }) => evaluate(expression, request)),
      ),
    ...[...(says ?? [])].flatMap(([pattern, texts]) =>
      bind(pattern, ({ requestError }) => requestError && textFor(texts, requestError)),
    ),
  ];
}

/** Copies a body with the values of its bindings. */
export const fill = (
  body: Json | undefined,
  bindings: readonly Binding[],
  values: readonly (Json | undefined)[],
): Json | undefined =>
  bindings.reduce((filled, { pointer }, index) => {
    const value = values[index];
    return value === undefined ? filled : withValueAt(filled, pointer, value);
  }, body);

/** The API's text for the broken keyword, with the names of the invalid parts filled in. */
function textFor(
  texts: { readonly [keyword: string]: string },
  { keyword, names, problem }: RequestError,
): string | undefined {
  const text = Object.hasOwn(texts, keyword) ? texts[keyword] : texts.default;
  const variables = { names: names.join(', '), name: names[0] ?? '', problem };
  return text?.replaceAll(
    /\{(names|name|problem)\}/g,
    (_, name: keyof typeof variables) => variables[name],
  );
}
