import type { Contract, Operation, Parameter } from '../../../conformance/core/contract/model.ts';
import { isObject, valueAt } from '../../../conformance/core/pointer.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import type { ConsoleParameter, ValueKind } from '../browser/console/operation.ts';

/** The most values that a reader chooses from; more are typed. */
const mostChoices = 200;

/** The parameters of an operation as fields of a form. */
export const parametersOf = (contract: Contract, operation: Operation): ConsoleParameter[] =>
  operation.parameters.map((parameter) => {
    const { name, in: location, required, style, schema } = parameter;
    const all = style === 'content' ? [] : schema.alternatives();
    const lists = all.filter(({ types }) => types.includes('array'));
    const isList = all.length > 0 && lists.length === all.length && all.every(isPlainList);
    const flat = isList ? lists.flatMap(({ items }) => (items ? items() : [])) : all;
    const choices = choicesOf(flat);
    const { description, deprecated } = nodeOf(contract, parameter);
    return {
      ...{ name, in: location, required, isList, deprecated: deprecated === true },
      kind: kindOf(flat),
      ...(choices.length > 0 && { choices }),
      ...(typeof description === 'string' && description !== '' && { description }),
    };
  });

const nodeOf = ({ document }: Contract, { source }: Parameter) => {
  const node = document.deref(valueAt(document.contentOf(source.file), source.pointer));
  return isObject(node) ? node : {};
};

/** Whether each element is a line of its own. */
const isPlainList = ({ types, items }: FlatSchema): boolean =>
  types.every((type) => type === 'array') && (!items || items().every(isScalar));

const isScalar = ({ types }: FlatSchema): boolean =>
  types.every((type) => type !== 'object' && type !== 'array');

function kindOf(flat: readonly FlatSchema[]): ValueKind {
  const types = new Set(flat.flatMap((each) => each.types).filter((type) => type !== 'null'));
  if (types.size === 0) return 'text';
  const only = (...allowed: readonly string[]) =>
    [...types].every((type) => allowed.includes(type));
  if (only('integer', 'number')) return 'number';
  if (only('boolean')) return 'boolean';
  // a text is also what a reader types for other scalars
  return types.has('object') || types.has('array')
    ? types.has('string')
      ? 'text'
      : 'json'
    : 'text';
}

/** The values of a list of choices, where no alternative allows others. */
function choicesOf(flat: readonly FlatSchema[]): string[] {
  if (flat.length === 0 || !flat.every((each) => each.enum)) return [];
  const values = flat.flatMap((each) => each.enum ?? []).filter((value) => value !== null);
  const texts = [
    ...new Set(values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)))),
  ];
  return texts.length <= mostChoices ? texts : [];
}
