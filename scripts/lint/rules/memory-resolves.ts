import { orNearest } from '../../../conformance/core/nearest.ts';
import { DescriptionNode } from '../description-node.ts';
import { bareExchangesOf, exchangesOf, operationsOf, type DescribedExchange } from '../exchange.ts';
import { isText, members, type Context, type Location, type Rule } from '../rule.ts';

type Memory = {
  readonly memory: DescriptionNode;
  readonly exchange: DescribedExchange;
  readonly isBare: boolean;
};

/** The mock can recall only values that it keeps, and keep only values that an exchange has. */
export const memoryResolves: Rule = {
  id: 'memory-resolves',
  summary:
    'Every memory keeps values that the exchange has, recalls values that are kept, and is about things that are made.',
  visit: () => ({
    Root(root, context) {
      const description = new DescriptionNode(root, context);
      const pathItems = [...description.each('paths')].map(([, pathItem]) => pathItem);
      const memories = pathItems.flatMap((pathItem) => memoriesOf(pathItem, description));
      const report: Report = (location, message) => context.report({ message, location });
      for (const memory of memories) {
        if (isMisplaced(memory, report)) continue;
        judgeExpressions(memory, report);
        judgePlaces(memory, report);
        judgeElements(memory, report);
        judgeOwn(memory, report);
        judgeNames(memory, memories, report);
        judgeKind(memory, memories, report);
      }
      for (const operation of pathItems.flatMap(operationsOf))
        judgeAbsence(operation, memories, report);
    },
  }),
};

type Report = (
  location: Location | ReturnType<Location['key']>,
  message: string,
) => ReturnType<Context['report']>;

const memoriesOf = (pathItem: DescriptionNode, root: DescriptionNode): readonly Memory[] =>
  [false, true].flatMap((isBare) =>
    (isBare ? bareExchangesOf : exchangesOf)(pathItem, root).flatMap((exchange) => {
      const memory = exchange.mediaType.at('x-memory');
      return memory ? [{ memory, exchange, isBare }] : [];
    }),
  );

/** A body has a media type, and what is refused keeps nothing. */
function isMisplaced({ memory, exchange, isBare }: Memory, report: Report): boolean {
  const { mediaType, operation, status } = exchange;
  const refusals = Object.values(members(operation.at('x-refusals')?.value));
  const isRefusal =
    /^[45]/.test(status) || refusals.some((refusal) => members(refusal).response === status);
  if (isBare && Object.keys(members(mediaType.at('content')?.value)).length > 0)
    report(
      memory.location.key(),
      'This response has a body, so its memory has no effect here. Move it to the media type.',
    );
  else if (isRefusal)
    report(
      memory.location.key(),
      'A request that is refused keeps and recalls nothing. Move the memory to a success; name the response to a thing that is not there as `absent` in x-refusals.',
    );
  else return false;
  return true;
}

const pointerIn = (expression: string): string | undefined =>
  /^\$response\.body#(.*)$/.exec(expression)?.[1];

function judgeExpressions({ memory, exchange }: Memory, report: Report): void {
  const { key, ...others } = members(memory.value);
  const named = ['keeps', 'merges', 'where'].flatMap((member) =>
    Object.entries(members(others[member])).map(([name, text]) => [[member, name], text] as const),
  );
  for (const [path, expression] of [[['key'], key] as const, ...named]) {
    if (!isText(expression)) continue;
    const pointer = pointerIn(expression);
    const isDescribed =
      pointer === undefined ? exchange.requestHas(expression) : exchange.responseHas(pointer);
    if (!isDescribed)
      report(
        memory.location.child(path),
        `The exchange has no described value at \`${expression}\`. Correct the expression, or describe the value.`,
      );
  }
}

/** What a list shows of each thing is in its element. */
function judgeElements({ memory }: Memory, report: Report): void {
  const { key, lists, recalls } = members(memory.value);
  if (typeof lists !== 'string') return;
  const isInside = (place: string | undefined) => `${place}/`.startsWith(`${lists}/*/`);
  if (isText(key) && !isInside(pointerIn(key)))
    report(
      memory.location.child('key'),
      `In a list, the key of each thing is in its element: write \`$response.body#${lists}/*\` and the rest of the pointer.`,
    );
  for (const place of Object.keys(members(recalls)))
    if (!isInside(place))
      report(
        memory.location.child(['recalls', place]).key(),
        `In a list, what is recalled of each thing is in its element: write \`${lists}/*\` and the rest of the pointer.`,
      );
}

