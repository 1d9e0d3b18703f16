import type { Format } from './format.ts';

const strict = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const hyphens = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const loose = /* @__PURE__ */ new RegExp(
  `^(?:(?:urn:uuid:)?(?:${hyphens}|[0-9a-f]{32})|\\{(?:${hyphens}|[0-9a-f]{32})\\})$`,
  'i',
);

export const isStrictUuid = (text: string): boolean => strict.test(text);
export const isLooseUuid = (text: string): boolean => loose.test(text);

/**
 * Lower case is what must be written, upper case must be read, and careful servers verify the
 * version and the variant.
 * @see https://www.rfc-editor.org/rfc/rfc9562#section-4
 */
export const uuid: Format = {
  name: 'uuid',
  aliases: ['guid'],
  strict: isStrictUuid,
  loose: isLooseUuid,
  valid: [
    '5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f10',
    '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b',
    '6ba7b810-9dad-11d1-80b4-00c04fd430c8',
  ],
  near: {
    'too-short': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2',
    'no-digit': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2g',
    'too-long': '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b0',
  },
  between: {
    'no-hyphens': '9b2e7f041c3d4e5f8a6b7c8d9e0f1a2b',
    'upper-case': 'F81D4FAE-7DEC-41D0-A765-00A0C91E6BF6',
    braces: '{9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b}',
    urn: 'urn:uuid:9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b',
    nil: '00000000-0000-0000-0000-000000000000',
  },
};
