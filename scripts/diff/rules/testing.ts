import type { Edit, Editable } from '../testing.ts';

/** An edit that trips a rule, and how bad that is; one beside it that does not. */
export type Sample = {
  readonly trips: readonly (readonly [severity: string, edit: Edit['edit']])[];
  readonly beside: Edit['edit'];
  /** What both sides have. */
  readonly before?: Edit['edit'];
};

export const pet = (shop: Editable): Editable => shop.components.schemas.Pet;
export const newPet = (shop: Editable): Editable => shop.components.schemas.NewPet;
export const list = (shop: Editable): Editable => shop.paths['/pets'].get;
export const create = (shop: Editable): Editable => shop.paths['/pets'].post;
export const set =
  (of: (shop: Editable) => Editable, values: object): Edit['edit'] =>
  (shop) =>
    Object.assign(of(shop), structuredClone(values));
export const both =
  (...edits: readonly Edit['edit'][]): Edit['edit'] =>
  (shop) => {
    for (const edit of edits) edit(shop);
  };
export const response = (shop: Editable): Editable => list(shop).responses[200];
export const key = (shop: Editable): Editable => shop.components.securitySchemes.key;
export const member = (of: (shop: Editable) => Editable, name: string) => (shop: Editable) =>
  of(shop).properties[name];
export const json = (holder: Editable): Editable => holder.content['application/json'];

