import type { CaseGenerator } from './generator.ts';
import { documentedBody } from './base.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#working-with-examples */
export const examples: CaseGenerator = {
  id: 'examples',
  summary: 'Every documented example of a request body and of a parameter.',
  *generate({ operation, base }) {
    const mediaType = documentedBody(operation);
    if (!mediaType && operation.parameters.every((parameter) => parameter.examples.length === 0)) {
      yield { name: 'plain', intent: 'valid', because: 'it is the plainest request that the operation documents', request: base };
    }
    for (const { name, value } of mediaType?.examples ?? []) {
      const body = { mediaType: mediaType!.name, documented: mediaType!.name, value };
      yield { name: `body/${name}`, intent: 'valid', because: `its body is the documented example \`${name}\``, request: { ...base, body } };
    }
    for (const parameter of operation.parameters) {
      for (const { name, value } of parameter.examples) {
        const values = { ...base.parameters[parameter.in], [parameter.name]: value };
        const request = { ...base, parameters: { ...base.parameters, [parameter.in]: values } };
        yield { name: `${parameter.in}/${parameter.name}/${name}`, intent: 'valid', because: `its ${parameter.in} parameter \`${parameter.name}\` is the documented example \`${name}\``, request };
      }
    }
  },
};
