import type { Json } from '../../../../conformance/core/json.ts';
import type { OperationFacts } from '../../../frontend/operation.ts';

/** What the console knows of an operation; JSON, made for the page. */
export type ConsoleOperation = {
  readonly api: string;
  readonly facts: OperationFacts;
  /** Those of the configuration and of the description; the mock is known by the page. */
  readonly servers: readonly ConsoleServer[];
  readonly parameters: readonly ConsoleParameter[];
  readonly bodies: readonly ConsoleBody[];
  /** The first one is shown first. */
  readonly requests: readonly ConsoleRequest[];
  /** Alternatives of schemes that are needed together, by name; an empty one needs none. */
  readonly security: readonly (readonly string[])[];
  readonly schemes: { readonly [name: string]: ConsoleScheme };
  readonly answers: readonly ConsoleAnswer[];
  /** The command that starts the mock. */
  readonly mockCommand: string;
};

export type ConsoleServer = {
  /** A URL, maybe relative to the page, with its variables in braces. */
  readonly url: string;
  readonly description?: string;
  readonly variables?: {
    readonly [name: string]: {
      readonly value: string;
      readonly choices?: readonly string[];
      readonly description?: string;
    };
  };
};

/** What the text of a field means. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'json';

export type ConsoleParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Of a list: that of its elements. */
  readonly kind: ValueKind;
  readonly isList: boolean;
  /** The only values, as texts. */
  readonly choices?: readonly string[];
};

export type ConsoleBody = {
  readonly mediaType: string;
  /** What is sent in place of a range. */
  readonly sentAs: string;
  /** `parts` and `form` are written from an object. */
  readonly kind: 'json' | 'form' | 'parts' | 'text' | 'file';
  readonly required: boolean;
  /** The members of `parts` that are files. */
  readonly files?: readonly string[];
};

/** Values that fill the form. */
export type ConsoleRequest = {
  /** Absent for one that no author named. */
  readonly name?: string;
  readonly isRefused: boolean;
  readonly parameters: {
    readonly [location in ConsoleParameter['in']]: { readonly [name: string]: Json };
  };
  readonly body?: { readonly mediaType: string; readonly value: Json };
};

export type ConsoleScheme = {
  readonly type: string;
  /** For `http`: `bearer`, `basic`, … */
  readonly scheme?: string;
  readonly in?: 'query' | 'header' | 'cookie';
  readonly parameter?: string;
  /** The command that makes a credential for one request of this operation. */
  readonly command?: string;
};

export type ConsoleAnswer = {
  /** `200`, `4XX` or `default`, as documented. */
  readonly status: string;
  /** The status that asks the mock for it. */
  readonly code: number;
  readonly examples: readonly string[];
  /** The media types whose bodies can be judged. */
  readonly judged: readonly string[];
  /** By media type, what it repeats: runtime expressions by place. */
  readonly echo?: { readonly [mediaType: string]: { readonly [place: string]: string } };
};
