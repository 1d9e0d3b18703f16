type Node = { readonly [name: string]: unknown };

/** A description, and each problem that the profile `recommended` finds: severity, rule and place. */
export type Judged = { readonly description: Node; readonly found: readonly string[] };

const described = (paths: Node, more: Node = {}): Node => ({
  openapi: '3.1.0',
  info: { title: 'Things', version: '1' },
  paths,
  ...more,
});
const get = (responses: Node, more: Node = {}): Node => ({
  get: { operationId: 'list', responses, ...more },
});
const ok = { 200: { description: 'Done.' } };
const answer = (mediaType: Node, openapi = '3.1.0'): Node =>
  described(
    {
      '/things': get({ 200: { description: 'Done.', content: { 'application/json': mediaType } } }),
    },
    { openapi },
  );
const operation = '#/paths/~1things/get';
const body = `${operation}/responses/200/content/application~1json`;
const count = { type: 'object', properties: { count: { type: 'integer' } } };

/** What anybody may write. Each name completes "a description that …". */
const right: { readonly [what: string]: Node } = {
  'has no server, licence, tag, summary, security or refusal': described({ '/things': get(ok) }),
  'has a path with a slash at its end': described({ '/things/': get(ok) }),
  'has a component that nothing refers to': described(
    { '/things': get(ok) },
    { components: { schemas: { Thing: { type: 'object' } } } },
  ),
  'has extensions of others': described({ '/things': get(ok, { 'x-rate-limit': 5 }) }),
  'has servers for development': described(
    { '/things': get(ok) },
    { servers: [{ url: 'http://localhost:8080' }, { url: 'https://api.example.com' }] },
  ),
  'documents a redirect only': described({
    '/things': get({ 302: { description: 'Elsewhere.' } }),
  }),
  'goes on in another protocol': described({ '/things': get({ 101: { description: 'Go on.' } }) }),
  'documents a success as `default`': described({
    '/things': get({ default: { description: 'Done.' } }),
  }),
  'has an example with a member that no schema names': answer({
    schema: count,
    example: { count: 1, more: true },
  }),
  'has paths that differ by a word': described({
    '/things/{id}': {
      ...get(ok),
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    },
    '/things/mine': { get: { operationId: 'mine', responses: ok } },
  }),
  'requires in one part of an `allOf` what another part defines': answer({
    schema: { allOf: [count, { required: ['count'] }] },
  }),
  'requires in a part what another part says of a member': answer({
    schema: {
      allOf: [
        { properties: { owner: { properties: { name: { type: 'string' } } } } },
        { properties: { owner: { required: ['name'] } } },
      ],
    },
  }),
  'forbids a member that it does not describe': answer({
    schema: { ...count, not: { required: ['total'] } },
  }),
  'requires one of two members': answer({
    schema: {
      ...count,
      dependentSchemas: { count: { required: ['count'] } },
      anyOf: [{ required: ['count'] }, { properties: { all: {} }, required: ['all'] }],
    },
  }),
  'says more beside a reference by an `allOf` with one schema': described(
    {
      '/things': get({
        200: {
          description: 'Done.',
          content: {
            'application/json': {
              schema: { description: 'All.', allOf: [{ $ref: '#/components/schemas/Count' }] },
            },
          },
        },
      }),
    },
    { openapi: '3.0.3', components: { schemas: { Count: count } } },
  ),
  'sends images': described({
    '/things': {
      put: {
        operationId: 'draw',
        requestBody: { required: true, content: { 'image/png': { schema: {} } } },
        responses: ok,
      },
    },
  }),
  'has webhooks only': {
    openapi: '3.1.0',
    info: { title: 'Things', version: '1' },
    webhooks: { made: { post: { operationId: 'made', responses: ok } } },
  },
};

