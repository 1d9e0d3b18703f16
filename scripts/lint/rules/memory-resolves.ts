import { DescriptionNode } from '../description-node.ts';
import { exchangesOf, type DescribedExchange } from '../exchange.ts';
import { isText, members, type Context, type Members, type Rule } from '../rule.ts';

type Memory = { readonly memory: DescriptionNode; readonly exchange: DescribedExchange };

/** The mock can recall only values that it keeps, and keep only values that an exchange has. */
export const memoryResolves: Rule = {
  id: 'memory-resolves',
  summary: 'Every memory keeps values that the exchange has, and recalls values that are kept.',
  visit: () => ({
    Root(root, context) {
      const memories = [...new DescriptionNode(root, context).each('paths')]
        .flatMap(([, pathItem]) => exchangesOf(pathItem))
        .flatMap((exchange) => {
          const memory = exchange.mediaType.at('x-memory');
          return memory ? [{ memory, exchange }] : [];
        });
      const kept = new Set(memories.map(({ memory }) => members(memory.value)).flatMap(keptBy));
      for (const memory of memories) {
        judgeExpressions(memory, context);
        judgeRecalls(memory, kept, context);
      }
    },
  }),
};

const keptBy = ({ of, keeps }: Members): string[] =>
  Object.keys(members(keeps)).map((name) => `${String(of)} ${name}`);

function judgeExpressions({ memory, exchange }: Memory, { report }: Context): void {
  const { key, keeps } = members(memory.value);
  const kept = Object.entries(members(keeps)).map(
    ([name, text]) => [['keeps', name], text] as const,
  );
  for (const [path, expression] of [[['key'], key] as const, ...kept]) {
    if (!isText(expression)) continue;
    const pointer = /^\$response\.body#(.*)$/.exec(expression)?.[1];
    const isDescribed =
      pointer === undefined ? exchange.requestHas(expression) : exchange.responseHas(pointer);
    if (!isDescribed)
      report({
        message: `The exchange has no described value at \`${expression}\`. Correct the expression, or describe the value.`,
        location: memory.location.child(path),
      });
  }
}

function judgeRecalls(
  { memory, exchange }: Memory,
  kept: ReadonlySet<string>,
  { report }: Context,
): void {
  const { of, recalls } = members(memory.value);
  for (const [target, name] of Object.entries(members(recalls))) {
    const entry = memory.location.child(['recalls', target]);
    if (!exchange.responseHas(target))
      report({
        message: `The response has no described value at \`${target}\`. Correct the name, or describe the value.`,
        location: entry.key(),
      });
    if (isText(name) && !kept.has(`${String(of)} ${name}`))
      report({
        message: `No response keeps \`${name}\` of a ${String(of)}. Add it to the \`keeps\` of a response, or correct the name.`,
        location: entry,
      });
  }
}
