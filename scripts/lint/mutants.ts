/**
 * The conforming description with one thing changed, and everything the lint must then find: rule
 * and place.
 */
export type Mutant = {
  readonly sin: string;
  readonly file?: string;
  readonly from: string;
  readonly to: string;
  readonly found: readonly string[];
};

const post = '#/paths/~1things~1{id}/post';
const answer = `${post}/responses/200/content/application~1json`;
const thing = 'schemas/Thing.yaml';

/** One list for all rules, in the order of `rules/index.ts`. */
export const mutants: readonly Mutant[] = [
  {
    sin: 'echoes a member the answer does not have',
    from: '/kept/*/name: $request.body#/name',
    to: '/kept/*/title: $request.body#/name',
    found: [`contract/echo-resolves ${answer}/x-echo/~1kept~1*~1title`],
  },
  {
    sin: 'echoes into an object as if it were an array',
    from: '/kept/*/name: $request.body#/name',
    to: '/*/name: $request.body#/name',
    found: [`contract/echo-resolves ${answer}/x-echo/~1*~1name`],
  },
  {
    sin: 'echoes a header field the answer does not have',
    from: '$response.header.X-Request-ID:',
    to: '$response.header.X-Request:',
    found: [`contract/echo-resolves ${answer}/x-echo/$response.header.X-Request`],
  },
  {
    sin: 'echoes a member the request body does not have',
    from: '$request.body#/name',
    to: '$request.body#/name/first',
    found: [`contract/echo-resolves ${answer}/x-echo/~1kept~1*~1name`],
  },
  {
    sin: 'echoes a path parameter the path does not have',
    from: '$request.path.id',
    to: '$request.path.name',
    found: [`contract/echo-resolves ${answer}/x-echo/~1kept~10~1part~1part~1name`],
  },
  {
    sin: 'echoes a path parameter as if it were in the query',
    from: '$request.path.id',
    to: '$request.query.id',
    found: [`contract/echo-resolves ${answer}/x-echo/~1kept~10~1part~1part~1name`],
  },
  {
    sin: 'echoes a header field the request does not have',
    from: '$request.header.x-request-id',
    to: '$request.header.x-trace',
    found: [`contract/echo-resolves ${answer}/x-echo/$response.header.X-Request-ID`],
  },
  {
    sin: 'has an echo in the request',
    from: '        content:\n          application/json:\n',
    to: '        content:\n          application/json:\n            x-echo: { /name: $request.path.id }\n',
    found: [`contract/echo-resolves ${post}/requestBody/content/application~1json/x-echo`],
  },
  {
    sin: 'has an extension nobody knows',
    from: '      operationId: keepThing',
    to: '      operationId: keepThing\n      x-rate-limit: 5',
    found: [`contract/extensions-valid ${post}/x-rate-limit`],
  },
  {
    sin: 'has an extension nobody knows beside a reference',
    file: thing,
    from: '    $ref: ./Thing.yaml',
    to: '    $ref: ./Thing.yaml\n    x-nullable: true',
    found: [`${thing} contract/extensions-valid #/properties/part/x-nullable`],
  },
  {
    sin: 'has refusals where nobody reads them',
    from: '      description: The request was refused.',
    to: '      description: The request was refused.\n      x-refusals: {}',
    found: ['contract/extensions-valid #/components/responses/Refusal/x-refusals'],
  },
  {
    sin: 'has a source of unknown strength',
    from: 'strength: documented',
    to: 'strength: guessed',
    found: [`contract/extensions-valid ${post}/x-source/strength`],
  },
  {
    sin: 'has a source that is only a word',
    from: 'x-source:\n        strength: documented\n        document: things',
    to: 'x-source: things',
    found: [`contract/extensions-valid ${post}/x-source`],
  },
  {
    sin: 'has a source without a document, in a list, in another file',
    file: thing,
    from: '    document: other-things\n',
    to: '',
    found: [`${thing} contract/extensions-valid #/x-source/1`],
  },
  {
    sin: 'refuses for a reason nobody knows',
    from: 'malformed:',
    to: 'teapot:',
    found: [`contract/extensions-valid ${post}/x-refusals/teapot`],
  },
  {
    sin: 'remembers something without a kind',
    from: '                of: thing\n',
    to: '',
    found: [`contract/extensions-valid ${answer}/x-memory`],
  },
  {
    sin: 'has a memory at a response',
    from: '          description: The thing was kept.\n',
    to: '          description: The thing was kept.\n          x-memory: { of: thing, key: $request.path.id, keeps: { id: $request.path.id } }\n',
    found: [`contract/extensions-valid ${post}/responses/200/x-memory`],
  },
  {
    sin: 'says nothing of a fault',
    from: "says: { /message: 'No {names}' }",
    to: 'says: {}',
    found: [`contract/extensions-valid ${post}/x-refusals/forbidden/says`],
  },
  {
    sin: 'gives a status to a refusal whose response has one',
    from: "{ response: '400', example: refused }",
    to: "{ response: '400', example: refused, status: 400 }",
    found: [`contract/extensions-valid ${post}/x-refusals/malformed/status`],
  },
  {
    sin: 'gives no status to a refusal whose response is a range',
    from: ', status: 422',
    to: '',
    found: [`contract/extensions-valid ${post}/x-refusals/invalid`],
  },
  {
    sin: 'gives no status to a refusal whose response is the default',
    from: ', status: 500',
    to: '',
    found: [`contract/extensions-valid ${post}/x-refusals/unauthorized`],
  },
  {
    sin: 'does not say in which media type a wrong method is refused',
    from: '      status: 405\n      mediaType: application/json\n',
    to: '      status: 405\n',
    found: ['contract/extensions-valid #/paths/x-refusals/methodNotAllowed'],
  },
  {
    sin: 'has a server at an unknown host',
    from: 'enum: [api.mixin.one, apix.eu.amity.co]',
    to: 'enum: [api.mixin.one, apix.eu.amity.com]',
    found: ['contract/known-server-hosts #/servers/0/url'],
  },
  {
    sin: 'has a server without a host',
    from: 'url: https://{host}',
    to: 'url: /{host}',
    found: ['contract/known-server-hosts #/servers/0/url'],
  },
  {
    sin: 'has a media type without an example',
    from: "            examples:\n              plain:\n                $ref: '#/components/examples/plainThing'\n",
    to: '',
    found: [
      `contract/media-type-named-examples ${post}/requestBody/content/application~1json`,
      'no-unused-components #/components/examples/plainThing',
    ],
  },
  {
    sin: 'has an example without a name',
    from: 'examples:\n                one:\n                  value: { kept: [{ name: spoon }] }',
    to: 'example: { kept: [{ name: spoon }] }',
    found: [`contract/media-type-named-examples ${answer}`],
  },
  {
    sin: 'knows a thing by what its request does not have',
    from: 'key: $request.path.id',
    to: 'key: $request.query.id',
    found: [`contract/memory-resolves ${answer}/x-memory/key`],
  },
  {
    sin: 'keeps what its answer does not have',
    from: '$response.body#/kept/0/part',
    to: '$response.body#/kept/0/whole',
    found: [`contract/memory-resolves ${answer}/x-memory/keeps/part`],
  },
  {
    sin: 'recalls what nobody keeps',
    from: 'recalls: { /kept/*/name: name }',
    to: 'recalls: { /kept/*/name: title }',
    found: [`contract/memory-resolves ${answer}/x-memory/recalls/~1kept~1*~1name`],
  },
  {
    sin: 'recalls into a place that the answer does not have',
    from: 'recalls: { /kept/*/name: name }',
    to: 'recalls: { /kept/*/title: name }',
    found: [`contract/memory-resolves ${answer}/x-memory/recalls/~1kept~1*~1title`],
  },
  {
    sin: 'does not describe a schema that is referred to',
    file: thing,
    from: 'description: Something that can be kept.\n',
    to: '',
    found: [
      `${thing} contract/named-schema-description #/`,
      `${thing} contract/property-description #/properties/part`,
    ],
  },
  {
    sin: 'does not describe a component',
    from: 'components:\n',
    to: 'components:\n  schemas:\n    Unnamed:\n      type: string\n',
    found: [
      'contract/named-schema-description #/components/schemas/Unnamed',
      'no-unused-components #/components/schemas/Unnamed',
    ],
  },
  {
    sin: 'has a nullable property',
    file: thing,
    from: '    description: What it is called.',
    to: '    description: What it is called.\n    nullable: true',
    found: [
      `${thing} contract/no-nullable #/properties/name/nullable`,
      `${thing} struct #/properties/name/nullable`,
    ],
  },
  {
    sin: 'has an operation without a source',
    from: '      x-source:\n        strength: documented\n        document: things\n',
    to: '',
    found: [`contract/operation-source ${post}`],
  },
  {
    sin: 'does not describe a property',
    from: '                    description: Everything that was kept.\n',
    to: '',
    found: [`contract/property-description ${answer}/schema/properties/kept`],
  },
  {
    sin: 'describes a property with nothing',
    file: thing,
    from: 'description: What it is called.',
    to: "description: ' '",
    found: [`${thing} contract/property-description #/properties/name`],
  },
  {
    sin: 'refuses with a response that is not documented',
    from: 'response: default, example: refused, status: 500',
    to: "response: '500', example: refused",
    found: [`contract/refusals-resolve ${post}/x-refusals/unauthorized/response`],
  },
  {
    sin: 'refuses with an example that is not there',
    from: "response: '400', example: refused",
    to: "response: '400', example: refusal",
    found: [`contract/refusals-resolve ${post}/x-refusals/malformed/example`],
  },
  {
    sin: 'says something of a fault where the example has no text',
    from: 'says: { /message:',
    to: 'says: { /reason:',
    found: [`contract/refusals-resolve ${post}/x-refusals/forbidden/says/~1reason`],
  },
  {
    sin: 'refuses with a status outside of the range',
    from: 'status: 422',
    to: 'status: 522',
    found: [`contract/refusals-resolve ${post}/x-refusals/invalid/status`],
  },
  {
    sin: 'refuses by default with a status that has a response of its own',
    from: 'status: 500',
    to: 'status: 400',
    found: [`contract/refusals-resolve ${post}/x-refusals/unauthorized/status`],
  },
  {
    sin: 'refuses an unknown path with an example that is not there',
    from: "example:\n        $ref: '#/components/examples/refused'",
    to: "example:\n        $ref: '#/components/examples/nothing'",
    found: ['contract/refusals-resolve #/paths/x-refusals/notFound/example/$ref'],
  },
];
