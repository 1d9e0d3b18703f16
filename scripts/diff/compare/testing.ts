import {
  create,
  json,
  key,
  list,
  member,
  newPet,
  pet,
  response,
  set,
  type Sample,
} from '../rules/testing.ts';

/** Samples of all other rules. */
export const otherSamples: { readonly [id: string]: Sample } = {
  'annotation-changed': {
    trips: [['safe', set(list, { summary: 'All of them' })]],
    beside: set(list, { deprecated: true }),
  },
  'component-changed': {
    trips: [['safe', (shop) => (shop.components.schemas.Unused = { type: 'string' })]],
    beside: set(member(pet, 'weight'), { minimum: 1 }),
  },
  'deprecation-changed': {
    trips: [
      ['safe', set(list, { deprecated: true })],
      ['safe', set(member(pet, 'weight'), { deprecated: true })],
    ],
    beside: set(list, { deprecated: false }),
  },
  'echo-changed': {
    before: set((shop) => json(create(shop).responses[201]), {
      'x-echo': { '/name': '$request.body#/name' },
    }),
    trips: [
      [
        'dangerous',
        set((shop) => json(create(shop).responses[201]), { 'x-echo': { '/name': '$url' } }),
      ],
      [
        'safe',
        set((shop) => json(create(shop).responses[201])['x-echo'], {
          '/note': '$request.body#/note',
        }),
      ],
    ],
    beside: set((shop) => json(create(shop).responses[201]), { 'x-other': 1 }),
  },
  'encoding-changed': {
    trips: [
      [
        'dangerous',
        set((shop) => json(create(shop).requestBody), { encoding: { name: { explode: true } } }),
      ],
    ],
    beside: set((shop) => json(create(shop).requestBody), { encoding: {} }),
  },
  'example-changed': {
    trips: [['safe', set((shop) => json(response(shop)), { example: [] })]],
    beside: set((shop) => json(response(shop)), { examples: {} }),
  },
  'extension-changed': {
    trips: [['safe', set(list, { 'x-rate': 5 })]],
    beside: set(list, { 'x-source': 'somewhere' }),
  },
  'header-added': {
    trips: [['safe', (shop) => (response(shop).headers['X-Page'] = { schema: {} })]],
    beside: (shop) => {
      response(shop).headers = { 'x-total': response(shop).headers['X-Total'] };
    },
  },
  'header-removed': {
    trips: [['breaking', (shop) => delete response(shop).headers]],
    beside: (shop) => {
      response(shop).headers = { 'x-total': response(shop).headers['X-Total'] };
    },
  },
  'link-changed': {
    trips: [['safe', set(response, { links: { self: { operationId: 'listPets' } } })]],
    beside: set(response, { links: {} }),
  },
  'media-type-added': {
    trips: [
      ['dangerous', (shop) => (response(shop).content['text/html'] = {})],
      ['safe', (shop) => (create(shop).requestBody.content['text/csv'] = {})],
    ],
    beside: (shop) => {
      const { content } = create(shop).requestBody;
      create(shop).requestBody.content = Object.fromEntries(Object.entries(content).reverse());
    },
  },
  'media-type-removed': {
    trips: [
      ['breaking', (shop) => delete response(shop).content['text/csv']],
      ['breaking', (shop) => delete create(shop).requestBody.content['application/xml']],
    ],
    beside: (shop) => (response(shop).content['text/html'] = {}),
  },
  'operation-added': {
    trips: [
      ['safe', (shop) => (shop.paths['/shops'] = { get: { responses: {} } })],
      ['dangerous', (shop) => (shop.webhooks = { sold: { post: { responses: {} } } })],
    ],
    beside: (shop) => (shop.paths['/shops'] = {}),
  },
  'operation-id-changed': {
    trips: [['dangerous', set(list, { operationId: 'getPets' })]],
    beside: set(list, { summary: 'getPets' }),
  },
  'operation-removed': {
    trips: [
      ['breaking', (shop) => delete shop.paths['/pets'].get],
      ['breaking', (shop) => delete shop.paths['/pets/{id}']],
    ],
    beside: (shop) => {
      const { '/pets/{id}': item, ...others } = shop.paths;
      item.parameters[0].name = 'pet';
      shop.paths = { ...others, '/pets/{pet}': item };
    },
  },
  'other-change': {
    trips: [
      ['dangerous', set(newPet, { if: { required: ['age'] } })],
      ['dangerous', set(list, { unheardOf: 1 })],
    ],
    beside: set(newPet, { title: 'A pet' }),
  },
  'parameter-added': {
    trips: [
      ['safe', (shop) => list(shop).parameters.push({ name: 'page', in: 'query', schema: {} })],
      [
        'breaking',
        (shop) =>
          list(shop).parameters.push({ name: 'page', in: 'query', required: true, schema: {} }),
      ],
    ],
    beside: (shop) => list(shop).parameters.reverse(),
  },
  'parameter-removed': {
    trips: [['dangerous', (shop) => list(shop).parameters.pop()]],
    beside: (shop) => {
      shop.paths['/pets'].parameters = list(shop).parameters;
      delete list(shop).parameters;
    },
  },
  'path-parameter-renamed': {
    trips: [
      [
        'safe',
        (shop) => {
          const { '/pets/{id}': item, ...others } = shop.paths;
          item.parameters[0].name = 'pet';
          shop.paths = { ...others, '/pets/{pet}': item };
        },
      ],
    ],
    beside: (shop) => {
      const { '/pets/{id}': item, ...others } = shop.paths;
      shop.paths = { ...others, '/animals/{id}': item };
    },
  },
  'refusals-changed': {
    trips: [['dangerous', set(list, { 'x-refusals': { request: '404/b' } })]],
    before: set(list, { 'x-refusals': { request: '404/a' } }),
    beside: set(list, { 'x-other': { request: '404/b' } }),
  },
  'request-body-added': {
    trips: [
      ['safe', (shop) => (shop.paths['/pets/{id}'].delete.requestBody = { content: {} })],
      [
        'breaking',
        (shop) => (shop.paths['/pets/{id}'].delete.requestBody = { required: true, content: {} }),
      ],
    ],
    beside: set((shop) => create(shop).requestBody, { required: false }),
  },
  'request-body-removed': {
    trips: [['breaking', (shop) => delete create(shop).requestBody]],
    beside: set((shop) => create(shop).requestBody, { description: 'A pet' }),
  },
  'required-changed': {
    trips: [
      ['breaking', set((shop) => list(shop).parameters[0], { required: true })],
      ['safe', set((shop) => list(shop).parameters[1], { required: false })],
      ['safe', set((shop) => create(shop).requestBody, { required: false })],
      ['breaking', (shop) => newPet(shop).required.push('age')],
      ['breaking', (shop) => pet(shop).required.pop()],
      ['breaking', set((shop) => response(shop).headers['X-Total'], { required: false })],
    ],
    beside: (shop) => pet(shop).required.reverse(),
  },
  'response-added': {
    trips: [
      ['safe', (shop) => (list(shop).responses[500] = {})],
      ['dangerous', (shop) => (list(shop).responses[202] = {})],
    ],
    beside: set(response, { description: 'Pets' }),
  },
  'response-removed': {
    trips: [
      ['dangerous', (shop) => delete list(shop).responses[404]],
      ['breaking', (shop) => delete list(shop).responses[200]],
    ],
    beside: set(response, { description: 'Pets' }),
  },
  'security-changed': {
    trips: [
      ['breaking', (shop) => delete shop.paths['/pets/{id}'].get.security],
      ['safe', set(list, { security: [{ key: [] }, {}] })],
      ['breaking', set(list, { security: [{ key: ['admin'] }] })],
    ],
    beside: (shop) => {
      shop.components.securitySchemes = { apiKey: key(shop) };
      shop.security = [{ apiKey: [] }];
    },
  },
  'security-scheme-changed': {
    trips: [
      ['breaking', set(key, { name: 'X-Api-Key' })],
      ['breaking', set(key, { in: 'query' })],
      ['dangerous', set(key, { openIdConnectUrl: 'https://example.com/b' })],
      ['safe', set(key, { flows: { clientCredentials: { scopes: {} } } })],
    ],
    beside: set(key, { description: 'A key' }),
  },
  'serialization-changed': {
    trips: [
      ['breaking', set((shop) => list(shop).parameters[0], { explode: false })],
      ['breaking', set((shop) => list(shop).parameters[0], { style: 'deepObject' })],
      ['safe', set((shop) => list(shop).parameters[0], { allowReserved: true })],
    ],
    beside: set((shop) => list(shop).parameters[0], { style: 'form', explode: true }),
  },
  'server-added': {
    trips: [['safe', (shop) => shop.servers.push({ url: 'https://eu.example.com' })]],
    beside: set((shop) => shop.servers[0], { url: 'https://api.example.com/v1/' }),
  },
  'server-removed': {
    trips: [['breaking', (shop) => (shop.servers = [{ url: 'https://eu.example.com' }])]],
    beside: (shop) => shop.servers.push({ url: 'https://eu.example.com' }),
  },
  'server-variables-changed': {
    trips: [
      ['dangerous', set((shop) => shop.servers[0], { variables: { region: { default: 'eu' } } })],
    ],
    beside: set((shop) => shop.servers[0], { variables: {} }),
  },
};
