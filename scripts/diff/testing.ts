import { parse } from 'yaml';
import { readDocuments, type Documents } from '../../conformance/core/contract/documents.ts';
import { readElsewhere } from '../../conformance/core/text-file.ts';
import { changesBetween, type Change } from './changes-between.ts';

/** A description with a little of everything that a change can touch. */
export const petShop = `
openapi: 3.1.0
info: { title: Pet shop, version: 1.2.0 }
servers: [{ url: https://api.example.com/v1 }]
security: [{ key: [] }]
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: limit, in: query, schema: { type: integer, minimum: 1, maximum: 100, default: 20 } }
        - { name: sort, in: query, required: true, schema: { type: string, enum: [name, age] } }
      responses:
        '200':
          description: All pets.
          headers: { X-Total: { required: true, schema: { type: integer } } }
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Pet' } }
            text/csv: { schema: { type: string } }
        '404': { description: No pets. }
    post:
      operationId: createPet
      requestBody:
        required: true
        content:
          application/json: { schema: { $ref: '#/components/schemas/NewPet' } }
          application/xml: { schema: { $ref: '#/components/schemas/NewPet' } }
      responses:
        '201':
          description: The new pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
        '202': { description: It will be made. }
  /pets/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      operationId: getPet
      security: []
      responses:
        '200':
          description: The pet.
          content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } }
    delete:
      operationId: deletePet
      responses: { '204': { description: Gone. } }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  schemas:
    NewPet:
      type: object
      required: [name]
      properties:
        name: { type: string, minLength: 2, maxLength: 50 }
        kind: { type: string, enum: [cat, dog, bird] }
        age: { type: integer }
        born: { type: string, format: date }
        note: { oneOf: [{ type: string }, { type: integer }] }
    Pet:
      type: object
      required: [id, name, state]
      properties:
        id: { type: string, format: uuid }
        name: { type: string, maxLength: 50 }
        state: { type: string, enum: [free, sold, dead] }
        weight: { type: number }
        note: { type: [string, 'null'] }
        owner:
          oneOf: [{ $ref: '#/components/schemas/Person' }, { $ref: '#/components/schemas/Shop' }]
    Person: { type: object, required: [first], properties: { first: { type: string } } }
    Shop: { type: object, required: [title], properties: { title: { type: string } } }
`;

// biome-ignore lint/suspicious/noExplicitAny: a test edits its description anywhere
export type Editable = any;

/** One change of the pet shop, and what it means for clients. */
export type Edit = {
  readonly name: string;
  readonly means: 'breaking' | 'dangerous' | 'safe' | 'none';
  readonly edit: (shop: Editable) => void;
};

const schema = (shop: Editable, name: string): Editable => shop.components.schemas[name];
const edits = (means: Edit['means'], list: { readonly [name: string]: Edit['edit'] }): Edit[] =>
  Object.entries(list).map(([name, edit]) => ({ name, means, edit }));

