/** The nouns of the runner, in order of appearance. Types only. */

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [member: string]: Json };

/** A place in a hand-written description: the file as the user named it, and a JSON Pointer into it. */
export type Source = { readonly file: string; readonly pointer: string };

/** Where something stands in a request. `media-type`, `credentials` and `method` concern the request as a whole. */
export type Place =
  | 'path'
  | 'query'
  | 'header'
  | 'cookie'
  | 'body'
  | 'media-type'
  | 'credentials'
  | 'method';

/** One rule of the contract, as far as a request or an answer can break it: where, and which keyword. */
export type Rule = { readonly in: Place; readonly pointer: string; readonly keyword: string };

/** A broken rule of a schema: where in the instance, which keyword, and which line of the contract says so. */
export type Violation = {
  readonly pointer: string;
  readonly keyword: string;
  /** A predicate that follows the place, as in "must be string". */
  readonly message: string;
  readonly source: Source;
};

/** A broken rule of a request. */
export type RequestViolation = Violation & { readonly in: Place };

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** What a place may hold, as alternatives: one for each branch of `anyOf`, `oneOf`, `if` and the like. Made when it is asked for, because schemas may contain themselves. */
export type Shapes = () => readonly [Shape, ...Shape[]];

/**
 * What a schema says of one place of an instance, with `$ref` and `allOf` followed and one branch taken of whatever
 * has branches. It serves to make instances and to find ideas for cases, never to judge: that is `validate`'s.
 */
