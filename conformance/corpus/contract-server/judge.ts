import { Validator, type Schema } from '@cfworker/json-schema';
import { isObject } from '../implementation/rules.ts';
import './formats.ts';
import { mapSchemas, type Node, type SchemaNode } from './inline.ts';

/** A request has no `readOnly` members and a response no `writeOnly` ones. */
export type Direction = 'request' | 'response';

const compiled = {
  request: new WeakMap<object, Validator>(),
  response: new WeakMap<object, Validator>(),
};

/** Whether an instance is valid, by a library that the runner does not use. */
export function fits(schema: SchemaNode, instance: unknown, direction: Direction): boolean {
  if (typeof schema === 'boolean') return schema;
  const known = compiled[direction].get(schema);
  const validator = known ?? new Validator(enforced(schema, direction) as Schema, '2020-12', true);
  if (!known) compiled[direction].set(schema, validator);
  return validator.validate(instance).valid;
}

/** Makes `contentEncoding`, `readOnly` and `writeOnly` assertions. */
function enforced(schema: SchemaNode, direction: Direction): SchemaNode {
  if (!isObject(schema)) return schema;
  const inner = mapSchemas(schema, (node) => enforced(node, direction)) as {
    [keyword: string]: unknown;
  };
  const properties = isObject(schema.properties) ? schema.properties : {};
  const isLeftOut = (name: string) =>
    isTrue(properties[name], direction === 'request' ? 'readOnly' : 'writeOnly');
  if (Array.isArray(inner.required))
    inner.required = inner.required.filter((name: string) => !isLeftOut(name));
  if (direction === 'response' && isObject(inner.properties)) {
    inner.properties = Object.fromEntries(
      Object.entries(inner.properties).map(([name, property]) => [
        name,
        isLeftOut(name) ? false : property,
      ]),
    );
  }
  if (schema.contentEncoding === 'base64')
    inner.allOf = [...((inner.allOf as Node[] | undefined) ?? []), { format: 'base64' }];
  return inner;
}

const isTrue = (schema: unknown, keyword: string): boolean =>
  isObject(schema) && schema[keyword] === true;
