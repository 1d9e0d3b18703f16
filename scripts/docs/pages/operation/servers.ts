import { code, type Inline } from '../../content/inline.ts';
import { serversOf } from '../../console/servers.ts';
import { mockUrlOf } from '../../servers.ts';
import type { OperationPart } from './part.ts';

/** The addresses of an operation at each server, and at the mock. */
export const servers: OperationPart = {
  order: 12,
  blocks({ operation: { operation, path }, reference: { contract, api }, site: { say } }) {
    if (!operation) return [];
    const documented = serversOf(contract, operation, []).map(
      ({ url, description }): Inline => [
        code(`${url.replace(/\/+$/, '')}${path}`),
        description !== undefined && [': ', { kind: 'markdown', source: description }],
      ],
    );
    const items = [...documented, [code(`${mockUrlOf(api)}${path}`), ': ', say('mock')]];
    return [
      { kind: 'heading', level: 2, id: 'servers', content: say('servers') },
      { kind: 'list', items },
    ];
  },
};
