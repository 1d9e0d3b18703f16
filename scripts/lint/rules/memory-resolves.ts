import { answers, asks, methods, parameters } from '../exchange-place.ts';
import { below, descend, each } from '../place.ts';
import type { Place } from '../place.ts';
import { isText, members } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';

/** What nobody keeps can't be recalled, and what is kept from nowhere is nothing. */
export const memoryResolves: Rule = {
  id: 'memory-resolves',
  summary: 'Every memory leads from places that the exchange has to names that are kept.',
  visit: () => ({
    Root(node, context) {
      const found = [...memories({ node, location: context.location }, context)];
      const kept = new Set(
        found.flatMap(({ memory }) =>
          Object.keys(members(members(memory.node).keeps)).map((name) => nameOf(memory, name)),
        ),
      );
      for (const one of found) judge(one, kept, context);
    },
  }),
};

type Found = {
  readonly memory: Place;
  readonly operation: Place;
  readonly named: ReadonlySet<string>;
  readonly response: Place;
  readonly mediaType: Place;
};

const nameOf = ({ node }: Place, name: string): string => `${String(members(node).of)} ${name}`;

// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: it walks path items, operations, responses and media types
function* memories(root: Place, { resolve }: Context): Iterable<Found> {
  for (const [, pathItem] of each(below(root, 'paths'), resolve)) {
    for (const method of methods) {
      const operation = below(pathItem, method);
      if (operation === undefined) continue;
      const named = parameters([pathItem, operation], resolve);
      for (const [, response] of each(descend(operation, ['responses'], resolve), resolve)) {
        for (const [, mediaType] of each(below(response, 'content'), resolve)) {
          const memory = below(mediaType, 'x-memory');
          if (memory !== undefined) yield { memory, operation, named, response, mediaType };
        }
      }
    }
  }
}

function judge(
  { memory, operation, named, response, mediaType }: Found,
  kept: ReadonlySet<string>,
  { report, resolve }: Context,
): void {
  const { key, keeps, recalls } = members(memory.node);
  for (const [names, expression] of [
    [['key'], key] as const,
    ...Object.entries(members(keeps)).map(([name, text]) => [['keeps', name], text] as const),
  ]) {
    if (!isText(expression)) continue;
    const [, pointer] = /^\$response\.body#(.*)$/.exec(expression) ?? [];
    if (
      pointer === undefined
        ? asks(expression, operation, named, resolve)
        : answers(pointer, response, mediaType, resolve)
    )
      continue;
    report({
      message: `The exchange has nothing at \`${expression}\`. Correct the expression, or describe what it names.`,
      location: memory.location.child(names),
    });
  }
  for (const [target, name] of Object.entries(members(recalls))) {
    const place = memory.location.child(['recalls', target]);
    if (!answers(target, response, mediaType, resolve)) {
      report({
        message: `The description of this answer has nothing at \`${target}\`. Correct the name, or describe what stands there.`,
        location: place.key(),
      });
    }
    if (isText(name) && !kept.has(nameOf(memory, name))) {
      report({
        message: `Nothing of the name \`${name}\` is kept of a ${String(members(memory.node).of)}. Add it to the \`keeps\` of an answer, or correct the name.`,
        location: place,
      });
    }
  }
}
