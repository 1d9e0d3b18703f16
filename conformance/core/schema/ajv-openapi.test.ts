import { jsonBody, operationOf } from '../../testing.ts';
import type { KeywordCxt, ValidateFunction } from 'ajv/dist/2020.js';
import ajvPackage from 'ajv/package.json' with { type: 'json' };
import { expect, test, vi } from 'vitest';
import { mostErrors, openApiAjv } from './ajv-openapi.ts';

const follow = () => Object.assign(() => true, { errors: null }) as unknown as ValidateFunction;
const ajvOf = (context: Partial<Parameters<typeof openApiAjv>[0]> = {}) =>
  openApiAjv({
    tagsOf: () => undefined,
    follow,
    reading: 'strict',
    onUnjudged: () => {},
    ...context,
  });

/** "position keyword" for each error that AJV reports. */
function errorsOf(schema: object, instance: unknown): string[] {
  const validate = ajvOf().compile(schema);
  validate(instance);
  return (validate.errors ?? []).map(({ instancePath, keyword }) => `${instancePath} ${keyword}`);
}

test('the patches were read against this version of AJV', () => {
  // after an update: read the comment on each patch in ajv-openapi.ts, then run all tests of this
  // folder
  expect(ajvPackage.version).toBe('8.20.0');
});

test('patch 1: a $ref calls the given function, at each validation, and takes over its errors', () => {
  const error = { instancePath: '', keyword: 'made-up', params: {} };
  const target = vi.fn((instance: unknown): boolean => {
    Object.assign(target, { errors: instance === 1 ? [error] : null, evaluated: {} });
    return instance !== 1;
  });
  const asked = vi.fn((_: string) => target as unknown as ValidateFunction);
  const validate = ajvOf({ follow: asked }).compile({ $ref: 'contract://0/#/a' });
  expect(asked.mock.calls).toEqual([['contract://0/#/a']]);
  expect(target).not.toHaveBeenCalled();
  expect(validate(2)).toBe(true);
  expect(validate(1)).toBe(false);
  expect(validate.errors).toMatchObject([{ keyword: 'made-up' }]);
  expect(target).toHaveBeenCalledTimes(2);
});

test('patch 1: the members that a $ref evaluates are evaluated', () => {
  const target = Object.assign(() => true, { errors: null, evaluated: { props: { a: true } } });
  const validate = ajvOf({ follow: () => target as unknown as ValidateFunction }).compile({
    $ref: 'contract://0/#/a',
    unevaluatedProperties: false,
  });
  expect(validate({ a: 1 })).toBe(true);
  expect(validate({ a: 1, b: 1 })).toBe(false);
});

const string = { type: 'string', minLength: 2 };
for (const { keyword, schema, instance } of [
  { keyword: 'anyOf', schema: { anyOf: [string, { type: 'null' }] }, instance: 1 },
  { keyword: 'oneOf', schema: { oneOf: [string, { type: 'null' }] }, instance: 1 },
  { keyword: 'contains', schema: { contains: string }, instance: ['a', 1] },
])
  test(`patch 2: ${keyword} reports itself alone and keeps the errors of other keywords`, () => {
    expect(errorsOf(schema, instance)).toEqual([` ${keyword}`]);
    expect(errorsOf({ allOf: [{ enum: [0] }, schema, { const: 0 }] }, instance)).toEqual([
      ' enum',
      ` ${keyword}`,
      ' const',
    ]);
  });

test('patch 3: propertyNames reports each name once and keeps earlier errors', () => {
  const schema = { allOf: [{ required: ['d'] }], propertyNames: { minLength: 2, pattern: 'b' } };
  expect(errorsOf(schema, { a: 1, c: 1, bb: 1 })).toEqual([
    ' required',
    ' propertyNames',
    ' propertyNames',
  ]);
});

test('each hook of AJV that a patch replaces is where the patch expects it', () => {
  const ajv = ajvOf();
  for (const keyword of ['$ref', 'anyOf', 'oneOf', 'contains', 'propertyNames'])
    expect(ajv.getKeyword(keyword), keyword).toMatchObject({ code: expect.any(Function) });
  for (const keyword of ['anyOf', 'oneOf', 'contains'])
    expect(ajv.getKeyword(keyword), keyword).toMatchObject({ trackErrors: true });
  const context = vi.fn((cxt: KeywordCxt) => {
    expect(cxt).toMatchObject({
      error: expect.any(Function),
      reset: expect.any(Function),
      subschema: expect.any(Function),
    });
    expect(cxt.errsCount, 'what trackErrors adds').toBeDefined();
  });
  ajv.addKeyword({ keyword: 'hooks', trackErrors: true, code: context });
  ajv.compile({ hooks: true });
  expect(context).toHaveBeenCalledOnce();
});

for (const [text, isValid] of [
  ['', true],
  ['ab', true],
  ['ab==', true],
  ['abc', true],
  ['abc=', true],
  ['a_-+/bcd', true],
  ['a', false],
  ['ab=', false],
  ['abcd=', false],
  ['abc==', false],
  ['ab=c', false],
  ['a b', false],
  ['abcd'.repeat(2_000_000), true],
  [`${'abcd'.repeat(2_000_000)}a`, false],
] as const)
  test(`${text.slice(0, 10)} (${text.length} characters) is ${isValid ? '' : 'not '}base64`, () => {
    const schema = operationOf({
      requestBody: jsonBody({ type: 'string', contentEncoding: 'base64' }),
    }).requestBody!.content[0]!.schema!;
    const sure = schema.validate(text).filter(({ reading }) => reading === 'loose');
    expect(sure.map(({ keyword }) => keyword)).toEqual(isValid ? [] : ['contentEncoding']);
  });

test('patch 4: few errors are kept, and all count', () => {
  const target = Object.assign(() => false, {
    errors: Array.from({ length: 3 }, () => ({ instancePath: '', keyword: 'made-up', params: {} })),
  }) as unknown as ValidateFunction;
  const many = Array.from({ length: 5000 }, () => 1);
  const kept = (schema: object) => {
    const validate = ajvOf({ follow: () => target }).compile(schema);
    const isValid = validate(many);
    return [
      isValid,
      validate.errors?.length,
      validate.errors?.every((error) => error !== undefined),
    ];
  };
  expect(kept({ items: { type: 'string' } })).toEqual([false, mostErrors, true]);
  expect(kept({ items: { $ref: '#' } })).toEqual([false, mostErrors + 2, true]);
  // what a branch breaks is forgotten when another one holds
  const branch = { items: { type: 'string' } };
  expect(kept({ anyOf: [branch, { type: 'array' }] })).toEqual([true, undefined, undefined]);
  expect(kept({ not: branch })).toEqual([true, undefined, undefined]);
  expect(kept({ maxItems: 1, anyOf: [branch, { items: { $ref: '#' } }] })).toEqual([
    false,
    2,
    true,
  ]);
  expect(kept({ allOf: [branch, { maxItems: 1 }], oneOf: [branch, branch] })[1]).toBe(mostErrors);
});
