import type { Operation } from '../../../core/contract/model.ts';
import type { PlannedRequest } from '../../../core/http/planned-request.ts';
import type { Json } from '../../../core/json.ts';
import { identifiersIn } from '../../../core/resources/identifiers.ts';
import type { Resource } from '../../../core/resources/model.ts';
import type { Case } from '../../../generators/case.ts';
import type { Expectation } from '../../../generators/expectation.ts';
import type { SequenceStep } from '../../../plan/sequences.ts';
import { placeOf } from '../clean-up.ts';
import { requestAbout, withPathOf } from '../preparation.ts';
import type { Kept, SequenceContext, State } from '../sequence-state.ts';
import type { Thing } from '../things.ts';

/** Where a sequence is when a step comes. */
export type Situation = {
  readonly step: SequenceStep;
  readonly operation: Operation;
  readonly resource: Resource;
  readonly state: State;
  readonly context: SequenceContext;
  /** The thing that the step is about. */
  readonly kept: Kept;
};

/** What a step sends, and what its response must be; or why it is not sent. */
export type Made = (Pick<Case, 'request'> & Partial<Pick<Case, 'expects' | 'isByOther'>>) | Skipped;

type Skipped = { readonly skip: string };

export type Maker = (situation: Situation) => Made | Promise<Made>;

/** A step that is not sent for want of something. */
export const lacks = (what: string): Skipped => ({ skip: `the target has no ${what} for it` });

/** An expectation about a thing, in the light of what happened last. */
export const about = (
  { resource, state }: Pick<Situation, 'resource' | 'state'>,
  { thing, shown }: Kept,
  of: DistributiveOmit<Expectation, 'thing' | 'names' | 'since' | 'by'>,
): Expectation => ({
  ...of,
  by: { resource, rank: rankOf(thing, shown ?? thing.shown.representation) },
  thing: `the ${resource.names[0] ?? 'thing'} ${placeOf(thing)}`,
  names: resource.names,
  since: state.since,
});

type DistributiveOmit<Type, Keys extends PropertyKey> = Type extends unknown
  ? Omit<Type, Keys>
  : never;

/** Which of the members that may name a thing has its identifier, where the target shows it. */
function rankOf({ resource, values }: Thing, representation: Json | undefined): number {
  const [parameter = ''] = resource.parameters;
  const identifier = String(values.get(parameter));
  const candidates = identifiersIn(resource, parameter, { representation });
  return Math.max(
    0,
    candidates.findIndex((one) => String(one) === identifier),
  );
}

/** The plainest request about a thing. */
export const aboutThing = requestAbout;

/** The same with the values of other things that it needs. */
export async function filledAbout({
  operation,
  kept,
  context,
}: Situation): Promise<PlannedRequest> {
  const plain = aboutThing(operation, kept.thing);
  const filled = await context.resources.binder.fill(operation, plain);
  return withPathOf(operation, filled, kept.thing);
}

/** The identifier of a thing, in the path of its resource. */
export const identifierOf = (thing: Thing | undefined): Json | undefined =>
  thing?.values.get(thing.resource.parameters[0] ?? '');

/** Whether the identifier of a thing is a value, or made of a text: a slug of its title. */
export function isMadeOf(thing: Thing, value: Json | undefined): boolean {
  const identifier = identifierOf(thing);
  if (identifier === undefined || value === undefined) return false;
  const text = typeof value === 'string' ? lettersOf(value) : '';
  return (
    String(value) === String(identifier) ||
    (text.length > 2 && lettersOf(identifier).startsWith(text))
  );
}

const lettersOf = (value: Json): string =>
  String(value)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/g, '');

/** Whether the creation of a thing was only taken for later, so that it need not be there. */
export const isTakenForLater = ({ exchange }: Thing): boolean => exchange.reply.status === 202;
