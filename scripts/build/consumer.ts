/** The files of a project that uses the package, by their paths. */
export const consumer: { readonly [path: string]: string } = {
  'package.json': '{ "type": "module", "private": true }\n',

  'petstore.yaml': `openapi: 3.1.0
info: { title: Petstore, version: 1.0.0, description: A shop for pets. }
servers: [{ url: https://petstore.example.com/v1 }]
paths:
  /pets:
    post:
      operationId: createPet
      summary: Create a pet
      requestBody:
        required: true
        content:
          application/json:
            schema: { $ref: '#/components/schemas/Pet' }
            example: { id: 3, name: Kit }
      responses:
        '201':
          description: The pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        '400': { description: The request is wrong. }
components:
  schemas:
    Pet:
      type: object
      required: [id, name]
      properties: { id: { type: integer }, name: { type: string, minLength: 1 } }
`,

  'tsconfig.json': `{
  "compilerOptions": {
    "strict": true,
    "exactOptionalPropertyTypes": true,
    "module": "nodenext",
    "target": "es2024",
    "lib": ["es2024", "dom", "dom.iterable", "esnext.disposable"],
    "outDir": "made",
    "types": ["node"]
  },
  "files": ["strict.ts"]
}
`,

  // no skipLibCheck: the types of the package are checked, too
  'strict.ts': `import { startMock, type Mock, type MockOptions } from 'openapi-contract-suite';
import { createClient } from 'openapi-contract-suite/client';
import type { Hooks } from 'openapi-contract-suite/hooks';
import { judgeResponse } from 'openapi-contract-suite/judge';
import { operations, createClient as clientOfMixin, type ResultOf } from 'openapi-contract-suite/mixin';
import mixin from 'openapi-contract-suite/mixin/openapi.json' with { type: 'json' };
import type { operations as pets } from './src/petstore.ts';

const options: MockOptions = { descriptions: 'petstore.yaml', stateful: true };
const mock: Mock = await startMock(options);
const body: pets['createPet']['requestBody']['content']['application/json'] = { id: 1, name: 'Rex' };
const headers = { 'content-type': 'application/json' };
const request = new Request(\`\${mock.url}/pets\`, { method: 'POST', headers, body: JSON.stringify(body) });
const response = await fetch(request.clone());
const { conforms } = await judgeResponse(response, 'petstore.yaml', 'createPet', { request });
const hooks: Hooks = { request: ({ headers: sent }) => ({ headers: [...sent, ['X-Time', '1']] }) };
// @ts-expect-error an option that there is not
await startMock({ description: 'petstore.yaml' }).catch(() => undefined);
const client = clientOfMixin({ baseUrl: mock.url }, operations);
const result = (): Promise<ResultOf<'updateDeviceInfo'>> => client.updateDeviceInfo({ body: {} } as never);
console.log(response.status, conforms, mixin.openapi, typeof hooks.request, typeof result, typeof createClient);
await mock.close();
`,

  'plain.js': `import { startMock } from 'openapi-contract-suite';
const mock = await startMock({ descriptions: ['petstore.yaml', 'mixin'] });
const response = await fetch(mock.urlOf('petstore') + '/pets', { method: 'POST' });
const page = await fetch(mock.url + '/__mock', { headers: { accept: 'text/html' } });
console.log(response.status, response.headers.get('x-contract-violation'), page.status, page.headers.get('content-type'));
await mock.close();
`,

  'common.cjs': `const { startMock } = require('openapi-contract-suite');
startMock({ descriptions: 'petstore.yaml' }).then((mock) => {
  console.log(typeof mock.url);
  return mock.close();
});
`,
};
