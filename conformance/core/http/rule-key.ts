import type { Rule } from './request-part.ts';

/** What tells one rule from others, wherever in a list it was broken. */
export const ruleKey = ({ in: place, pointer, keyword }: Rule): string =>
  `${place}${anyElement(pointer)} ${keyword}`;

/** A pointer in which every element of a list is the same. */
export const anyElement = (pointer: string): string => pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
