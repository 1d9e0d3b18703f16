/** The serialization of a parameter or of a member of a form, where it is not the usual one. */
export type Style = { readonly style?: string; readonly explode?: boolean };

/** Where parameters stand. */
export type Location = 'path' | 'query' | 'header' | 'cookie';

/** What a client knows of an operation: generated from a description. */
export type OperationFacts = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** The media types of the request body; the first one is sent unless the caller names another. */
  readonly request?: readonly string[];
  /** The documented media types by status: `200`, `4XX` or `default`. */
  readonly responses: { readonly [status: string]: readonly string[] };
  /** Statuses below 400 that refuse the request, as `x-refusals` says. */
  readonly refusals?: readonly number[];
  /** By location and name, the serialization of parameters. */
  readonly styles?: { readonly [location in Location]?: { readonly [name: string]: Style } };
  /** The same for members of a form. */
  readonly encoding?: { readonly [name: string]: Style };
};
