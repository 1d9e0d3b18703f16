import type { CaseGenerator } from './generator.ts';
import { supportedBodies, withBody } from '../core/instances/plain-request.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#working-with-examples */
export const examples: CaseGenerator = {
  id: 'examples',
  summary:
    'Every documented example of a request body and of a parameter; the plainest request where there is none.',
  documented: true,
  *generate({ operation, base }) {
    const bodies = supportedBodies(operation);
    const documented = [...bodies, ...operation.parameters].flatMap((part) => part.examples);
    const rule = (place: 'body' | 'query' | 'path' | 'header' | 'cookie', pointer = '') => ({
      in: place,
      pointer,
      keyword: 'examples',
    });
    if (documented.length === 0) {
      yield {
        name: 'plain',
        intent: 'valid',
        rule: rule('body'),
        reason: 'it is the plainest request that the operation documents',
        request: base,
      };
    }
    for (const [index, mediaType] of bodies.entries()) {
      if (index > 0 && mediaType.examples.length === 0)
        yield {
          name: mediaType.name,
          intent: 'valid',
          rule: rule('body'),
          reason: `its body is ${mediaType.name}, which is documented too`,
          request: withBody(base, mediaType),
        };
      for (const { name, value } of mediaType.examples) {
        const body = { mediaType: mediaType.name, documented: mediaType.name, value };
        yield {
          name: index === 0 ? `body/${name}` : `body@${mediaType.name}/${name}`,
          intent: 'valid',
          rule: rule('body'),
          reason: `its body is the documented example \`${name}\``,
          request: { ...base, body },
        };
      }
    }
    for (const parameter of operation.parameters) {
      for (const { name, value } of parameter.examples) {
        const put = (request: typeof base) => ({
          ...request,
          parameters: {
            ...request.parameters,
            [parameter.in]: { ...request.parameters[parameter.in], [parameter.name]: value },
          },
        });
        const place = `${parameter.in}/${parameter.name}`;
        yield {
          name: `${place}/${name}`,
          intent: 'valid',
          rule: rule(parameter.in, `/${parameter.name}`),
          reason: `its ${parameter.in} parameter \`${parameter.name}\` is the documented example \`${name}\``,
          request: put(base),
          change: { touches: place, apply: put },
        };
      }
    }
  },
};
