import { expect, test } from 'vitest';
import { operationOf } from '../testing.ts';
import { encode } from '../core/http/encode-request.ts';
import { schemaOf } from '../core/schema/testing.ts';
import { planCases } from './plan.ts';
import { verifyAgain } from './testing.ts';

const signed = '"minimum":-9223372036854775808,"maximum":9223372036854775807';
const unsigned = '"minimum":0,"maximum":18446744073709551615';
const exclusive = '"exclusiveMinimum":-9223372036854775809,"exclusiveMaximum":9223372036854775808';
const int64 = '"format":"int64"';
const rows: readonly [why: string, bounds: string][] = [
  ['signed', signed],
  ['signed, with its format', `${signed},${int64}`],
  ['unsigned', unsigned],
  ['exclusive', exclusive],
  ['exclusive, with its format', `${exclusive},${int64}`],
  ['no less than one', `"minimum":1,"maximum":9223372036854775807,${int64}`],
  ['at most the largest', `"maximum":9223372036854775807,${int64}`],
  ['negative', '"maximum":-1,"minimum":-9223372036854775808'],
  ['a multiple', `"multipleOf":7,${signed}`],
  ['beyond what a double holds', '"minimum":9007199254740993,"maximum":9223372036854775807'],
];
test.for(rows)('nothing is sent as valid that a double does not hold: %s', ([, bounds]) => {
  const schema = JSON.parse(`{"type":"integer",${bounds}}`) as object;
  const body = { type: 'object', required: ['no'], properties: { no: schema } };
  const operation = operationOf(
    {
      parameters: ['path', 'query', 'header', 'cookie'].map((place) => ({
        ...{ name: `${place}No`, in: place, required: true, schema },
      })),
      requestBody: {
        required: true,
        content: {
          'application/json': { schema: body },
          'application/x-www-form-urlencoded': { schema: body },
        },
      },
    },
    {},
    '/a/{pathNo}',
  );
  verifyAgain(operation);
  for (const { intent, request } of planCases(operation, { thorough: true }).cases) {
    if (intent !== 'valid') continue;
    const { path, headers, body: bytes } = encode(operation, request);
    const sent = `${path} ${JSON.stringify(headers)} ${Buffer.from(bytes ?? []).toString()}`;
    // a power of ten is exact
    for (const [digits] of sent.matchAll(/\d{16,}/g))
      if (!/^10+$/.test(digits)) expect(Number.isSafeInteger(Number(digits))).toBe(true);
  }
});

const judged: readonly [schema: string, value: string, isValid: boolean][] = [
  ['"exclusiveMaximum":9223372036854775808', '9223372036854775807', true],
  ['"exclusiveMinimum":-9223372036854775809', '-9223372036854775808', true],
  ['"exclusiveMaximum":9223372036854775808', '9223372036854780000', false],
  ['"exclusiveMaximum":9007199254740991', '9007199254740991', false],
  ['"exclusiveMinimum":5', '5', false],
  ['"exclusiveMinimum":5', '5.5', true],
  ['"maximum":9223372036854775807', '9223372036854775807', true],
  ['"maximum":9223372036854775807', '9223372036854780000', false],
  ['"format":"int64"', '9223372036854775807', true],
  ['"format":"int64"', '18446744073709551615', false],
  ['"multipleOf":3', '9007199254740993', true],
];
test.for(judged)('{ %s } and %s: %s', ([keywords, value, isValid]) => {
  const { validate } = schemaOf(JSON.parse(`{${keywords}}`));
  expect(validate(JSON.parse(value) as number).length === 0).toBe(isValid);
});
