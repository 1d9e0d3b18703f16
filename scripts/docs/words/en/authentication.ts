import type { Texts } from '../word.ts';

/** The page about credentials. */
export const authentication = {
  authentication: 'Authentication',
  authenticationSummary:
    'The credentials that {title} accepts, how a request carries them, and which operations need them.',
  nothingNeedsCredentials: 'No operation needs credentials.',
  schemesWithoutUse:
    'No operation needs credentials, although the description has security schemes.',
  allNeedCredentials: 'Every operation needs credentials.',
  someNeedCredentials: '{count} of {all} operations accept credentials.',
  schemeUndescribed:
    'Operations name this security scheme, but the description does not define it.',
  schemeUnused: 'No operation uses this security scheme.',
  deprecatedScheme: 'This security scheme is deprecated.',
  keyInHeader: 'API key in the header field `{name}`',
  keyInQuery: 'API key in the query parameter `{name}`',
  keyInCookie: 'API key in the cookie `{name}`',
  keyAnywhere: 'API key',
  httpBearer: 'HTTP bearer token',
  httpBasic: 'HTTP Basic: a user name and a password',
  httpDigest: 'HTTP Digest: a user name and a password, of which only a hash is sent',
  httpOther: 'HTTP authentication scheme `{scheme}`',
  oauth2: 'OAuth 2.0: a bearer token that an authorization server issues',
  openIdConnect: 'OpenID Connect: a bearer token that an identity provider issues',
  mutualTls: 'Mutual TLS: the client presents a certificate when it connects',
  flowAuthorizationCode: 'Authorization code: a person gives permission in a browser',
  flowClientCredentials: 'Client credentials: a program acts for itself',
  flowImplicit: 'Implicit: a page in a browser gets the token itself',
  flowPassword: 'Password: the client asks the person for the user name and the password',
  flowDevice: 'Device: a person gives permission on another device',
  urlAuthorization: 'Authorization',
  urlDevice: 'Device authorization',
  urlToken: 'Token',
  urlRefresh: 'Refresh',
  discoveryAt: 'The discovery document has the addresses:',
  scope: 'Scope',
  scopeAllows: 'Allows',
  scopesOf: 'Scopes: {flow}',
  inRequest: 'In a request',
  // placeholders in the lines of such a request
  placeToken: 'token',
  placeAccessToken: 'access token',
  placeBasic: 'base64 of user:password',
  placeKey: 'key',
  placeCredentials: 'credentials',
  inTools: 'In the command-line tools',
  variableInTools:
    'Runner, samples and curl lines take the credential from the environment variable `{variable}`. The runner also reads the file that `{file}` names.',
  basicInTools: 'Its form is `user:password`.',
  fetchedInTools:
    'The runner can also fetch it: add a `flow` or a `login` at `{place}` in its configuration.',
  sessionInTools:
    'Each request is signed on its own. The data for the signature are in the environment variables',
  signInTools: 'Prints the credential of one request; reads the body from the standard input',
  certificateInTools:
    'The tools send no client certificate. Put a proxy that has one in front of the server.',
  withoutCredentials: 'Without valid credentials',
  refusalUnknown:
    'The description does not say which response a request without valid credentials gets.',
  neededBy: 'Operations that accept it',
  openOperations: 'Operations without credentials',
  optionalOperations: 'Operations with optional credentials',
} as const satisfies Texts;
