import { expect, test } from 'vitest';
import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { foreignDescriptions } from '../../conformance/corpus/foreign-descriptions.ts';
import { changesBetween } from './changes-between.ts';
import { changesOfEdit, described, edited, knownEdits, petShop } from './testing.ts';

for (const { name, means, edit } of knownEdits)
  test(`${means}: ${name}`, () => {
    const changes = changesOfEdit(edit);
    const [worst] = changes;
    expect(worst?.severity ?? 'none').toBe(means);
  });

test.each(foreignDescriptions.map(({ name, file }) => [name, file]))(
  'nothing changed from %s to itself',
  (_, file) => expect(changesBetween(readDocuments(file), readDocuments(file))).toEqual([]),
);

test('a change names its rule, its place on both sides, its operations, and why', () => {
  const old = described(petShop);
  const fresh = described(petShop.replace('enum: [cat, dog, bird]', 'enum: [cat, dog]'));
  const line = petShop.split('\n').findIndex((text) => text.includes('[cat, dog, bird]')) + 1;
  const pointer = '/components/schemas/NewPet/properties/kind/enum';
  const place = (file: string) => ({ file, pointer, line });
  expect(changesBetween(old, fresh)).toEqual([
    {
      rule: 'enum-changed',
      severity: 'breaking',
      operations: ['createPet'],
      where: ['request body', 'application/json', 'kind'],
      pointer,
      source: { ...place(fresh.file), side: 'new' },
      places: { old: place(old.file), new: place(fresh.file) },
      reason: 'The member `kind` no longer allows `bird`: what clients send may be refused.',
    },
  ]);
});

test('what is gone is in the old description, and has the nearest place in the new one', () => {
  const [change] = changesOfEdit((shop) => delete shop.paths['/pets/{id}'].delete);
  expect(change).toMatchObject({
    source: { side: 'old', pointer: '/paths/~1pets~1{id}/delete' },
    places: { new: { pointer: '/paths/~1pets~1{id}' } },
  });
});

test('a schema of many operations is one change', () => {
  const changes = changesOfEdit((shop) => {
    delete shop.components.schemas.Pet.properties.weight;
  });
  expect(changes).toHaveLength(1);
  expect(changes[0]?.operations).toEqual(['listPets', 'createPet', 'getPet']);
});

test('what clients send and what they receive is told apart for one schema', () => {
  const changes = changesOfEdit(
    (shop) => shop.components.schemas.Pet.properties.state.enum.push('lost'),
    (shop) => {
      const { content } = shop.paths['/pets'].post.requestBody;
      content['application/json'].schema.$ref = '#/components/schemas/Pet';
    },
  );
  expect(changes.map(({ severity, operations }) => [severity, operations])).toEqual([
    ['dangerous', ['listPets', 'createPet', 'getPet']],
    ['safe', ['createPet']],
  ]);
});

test('a schema that contains itself is compared to its end', () => {
  const changes = changesOfEdit(
    (shop) => {
      shop.components.schemas.Pet.properties.parent.type = 'integer';
    },
    (shop) => {
      shop.components.schemas.Pet.properties.children = {
        type: 'array',
        items: { $ref: '#/components/schemas/Pet' },
      };
      shop.components.schemas.Pet.properties.parent = { type: 'string' };
    },
  );
  expect(changes.map(({ rule }) => rule)).toEqual(['type-changed']);
});

test('the same API in OpenAPI 3.0 and 3.1 has not changed', () => {
  const api = (version: string, limit: object, name: object) => ({
    openapi: version,
    info: { title: 'A', version: '1' },
    paths: {
      '/a': {
        get: {
          parameters: [{ name: 'limit', in: 'query', schema: limit }],
          responses: {
            200: { description: 'A', content: { 'application/json': { schema: name } } },
          },
        },
      },
    },
  });
  const old = api(
    '3.0.3',
    { type: 'integer', minimum: 0, exclusiveMinimum: true },
    { type: 'object', properties: { name: { type: 'string', nullable: true } } },
  );
  const fresh = api(
    '3.1.0',
    { type: 'integer', exclusiveMinimum: 0 },
    { type: 'object', properties: { name: { type: ['string', 'null'] } } },
  );
  expect(changesBetween(described(old), described(fresh))).toEqual([]);
  expect(changesBetween(described(fresh), described(old))).toEqual([]);
});

test('null is the same as a type, as a branch and beside a choice', () => {
  const ways = [
    { type: ['string', 'integer', 'null'] },
    { oneOf: [{ type: 'string' }, { type: 'integer' }, { type: 'null' }] },
    { anyOf: [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, { type: 'null' }] },
  ];
  const shops = ways.map((way) =>
    edited((shop) => {
      shop.components.schemas.Pet.properties.note = way;
    }),
  );
  for (const old of shops)
    for (const fresh of shops)
      expect(changesBetween(described(old), described(fresh)).map(({ rule }) => rule)).toEqual(
        expect.not.arrayContaining(['branch-added', 'branch-removed', 'type-changed']),
      );
});

test('a callback sends clients what requests send the API', () => {
  const changes = changesOfEdit(
    (shop) => {
      shop.components.schemas.Event.properties.kind.enum.push('lost');
    },
    (shop) => {
      shop.components.schemas.Event = {
        type: 'object',
        properties: { kind: { type: 'string', enum: ['sold'] } },
      };
      shop.paths['/pets'].post.callbacks = {
        happened: {
          '{$request.body#/url}': {
            post: {
              requestBody: {
                content: { 'application/json': { schema: { $ref: '#/components/schemas/Event' } } },
              },
              responses: { 204: { description: 'Taken.' } },
            },
          },
        },
      };
    },
  );
  expect(changes).toMatchObject([
    { rule: 'enum-changed', severity: 'dangerous', operations: ['createPet'] },
  ]);
});

test('a schema that extends one with a discriminator is compared without any reference to it', () => {
  const changes = changesOfEdit(
    (shop) => {
      shop.components.schemas.Cat.allOf[1].properties.lives.type = 'string';
    },
    (shop) => {
      shop.components.schemas.Pet.discriminator = { propertyName: 'state' };
      shop.components.schemas.Cat = {
        allOf: [
          { $ref: '#/components/schemas/Pet' },
          { type: 'object', properties: { lives: { type: 'integer' } } },
        ],
      };
    },
  );
  expect(changes[0]).toMatchObject({ rule: 'type-changed', severity: 'breaking' });
});

test('a reference that leads nowhere is told by what it says', () => {
  const refer =
    (name: string) => (shop: { components: { schemas: { [name: string]: unknown } } }) => {
      shop.components.schemas.Shop = { $ref: `https://example.com/${name}.json` };
    };
  expect(changesOfEdit(() => {}, refer('a'))).toEqual([]);
  expect(changesOfEdit(refer('b'), refer('a'))).not.toEqual([]);
});
