import { DescriptionNode } from '../description-node.ts';
import { exchangesOf, operationsOf, type DescribedExchange } from '../exchange.ts';
import { isText, members, type Context, type Rule } from '../rule.ts';

/**
 * No tool notices an echo that refers to nothing.
 * @see https://spec.openapis.org/oas/v3.1.1.html#runtime-expressions
 */
export const echoResolves: Rule = {
  id: 'echo-resolves',
  summary: 'Every echo leads from a value of the response to a value of the request.',
  visit: () => ({
    Root(node, context) {
      const root = new DescriptionNode(node, context);
      for (const [, pathItem] of root.each('paths')) {
        for (const operation of operationsOf(pathItem)) judgeRequest(operation, context);
        for (const exchange of exchangesOf(pathItem, root)) judgeExchange(exchange, context);
      }
    },
  }),
};

function judgeRequest(operation: DescriptionNode, { report }: Context): void {
  for (const [, mediaType] of operation.each('requestBody', 'content'))
    if (mediaType.at('x-echo'))
      report({
        message:
          'A request repeats nothing. Move `x-echo` to the media type of the response that does.',
        location: mediaType.location.child('x-echo').key(),
      });
}

function judgeExchange(exchange: DescribedExchange, { report }: Context): void {
  const { value, location } = exchange.mediaType;
  for (const [target, expression] of Object.entries(members(members(value)['x-echo']))) {
    const entry = location.child(['x-echo', target]);
    if (!exchange.responseHas(target))
      report({
        message: `The response has no described value at \`${target}\`. Correct the name, or describe the value.`,
        location: entry.key(),
      });
    if (isText(expression) && !exchange.requestHas(expression))
      report({
        message: `The request has no described value at \`${expression}\`. Correct the expression, or describe the value.`,
        location: entry,
      });
  }
}
