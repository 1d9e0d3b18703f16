import { badge, type Inline, type Tone } from '../content/inline.ts';
import type { Say, WordKey } from '../words/words.ts';
import type { Verdict } from './verdict.ts';

/** How a verdict looks. */
export const verdictTones: { readonly [kind in Verdict['kind']]: Tone } = {
  pass: 'success',
  fail: 'failure',
  'not judged': 'warning',
  'not run': 'neutral',
};

const words: { readonly [kind in Verdict['kind']]: WordKey } = {
  pass: 'verdictPass',
  fail: 'verdictFail',
  'not judged': 'verdictNotJudged',
  'not run': 'verdictNotRun',
};

/** A verdict in one word. */
export const verdictBadge = ({ kind }: Pick<Verdict, 'kind'>, say: Say): Inline =>
  badge(verdictTones[kind], say(words[kind]));

/** How many cases ended in which way. */
export const countsText = ({ passed, failed, others }: Verdict, say: Say): string =>
  [
    say('casesPassed', { count: passed }),
    say('casesFailed', { count: failed }),
    ...(others > 0 ? [say('casesOther', { count: others })] : []),
  ].join(', ');

/** When a run began, as people read it. */
export const momentText = (started: string): string =>
  started.replace(/^(\d{4}-\d\d-\d\d)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');
