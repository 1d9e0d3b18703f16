import { UserError } from './user-error.ts';

/** Splits `API=URL`. A URL alone may hold a `=` too, but only after its `://`. */
export function splitApi(text: string): { readonly key: string; readonly url: string } | undefined {
  const [, key, url] = /^((?:(?!:\/\/)[^=?#])+)=(.*)$/s.exec(text) ?? [];
  return key !== undefined && url !== undefined ? { key, url } : undefined;
}

/** A text for messages, without what may be a user name and a password, also where it is no URL. */
export const withoutUser = (text: string): string =>
  text.replace(/^((?:[^/?#=:@]+=)?(?:[a-z][a-z0-9+.-]*:\/\/)?).*@/is, '$1…@');

/** How messages name a base URL. */
type Named = {
  /** What it is, as the beginning of a sentence: `The target`. */
  readonly what: string;
  /** The text without its secrets. */
  readonly shown?: string | undefined;
  /** Where credentials are given in its place, as the end of a sentence. */
  readonly credentials: string;
};

/**
 * Reads the base URL of a server, without slashes at its end. Throws a `UserError` for another text, and
 * for one with a query or with a user name.
 */
export function baseUrl(
  text: string,
  { what, shown = withoutUser(text), credentials }: Named,
): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:')
    throw new UserError(
      `${what} "${shown}" is not an http or https URL, such as https://api.example.com.`,
    );
  if (url.search || url.hash)
    throw new UserError(`${what} "${shown}" is not a base URL: leave out what follows the path.`);
  if (url.username || url.password)
    throw new UserError(`${what} holds a user name or a password: ${credentials}.`);
  return url.href.replace(/\/+$/, '');
}
