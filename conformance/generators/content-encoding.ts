import type { CaseGenerator } from './generator.ts';
import { allowed, forbidden } from './propose.ts';

/**
 * https://www.rfc-editor.org/rfc/rfc4648#section-4
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-8.3
 */
export const contentEncoding: CaseGenerator = {
  id: 'content-encoding',
  summary:
    'Base64 of another length, so that it has padding or has none; with a foreign character, and of a length that no base64 has.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      const { contentEncoding: encoding, enum: members, minLength = 0 } = location.flat;
      if ((encoding !== 'base64' && encoding !== 'base64url') || members) continue;
      const text =
        typeof location.value === 'string' && location.value.length > 8
          ? location.value
          : 'dmFsdWUgdmFsdWU=';
      const whole = text
        .replace(/=+$/, '')
        .slice(0, Math.max(8, Math.floor(text.replace(/=+$/, '').length / 4) * 4));
      for (const [name, value, is] of [
        ['without-padding', whole, 'is base64 whose length needs no padding'],
        ['with-padding', `${whole}dg==`, 'is base64 that ends in padding'],
      ] as const)
        if (value.length >= minLength && location.allows(value))
          yield allowed(location, { keyword: 'contentEncoding', name, value, reason: is });
      yield forbidden(location, {
        keyword: 'contentEncoding',
        name: 'foreign-character',
        value: `${whole.slice(0, -1)}*`,
        reason: 'holds a character that base64 does not have',
      });
      yield forbidden(location, {
        keyword: 'contentEncoding',
        name: 'wrong-length',
        value: `${whole}d`,
        reason: 'has a length that no base64 has',
      });
    }
  },
};
