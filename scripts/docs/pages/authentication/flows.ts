import { nodeOf } from '../../../../conformance/core/contract/context.ts';
import { isObject, type Node } from '../../../../conformance/core/pointer.ts';
import type { Block, TableRow } from '../../content/block.ts';
import { code, link, type Inline } from '../../content/inline.ts';
import type { Say, WordKey } from '../../words/words.ts';
import type { Scheme } from './schemes.ts';

const flowWords: { readonly [flow: string]: WordKey } = {
  authorizationCode: 'flowAuthorizationCode',
  clientCredentials: 'flowClientCredentials',
  implicit: 'flowImplicit',
  password: 'flowPassword',
  deviceAuthorization: 'flowDevice',
};
const urlWords: { readonly [member: string]: WordKey } = {
  authorizationUrl: 'urlAuthorization',
  deviceAuthorizationUrl: 'urlDevice',
  tokenUrl: 'urlToken',
  refreshUrl: 'urlRefresh',
};

/**
 * Where a client gets its token: the flows of OAuth 2 with their addresses and scopes, or the discovery document.
 * @see https://spec.openapis.org/oas/v3.1.1.html#oauth-flow-object
 */
export function flowBlocks({ node = {}, anchor }: Scheme, say: Say): Block[] {
  if (node.type === 'openIdConnect' && typeof node.openIdConnectUrl === 'string')
    return [
      {
        kind: 'paragraph',
        content: [say('discoveryAt'), ' ', address(node.openIdConnectUrl)],
      },
    ];
  if (node.type !== 'oauth2') return [];
  return Object.entries(nodeOf(node.flows))
    .filter((entry): entry is [string, Node] => isObject(entry[1]) && !entry[0].startsWith('x-'))
    .flatMap(([name, flow]) => oneFlow(name, flow, { anchor, say }));
}

function oneFlow(
  name: string,
  flow: Node,
  { anchor, say }: { readonly anchor: string; readonly say: Say },
): Block[] {
  const title = Object.hasOwn(flowWords, name) ? say(flowWords[name]!) : name;
  const urls = Object.entries(urlWords).flatMap(([member, word]): Inline[] =>
    typeof flow[member] === 'string' ? [[say(word), ': ', address(flow[member])]] : [],
  );
  const rows = Object.entries(nodeOf(flow.scopes)).map(
    ([scope, text]): TableRow => ({
      cells: [code(scope), { kind: 'markdown', source: typeof text === 'string' ? text : '' }],
    }),
  );
  return [
    { ...{ kind: 'heading', level: 3, id: `${anchor}-${name}` }, content: title },
    ...(urls.length > 0 ? [{ kind: 'list', items: urls } as const] : []),
    ...(rows.length > 0
      ? [
          {
            kind: 'table',
            caption: say('scopesOf', { flow: title }),
            head: [say('scope'), say('scopeAllows')],
            rows,
          } as const,
        ]
      : []),
  ];
}

const address = (url: string): Inline => (/^https?:/i.test(url) ? link({ url }, url) : code(url));
