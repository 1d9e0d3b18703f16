import { isObject, ownMember, type Node } from '../pointer.ts';
import { nodeOf, objectsOf, type ReadContext } from './context.ts';
import type { OAuthFlow, SecurityScheme } from './model.ts';

/**
 * Reads the alternatives of an operation's `security`, else those of the whole description. A
 * client certificate is no part of a request, so it is taken as given; an alternative with one
 * comes last, because a client may have none.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export function readSecurity(operation: Node, context: ReadContext): SecurityScheme[][] {
  const { root, deref, warn } = context;
  const schemes = nodeOf(nodeOf(root.components).securitySchemes);
  const alternatives = objectsOf(operation.security ?? root.security, context).map((alternative) =>
    Object.keys(alternative).flatMap((name) => {
      const scheme = deref(ownMember(schemes, name));
      if (isObject(scheme)) return [readScheme(name, scheme, context)];
      warn(operation, `the security scheme "${name}" is not among components.securitySchemes.`);
      return [];
    }),
  );
  const hasCertificate = (names: readonly SecurityScheme[]) => names.some(isCertificate);
  return alternatives
    .toSorted((one, other) => Number(hasCertificate(one)) - Number(hasCertificate(other)))
    .map((names) => names.filter((scheme) => !isCertificate(scheme)));
}

/** The schemes of the description, whether or not an operation needs them. */
export const readSecuritySchemes = (
  root: Node,
  context: Pick<ReadContext, 'deref' | 'sourceOf'>,
): SecurityScheme[] =>
  Object.entries(nodeOf(nodeOf(root.components).securitySchemes))
    .map(([name, scheme]) => [name, context.deref(scheme)] as const)
    .flatMap(([name, scheme]) => (isObject(scheme) ? [readScheme(name, scheme, context)] : []))
    .filter((scheme) => !isCertificate(scheme));

const isCertificate = ({ type }: SecurityScheme): boolean => type === 'mutualTLS';

/** @see https://spec.openapis.org/oas/v3.1.1.html#security-scheme-object */
const readScheme = (
  name: string,
  node: Node,
  { sourceOf }: Pick<ReadContext, 'sourceOf'>,
): SecurityScheme => ({
  name,
  type: String(node.type),
  ...(typeof node.scheme === 'string' && { scheme: node.scheme.toLowerCase() }),
  ...(typeof node.in === 'string' && { in: node.in as 'query' | 'header' | 'cookie' }),
  ...(typeof node.name === 'string' && { parameter: node.name }),
  ...(isObject(node.flows) && { flows: flowsIn(node.flows) }),
  ...(typeof node.openIdConnectUrl === 'string' && { openIdConnectUrl: node.openIdConnectUrl }),
  source: sourceOf(node),
});

/** @see https://spec.openapis.org/oas/v3.1.1.html#oauth-flows-object */
const flowsIn = (flows: Node): ReadonlyMap<string, OAuthFlow> =>
  new Map(
    Object.entries(flows).flatMap(([name, flow]) =>
      isObject(flow)
        ? [
            [
              name,
              {
                ...(typeof flow.tokenUrl === 'string' && { tokenUrl: flow.tokenUrl }),
                ...(typeof flow.refreshUrl === 'string' && { refreshUrl: flow.refreshUrl }),
              },
            ] as const,
          ]
        : [],
    ),
  );
