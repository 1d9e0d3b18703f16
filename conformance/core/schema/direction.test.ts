import type { Json } from '../json.ts';
import { responseSchemaOf, testViolations } from './testing.ts';

const text = { type: 'string', minLength: 2 };
const user = {
  type: 'object',
  required: ['id', 'name', 'secret'],
  properties: {
    id: { type: 'string', readOnly: true },
    name: text,
    secret: { $ref: '#/components/schemas/Secret' },
  },
};
const parts = {
  Secret: { type: 'string', writeOnly: true },
  User: user,
  Id: { allOf: [{ type: 'string' }, { readOnly: true }] },
  More: {
    allOf: [
      { $ref: '#/components/schemas/User' },
      { required: ['id', 'more'], properties: { more: {} } },
    ],
  },
};
const whole: Json = { id: 'a', name: 'ab', secret: 'c' };
testViolations(
  [
    {
      schema: user,
      instance: { name: 'ab', secret: 'a' },
      found: [],
      why: 'a request needs no read-only member',
    },
    { schema: user, instance: whole, found: [], why: 'and may have it' },
    {
      schema: user,
      instance: {},
      found: ['/name required', '/secret required'],
      why: 'it needs the others',
    },
    {
      schema: { required: ['id'], properties: { id: { $ref: '#/components/schemas/Id' } } },
      instance: {},
      found: [],
      why: 'readOnly through references',
    },
    {
      schema: { $ref: '#/components/schemas/More' },
      instance: { name: 'ab', secret: 'c', more: 1 },
      found: [],
      why: 'readOnly beside in an allOf',
    },
    {
      schema: { allOf: [{ required: ['id'] }, { properties: { id: { readOnly: true } } }] },
      instance: {},
      found: [],
      why: 'readOnly and required side by side',
    },
    {
      schema: { anyOf: [user, { type: 'null' }], unevaluatedProperties: false },
      instance: { name: 'ab', secret: 'c' },
      found: [],
      why: 'branches are judged alike',
    },
    {
      schema: {
        required: ['id'],
        properties: { id: {}, other: { properties: { id: { readOnly: true } } } },
      },
      instance: {},
      found: ['/id required'],
      why: 'readOnly elsewhere',
    },
  ].map((row) => ({ ...row, schemas: parts })),
);
testViolations(
  [
    {
      schema: user,
      instance: { id: 'a', name: 'ab' },
      found: [],
      why: 'an answer needs no write-only member',
    },
    { schema: user, instance: whole, found: ['/secret writeOnly'], why: 'and may not have it' },
    {
      schema: user,
      instance: { name: 'ab' },
      found: ['/id required'],
      why: 'it needs the read-only ones',
    },
    {
      schema: { items: { $ref: '#/components/schemas/More' } },
      instance: [{ id: 'a', name: 'ab', more: 1, secret: 'c' }],
      found: ['/0/secret writeOnly'],
      why: 'writeOnly in elements',
    },
    {
      schema: { oneOf: [user, { type: 'null' }] },
      instance: whole,
      found: ['/secret writeOnly'],
      why: 'writeOnly in a branch',
    },
    {
      schema: { $ref: '#/components/schemas/Secret' },
      instance: 'a',
      found: [],
      why: 'writeOnly speaks of members',
    },
  ].map((row) => ({ ...row, schemas: parts })),
  responseSchemaOf,
);
