import { authentication } from './en/authentication.ts';
import { changes } from './en/changes.ts';
import { checks } from './en/checks.ts';
import { errors } from './en/errors.ts';
import { frame } from './en/frame.ts';
import { operation } from './en/operation.ts';
import { overview } from './en/overview.ts';
import { schema } from './en/schema.ts';
import { search } from './en/search.ts';
import { verdict } from './en/verdict.ts';

/** The texts of the site. `{name}` stands for a value, and backticks mark code. */
export const en = {
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
} as const;
