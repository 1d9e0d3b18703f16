/**
 * The header field of an answer of the mock that says why no documented body can be made for the
 * response: its schema contradicts itself.
 */
export const unmadeHeader = 'x-contract-unmade';

const sentence = 'the mock has no answer: ';

/** What a run against the mock says of such an answer, in place of a verdict. */
export const unmadeReason = (reason: string): string => `${sentence}${reason}`;

/** Whether a reason is one of `unmadeReason`. */
export const isUnmade = (reason: string): boolean => reason.startsWith(sentence);