/** Samples of the rules about schemas. */
export const schemaSamples: { readonly [id: string]: Sample } = {
  'branch-added': {
    trips: [
      ['dangerous', (shop) => pet(shop).properties.owner.oneOf.push({ type: 'string' })],
      ['safe', (shop) => newPet(shop).properties.note.oneOf.push({ type: 'boolean' })],
    ],
    beside: (shop) => pet(shop).properties.owner.oneOf.reverse(),
  },
  'branch-removed': {
    trips: [
      ['safe', (shop) => pet(shop).properties.owner.oneOf.pop()],
      ['breaking', (shop) => newPet(shop).properties.note.oneOf.pop()],
    ],
    beside: (shop) => pet(shop).properties.owner.oneOf.reverse(),
  },
  'choice-changed': {
    trips: [
      [
        'dangerous',
        (shop) => {
          const { oneOf } = pet(shop).properties.owner;
          pet(shop).properties.owner = { anyOf: oneOf };
        },
      ],
      ['dangerous', set(newPet, { anyOf: [{ required: ['age'] }, { required: ['kind'] }] })],
    ],
    beside: (shop) => pet(shop).properties.owner.oneOf.push({ type: 'string' }),
  },
  'content-changed': {
    trips: [['breaking', set(member(pet, 'name'), { contentEncoding: 'base64url' })]],
    before: set(member(pet, 'name'), { contentEncoding: 'base64' }),
    beside: set(member(pet, 'name'), { maxLength: 80 }),
  },
  'default-changed': {
    trips: [
      ['dangerous', set((shop) => list(shop).parameters[0].schema, { default: 50 })],
      ['safe', set(member(pet, 'weight'), { default: 5 })],
    ],
    beside: set((shop) => list(shop).parameters[0].schema, { default: 20 }),
  },
  'discriminator-changed': {
    before: set(member(pet, 'owner'), {
      discriminator: { propertyName: 'kind', mapping: { person: '#/components/schemas/Person' } },
    }),
    trips: [
      [
        'breaking',
        set((shop) => pet(shop).properties.owner.discriminator, { propertyName: 'sort' }),
      ],
      [
        'dangerous',
        set((shop) => pet(shop).properties.owner.discriminator.mapping, { shop: 'Shop' }),
      ],
      [
        'dangerous',
        set((shop) => pet(shop).properties.owner.discriminator.mapping, { person: 'Shop' }),
      ],
    ],
    beside: set((shop) => pet(shop).properties.owner.discriminator.mapping, { person: 'Person' }),
  },
  'enum-changed': {
    trips: [
      ['breaking', (shop) => newPet(shop).properties.kind.enum.pop()],
      ['safe', (shop) => newPet(shop).properties.kind.enum.push('fish')],
      ['safe', (shop) => pet(shop).properties.state.enum.pop()],
      ['dangerous', (shop) => pet(shop).properties.state.enum.push('lost')],
      ['breaking', set(member(newPet, 'age'), { enum: [1, 2] })],
      ['breaking', set(member(newPet, 'age'), { const: 1 })],
      ['dangerous', (shop) => delete pet(shop).properties.state.enum],
    ],
    beside: (shop) => pet(shop).properties.state.enum.reverse(),
  },
  'format-changed': {
    trips: [
      ['breaking', set(member(newPet, 'born'), { format: 'date-time' })],
      ['breaking', (shop) => delete pet(shop).properties.id.format],
      ['safe', (shop) => delete newPet(shop).properties.born.format],
      ['dangerous', set(member(newPet, 'age'), { format: 'int64' })],
      ['dangerous', set(member(newPet, 'name'), { format: 'nickname' })],
    ],
    beside: set(member(newPet, 'born'), { format: 'date' }),
  },
  'limit-changed': {
    trips: [
      ['breaking', set(member(newPet, 'name'), { minLength: 3 })],
      ['safe', set(member(newPet, 'name'), { minLength: 1 })],
      ['breaking', set(member(newPet, 'age'), { minimum: 1 })],
      ['breaking', set(member(newPet, 'age'), { exclusiveMaximum: 9 })],
      ['dangerous', set(member(pet, 'name'), { maxLength: 99 })],
      ['safe', set(member(pet, 'name'), { maxLength: 9 })],
      ['breaking', set(newPet, { maxProperties: 2 })],
    ],
    beside: set(member(newPet, 'age'), { minLength: 0 }),
  },
  'member-added': {
    trips: [
      ['safe', (shop) => (newPet(shop).properties.chip = { type: 'string' })],
      ['safe', (shop) => (pet(shop).properties.chip = { type: 'string' })],
      ['breaking', (shop) => newPet(shop).required.push('chip')],
    ],
    beside: (shop) => newPet(shop).required.push('age'),
  },
  'member-removed': {
    trips: [
      ['dangerous', (shop) => delete newPet(shop).properties.age],
      ['dangerous', (shop) => delete pet(shop).properties.weight],
      [
        'breaking',
        (shop) => {
          delete pet(shop).properties.state;
          pet(shop).required = ['id', 'name'];
        },
      ],
    ],
    beside: (shop) => {
      newPet(shop).allOf = [{ properties: { age: newPet(shop).properties.age } }];
      delete newPet(shop).properties.age;
    },
  },
  'other-members-changed': {
    trips: [
      ['breaking', set(newPet, { additionalProperties: false })],
      ['safe', set(pet, { unevaluatedProperties: false })],
    ],
    beside: set(newPet, { additionalProperties: true }),
  },
  'pattern-changed': {
    trips: [
      ['breaking', set(member(newPet, 'name'), { pattern: '^a' })],
      ['safe', set(member(pet, 'name'), { pattern: '^a' })],
      ['dangerous', set(member(newPet, 'kind'), { pattern: '^b' })],
      ['safe', (shop) => delete newPet(shop).properties.kind.pattern],
    ],
    before: set(member(newPet, 'kind'), { pattern: '^a' }),
    beside: set(member(newPet, 'name'), { minLength: 1 }),
  },
  'schema-forbidden': {
    trips: [['breaking', (shop) => (newPet(shop).properties.age = false)]],
    beside: (shop) => (newPet(shop).properties.other = true),
  },
  'step-changed': {
    before: both(set(member(newPet, 'age'), { multipleOf: 5 })),
    trips: [
      ['breaking', set(member(newPet, 'age'), { multipleOf: 10 })],
      ['safe', (shop) => delete newPet(shop).properties.age.multipleOf],
      ['breaking', set(member(newPet, 'age'), { multipleOf: 3 })],
    ],
    beside: set(member(newPet, 'age'), { minimum: 5 }),
  },
  'type-changed': {
    trips: [
      ['breaking', set(member(newPet, 'age'), { type: 'string' })],
      ['safe', set(member(newPet, 'age'), { type: 'number' })],
      ['breaking', set(member(pet, 'weight'), { type: ['number', 'null'] })],
      ['safe', set(member(pet, 'weight'), { type: 'integer' })],
      ['dangerous', (shop) => delete pet(shop).type],
    ],
    beside: set(member(pet, 'weight'), { type: ['number'] }),
  },
  'unique-items-changed': {
    trips: [
      ['safe', set((shop) => json(response(shop)).schema, { uniqueItems: true })],
      ['breaking', set(member(newPet, 'tags'), { uniqueItems: true })],
    ],
    before: (shop) => {
      newPet(shop).properties.tags = { type: 'array' };
    },
    beside: set((shop) => json(response(shop)).schema, { uniqueItems: false }),
  },
  'visibility-changed': {
    trips: [
      ['dangerous', set(member(newPet, 'age'), { readOnly: true })],
      ['breaking', set(member(pet, 'weight'), { writeOnly: true })],
    ],
    beside: set(member(pet, 'weight'), { readOnly: true }),
  },
  'xml-changed': {
    trips: [['breaking', set(member(newPet, 'age'), { xml: { attribute: true } })]],
    before: (shop) => {
      delete create(shop).requestBody.content['application/json'];
    },
    beside: set(member(newPet, 'age'), { title: 'Age' }),
  },
};
