import type { Alternatives, FlatSchema } from '../schema/model.ts';
import { turnOf } from './choices.ts';
import { matches, textOf, textsMatching } from './text.ts';

/** Whether `not` forbids a member to be present. */
export const isExcluded = (flat: FlatSchema, name: string): boolean =>
  flat.not.some((forbidden) => {
    const [{ required, properties }] = forbidden();
    return required.length === 1 && required[0] === name && properties.size === 0;
  });

/** The schema of a member outside `properties`; `undefined` if no keyword describes it. */
export function undeclaredMember(
  { patternProperties, additionalProperties }: FlatSchema,
  name: string,
): Alternatives | undefined {
  const [matching] = [...patternProperties].filter(([pattern]) => matches(pattern, name));
  return matching?.[1] ?? (additionalProperties || undefined);
}

/** Names that an object's schema allows for members besides its `properties`. */
export function* namesFor(flat: FlatSchema): Generator<string> {
  for (const pattern of flat.patternProperties.keys())
    yield* textsMatching(pattern, 40)
      .filter((name) => name !== '__proto__')
      .slice(0, 3);
  if (flat.additionalProperties === false) return;
  const [names] = flat.propertyNames?.() ?? [];
  for (let turn = 0; turn < 40; turn += 1) {
    if (!names) yield `member-${turn + 1}`;
    else if (names.enum?.[turn] !== undefined) yield String(names.enum[turn]);
    else yield `${textOf(names, turnOf(turn))}${turn < 6 ? '' : turn}`;
  }
}
