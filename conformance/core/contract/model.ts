import type { Json } from '../json.ts';
import type { Node } from '../pointer.ts';
import type { Schema } from '../schema/model.ts';
import type { Documents } from './documents.ts';
import type { Source } from '../source.ts';
import type { Strength } from './evidence.ts';

export type NamedExample = { readonly name: string; readonly value: Json; readonly source: Source };

export type Parameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header' | 'cookie';
  readonly required: boolean;
  /** `content` if a media type defines the serialization. */
  readonly style: string;
  readonly explode: boolean;
  /** Whether a query parameter may be sent without a value, whatever its schema. */
  readonly allowsEmpty?: boolean;
  /** The media type of a parameter with the style `content`. */
  readonly mediaType?: string;
  readonly schema: Schema;
  readonly examples: readonly NamedExample[];
  readonly source: Source;
};

/**
 * The serialization of one member of a form or multipart body.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-object
 */
export type Encoding = {
  readonly contentType?: string;
  readonly style?: string;
  readonly explode?: boolean;
};

export type MediaType = {
  /** As documented, for example `application/json`. */
  readonly name: string;
  /** For a range: a type that is sent in its place; absent if each one has a key of its own. */
  readonly sentAs?: string;
  readonly schema?: Schema;
  readonly examples: readonly NamedExample[];
  /** `x-echo`: runtime expressions by JSON Pointer into the body or `$response.header.<Name>`. */
  readonly echo: ReadonlyMap<string, string>;
  /** `x-memory`: the values that a stateful server stores, and those it returns later. */
  readonly memory?: Memory;
  /** By member, for forms and multipart bodies. */
  readonly encoding: ReadonlyMap<string, Encoding>;
  readonly source: Source;
};

/** One kind of stored object: `of` is its kind, `key` the runtime expression of its identifier. */
export type Memory = {
  readonly of: string;
  readonly key: string;
  /** By name, the runtime expression of a stored value. */
  readonly keeps: ReadonlyMap<string, string>;
  /** The same for an object whose members are laid over those that are stored. */
  readonly merges: ReadonlyMap<string, string>;
  /** By JSON Pointer into the response body, the name of the stored value there. */
  readonly recalls: ReadonlyMap<string, string>;
  /** Places of the body, at or below those of `recalls`, that the server fills once for each object. */
  readonly creates: readonly string[];
  /** The same for places that it fills anew with each write. */
  readonly updates: readonly string[];
  /** By name, the runtime expression of the value that an object must have for this request. */
  readonly where: ReadonlyMap<string, string>;
  /** The place of the array that shows all objects, and of their number. */
  readonly lists?: string;
  readonly counts?: string;
  /** Whether the object is gone after this response. */
  readonly deletes: boolean;
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

/** What a response says of another operation: the values with which that one can be called. */
export type Link = {
  readonly name: string;
  /** The other operation, by its id or by its path and method. */
  readonly operationId?: string;
  readonly path?: string;
  readonly method?: string;
  /** By parameter, a constant or a runtime expression. */
  readonly parameters: ReadonlyMap<string, Json>;
};

export type Response = {
  /** `200`, `2XX` or `default`, as documented. */
  readonly status: string;
  readonly headers: readonly HeaderField[];
  readonly content: readonly MediaType[];
  /** Absent for none. */
  readonly links?: readonly Link[];
  /** `x-memory` of a response without a body. */
  readonly memory?: Memory;
  readonly source: Source;
};

/** One kind of `x-refusals`: the response to requests that break the contract in that way. */
export type Refusal = {
  readonly status: number;
  readonly response: Response;
  readonly example: string;
  /** By JSON Pointer into the example, the text for each broken keyword, else `default`. */
  readonly says?: ReadonlyMap<string, { readonly [keyword: string]: string }>;
};

/** `x-refusals` of the Paths Object: the response to a request that matches no operation. */
export type PathsRefusal = {
  readonly status: number;
  readonly mediaType: string;
  readonly value: Json;
};

/** Where a flow of OAuth 2 gives tokens; a URL may be relative. */
export type OAuthFlow = { readonly tokenUrl?: string; readonly refreshUrl?: string };

export type SecurityScheme = {
  readonly name: string;
  readonly type: string;
  /** For `http`: `bearer`, `basic`, … in lower case. */
  readonly scheme?: string;
  /** For `apiKey`. */
  readonly in?: 'query' | 'header' | 'cookie';
  readonly parameter?: string;
  /** For `oauth2`, by name. */
  readonly flows?: ReadonlyMap<string, OAuthFlow>;
  /** For `openIdConnect`: where its discovery document is. */
  readonly openIdConnectUrl?: string;
  readonly source: Source;
};

export type Operation = {
  readonly api: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The base path of its own servers at the target of a run, in place of the target's. */
  readonly base?: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** Whether a key of its `responses` is invalid, so that its documented statuses are unknown. */
  readonly hasUnreadResponses?: boolean;
  /** Alternatives of schemes that are required together. Empty: no credentials required. */
  readonly security: readonly (readonly SecurityScheme[])[];
  /**
   * Alternatives of schemes whose credentials its requests get though it documents none, or only
   * optional ones: the first that there are credentials for. No rule speaks of them.
   */
  readonly offered?: readonly (readonly SecurityScheme[])[];
  readonly refusals: ReadonlyMap<string, Refusal>;
  /** Undocumented methods of the path; empty for all but the first operation of a path. */
  readonly otherMethods: readonly string[];
  /** `x-source` as text. */
  readonly evidence: string;
  /** How strong the evidence for the rule at a position is; `undefined` where nothing is said. */
  readonly strengthOf: (source: Source) => Strength | undefined;
  readonly source: Source;
};

/** The loaded description of one API. */
export type Contract = {
  readonly api: string;
  readonly title: string;
  /** The entry document, as the user named it. */
  readonly file: string;
  /** The parsed description, for what the model leaves out; `deref` follows a `$ref`. */
  readonly document: {
    readonly root: Node;
    readonly deref: (node: unknown) => unknown;
    /** The content of a file, by its path in messages. */
    readonly contentOf: (file: string) => unknown;
    /** Every file that was read. */
    readonly files: readonly string[];
    /** The overlays that changed it, by path. */
    readonly overlays: readonly string[];
    /** All of it, for compiling schemas in another way. */
    readonly documents: Documents;
  };
  readonly operations: readonly Operation[];
  /** Operations whose requests the runner can't make, for the mock. */
  readonly unmade: readonly Operation[];
  /** All of `components.securitySchemes`, but for client certificates. */
  readonly securitySchemes: readonly SecurityScheme[];
  readonly pathsRefusals: ReadonlyMap<string, PathsRefusal>;
  /** Parts of the description that the runner can't test, for reports. */
  readonly unsupported: readonly { readonly source: Source; readonly reason: string }[];
  /** Mistakes of the description that keep nothing from being tested, for reports. */
  readonly notes: readonly { readonly source: Source; readonly reason: string }[];
  /** The line of a position, counted from 1. */
  readonly line: (source: Source) => number;
  /** `file:line` of a position, with its column where the line is long. */
  readonly place: (source: Source) => string;
  /** The same for a message, with the JSON Pointer where the line is long. */
  readonly at: (source: Source) => string;
  /** The nearest `x-source` at or above a position, as text. */
  readonly evidence: (source: Source) => string;
  /** How strong the evidence for the rule at a position is; `undefined` where nothing is said. */
  readonly strengthOf: (source: Source) => Strength | undefined;
};
