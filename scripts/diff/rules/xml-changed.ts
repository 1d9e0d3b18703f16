import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#xml-object */
export const xmlChanged: Rule = {
  id: 'xml-changed',
  summary: 'XML writes a value in another way.',
  of: ['schema'],
  aspects: ['xml'],
  judge: ({ label, where }) =>
    where.some((name) => /[/+]json\b/.test(name))
      ? { severity: 'safe', reason: `${label} has another \`xml\`, which means nothing in JSON.` }
      : { severity: 'breaking', reason: `${label} is written in another way in XML.` },
};
