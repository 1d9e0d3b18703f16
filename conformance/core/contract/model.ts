import type { Json } from '../json.ts';
import type { Schema } from '../schema/model.ts';
import type { Source } from '../source.ts';

export type NamedExample = { readonly name: string; readonly value: Json; readonly source: Source };

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  /** `content` where a media type says how it is written. */
  readonly style: string;
  readonly explode: boolean;
  /** The media type of a parameter with the style `content`. */
  readonly mediaType?: string;
  readonly schema: Schema;
  readonly examples: readonly NamedExample[];
  readonly source: Source;
};

/** How one member of a form or multipart body is written. @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object */
export type Encoding = {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
};

export type MediaType = {
  /** As documented, for example `application/json`. */
  readonly name: string;
  readonly schema?: Schema;
  readonly examples: readonly NamedExample[];
  /** `x-echo`: JSON Pointer into the answer, or `$response.header.<Name>`, to a runtime expression. */
  readonly echo: ReadonlyMap<string, string>;
  /** `x-memory`: what a server that remembers keeps of an exchange, and what it recalls in a later answer. */
  readonly memory?: Memory;
  /** By member, for forms and multipart bodies. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly source: Source;
};

/** One thing that is remembered: its kind, the expression that identifies it, and what is kept of it under which names. */
export type Memory = {
  readonly of: string;
  readonly key: string;
  /** By name: the runtime expression of what is kept. */
  readonly keeps: ReadonlyMap<string, string>;
  /** JSON Pointer into the answer, to the name of what is recalled there. */
  readonly recalls: ReadonlyMap<string, string>;
};

export type RequestBody = {
  readonly required: boolean;
  readonly content: readonly MediaType[];
  readonly source: Source;
};

/** A header field that a response documents. */
export type HeaderField = {
  readonly name: string;
  readonly required: boolean;
  readonly parameter: Parameter;
  readonly source: Source;
};

export type Response = {
  /** `200`, `2XX` or `default`, as documented. */
  readonly status: string;
  readonly headers: readonly HeaderField[];
  readonly content: readonly MediaType[];
  readonly source: Source;
};

/** One kind of `x-refusals`: the documented answer to a request that breaks the contract in that way. */
export type Refusal = {
  readonly status: number;
  readonly response: Response;
  readonly example: string;
  /** JSON Pointer into the example, to what is said there of the fault: a text for each keyword, and one for all others under `default`. */
  readonly says?: ReadonlyMap<string, { readonly [keyword: string]: string }>;
};

/** How the Paths Object says that a request which reaches no operation is refused. */
export type PathsRefusal = {
  readonly status: number;
  readonly mediaType: string;
  readonly value: Json;
};

export type SecurityScheme = {
  readonly name: string;
  readonly type: string;
  /** For `http`: `bearer`, `basic`, … in lower case. */
  readonly scheme?: string;
  /** For `apiKey`. */
  readonly in?: 'query' | 'header' | 'cookie';
  readonly parameter?: string;
  readonly source: Source;
};

export type Operation = {
  readonly api: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Alternatives; each is a set of schemes that are needed together. Empty: no credentials needed. */
  readonly security: readonly (readonly SecurityScheme[])[];
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Methods that no operation documents for this path; on the first operation of a path only, so that each is asked once. */
  readonly otherMethods: readonly string[];
  /** `x-source` as readable text: the evidence for this operation. */
  readonly evidence: string;
  readonly source: Source;
};

/** The loaded description of one API. */
export type Contract = {
  readonly api: string;
  readonly title: string;
  /** The entry document, as the user named it. */
  readonly file: string;
  /** The description as it was read, for those who need more of it than the model holds; `deref` follows a `$ref`. */
  readonly document: {
    readonly root: { readonly [member: string]: unknown };
    readonly deref: (node: unknown) => unknown;
    /** Every file that was read. */
    readonly files: readonly string[];
  };
  readonly operations: readonly Operation[];
  readonly pathsRefusals: ReadonlyMap<string, PathsRefusal>;
  /** What the runner cannot test of this description, and why; said aloud, never dropped. */
  readonly unsupported: readonly { readonly source: Source; readonly reason: string }[];
  /** The line, counted from 1, on which a source stands. */
  readonly line: (source: Source) => number;
  /** The `x-source` nearest above a place, as readable text. */
  readonly evidence: (source: Source) => string;
};