/** The changes on which libraries were compared. @see README.md */
export const knownEdits: readonly Edit[] = [
  ...edits('breaking', {
    'an operation is removed': (shop) => delete shop.paths['/pets/{id}'].delete,
    'a required parameter is added': (shop) =>
      shop.paths['/pets'].get.parameters.push({
        ...{ name: 'shop', in: 'query', required: true },
        schema: { type: 'string' },
      }),
    'a parameter becomes required': (shop) => {
      shop.paths['/pets'].get.parameters[0].required = true;
    },
    'an enum of a request loses a value': (shop) => {
      schema(shop, 'NewPet').properties.kind.enum = ['cat', 'dog'];
    },
    'a success response is removed': (shop) => delete shop.paths['/pets'].post.responses[201],
    'a required member of a request is added': (shop) => {
      schema(shop, 'NewPet').properties.chip = { type: 'string' };
      schema(shop, 'NewPet').required.push('chip');
    },
    'a required member of a response is removed': (shop) => {
      delete schema(shop, 'Pet').properties.state;
      schema(shop, 'Pet').required = ['id', 'name'];
    },
    'a member of a response becomes optional': (shop) => {
      schema(shop, 'Pet').required = ['id', 'name'];
    },
    'the type of a member of a request changes': (shop) => {
      schema(shop, 'NewPet').properties.age = { type: 'string' };
    },
    'the type of a member of a response widens': (shop) => {
      schema(shop, 'Pet').properties.weight = { type: ['number', 'string'] };
    },
    'a member of a response may be null': (shop) => {
      schema(shop, 'Pet').properties.weight = { type: ['number', 'null'] };
    },
    'the format of a member changes': (shop) => {
      schema(shop, 'NewPet').properties.born.format = 'date-time';
    },
    'a limit of a request is tightened': (shop) => {
      schema(shop, 'NewPet').properties.name.maxLength = 20;
    },
    'credentials become necessary': (shop) => delete shop.paths['/pets/{id}'].get.security,
    'another security scheme is demanded': (shop) => {
      shop.components.securitySchemes.token = { type: 'http', scheme: 'bearer' };
      shop.security = [{ token: [] }];
    },
    'a media type of a request is removed': (shop) =>
      delete shop.paths['/pets'].post.requestBody.content['application/xml'],
    'a media type of a response is removed': (shop) =>
      delete shop.paths['/pets'].get.responses[200].content['text/csv'],
    'a request is closed for other members': (shop) => {
      schema(shop, 'NewPet').additionalProperties = false;
    },
    'a server is removed': (shop) => {
      shop.servers = [{ url: 'https://api.example.com/v2' }];
    },
    'a branch of a request is removed': (shop) => {
      schema(shop, 'NewPet').properties.note = { oneOf: [{ type: 'string' }] };
    },
    'a header field of a response is removed': (shop) =>
      delete shop.paths['/pets'].get.responses[200].headers,
  }),
  ...edits('dangerous', {
    'an enum of a response gets a value': (shop) => {
      schema(shop, 'Pet').properties.state.enum.push('lost');
    },
    'a default of a parameter changes': (shop) => {
      shop.paths['/pets'].get.parameters[0].schema.default = 50;
    },
    'a limit of a response is loosened': (shop) => {
      schema(shop, 'Pet').properties.name.maxLength = 200;
    },
    'a member of a request becomes read-only': (shop) => {
      schema(shop, 'NewPet').properties.age.readOnly = true;
    },
    'a branch of a response is added': (shop) => {
      schema(shop, 'Pet').properties.owner.oneOf.push({ type: 'string' });
    },
  }),
  ...edits('safe', {
    'an operation is added': (shop) => {
      shop.paths['/pets/{id}'].patch = {
        operationId: 'changePet',
        responses: { 204: { description: 'Done.' } },
      };
    },
    'a parameter becomes optional': (shop) => {
      shop.paths['/pets'].get.parameters[1].required = false;
    },
    'an enum of a response loses a value': (shop) => {
      schema(shop, 'Pet').properties.state.enum = ['free', 'sold'];
    },
    'a limit of a request is loosened': (shop) => {
      schema(shop, 'NewPet').properties.name.maxLength = 80;
    },
    'an operation is deprecated': (shop) => {
      shop.paths['/pets'].get.deprecated = true;
    },
    'a path parameter is renamed': (shop) => {
      const { '/pets/{id}': item, ...others } = shop.paths;
      shop.paths = { ...others, '/pets/{petId}': item };
      item.parameters[0].name = 'petId';
    },
    'credentials become needless': (shop) => {
      shop.paths['/pets'].get.security = [];
    },
  }),
  ...edits('none', {
    'a schema becomes a choice of one branch': (shop) => {
      const { name } = schema(shop, 'NewPet').properties;
      schema(shop, 'NewPet').properties.name = { oneOf: [name] };
    },
    'null is written as a branch': (shop) => {
      schema(shop, 'Pet').properties.note = { anyOf: [{ type: 'string' }, { type: 'null' }] };
    },
    'a schema moves into allOf': (shop) => {
      const { NewPet } = shop.components.schemas;
      shop.components.schemas.Base = NewPet;
      shop.components.schemas.NewPet = { allOf: [{ $ref: '#/components/schemas/Base' }] };
    },
    'a component is renamed': (shop) => {
      const { Person, ...others } = shop.components.schemas;
      shop.components.schemas = { ...others, Human: Person };
      schema(shop, 'Pet').properties.owner.oneOf[0].$ref = '#/components/schemas/Human';
    },
  }),
];

/** The pet shop after an edit. */
export function edited(edit: Edit['edit']): Editable {
  const shop: Editable = parse(petShop);
  edit(shop);
  return shop;
}

const texts = new Map<string, string>();
readElsewhere('memory:', (path) => texts.get(path));
let files = 0;

/** The name by which a description in memory is read; a text is YAML. */
export function inMemory(content: unknown): string {
  const isText = typeof content === 'string';
  files += 1;
  const path = `${files}.${isText ? 'yaml' : 'json'}`;
  texts.set(path, isText ? content : JSON.stringify(content, undefined, 1));
  return `memory:/${path}`;
}

/** Reads a description that is in memory. */
export const described = (content: unknown): Documents => readDocuments(inMemory(content));

/** The changes of an edit of the pet shop; `before` edits both sides. */
export function changesOfEdit(edit: Edit['edit'], before: Edit['edit'] = () => {}): Change[] {
  const old = described(edited(before));
  const fresh = described(
    edited((shop) => {
      before(shop);
      edit(shop);
    }),
  );
  return changesBetween(old, fresh);
}
