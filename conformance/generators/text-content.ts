import type { CaseGenerator } from './generator.ts';
import { allowed, open } from './propose.ts';
import { stretch } from '../core/instances/text.ts';

/** Texts for which nothing but a type is documented. @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.3 */
export const textContent: CaseGenerator = {
  id: 'text-content',
  summary:
    'Texts without a documented form: empty, in other scripts, blank, with quotes and line breaks, 10,000 characters long.',
  *generate({ sites }) {
    for (const site of sites) {
      const { shape } = site;
      if (
        !shape.types.includes('string') ||
        shape.enum ||
        shape.format ||
        shape.patterns.length > 0 ||
        shape.contentEncoding
      )
        continue;
      const { minLength = 0, maxLength = Infinity } = shape;
      const isRoomy = maxLength >= 20 && minLength <= 3;
      // an empty text in a path or a query is easily taken for none
      if (minLength === 0 && site.in === 'body' && site.pointer !== '')
        yield allowed(site, 'minLength', 'empty', '', 'is empty, which no minimum forbids');
      // a header field can't carry other scripts
      const scripts =
        maxLength >= 18 && minLength <= 18
          ? 'Þórá 漢字 שלום 😀'
          : stretch('Þ漢ש', Math.max(minLength, Math.min(3, maxLength)));
      if (site.in !== 'header' && scripts !== '')
        yield allowed(
          site,
          'type',
          'other-script',
          scripts,
          'is in other scripts, one of them written from right to left',
        );
      if (site.in === 'body' && isRoomy) {
        yield open(site, 'type', 'blanks', '   ', 'is nothing but blanks');
        yield open(
          site,
          'type',
          'special',
          `"'\\\n\t\u0000;--<a>`,
          'holds quotes, a line break and a NUL',
        );
      }
      if (site.in === 'body' && minLength <= 10_000 && maxLength >= 10_000)
        yield open(site, 'type', 'long', stretch('lorem ', 10_000), 'is 10,000 characters long');
    }
  },
};
