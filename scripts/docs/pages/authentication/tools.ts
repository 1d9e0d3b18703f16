import { variableOf } from '../../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../../conformance/core/auth/find-signer.ts';
import type { Signer } from '../../../../conformance/core/auth/signers/signer.ts';
import type { Block } from '../../content/block.ts';
import { code, joined, sentence } from '../../content/inline.ts';
import type { Reference } from '../../reference/model.ts';
import type { Say } from '../../words/words.ts';
import type { Scheme } from './schemes.ts';

/** How a credential is given to the commands of this project: by which environment variables. */
export function toolBlocks(scheme: Scheme, { api }: Reference, say: Say): Block[] {
  const { name, node, anchor } = scheme;
  if (!node) return [];
  const heading: Block = {
    ...{ kind: 'heading', level: 3, id: `${anchor}-tools` },
    content: say('inTools'),
  };
  if (node.type === 'mutualTLS')
    return [heading, { kind: 'paragraph', content: say('certificateInTools') }];
  const signer = signerOf(api, name);
  if (signer) return [heading, ...signedBlocks(signer, scheme, say)];
  const variable = variableOf(api, name);
  const isFetched = node.type === 'oauth2' || node.type === 'openIdConnect';
  const isBasic = String(node.scheme).toLowerCase() === 'basic';
  return [
    heading,
    {
      kind: 'paragraph',
      content: sentence(say('variableInTools', { variable, file: `${variable}_FILE` })),
    },
    ...(isBasic
      ? [{ kind: 'paragraph', content: sentence(say('basicInTools')) } as const]
      : isFetched
        ? [
            {
              kind: 'paragraph',
              content: sentence(
                say('fetchedInTools', { place: `targets.${api}.credentials.${name}` }),
              ),
            } as const,
          ]
        : []),
  ];
}

/** A scheme whose requests are signed one by one has a session in place of a value. */
function signedBlocks(
  { api, summary, members }: Signer,
  { name, operations }: Scheme,
  say: Say,
): Block[] {
  const variables = members.slice(0, 3).map((member) => code(variableOf(api, name, member)));
  const { method = 'POST', path = '/' } = operations[0] ?? {};
  return [
    { kind: 'paragraph', content: sentence(summary) },
    { kind: 'paragraph', content: [say('sessionInTools'), ' ', joined(variables, ', '), '.'] },
    {
      ...{ kind: 'code', language: 'bash', label: say('signInTools') },
      text: `contracts sign ${api} ${method} '${path}' < body.json`,
    },
  ];
}
