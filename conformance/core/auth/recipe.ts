import type { Json } from '../json.ts';

/** A token request of OAuth 2, as the configuration describes it. */
export type Grant = {
  /** One that needs nobody at a browser. */
  readonly flow: 'clientCredentials' | 'password' | 'refresh';
  readonly clientId?: string;
  readonly clientSecret?: string;
  /** Where the client's name and secret stand; by default in the Authorization field. */
  readonly clientIn?: 'header' | 'body';
  readonly username?: string;
  readonly password?: string;
  readonly refreshToken?: string;
  readonly scope?: string;
  /** By default, what the description says. */
  readonly tokenUrl?: string;
};

/** A login request, as the configuration describes it. */
export type Login = {
  /** A path below the target, or a URL. */
  readonly path?: string;
  readonly url?: string;
  /** By default POST. */
  readonly method?: string;
  readonly headers?: { readonly [name: string]: string };
  /** JSON by default, a form where the Content-Type says so; a text is sent as it is. */
  readonly body?: Json;
  /** The JSON Pointer of the credential in the answer. */
  readonly token?: string;
  /** The name of the cookie that is the credential. */
  readonly cookie?: string;
};

/** How a credential is fetched. */
export type Recipe = ({ readonly grant: Grant } | { readonly login: Login }) & {
  /** What it holds that no report may show. */
  readonly secrets: readonly string[];
};

/** A request that fetches a credential. */
export type FetchRequest = {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
};

/** What an answer gives, or why it gives nothing, as the end of a sentence. */
export type Fetched =
  | {
      readonly value: string;
      /** For how many seconds it is good, where the answer says so. */
      readonly lifetime?: number | undefined;
      readonly refreshToken?: string | undefined;
    }
  | { readonly reason: string };