/** Places of the answer. */
function judgePlaces({ memory, exchange: { responseHas } }: Memory, report: Report): void {
  const { recalls, creates, updates, lists, counts } = members(memory.value);
  const complain = (place: string, location: Parameters<Report>[0]) => {
    if (!responseHas(place))
      report(
        location,
        `The response has no described value at \`${place}\`. Correct the name, or describe the value.`,
      );
  };
  for (const place of Object.keys(members(recalls)))
    complain(place, memory.location.child(['recalls', place]).key());
  for (const [member, places] of Object.entries({ creates, updates }))
    for (const [index, place] of textsIn(places).entries())
      complain(place, memory.location.child([member, index]));
  if (isText(counts)) complain(counts, memory.location.child('counts'));
  if (typeof lists === 'string' && !responseHas(`${lists}/*`))
    report(
      memory.location.child('lists'),
      `The response has no described array at \`${lists}\`. Correct the name, or describe the elements by \`items\`.`,
    );
}

/** What the server gives is kept under the name of a recalled place. */
function judgeOwn({ memory }: Memory, report: Report): void {
  const { recalls, creates, updates } = members(memory.value);
  const places = Object.keys(members(recalls));
  for (const [member, own] of Object.entries({ creates, updates }))
    for (const [index, place] of textsIn(own).entries())
      if (nameAt(place, members(recalls)) === undefined)
        report(
          memory.location.child([member, index]),
          `No later answer can show what is made at \`${place}\`, because nothing at or above it is recalled. ` +
            `Add it to \`recalls\` under a name${places.length > 0 ? `, or name a place below ${places.map((each) => `\`${each}\``).join(', ')}` : ''}.`,
        );
}

/** The names that responses recall, or look for, are kept. */
function judgeNames({ memory }: Memory, all: readonly Memory[], report: Report): void {
  const { of, recalls, where } = members(memory.value);
  const kept = all.flatMap((other) => (isOf(of, other) ? keptBy(other) : []));
  const used = [
    ...Object.entries(members(recalls)).map(([place, name]) => [['recalls', place], name] as const),
    ...Object.keys(members(where)).map((name) => [['where', name], name] as const),
  ];
  for (const [path, name] of used)
    if (isText(name) && !kept.includes(name))
      report(
        memory.location.child(path),
        `No response keeps \`${name}\` of a ${String(of)}${orNearest(name, kept)} Add it to the \`keeps\` of a response, or correct the name.`,
      );
}

/** Only what some response makes can be listed and deleted. */
function judgeKind({ memory }: Memory, all: readonly Memory[], report: Report): void {
  const { of, lists, deletes } = members(memory.value);
  const member = deletes === true ? 'deletes' : isText(lists) ? 'lists' : undefined;
  if (member === undefined || all.some((other) => isOf(of, other) && keptBy(other).length > 0))
    return;
  const kinds = all.flatMap((other) =>
    keptBy(other).length > 0 ? [String(members(other.memory.value).of)] : [],
  );
  report(
    memory.location.child(member),
    `No response keeps or creates anything of a ${String(of)}${orNearest(String(of), kinds)} Without that there is nothing to ${member === 'lists' ? 'list' : 'delete'}.`,
  );
}

/** A request is about a thing that is not there only if it has the key of one. */
function judgeAbsence(operation: DescriptionNode, all: readonly Memory[], report: Report): void {
  const absent = operation.at('x-refusals')?.at('absent');
  const isAbout = all.some(({ memory, exchange }) => {
    const { key } = members(memory.value);
    const isOwn =
      exchange.operation.location.absolutePointer === operation.location.absolutePointer;
    return isOwn && isText(key) && pointerIn(key) === undefined;
  });
  if (absent && !isAbout)
    report(
      absent.location.key(),
      'No success of this operation has an `x-memory` whose `key` is in the request, so that nothing tells which thing is not there. Add it, or leave out `absent`.',
    );
}

/** Whether a memory is of a kind; one that names none may be of any. */
const isOf = (of: unknown, { memory }: Memory): boolean =>
  [undefined, of].includes(members(memory.value).of);

/** The names under which a response keeps values: of the exchange, or the server's own. */
function keptBy({ memory }: Memory): readonly string[] {
  const { keeps, merges, recalls, creates, updates } = members(memory.value);
  const own = [...textsIn(creates), ...textsIn(updates)].flatMap(
    (place) => nameAt(place, members(recalls)) ?? [],
  );
  return [...Object.keys(members(keeps)), ...Object.keys(members(merges)), ...own];
}

/** The name of the nearest recalled place at or above a place. */
function nameAt(place: string, recalls: { readonly [place: string]: unknown }): string | undefined {
  const [above] = Object.keys(recalls)
    .filter((each) => place === each || place.startsWith(`${each}/`))
    .toSorted((one, other) => other.length - one.length);
  return above === undefined ? undefined : String(recalls[above]);
}

const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
