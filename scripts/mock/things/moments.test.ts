import { expect, test } from 'vitest';
import { schemaOf } from '../../../conformance/core/schema/testing.ts';
import { momentIn, momentOf } from './moments.ts';

const text = { type: 'string', format: 'date-time' };

test.each([
  ['createdAt', text, 'created'],
  ['date_created', text, 'created'],
  ['joined_at', { type: 'integer' }, 'created'],
  ['registeredAt', text, 'created'],
  ['lastModified', text, 'updated'],
  // these happen later, or are no moments
  ['submittedAt', text, undefined],
  ['joined', { type: 'integer' }, undefined],
  ['createdAt', { type: 'boolean' }, undefined],
])('%s of %j tells when the thing was %s', (name, schema, happened) => {
  expect(momentOf(name, schemaOf(schema).alternatives()[0])).toBe(happened);
});

test('a moment is written as its schema says', () => {
  const now = Date.UTC(2026, 10, 29, 12);
  const written = (schema: object) => momentIn(schemaOf(schema).alternatives()[0], now);
  expect(written(text)).toBe('2026-11-29T12:00:00.000Z');
  expect(written({ type: 'string', format: 'date' })).toBe('2026-11-29');
  expect(written({ type: 'integer' })).toBe(now / 1000);
  expect(written({ type: 'integer', format: 'int64' })).toBe(now);
});
