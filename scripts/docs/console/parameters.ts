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
    const isList = all.length > 0 && all.every(isPlainList);
    const flat = isList ? all.flatMap(({ items }) => (items ? items() : [])) : all;
    const choices = choicesOf(flat);
    return {
      ...{ name, in: location, required, isList, deprecated: isDeprecated(contract, parameter) },
      kind: style === 'content' ? 'json' : kindOf(flat),
      ...(choices.length > 0 && { choices }),
    };
  });

function isDeprecated({ document }: Contract, { source }: Parameter): boolean {
  const node = document.deref(valueAt(document.contentOf(source.file), source.pointer));
  return isObject(node) && node.deprecated === true;
}

/** Whether each element is a line of its own. */
const isPlainList = ({ types, items }: FlatSchema): boolean =>
  types.every((type) => type === 'array') && (!items || items().every(isScalar));

const isScalar = ({ types }: FlatSchema): boolean =>
  types.every((type) => type !== 'object' && type !== 'array');

function kindOf(flat: readonly FlatSchema[]): ValueKind {
  const types = new Set(flat.flatMap((each) => each.types).filter((type) => type !== 'null'));
  const isOnly = (...allowed: readonly string[]) =>
    types.size > 0 && [...types].every((type) => allowed.includes(type));
  if (isOnly('integer', 'number')) return 'number';
  if (isOnly('boolean')) return 'boolean';
  // where texts are allowed, a reader need not quote them
  return !types.has('string') && (types.has('object') || types.has('array')) ? 'json' : 'text';
}

/** The values of a list of choices, where no alternative allows others. */
function choicesOf(flat: readonly FlatSchema[]): string[] {
  if (!flat.every((each) => each.enum)) return [];
  const values = flat.flatMap((each) => each.enum ?? []).filter((value) => value !== null);
  const texts = values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  return texts.length <= mostChoices ? [...new Set(texts)] : [];
}
