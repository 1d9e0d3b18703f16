import { shortPointer } from '../pointer.ts';
import type { Rule } from './request-part.ts';

/** Identifies a rule, regardless of the array index where it is broken. */
export const ruleKey = ({ in: place, pointer, keyword }: Rule): string =>
  `${place}${anyElement(pointer)} ${keyword}`;

/** A pointer with `*` in place of each array index, and long names cut. */
export const anyElement = (pointer: string): string =>
  shortPointer(pointer).replaceAll(/\/\d+(?=\/|$)/g, '/*');
