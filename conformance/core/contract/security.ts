import { isObject } from '../pointer.ts';
import { nodeOf, objectsOf, type Node, type ReadContext } from './context.ts';
import type { SecurityScheme } from './model.ts';

/**
 * Reads the alternatives of an operation's `security`, else those of the whole description.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export function readSecurity(operation: Node, context: ReadContext): SecurityScheme[][] {
  const { root, deref, warn } = context;
  const schemes = nodeOf(nodeOf(root.components).securitySchemes);
  return objectsOf(operation.security ?? root.security, context).map((alternative) =>
    Object.keys(alternative).flatMap((name) => {
      const scheme = deref(schemes[name]);
      if (isObject(scheme)) return [readScheme(name, scheme, context)];
      warn(operation, `the security scheme "${name}" is not among components.securitySchemes.`);
      return [];
    }),
  );
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
const readScheme = (name: string, node: Node, { sourceOf }: ReadContext): SecurityScheme => ({
  name,
  type: String(node.type),
  ...(typeof node.scheme === 'string' ? { scheme: node.scheme.toLowerCase() } : {}),
  ...(typeof node.in === 'string' ? { in: node.in as 'query' | 'header' | 'cookie' } : {}),
  ...(typeof node.name === 'string' ? { parameter: node.name } : {}),
  source: sourceOf(node),
});
