import type { Rule } from '../difference.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#example-object */
export const exampleChanged: Rule = {
  id: 'example-changed',
  summary: 'An example is new, gone, or another one.',
  of: ['example'],
  judge: ({ label, aspect, old, new: fresh }) => ({
    severity: 'safe',
    reason:
      aspect !== 'presence'
        ? `${label} shows another value.`
        : fresh === undefined
          ? `${label} was removed: tests that ask the mock for it by its name fail.`
          : old === undefined
            ? `${label} is new.`
            : `${label} is another one.`,
  }),
};