export type Shape = {
  readonly types: readonly JsonType[];
  /** Where the schema stands that says the most of this place. */
  readonly source: Source;
  /** Tells this place's schema from others: two shapes of one schema and one choice of branches have the same. */
  readonly identity: string;
  /** Which branches were taken, for messages; empty where there are none. */
  readonly branch: string;
  readonly examples: readonly Json[];
  readonly enum?: readonly Json[];
  /** The keyword that says what `enum` holds. */
  readonly enumKeyword?: 'enum' | 'const';
  readonly format?: string;
  readonly contentEncoding?: string;
  readonly patterns: readonly string[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf: readonly number[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems: boolean;
  readonly prefixItems: readonly Shapes[];
  /** The elements after `prefixItems`; `false` where there may be none. */
  readonly items?: Shapes | false;
  readonly contains?: Shapes;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, Shapes>;
  readonly patternProperties: ReadonlyMap<string, Shapes>;
  /** Members that no other keyword names; `false` where there may be none, `undefined` where nothing is said. */
  readonly additionalProperties?: Shapes | false;
  readonly propertyNames?: Shapes;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired: ReadonlyMap<string, readonly string[]>;
  /** What the place must not match. */
  readonly not: readonly Shapes[];
  /** Whether no instance matches: the schema is `false`. */
  readonly isNever: boolean;
  readonly readOnly: boolean;
  readonly writeOnly: boolean;
  /** The member that tells branches apart. @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object */
  readonly discriminator?: string;
};

/** A schema of the contract, ready to judge instances of requests or of answers, whichever it was read for. */
export type Schema = {
  readonly source: Source;
  readonly shapes: Shapes;
  /** Every rule that the instance breaks; none means that it is valid. */
  readonly validate: (instance: Json) => readonly Violation[];
};

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

/** How a planned request presents itself; besides these, the ways in which a signed credential can be forged (see `signers/`). */
export type CredentialsUse = 'good' | 'none' | 'wrong' | 'other-scheme' | `forged-${string}`;

/** A request before it has a wire form. */
export type PlannedRequest = {
  /** Another method than the operation's. */
  readonly method?: string;
  readonly parameters: {
    readonly [place in Parameter['in']]: { readonly [name: string]: Json };
  };
  readonly body?: {
    /** The Content-Type to send; absent means that none is sent. */
    readonly mediaType?: string;
    /** The media type of the contract that says how `value` is encoded. */
    readonly documented: string;
    readonly value?: Json;
    /** Bytes to send as they are, in place of `value`. */
    readonly raw?: Uint8Array;
  };
  readonly credentials: CredentialsUse;
  /** The security scheme that `credentials` speaks of; those beside it are good. All of them where it is not said. */
  readonly scheme?: string;
  /** How the names of header fields are written; as documented where nothing is said. */
  readonly headerNames?: 'upper';
};

/** A request we plan, with what the contract obliges the implementation to do with it, and why it exists. */
export type Case = {
  readonly id: string;
  readonly generator: string;
  readonly operation: Operation;
  /** Whether the contract obliges the implementation to accept it, to refuse it, or leaves that `open`: then any documented answer is right. */
  readonly intent: 'valid' | 'invalid' | 'open';
  /** What it explores: a place and a keyword. */
  readonly rule: Rule;
  /** The one rule that an invalid case breaks, as proved on its wire form. */
  readonly broken?: RequestViolation;
  /** Why this request exists, as a clause after "because". */
  readonly because: string;
  readonly request: PlannedRequest;
  /** Sent once where nothing is said; else twice in a row, or each of these at the same time. */
  readonly repeat?: 'in-turn' | readonly PlannedRequest[];
  /** What the case puts together; tried one by one where it fails, to tell which of them is to blame. */
  readonly parts?: readonly Case[];
};

/** A request as it goes over the wire, below the target's base URL. */
export type WireRequest = {
  readonly method: string;
  /** Path and query, below the base URL. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: Uint8Array;
};

export type Reply = {
  readonly status: number;
  /** Names in lower case; several fields of one name are joined with a comma. */
  readonly headers: ReadonlyMap<string, string>;
  /** With its Content-Encoding taken off. */
  readonly body: Uint8Array;
  /** Why the Content-Encoding could not be taken off. */
  readonly undecodable?: string;
};

/** What came of sending: a reply, or silence and its reason. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'unreachable'; readonly reason: string; readonly isInterrupted?: boolean }
  | { readonly kind: 'silence'; readonly reason: string };

/** A case and what came back. */
export type Exchange = {
  readonly case: Case;
  /** As sent, but for the credentials, which nobody downstream may see. */
  readonly request: WireRequest;
  readonly reply: Reply;
  readonly milliseconds: number;
  /** How long it may take, in milliseconds. */
  readonly limit: number;
};

/** How much a finding weighs. A run fails by findings from one of these on, `error` where nothing else is said. */
export type Severity = 'error' | 'warning' | 'notice';

/** What one check saw in the answers to one case, with all that a report says of it. */
export type Sighting = {
  readonly check: string;
  readonly severity: Severity;
  /** What tells this defect from others that the same check finds: a place and a keyword. */
  readonly defect: string;
  readonly message: string;
  /** JSON Pointer of the rule in the contract. */
  readonly pointer: string;
  /** `file:line` of the rule in the hand-written description. */
  readonly source: string;
  /** `x-source` as readable text; empty where the description says nothing. */
  readonly evidence: string;
  readonly expected: string;
  readonly actual: string;
  /** One line for a shell that shows it again. */
  readonly curl: string;
};

/** One departure from the contract, however often it was seen. */
export type Finding = Omit<Sighting, 'defect'> & {
  /** The same from run to run, as long as the contract names the rule in the same way. */
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /** The id of the case with the clearest request that shows it. */
  readonly case: string;
  readonly occurrences: number;
  /** The ids of all cases that show it. */
  readonly cases: readonly string[];
  /** Where a baseline knows of it: then it fails no run until the date is over. */
  readonly known?: Known;
};

/** Why a finding is put up with, and until when: the last day, as `2026-12-31`. */
export type Known = { readonly reason: string; readonly expires: string };

/** Only `fail` accuses the implementation. `error` means that this run could not judge. */
export type Verdict =
  | { readonly kind: 'pass' }
  | { readonly kind: 'fail'; readonly checks: readonly string[] }
  | { readonly kind: 'error'; readonly reason: string }
  | { readonly kind: 'skip'; readonly reason: string };

/** What came of one case, before anybody concludes anything from it. */
export type CaseOutcome = {
  readonly id: string;
  readonly api: string;
  readonly operation: string;
  /** Its place in the operation's plan, which the parts of a case share with it; absent where it was not in it. */
  readonly position?: number;
  readonly intent: Case['intent'];
  readonly because: string;
  /** Why it could not be judged, or was not sent; absent where it was judged. */
  readonly unjudged?: { readonly kind: 'error' | 'skip'; readonly reason: string };
  /** How long its answers took in all; absent where nothing was sent. */
  readonly milliseconds?: number;
  readonly sightings: readonly Sighting[];
};

/** What came of one case, and the verdict on it. */
export type CaseResult = CaseOutcome & { readonly verdict: Verdict };

/** One thing that a contract documents, and whether the run came by it. */
export type CoverageItem = {
  readonly kind: 'operation' | 'status' | 'example' | 'parameter' | 'member' | 'rule';
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  /** `exercised` by a request that was answered, `seen` in an answer, or `never` reached. */
  readonly state: 'exercised' | 'seen' | 'never';
  /** Whether it counts for the percentage: what no request can bring about, such as a server error, does not. */
  readonly counts: boolean;
};

/** What a run did with one operation. */
export type OperationReport = {
  readonly api: string;
  readonly id: string;
  readonly method: string;
  readonly path: string;
  /** `file:line`. */
  readonly source: string;
  readonly isSecured: boolean;
  /** How many answers had each status. */
  readonly answers: { readonly [status: string]: number };
  /** How many valid requests were answered, and how many of those as if their credentials were wrong, by status. */
  readonly valid: number;
  readonly unauthorized: { readonly [status: string]: number };
  /** How many answers each check had something to judge in. */
  readonly checks: { readonly [check: string]: number };
  readonly coverage: readonly CoverageItem[];
};

export type ApiReport = {
  readonly name: string;
  readonly target: string;
  /** Whether the target is the mock that the run started itself, at another address each time. */
  readonly isMock?: true;
  /** The ids of the operations that were planned. */
  readonly operations: readonly string[];
  /** Why this API could not be judged; absent when it was. */
  readonly error?: string;
  /** What is not tested of its description, and why. */
  readonly unsupported: readonly string[];
  /** Ideas for cases that were not tried, or that did not come out as they were meant. */
  readonly discarded: readonly { readonly id: string; readonly reason: string }[];
  /** Cases that were not sent because another says nearly the same, or because of `--max-cases`. */
  readonly leftOut: number;
};

/** A check that a run asked: its id, what it is called where there is little room, and its rule as a sentence. */
export type AskedCheck = { readonly id: string; readonly label: string; readonly summary: string };

/** A part of a plan: the `index`-th of `of`, counted from 1; `plan` is the same for all parts of one plan. */
export type Shard = { readonly index: number; readonly of: number; readonly plan: string };

/** What a run saw and did, before anybody concludes anything from it. Those of several shards can be put together. */
export type RunRecord = {
  /** When it began, in RFC 3339. */
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
  readonly checks: readonly AskedCheck[];
  /** Without what only all exchanges together can tell. */
  readonly apis: readonly ApiReport[];
  readonly operations: readonly OperationReport[];
  readonly outcomes: readonly CaseOutcome[];
};

/** What all items of one kind, or of all, come to. */
export type CoverageSum = { readonly reached: number; readonly total: number };

/** What a run came to: the input of every reporter. */
export type Report = {
  /** `fail` where a finding is as severe as `failOn` says and not known, or where less is covered than was asked for. */
  readonly verdict: 'pass' | 'fail' | 'error';
  readonly apis: readonly ApiReport[];
  readonly cases: {
    readonly planned: number;
    readonly passed: number;
    readonly failed: number;
    readonly errors: number;
    readonly skipped: number;
  };
  readonly findings: readonly Finding[];
  readonly failOn: Severity | 'never';
  readonly coverage: {
    /** Of the items that count, rounded down; 100 where nothing counts. */
    readonly percent: number;
    /** The least that was asked for. */
    readonly minimum?: number;
    /** By kind, of the items that count. */
    readonly kinds: { readonly [kind in CoverageItem['kind']]: CoverageSum };
  };
  /** What a baseline has to say beyond the findings that it knows. */
  readonly baseline?: {
    readonly file: string;
    readonly known: number;
    readonly stale: readonly string[];
    readonly expired: readonly string[];
  };
  readonly checks: readonly AskedCheck[];
  readonly operations: readonly OperationReport[];
  readonly results: readonly CaseResult[];
  readonly started: string;
  readonly milliseconds: number;
  readonly shard?: Shard;
};
