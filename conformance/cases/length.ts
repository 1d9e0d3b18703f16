import { withValueAt } from '../pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { stretch } from './instance.ts';
import { sitesOf } from './sites.ts';

/** The longest text that is sent, in characters. */
const longest = 100_000;

/** Lengths count code points, so that an emoji is one. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3.1 */
export const length: CaseGenerator = {
  id: 'length',
  summary: 'Texts as short and as long as `minLength` and `maxLength` allow, in ASCII and in emoji, and one character beyond.',
  *generate(subject) {
    let empty = subject.base;
    for (const site of sitesOf(subject)) {
      const { shape, title, name, value } = site;
      // such a text has a form of its own, which another length would break as well
      if (!shape.types.includes('string') || shape.enum || shape.format || shape.pattern) continue;
      const plain = typeof value === 'string' && value !== '' ? value : 'value';
      const { minLength = 0, maxLength } = shape;
      if (minLength === 0 && site.in === 'body' && empty.body) empty = { ...empty, body: { ...empty.body, value: withValueAt(empty.body.value, site.pointer, '') } };
      if (Math.max(minLength, maxLength ?? 0) > longest) {
        yield { name: `${name}/longest`, untried: `a text of ${Math.max(minLength, maxLength ?? 0)} characters is too long to send` };
        continue;
      }
      if (minLength > 0) {
        yield { name: `${name}/shortest`, intent: 'valid', because: `${title} is as short as allowed: ${characters(minLength)}`, request: site.with(stretch(plain, minLength)) };
        yield { name: `${name}/too-short`, intent: 'invalid', breaks: site.rule('minLength'), because: `${title} is too short: ${characters(minLength - 1)} where ${minLength} is the least`, request: site.with(stretch(plain, minLength - 1)) };
      }
      if (maxLength === undefined) continue;
      yield { name: `${name}/longest`, intent: 'valid', because: `${title} is as long as allowed: ${characters(maxLength)}`, request: site.with(stretch(plain, maxLength)) };
      yield { name: `${name}/too-long`, intent: 'invalid', breaks: site.rule('maxLength'), because: `${title} is too long: ${characters(maxLength + 1)} where ${maxLength} is the most`, request: site.with(stretch(plain, maxLength + 1)) };
      // a header field can't carry an emoji
      if (site.in === 'header' || maxLength < 1) continue;
      yield { name: `${name}/longest-emoji`, intent: 'valid', because: `${title} is as long as allowed: ${maxLength} emoji, each of which is one character`, request: site.with(stretch('😀', maxLength)) };
    }
    if (empty !== subject.base) yield { name: 'empty', intent: 'valid', because: 'every text for which no minimum is documented is empty', request: empty };
  },
};

const characters = (count: number) => (count === 1 ? '1 character' : `${count} characters`);
