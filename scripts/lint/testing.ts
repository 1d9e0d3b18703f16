/** The conforming description with one change, and each problem that the lint must find: rule and place. */
export type Mutant = {
  readonly file?: string;
  readonly from: string;
  readonly to: string;
  readonly found: readonly string[];
};

const post = '#/paths/~1things~1{id}/post';
const response = `${post}/responses/200/content/application~1json`;
const list = '#/paths/~1things/get/responses/200/content/application~1json';
const gone = '#/paths/~1things~1{id}/delete/responses/204/x-memory';
const thing = 'schemas/Thing.yaml';

/** For all rules, in their order. Each name completes "a description that …". */
export const mutants: { readonly [fault: string]: Mutant } = {
  'echoes a member that the response lacks': {
    from: '/kept/*/name: $request.body#/name',
    to: '/kept/*/title: $request.body#/name',
    found: [`contracts/echo-resolves ${response}/x-echo/~1kept~1*~1title`],
  },
  'echoes into an object as if it were an array': {
    from: '/kept/*/name: $request.body#/name',
    to: '/*/name: $request.body#/name',
    found: [`contracts/echo-resolves ${response}/x-echo/~1*~1name`],
  },
  'echoes a header field that the response lacks': {
    from: '$response.header.X-Request-ID:',
    to: '$response.header.X-Request:',
    found: [`contracts/echo-resolves ${response}/x-echo/$response.header.X-Request`],
  },
  'echoes a member that the request body lacks': {
    from: '$request.body#/name',
    to: '$request.body#/name/first',
    found: [`contracts/echo-resolves ${response}/x-echo/~1kept~1*~1name`],
  },
  'echoes a path parameter that the path lacks': {
    from: '$request.path.id',
    to: '$request.path.name',
    found: [`contracts/echo-resolves ${response}/x-echo/~1kept~10~1part~1part~1name`],
  },
  'echoes a path parameter as if it were in the query': {
    from: '$request.path.id',
    to: '$request.query.id',
    found: [`contracts/echo-resolves ${response}/x-echo/~1kept~10~1part~1part~1name`],
  },
  'echoes a header field that the request lacks': {
    from: '$request.header.x-request-id',
    to: '$request.header.x-trace',
    found: [`contracts/echo-resolves ${response}/x-echo/$response.header.X-Request-ID`],
  },
  'echoes a claim of credentials that the operation does not need': {
    from: '/kept/*/name: $request.body#/name',
    to: '/kept/*/name: $credentials.unknown#/uid',
    found: [`contracts/echo-resolves ${response}/x-echo/~1kept~1*~1name`],
  },
  'has an echo in the request': {
    from: '        content:\n          application/json:\n',
    to: '        content:\n          application/json:\n            x-echo: { /name: $request.path.id }\n',
    found: [`contracts/echo-resolves ${post}/requestBody/content/application~1json/x-echo`],
  },
  'has an unknown extension': {
    from: '      operationId: keepThing',
    to: '      operationId: keepThing\n      x-rate-limit: 5',
    found: [`contracts/extensions-known ${post}/x-rate-limit`],
  },
  'has an unknown extension beside a reference': {
    file: thing,
    from: '    $ref: ./Thing.yaml',
    to: '    $ref: ./Thing.yaml\n    x-nullable: true',
    found: [`${thing} contracts/extensions-known #/properties/part/x-nullable`],
  },
  'has refusals at a response': {
    from: '      description: The request was refused.',
    to: '      description: The request was refused.\n      x-refusals: {}',
    found: ['contracts/extensions-valid #/components/responses/Refusal/x-refusals'],
  },
  'has a source of unknown strength': {
    from: 'strength: documented\n        document: things\n      x-refusals:',
    to: 'strength: guessed\n        document: things\n      x-refusals:',
    found: [`contracts/extensions-valid ${post}/x-source/strength`],
  },
  'has a source that is only a word': {
    from: 'x-source:\n        strength: documented\n        document: things',
    to: 'x-source: things',
    found: [`contracts/extensions-valid ${post}/x-source`],
  },
  'has a source without a document, in a list, in another file': {
    file: thing,
    from: '    document: other-things\n    keyword: required\n',
    to: '    keyword: required\n',
    found: [`${thing} contracts/extensions-valid #/x-source/1`],
  },
  'has a source for a list of keywords with one of them': {
    file: thing,
    from: 'keyword: required',
    to: 'keyword: [required]',
    found: [`${thing} contracts/extensions-valid #/x-source/1/keyword`],
  },
  'has a source for a keyword that is no name': {
    file: thing,
    from: 'keyword: required',
    to: 'keyword: the name',
    found: [
      `${thing} contracts/extensions-valid #/x-source/1/keyword`,
      `${thing} contracts/source-keywords #/x-source/1/keyword`,
    ],
  },
  'refuses for an unknown reason': {
    from: 'malformed:',
    to: 'teapot:',
    found: [`contracts/extensions-valid ${post}/x-refusals/teapot`],
  },
  'has a memory without a kind': {
    from: '                of: thing\n',
    to: '',
    found: [`contracts/extensions-valid ${response}/x-memory`],
  },
  'creates values that no later response can show': {
    from: '                recalls: { /kept/*/name: name, /kept/*/since: since }\n',
    to: '',
    found: [
      // one for each of the two members
      `contracts/extensions-valid ${response}/x-memory`,
      `contracts/extensions-valid ${response}/x-memory`,
      `contracts/memory-resolves ${response}/x-memory/creates/0`,
      `contracts/memory-resolves ${response}/x-memory/updates/0`,
    ],
  },
  'keeps values of a list': {
    from: '                lists: /things\n',
    to: '                lists: /things\n                keeps: { name: $request.query.called }\n',
    found: [`contracts/extensions-valid ${list}/x-memory/keeps`],
  },
  'keeps values of what is gone': {
    from: '            deletes: true\n',
    to: '            deletes: true\n            keeps: { name: $request.path.id }\n',
    found: [`contracts/extensions-valid ${gone}/keeps`],
  },
  'has an empty wording of a fault': {
    from: "says: { /message: 'No {names}' }",
    to: 'says: {}',
    found: [`contracts/extensions-valid ${post}/x-refusals/forbidden/says`],
  },
  'gives a status to a refusal whose response has one': {
    from: "{ response: '400', example: refused }",
    to: "{ response: '400', example: refused, status: 400 }",
    found: [`contracts/extensions-valid ${post}/x-refusals/malformed/status`],
  },
  'gives no status to a refusal whose response is a range': {
    from: ', status: 422',
    to: '',
    found: [`contracts/extensions-valid ${post}/x-refusals/invalid`],
  },
  'gives no status to a refusal whose response is the default': {
    from: ', status: 500',
    to: '',
    found: [`contracts/extensions-valid ${post}/x-refusals/unauthorized`],
  },
  'refuses a wrong method without a media type': {
    from: '      status: 405\n      mediaType: application/json\n',
    to: '      status: 405\n',
    found: ['contracts/extensions-valid #/paths/x-refusals/methodNotAllowed'],
  },
  'has a server at an unknown host': {
    from: 'enum: [api.mixin.one, apix.eu.amity.co]',
    to: 'enum: [api.mixin.one, apix.eu.amity.com]',
    found: ['contracts/known-server-hosts #/servers/0/url'],
  },
  'has a server without a host': {
    from: 'url: https://{host}',
    to: 'url: /{host}',
    found: ['contracts/known-server-hosts #/servers/0/url'],
  },
  'has a media type without an example': {
    from: "            examples:\n              plain:\n                $ref: '#/components/examples/plainThing'\n",
    to: '',
    found: [
      `contracts/media-type-named-examples ${post}/requestBody/content/application~1json`,
      'no-unused-components #/components/examples/plainThing',
    ],
  },
  'has an example without a name': {
    from: 'examples:\n                one:\n                  value: { kept: [{ name: spoon }] }',
    to: 'example: { kept: [{ name: spoon }] }',
    found: [`contracts/media-type-named-examples ${response}`],
  },
  'takes the key of a memory from a parameter that the request lacks': {
    from: 'key: $request.path.id',
    to: 'key: $request.query.id',
    found: [`contracts/memory-resolves ${response}/x-memory/key`],
  },
  'keeps a member that the response lacks': {
    from: '$response.body#/kept/0/part',
    to: '$response.body#/kept/0/whole',
    found: [`contracts/memory-resolves ${response}/x-memory/keeps/part`],
  },
  'recalls a value that no response keeps': {
    from: 'recalls: { /kept/*/name: name,',
    to: 'recalls: { /kept/*/name: title,',
    found: [`contracts/memory-resolves ${response}/x-memory/recalls/~1kept~1*~1name`],
  },
  'recalls a value into a member that the response lacks': {
    from: 'recalls: { /kept/*/name: name,',
    to: 'recalls: { /kept/*/title: name,',
    found: [`contracts/memory-resolves ${response}/x-memory/recalls/~1kept~1*~1title`],
  },
  'has a memory at a response with a body': {
    from: '          description: The thing was kept.\n',
    to: '          description: The thing was kept.\n          x-memory: { of: thing, key: $request.path.id, keeps: { id: $request.path.id } }\n',
    found: [`contracts/memory-resolves ${post}/responses/200/x-memory`],
  },
  'keeps what a refused request gives': {
    from: "malformed: { response: '400', example: refused }",
    to: "malformed: { response: '200', example: one }",
    found: [`contracts/memory-resolves ${response}/x-memory`],
  },
  'takes the key of the things of a list from the request': {
    from: 'key: $response.body#/things/*/name',
    to: 'key: $request.query.called',
    found: [`contracts/memory-resolves ${list}/x-memory/key`],
  },
  'recalls a value of a thing beside the elements of a list': {
    from: 'recalls: { /things/*/name: name }',
    to: 'recalls: { /count: name }',
    found: [`contracts/memory-resolves ${list}/x-memory/recalls/~1count`],
  },
  'creates a value at a place that is not recalled': {
    from: 'creates: [/kept/*/since]',
    to: 'creates: [/kept/*/part]',
    found: [`contracts/memory-resolves ${response}/x-memory/creates/0`],
  },
  'updates a value at a place that the response lacks': {
    from: 'updates: [/kept/*/since]',
    to: 'updates: [/kept/*/since/day]',
    found: [`contracts/memory-resolves ${response}/x-memory/updates/0`],
  },
  'lists things where the response has no array': {
    from: 'lists: /things\n',
    to: 'lists: /count\n',
    found: [
      `contracts/memory-resolves ${list}/x-memory/key`,
      `contracts/memory-resolves ${list}/x-memory/lists`,
      `contracts/memory-resolves ${list}/x-memory/recalls/~1things~1*~1name`,
    ],
  },
  'counts things at a place that the response lacks': {
    from: 'counts: /count',
    to: 'counts: /total',
    found: [`contracts/memory-resolves ${list}/x-memory/counts`],
  },
  'looks for things by a value that is not kept': {
    from: 'where: { name:',
    to: 'where: { title:',
    found: [`contracts/memory-resolves ${list}/x-memory/where/title`],
  },
  'looks for things by a parameter that the request lacks': {
    from: 'where: { name: $request.query.called }',
    to: 'where: { name: $request.query.title }',
    found: [`contracts/memory-resolves ${list}/x-memory/where/name`],
  },
  'deletes a thing of a kind that nothing makes': {
    from: '            of: thing\n            key: $request.path.id\n            deletes: true\n',
    to: '            of: thnig\n            key: $request.path.id\n            deletes: true\n',
    found: [`contracts/memory-resolves ${gone}/deletes`],
  },
  'refuses requests about a thing that nothing identifies': {
    from: '          x-memory:\n            of: thing\n            key: $request.path.id\n            deletes: true\n',
    to: '',
    found: ['contracts/memory-resolves #/paths/~1things~1{id}/delete/x-refusals/absent'],
  },
  'does not describe a schema that is referred to': {
    file: thing,
    from: 'description: Something that can be kept.\n',
    to: '',
    found: [
      `${thing} contracts/named-schema-description #/`,
      `${thing} contracts/property-description #/properties/part`,
    ],
  },
  'does not describe a component': {
    from: 'components:\n',
    to: 'components:\n  schemas:\n    Unnamed:\n      type: string\n',
    found: [
      'contracts/named-schema-description #/components/schemas/Unnamed',
      'no-unused-components #/components/schemas/Unnamed',
    ],
  },
  'has a nullable property': {
    file: thing,
    from: '    description: What it is called.',
    to: '    description: What it is called.\n    nullable: true',
    found: [
      `${thing} contracts/no-nullable #/properties/name/nullable`,
      `${thing} struct #/properties/name/nullable`,
    ],
  },
  'has an operation without a source': {
    from: '      x-source:\n        strength: documented\n        document: things\n',
    to: '',
    found: [`contracts/operation-source ${post}`],
  },
  'does not describe a property': {
    from: '                    description: Everything that was kept.\n',
    to: '',
    found: [`contracts/property-description ${response}/schema/properties/kept`],
  },
  'has a blank description of a property': {
    file: thing,
    from: 'description: What it is called.',
    to: "description: ' '",
    found: [`${thing} contracts/property-description #/properties/name`],
  },
  'refuses with an undocumented response': {
    from: 'response: default, example: refused, status: 500',
    to: "response: '500', example: refused",
    found: [`contracts/refusals-resolve ${post}/x-refusals/unauthorized/response`],
  },
  'refuses with a missing example': {
    from: "response: '400', example: refused",
    to: "response: '400', example: refusal",
    found: [`contracts/refusals-resolve ${post}/x-refusals/malformed/example`],
  },
  'words a fault at a place where the example has no text': {
    from: 'says: { /message:',
    to: 'says: { /reason:',
    found: [`contracts/refusals-resolve ${post}/x-refusals/forbidden/says/~1reason`],
  },
  'refuses with a status outside the range': {
    from: 'status: 422',
    to: 'status: 522',
    found: [`contracts/refusals-resolve ${post}/x-refusals/invalid/status`],
  },
  'refuses by default with a status that has a response of its own': {
    from: 'status: 500',
    to: 'status: 400',
    found: [`contracts/refusals-resolve ${post}/x-refusals/unauthorized/status`],
  },
  'refuses an unknown path with a missing example': {
    from: "example:\n        $ref: '#/components/examples/refused'",
    to: "example:\n        $ref: '#/components/examples/nothing'",
    found: ['contracts/refusals-resolve #/paths/x-refusals/notFound/example/$ref'],
  },
  'has evidence for a keyword that is not there': {
    file: thing,
    from: 'keyword: minLength',
    to: 'keyword: maxLength',
    found: [`${thing} contracts/source-keywords #/properties/name/x-source/0/keyword`],
  },
  'has evidence for one keyword of a list that is not there': {
    file: thing,
    from: 'keyword: [required, type]',
    to: 'keyword: [required, format]',
    found: [`${thing} contracts/source-keywords #/properties/name/x-source/1/keyword/1`],
  },
  'has evidence that a member is required where it is not': {
    file: thing,
    from: '    # described where it is defined\n    $ref: ./Thing.yaml\n',
    to: '    $ref: ./Thing.yaml\n    x-source: { strength: observed, document: things, keyword: required }\n',
    found: [`${thing} contracts/source-keywords #/properties/part/x-source/keyword`],
  },
  'has evidence that a parameter is required where nothing says so': {
    from: '          description: Marks the request.\n',
    to: '          description: Marks the request.\n          x-source: { strength: usage, document: things, keyword: required }\n',
    found: [`contracts/source-keywords ${post}/parameters/0/x-source/keyword`],
  },
};
