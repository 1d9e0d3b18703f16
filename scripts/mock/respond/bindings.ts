import type { MediaType, Refusal } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, placesOf } from '../../../conformance/core/pointer.ts';
import {
  echoedHeader,
  evaluate,
  type Readable,
} from '../../../conformance/core/http/runtime-expression.ts';
import type { Fault } from './request-error.ts';

/** What an answer depends on, besides its description. */
export type Context = {
  /** The request, as far as its answer may repeat it. */
  readonly request: Readable;
  readonly fault?: Fault;
  /** What is remembered, by its name. */
  readonly recalled?: ReadonlyMap<string, Json>;
};

/** A place of a documented body that is filled in for each answer; where there is no value the example's own stays. */
export type Hole = {
  readonly place: string;
  readonly value: (context: Context) => Json | undefined;
};

/** Every place of a body that `x-echo`, `x-memory` and a refusal's `says` speak of. Later ones win: what the request says before what is remembered. */
export function holesOf(
  { echo, memory }: MediaType,
  body: Json | undefined,
  says: Refusal['says'],
): readonly Hole[] {
  const at = (pattern: string, value: Hole['value']): Hole[] =>
    placeIn(body, pattern).map((place) => ({ place, value }));
  return [
    ...[...(memory?.recalls ?? [])].flatMap(([pattern, name]) =>
      at(pattern, ({ recalled }) => recalled?.get(name)),
    ),
    ...[...echo].flatMap(([pattern, expression]) =>
      echoedHeader(pattern) === undefined ? at(pattern, readerOf(expression)) : [],
    ),
    ...[...(says ?? [])].flatMap(([pattern, texts]) =>
      at(pattern, ({ fault }) => fault && worded(texts, fault)),
    ),
  ];
}

/** Reads what an expression names; the parts of one that speaks of a member of the body are told apart once. */
function readerOf(expression: string): Hole['value'] {
  const [, member] = /^\$request\.body#\/([^/~]+)$/.exec(expression) ?? [];
  if (member === undefined) return ({ request }) => evaluate(expression, request);
  return ({ request: { body } }) =>
    isObject(body) && Object.hasOwn(body, member) ? (body[member] as Json) : undefined;
}

/** Of a list, the first element is the one that speaks of the request. */
function placeIn(body: Json | undefined, pattern: string): string[] {
  return pattern.includes('*') ? placesOf(body, pattern).slice(0, 1) : [pattern];
}

/** What an API says of a fault: its text for the keyword that is broken, with the names in it. */
function worded(
  texts: { readonly [keyword: string]: string },
  { keyword, names, problem }: Fault,
): string | undefined {
  const text = Object.hasOwn(texts, keyword) ? texts[keyword] : texts.default;
  const said: { readonly [word: string]: string } = {
    names: names.join(', '),
    name: names[0] ?? '',
    problem,
  };
  return text?.replaceAll(/\{(names|name|problem)\}/g, (_, word: string) => said[word]!);
}
