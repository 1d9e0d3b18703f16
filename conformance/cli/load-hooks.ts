import { pathToFileURL } from 'node:url';
import { existsSync } from 'node:fs';
import { UserError } from '../core/user-error.ts';
import { absolutePath, userPath } from '../core/user-path.ts';
import type { Hooks, LoadedHooks } from '../run/hooks.ts';

const names = ['before', 'after', 'request'] as const satisfies (keyof Hooks)[];

/**
 * Loads a module of hooks, TypeScript or JavaScript. Throws a `UserError` for one that can't be loaded
 * or exports no hook.
 */
export async function loadHooks(typed: string): Promise<LoadedHooks> {
  const file = userPath(typed);
  const path = absolutePath(file);
  if (!existsSync(path)) throw new UserError(`${file}: there is no such file.`);
  const module = await load(file, path);
  const exported = { ...(module.default as object | undefined), ...module };
  const hooks = Object.fromEntries(
    names.flatMap((name) => (exported[name] === undefined ? [] : [[name, exported[name]]])),
  );
  if (Object.keys(hooks).length === 0)
    throw new UserError(`${file}: this module exports no hook: write ${names.join(', ')}.`);
  const other = names.find((name) => hooks[name] && typeof hooks[name] !== 'function');
  if (other !== undefined) throw new UserError(`${file}: the hook "${other}" is no function.`);
  return { file, hooks };
}

async function load(file: string, path: string): Promise<{ readonly [name: string]: unknown }> {
  try {
    return (await import(pathToFileURL(path).href)) as { readonly [name: string]: unknown };
  } catch (error) {
    const { message = String(error), stack = '' } = error as Error;
    const [first] = message.split('\n');
    const [, line] = stack.split(path)[1]?.match(/^:(\d+)/) ?? [];
    throw new UserError(
      `${file}${line === undefined ? '' : `:${line}`}: the hooks can't be loaded: ${first}.`,
    );
  }
}