/** What makes a mock, checks or generated code useless or wrong. */
const wrong: { readonly [what: string]: Judged } = {
  'has an operation without an id': {
    description: described({ '/things': { get: { responses: ok } } }),
    found: [`warning operation-operationId ${operation}/operationId`],
  },
  'has two operations of one id': {
    description: described({ '/things': get(ok), '/others': get(ok) }),
    // the place is Redocly's; its line is that of the operation
    found: ['error operation-operationId-unique #/paths/~1others/get/list'],
  },
  'documents refusals only': {
    description: described({ '/things': get({ 404: { description: 'None.' } }) }),
    found: [`warning contracts/success-documented ${operation}`],
  },
  'has an example that breaks its schema': {
    description: answer({ schema: count, example: { count: 'one' } }),
    found: [`warning contracts/example-valid ${body}`],
  },
  'has a named example that breaks its schema': {
    description: answer({ schema: count, examples: { one: { value: { count: 'one' } } } }),
    found: [`warning contracts/example-valid ${body}/examples/one`],
  },
  'has an example of a schema that breaks it': {
    description: answer({ schema: { ...count, examples: [{ count: 'one' }] } }),
    found: [`warning no-invalid-schema-examples ${body}/schema/examples/0/count`],
  },
  'has a schema whose keywords exclude each other': {
    description: answer({ schema: { type: 'integer', minimum: 5, maximum: 4 } }),
    found: [`warning contracts/value-possible ${body}/schema`],
  },
  'requires what it forbids': {
    description: answer({
      schema: { type: 'object', required: ['count'], properties: { count: false } },
    }),
    found: [
      `warning contracts/value-possible ${body}/schema`,
      `warning contracts/required-described ${body}/schema/required/0`,
    ],
  },
  'requires a member that it describes under another name': {
    description: answer({ schema: { ...count, required: ['Count'] } }),
    found: [`warning contracts/required-described ${body}/schema/required/0`],
  },
  'requires members of the elements beside them': {
    description: answer({ schema: { type: 'array', items: count, required: ['count'] } }),
    found: [`warning contracts/required-described ${body}/schema/required/0`],
  },
  'has no schema where one must be': {
    // the YAML of people has such members
    description: answer({ schema: null, example: 1 }),
    found: [`error struct ${body}/schema`],
  },
  'has a pattern between slashes': {
    description: answer({ schema: { type: 'string', pattern: '/^[a-z]+$/' } }),
    found: [`warning contracts/usable ${body}/schema/pattern`],
  },
  'has a path with a fragment': {
    description: described({ '/things#all': get(ok) }),
    found: ['warning contracts/usable #/paths/~1things#all/get'],
  },
  'has the same path twice': {
    description: described({
      '/things/{id}': {
        ...get(ok),
        parameters: [{ name: 'id', in: 'path', required: true, schema: {} }],
      },
      '/things/{name}': {
        put: { operationId: 'put', responses: ok },
        parameters: [{ name: 'name', in: 'path', required: true, schema: {} }],
      },
    }),
    found: ['warning contracts/usable #/paths/~1things~1{name}'],
  },
  'needs a security scheme that is not defined': {
    description: described({ '/things': get(ok, { security: [{ key: [] }] }) }),
    found: [`warning contracts/usable ${operation}`],
  },
  'has a path parameter that nothing defines': {
    description: described({ '/things/{id}': get(ok) }),
    found: ['error path-parameters-defined #/paths/~1things~1{id}/get/parameters'],
  },
  'refers to nothing': {
    description: answer({ schema: { $ref: '#/components/schemas/Thing' } }),
    found: [`error no-unresolved-refs ${body}/schema`],
  },
  'names a type that there is not': {
    description: answer({ schema: { type: 'int' } }),
    found: [`error struct ${body}/schema/type`],
  },
  'has a value among its choices that the type forbids': {
    description: answer({ schema: { type: 'string', enum: ['a', 1] } }),
    found: [`error no-enum-type-mismatch ${body}/schema/enum/1`],
  },
  'has keywords beside a reference, where nothing reads them': {
    description: {
      ...answer({ schema: { $ref: '#/components/schemas/Count', nullable: true } }, '3.0.3'),
      components: { schemas: { Count: count } },
    },
    found: [`warning spec-ref-siblings ${body}/schema/nullable`],
  },
  'echoes what the request lacks': {
    description: answer({ schema: count, 'x-echo': { '/count': '$request.body#/count' } }),
    found: [`error contracts/echo-resolves ${body}/x-echo/~1count`],
  },
  'has one of our extensions where nothing reads it': {
    description: described({ '/things': get(ok, { 'x-echo': {} }) }),
    found: [`error contracts/extensions-valid ${operation}/x-echo`],
  },
  'refuses with a response that is not documented': {
    description: described({
      '/things': get(ok, { 'x-refusals': { invalid: { response: '400', example: 'no' } } }),
    }),
    found: [`error contracts/refusals-resolve ${operation}/x-refusals/invalid/response`],
  },
  'has no operation': {
    description: described({ '/things': { summary: 'To be written.' } }),
    found: ['error contracts/readable #/openapi'],
  },
};

export const judgedByRecommended: { readonly [what: string]: Judged } = {
  ...Object.fromEntries(
    Object.entries(right).map(([what, description]) => [what, { description, found: [] }]),
  ),
  ...wrong,
};
