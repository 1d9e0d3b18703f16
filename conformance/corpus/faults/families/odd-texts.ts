import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import { some } from '../crashes.ts';
import { isFreeText, requestLocations } from '../locations.ts';

const odd: readonly (readonly [what: string, mutation: string, fits: (text: string) => boolean])[] =
  [
    ['nul', 'a string has the character NUL', (text) => text.includes('\0')],
    ['lone-surrogate', 'a string has half of a surrogate pair', (text) => !text.isWellFormed()],
    ['apostrophe', 'a string has an apostrophe', (text) => text.includes("'")],
    ['backslash', 'a string has a backslash', (text) => text.includes('\\')],
    ['percent', 'a string has a per cent sign', (text) => text.includes('%')],
    ['combining-mark', 'a string has a combining mark', (text) => /\p{M}/u.test(text)],
  ];

/** Servers that respond with 500 to a text that a database, a template or a shell reads otherwise. */
export function* crashesOnOddTexts(operation: OperationSpec): Iterable<Fault> {
  const texts = [...requestLocations(operation)].filter(
    ({ node, in: at, isJson }) => at === 'body' && isJson && isFreeText(node),
  );
  if (texts.length === 0) return;
  const isLong = texts.some(({ node }) => !('maxLength' in node));
  for (const [what, mutation, fits] of [
    ...odd,
    ...(isLong ? [['65536', 'a string has 65,536 characters', isLarge] as const] : []),
  ])
    yield {
      id: `${operation.id}/crashes/odd-text/${what}`,
      class: 'crashes',
      operation: operation.id,
      family: 'crashes-on-odd-text',
      trips: ['no-server-error'],
      reason: `It responds with 500 where ${mutation}.`,
      judge: (own, { body }) =>
        own !== 'unauthorized' && some(body, (value) => typeof value === 'string' && fits(value))
          ? 'crash'
          : own,
    };
}

const isLarge = (text: string): boolean => text.length >= 65_536;
