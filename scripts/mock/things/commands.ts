import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { pointerOf, withoutValueAt, withValueAt } from '../../../conformance/core/pointer.ts';
import { changesBy, commandOf, type Change } from '../../../conformance/core/resources/commands.ts';
import { singular } from '../../../conformance/core/resources/names.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { successTypes, type Kind } from './kind.ts';
import { memberAt } from './member.ts';
import { momentIn } from './moments.ts';
import { conflicting, contentTypeOf, type Asked, type Refused } from './outcome.ts';
import { merged } from './patch.ts';
import type { Work } from './places.ts';
import { sentBy } from './sent.ts';
import { flatsAt, isSameSchema, thingShape } from './shape.ts';
import { textAt } from './texts.ts';
import type { Members, Thing } from './thing.ts';

/** What a command makes of a thing. */
export type Commanded = {
  /** The members that it writes. */
  readonly given: Members;
  /** All members of the thing after it. */
  readonly members: Members;
  /** Whether the answer shows something else than the thing. */
  readonly isUnseen: boolean;
};

/** What an operation commands, as far as its description says it. */
type Plan = {
  readonly changes: readonly (Change & {
    readonly pointer: string;
    readonly isRequired: boolean;
  })[];
  /** Whether the members of its body are members of the thing. */
  readonly takesBody: boolean;
  readonly isUnseen: boolean;
};

const plans = new WeakMap<Operation, { readonly plan: Plan | undefined }>();

/**
 * What an operation below a thing makes of it: `POST /issues/{id}/close` closes it, where the thing has
 * a member that says so, and `POST /issues/{id}/assign` writes the members of its body. `undefined`
 * where the description does not let one know, or the answer shows a thing of another kind.
 */
export function commandedBy(
  { work, asked }: { readonly work: Work; readonly asked: Asked },
  thing: Thing,
  { contract, now }: { readonly contract: Contract; readonly now: () => number },
): Commanded | Refused | undefined {
  const { operation, level } = work;
  const kind = level.kind()!;
  const { plan } = cached(plans, operation, () => ({ plan: planOf(work, kind) }));
  if (!plan) return undefined;
  const { changes, takesBody, isUnseen } = plan;
  if (isRepeated(changes, thing, () => textOf409(contract, operation)))
    return conflicting('the thing is so already');
  const sent = takesBody ? sentIn(operation, kind, asked) : {};
  let members = merged(thing.members, sent) as Members;
  let given: Members = sent;
  for (const change of changes) {
    const value = valueAfter(change, members, now);
    if (value === undefined) members = withoutValueAt(members, change.pointer) as Members;
    else {
      members = withValueAt(members, change.pointer, value) as Members;
      given = withValueAt(given, change.pointer, value) as Members;
    }
  }
  return { given, members, isUnseen };
}

/** The value of a member after a command; `undefined` for none. */
function valueAfter(
  { to, schema, pointer, isRequired }: Plan['changes'][number],
  members: Members,
  now: () => number,
): Json | undefined {
  if (typeof to === 'object') return to.value;
  if (to === 'now') return momentIn(schema, now());
  const before = memberAt(members, pointer);
  return to === 'opposite' ? before !== true : isRequired ? before : undefined;
}

/** Whether a thing is already what a command makes of it, and the description refuses that. */
function isRepeated(changes: Plan['changes'], thing: Thing, text: () => string): boolean {
  const known = changes.flatMap(({ to, pointer }) =>
    typeof to === 'object' ? [memberAt(thing.members, pointer) === to.value] : [],
  );
  // the documented request must do for the documented thing
  const isDocumented = thing.from === 'description' && thing.revision === 0;
  return known.length > 0 && known.every(Boolean) && !isDocumented && /\balready\b/i.test(text());
}

function textOf409(contract: Contract, { responses }: Operation): string {
  const conflict = responses.find(({ status }) => status === '409');
  return conflict ? textAt(contract, conflict.source) : '';
}

/** The members of a thing that the body of a command gives, without its identifier. */
function sentIn(operation: Operation, kind: Kind, asked: Asked): Members {
  const sent = sentBy(operation, kind, asked.read.body, contentTypeOf(asked));
  const names = namesOf(kind.flats);
  return Object.fromEntries(
    Object.entries(sent?.members ?? {}).filter(
      ([name]) => names.has(name) && pointerOf([name]) !== kind.identifier,
    ),
  );
}

function planOf({ operation, effect }: Work, kind: Kind): Plan | undefined {
  const answer = answerOf(operation, kind);
  const command = commandOf(operation, kind.resource.names);
  if (!command || answer === 'another thing') return undefined;
  const changes = ['', 'attributes'].flatMap((above) =>
    flatsAt(() => kind.flats as [FlatSchema], above === '' ? [] : [above])
      .slice(0, 1)
      .flatMap((flat) =>
        changesBy(command, flat).map((change) => ({
          ...{ ...change, pointer: pointerOf([...(above === '' ? [] : [above]), change.name]) },
          isRequired: flat.required.includes(change.name),
        })),
      ),
  );
  const isSure = answer !== 'something else' && effect !== 'create' && !isPlural(operation);
  const takes = operation.method !== 'DELETE' && takenFrom(operation, kind);
  const takesBody = takes === 'all' ? isSure || changes.length > 0 : takes === 'some';
  if (changes.length === 0 && !(takes === 'all' && isSure)) return undefined;
  return { changes, takesBody, isUnseen: answer === 'something else' };
}

/** Whether a path ends with things of another kind: `/issues/{id}/comments`. */
function isPlural({ path }: Operation): boolean {
  const last = path.split(/[/:]/).at(-1)!.toLowerCase();
  return singular(last) !== last;
}

/** How many of the members that a body must or may have are those of the thing. */
function takenFrom({ requestBody }: Operation, { flats, resource }: Kind): 'all' | 'some' | 'none' {
  const [flat] = requestBody?.content.find(({ schema }) => schema)?.schema?.alternatives() ?? [];
  const wrapped = [...(flat?.properties ?? [])].find(
    ([name]) => flat!.properties.size === 1 && [...resource.names, 'data'].includes(name),
  );
  const own = wrapped?.[1]()[0] ?? flat;
  const names = namesOf(flats);
  const known = [...(own?.properties.keys() ?? [])].filter((name) => names.has(name));
  if (known.length === 0) return 'none';
  return own!.required.every((name) => names.has(name)) ? 'all' : 'some';
}

const namesOf = (flats: readonly FlatSchema[]): ReadonlySet<string> =>
  new Set(flats.flatMap(({ properties }) => [...properties.keys()]));

/** What the success of a command shows. */
function answerOf(
  operation: Operation,
  { flats, resource, identifier }: Kind,
): 'the thing' | 'nothing' | 'something else' | 'another thing' {
  const [mediaType] = successTypes(operation);
  if (!mediaType) return 'nothing';
  const shown = thingShape(mediaType, resource.names)?.flats ?? [];
  const known = namesOf(flats);
  const isSame = shown.some((flat) =>
    flats.some(
      (own) =>
        isSameSchema(own, flat) ||
        (flat.properties.size > 0 &&
          flat.properties.keys().every((name) => known.has(name)) &&
          (!hasIdentifier(flat, identifier) ||
            own.required.every((name) => flat.properties.has(name)))),
    ),
  );
  if (isSame) return 'the thing';
  return shown.some((flat) => hasIdentifier(flat, identifier)) ? 'another thing' : 'something else';
}

const hasIdentifier = ({ properties }: FlatSchema, identifier = '/id'): boolean =>
  properties.has('id') || properties.has(identifier.slice(1));
