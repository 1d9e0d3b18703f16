import type { Bench } from './bench.ts';
import { minified, sizesOf } from './minified.ts';

/** By what it shows, a page. */
export const pages: { readonly [name: string]: string } = {
  'openapi-fetch alone': `import createClient from 'openapi-fetch';
const client = createClient({ baseUrl: '/api' });
console.log(await client.POST('/pin/update', { body: {} }));`,
  'the client with one operation': `import { createClient } from './generated/mixin/client.ts';
import { createPin } from './generated/mixin/operations.ts';
const client = createClient({ baseUrl: '/api' }, { createPin });
console.log(await client.createPin({ body: { pin: '' } }));`,
  'the same from index.ts': `import { createClient, operations } from './generated/mixin/index.ts';
const client = createClient({ baseUrl: '/api' }, { createPin: operations.createPin });
console.log(await client.createPin({ body: { pin: '' } }));`,
  'the client with all operations': `import { createClient, operations } from './generated/mixin/index.ts';
const client = createClient({ baseUrl: '/api' }, operations);
console.log(await client.createPin({ body: { pin: '' } }));`,
  'one operation': `import { createPin } from './generated/mixin/operations.ts';
console.log(createPin);`,
  'the examples of one operation': `import { createPin } from './generated/mixin/examples.ts';
console.log(createPin);`,
  'one enumeration': `import { Platform } from './generated/mixin/enums.ts';
console.log(Platform);`,
  prefer: `import { prefer } from './generated/mixin/prefer.ts';
console.log(prefer('createPin', { code: 200 }));`,
};

export const frontendSize: Bench = {
  id: 'frontend-size',
  summary: 'what a page carries of the generated code of Mixin, minified by Vite and compressed',
  async measure() {
    const figures = [];
    for (const [name, page] of Object.entries(pages)) {
      const { plain, gzip, brotli } = sizesOf(await minified(page));
      figures.push({ name, figure: `${plain} bytes, gzip ${gzip}, brotli ${brotli}` });
    }
    return figures;
  },
};
