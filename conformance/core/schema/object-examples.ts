import type { Json } from '../json.ts';
import { isObject, type Node } from '../pointer.ts';
import type { ObjectExample } from './model.ts';

/** The values of `examples` and `example` of one schema. */
export const examplesIn = ({ examples, example }: Node): Json[] => [
  ...(Array.isArray(examples) ? (examples as Json[]) : []),
  ...(example === undefined ? [] : [example as Json]),
];

/**
 * The examples of an object that several schemas describe together, the outermost first. Those of
 * the outermost are whole. Else each part of an `allOf` brings its own: the first of each as one.
 */
export function objectExamplesOf(schemas: readonly Node[]): readonly ObjectExample[] {
  // a schema that only refers to another is no part
  const parts = schemas.filter((schema) => isPart(schema));
  const [outermost] = parts;
  if (!outermost) return [];
  const names = parts.flatMap(namesIn);
  const whole = examplesIn(outermost).filter(isExample);
  if (whole.length > 0) return whole.map((value) => ({ value, covered: new Set(names) }));
  const shown = parts.flatMap((part) => {
    const [value] = examplesIn(part).filter(isExample);
    return value ? [{ part, value }] : [];
  });
  if (shown.length === 0) return [];
  const value = Object.assign({}, ...shown.map((each) => each.value)) as ObjectExample['value'];
  return [{ value, covered: new Set(shown.flatMap(({ part }) => namesIn(part))) }];
}

const isExample = (value: Json): value is ObjectExample['value'] => isObject(value);

const composites = ['properties', 'allOf', 'anyOf', 'oneOf', 'examples', 'example'];
const isPart = (schema: Node): boolean => composites.some((keyword) => keyword in schema);

const namesIn = ({ properties }: Node): string[] =>
  isObject(properties) ? Object.keys(properties) : [];
