import type { Node } from '../contract-server/inline.ts';
import type { Corrupted } from './change.ts';

export function* numberRules(schema: Node, value: number): Iterable<Corrupted> {
  const number = (keyword: string) => schema[keyword] as number;
  if ('minimum' in schema)
    yield {
      what: 'minimum',
      mutation: 'is below the minimum',
      value: number('minimum') - ((schema.multipleOf as number | undefined) ?? 1),
    };
  if ('maximum' in schema)
    yield {
      what: 'maximum',
      mutation: 'is above the maximum',
      value: number('maximum') + ((schema.multipleOf as number | undefined) ?? 1),
    };
  if ('exclusiveMinimum' in schema)
    yield {
      what: 'exclusiveMinimum',
      mutation: 'is the excluded minimum',
      value: number('exclusiveMinimum'),
    };
  if ('exclusiveMaximum' in schema)
    yield {
      what: 'exclusiveMaximum',
      mutation: 'is the excluded maximum',
      value: number('exclusiveMaximum'),
    };
  if ('multipleOf' in schema)
    yield { what: 'multipleOf', mutation: 'is not a multiple', value: value + 1 };
}

export function* textRules(schema: Node, value: string): Iterable<Corrupted> {
  const number = (keyword: string) => schema[keyword] as number;
  if (number('minLength') > 0)
    yield {
      what: 'minLength',
      mutation: 'is too short',
      value: value.slice(0, number('minLength') - 1),
    };
  if ('maxLength' in schema)
    yield {
      what: 'maxLength',
      mutation: 'is too long',
      value: 'x'.repeat(number('maxLength') + 1),
    };
  if ('pattern' in schema)
    yield { what: 'pattern', mutation: 'does not match the pattern', value: `${value}!` };
  const { format, contentEncoding } = schema;
  if (format !== undefined || contentEncoding !== undefined)
    yield {
      what: String(format ?? contentEncoding),
      mutation: `is no ${String(format ?? contentEncoding)}`,
      value: '!?',
    };
  if (format === 'date-time' || format === 'date')
    yield {
      what: 'no-such-day',
      mutation: 'is a day that does not exist',
      value: value.replace(/^(\d{4})-\d\d-\d\d/, '$1-02-30'),
    };
  if ('not' in schema)
    yield {
      what: 'not',
      mutation: 'matches `not`',
      value: ((schema.not as Node).enum as unknown[] | undefined)?.[0] ?? value,
    };
}
