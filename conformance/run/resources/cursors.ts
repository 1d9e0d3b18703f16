import type { Operation, Parameter } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { valueIn } from '../../core/instances/other-texts.ts';
import { requestOf, type KnownValues } from '../../core/instances/plain-request.ts';
import { plainName } from '../../core/resources/names.ts';
import type { Case } from '../../generators/case.ts';

/** Names, in plain form, of what says where a page of a list begins, in a text that only the target knows. */
const cursor =
  /cursor$|(?:page|next|skip|resume|continuation)token$|^(?:starting|page)?after$|^(?:ending|page)?before$|^continuation$|^marker$|^scrollid$/;

/**
 * A case without the made-up cursors of its plan: a target knows only those that it gave, and a
 * description can't say so. Where a case is about the cursor itself, or can't do without, nothing is
 * expected of a valid request.
 */
export function withoutCursors(testCase: Case, known: KnownValues = new Map()): Case {
  const { operation, request, repeat, intent } = testCase;
  const cursors = operation.parameters.filter(
    (parameter) => isCursor(parameter) && !known.has(placeOf(parameter)),
  );
  if (!cursors.some((parameter) => valueIn(request, placeOf(parameter)) !== undefined))
    return testCase;
  const without = (one: PlannedRequest) => cursors.reduce(withoutMadeUp(operation), one);
  const left = without(request);
  const isOpen = cursors.some((parameter) => valueIn(left, placeOf(parameter)) !== undefined);
  return {
    ...testCase,
    request: left,
    ...(repeat && { repeat: repeat.map(without) }),
    ...(isOpen && intent === 'valid' && { intent: 'unspecified' as const }),
  };
}

const placeOf = ({ name }: Parameter): string => `$request.query.${name}`;

const isCursor = ({ in: place, name, schema }: Parameter): boolean =>
  place === 'query' &&
  cursor.test(plainName(name)) &&
  schema
    .alternatives()
    .some(
      ({ types, enum: values, format }) =>
        types.includes('string') && !values && !format?.startsWith('date'),
    );

/** Leaves an optional parameter out that has the value of the plan. */
const withoutMadeUp =
  (operation: Operation) =>
  (request: PlannedRequest, parameter: Parameter): PlannedRequest => {
    const { name, required } = parameter;
    const planned = valueIn(requestOf(operation, 'all', false), placeOf(parameter));
    if (required || valueIn(request, placeOf(parameter)) !== planned) return request;
    const { [name]: _, ...query } = request.parameters.query;
    return { ...request, parameters: { ...request.parameters, query } };
  };
