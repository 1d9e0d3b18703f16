import * as runtime from '../../../../scripts/frontend/validators.ts';
import type { Violation } from '../../../../scripts/frontend/validators.ts';
import { formatName } from '../../../../scripts/generate/artifacts/schema-code.ts';
import type { Documents } from '../../contract/documents.ts';
import { plainestInstance, validInstance } from '../../instances/valid-instance.ts';
import type { Json } from '../../json.ts';
import { escapeToken, isObject, withoutValueAt, withValueAt } from '../../pointer.ts';
import type { Direction } from '../direction.ts';
import { formats } from '../formats/reading.ts';
import type { Schema } from '../model.ts';
import { standaloneCode } from './compile.ts';

type Code = { (value: unknown, pointer: string): boolean; errors?: readonly Violation[] | null };

/** What standalone code finds in an instance. */
export type Found = { readonly isValid: boolean; readonly violations: readonly Violation[] };

/** Compiles schemas to standalone code, and runs it. */
export function compiled(
  documents: Documents,
  schemas: readonly { readonly schema: Schema; readonly direction: Direction }[],
): readonly ((instance: Json) => Found)[] {
  const code = standaloneCode(documents, formatName);
  const expressions = schemas.map(({ schema, direction }) =>
    code.validatorOf(schema.node, direction),
  );
  const { code: text, imports } = code.module();
  const given = imports.map((name) => (runtime as { readonly [name: string]: unknown })[name]);
  // the text of a module, whose imports are given
  const load = new Function(...imports, `"use strict";${text}\nreturn [${expressions.join(',')}];`);
  return (load(...given) as readonly Code[]).map((validate) => (instance) => ({
    isValid: validate(instance, ''),
    violations: validate.errors ?? [],
  }));
}

/** Values of every type, and texts that nearly have a format. */
const values: readonly Json[] = [
  ...[null, true, false, 0, -1, 1, 1.5, 0.1, 1e21, 100, '', ' ', 'x', '12', 'ab'.repeat(200)],
  ...[[], {}, [null], ['a', 'a'], { a: 1 }],
  ...formats.flatMap(({ valid, near, between }) =>
    [valid, Object.values(near), Object.values(between)].flatMap((each) => each.slice(0, 2)),
  ),
];

/** Documented and made instances of a schema, and changes of them: the same ones each time. */
export function* instancesFor({
  schema,
  direction,
  documented,
  count,
}: {
  readonly schema: Schema;
  readonly direction: Direction;
  readonly documented: readonly Json[];
  readonly count: number;
}): Iterable<Json> {
  const omit = direction === 'request' ? 'readOnly' : 'writeOnly';
  const made = [
    validInstance(schema, 'all', omit),
    validInstance(schema, 'required', omit),
    plainestInstance(schema, omit),
  ];
  const starts = [...documented, ...made.filter((each) => each !== undefined)];
  yield* starts;
  const random = randomFrom(1);
  for (let number = 0; number < count; number += 1)
    yield changed(random.of([...starts, ...values]), random);
}

type Random = { readonly of: <Item>(items: readonly Item[]) => Item };

function randomFrom(seed: number): Random {
  let state = seed;
  return {
    of: (items) => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
      return items[Math.floor((state / 2 ** 31) * items.length)]!;
    },
  };
}

/** A value with one member changed, removed or added. */
function changed(value: Json, random: Random): Json {
  const place = random.of([...placesIn(value)]);
  const kind = random.of(['removed', 'added', 'replaced', 'replaced', 'replaced']);
  if (kind === 'removed' && place !== '') return withoutValueAt(value, place);
  if (kind !== 'added') return withValueAt(value, place, random.of(values));
  const name = random.of(['unknownMember', 'type', 'id', 'constructor', 'name']);
  return isObject(value) ? withValueAt(value, `/${name}`, random.of(values)) : random.of(values);
}

function* placesIn(value: Json, place = '', depth = 0): Iterable<string> {
  yield place;
  if (depth > 6 || typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value).slice(0, 20))
    yield* placesIn(member as Json, `${place}/${escapeToken(name)}`, depth + 1);
}
