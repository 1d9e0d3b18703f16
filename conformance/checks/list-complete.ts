import type { Json } from '../core/json.ts';
import { flatThing } from '../core/resources/fields.ts';
import { isMarkedSince } from '../core/resources/marks.ts';
import { identifiersOfList, type Listed } from './list-identifiers.ts';
import type { Check, Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import {
  expectationOf,
  identifierIn,
  isIdentifiedBy,
  isSuccess,
  observed,
  type Of,
} from './state.ts';

/** The rule is what a list means: it holds what is there. */
export const listComplete: Check = {
  id: 'list-complete',
  label: 'lists',
  summary: 'A list holds what was made, once, and nothing that was deleted or refused.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'listed', 'unlisted') !== undefined &&
    isSuccess(exchange) &&
    identifiersOfList(exchange) !== undefined,
  *judge(exchange) {
    const expects = expectationOf(exchange, 'listed', 'unlisted')!;
    const isListed = expects.of === 'listed';
    for (const identifier of expects.identifiers)
      yield* isListed
        ? mustHold(exchange, expects, identifier)
        : mustLack(exchange, expects, identifier);
    for (const identifier of isListed ? [] : (expects.others ?? []))
      yield* mustHold(exchange, expects, identifier);
  },
};

type Expects = Of<'listed' | 'unlisted'>;

/** A list holds a thing, and once. */
function* mustHold(exchange: Exchange, expects: Expects, identifier: Json): Iterable<Observation> {
  const list = identifiersOfList(exchange)!;
  const name = String(identifier);
  const count = list.things.filter((thing) => isIdentifiedBy(thing, name, expects.by)).length;
  // a list may show less of a thing
  const isThere = count > 0 || list.elements.some((element) => element.includes(name));
  const mayLack = expects.of === 'listed' && expects.mayLack;
  if (!isThere && list.isWhole && !mayLack && showsIdentifiers(list, expects))
    yield observed(exchange, expects, {
      message: `The list lacks what was made: ${name}`,
      expected: `an element with ${name}`,
      defect: 'listed',
    });
  if (count > 1)
    yield observed(exchange, expects, {
      message: `The list holds a thing more than once: ${name}`,
      expected: `one element with ${name}`,
      defect: 'twice',
    });
}

/** A list does not hold a thing, unless it marks it as deleted. */
function* mustLack(exchange: Exchange, expects: Expects, identifier: Json): Iterable<Observation> {
  const name = String(identifier);
  const isThere = identifiersOfList(exchange)!.things.some(
    (thing) => isIdentifiedBy(thing, name, expects.by) && !isMarked(thing, expects),
  );
  if (isThere)
    yield observed(exchange, expects, {
      message: 'The list holds what is not there',
      expected: `no element with ${name}`,
      defect: 'unlisted',
    });
}

/** Whether an element of a list is marked as deleted: a server may keep a thing so. */
const isMarked = (thing: Json, expects: Expects): boolean =>
  expects.of === 'unlisted' &&
  expects.before !== undefined &&
  isMarkedSince(flatThing(thing), expects.before);

/** Whether a list shows which things it holds: its elements may have no identifiers. */
const showsIdentifiers = ({ things }: Listed, { by }: Expects): boolean =>
  by === undefined ||
  things.length === 0 ||
  things.some((thing) => identifierIn(thing, by) !== undefined);
