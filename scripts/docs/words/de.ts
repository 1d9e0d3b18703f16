import { authentication } from './de/authentication.ts';
import { changes } from './de/changes.ts';
import { checks } from './de/checks.ts';
import { errors } from './de/errors.ts';
import { frame } from './de/frame.ts';
import { operation } from './de/operation.ts';
import { overview } from './de/overview.ts';
import { schema } from './de/schema.ts';
import { search } from './de/search.ts';
import { verdict } from './de/verdict.ts';
import type { en } from './en.ts';
import type { Translated } from './word.ts';

/** The texts of the site in German. */
export const de: Translated<typeof en> = {
  ...frame,
  ...search,
  ...overview,
  ...operation,
  ...schema,
  ...authentication,
  ...errors,
  ...changes,
  ...checks,
  ...verdict,
};
