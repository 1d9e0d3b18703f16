import { join } from 'node:path';

/** Descriptions by other authors, from the packages that ship them. Only tests read them. */

export type ForeignDescription = {
  readonly name: string;
  readonly file: string;
  /** The number of operations in the file. */
  readonly operations: number;
  /** What only this description has. */
  readonly why: string;
};

const packages = join(import.meta.dirname, '..', '..', 'node_modules');

const descriptions: readonly ForeignDescription[] = [
  {
    name: 'authentik',
    file: '@goauthentik/api/schema.yml',
    operations: 1193,
    why: '3.0 as Django generates it, and the largest',
  },
  {
    name: 'rebilly',
    file: '@redocly/openapi-core/src/benchmark/benches/rebilly.yaml',
    operations: 355,
    why: '3.0 with allOf everywhere, discriminators and YAML anchors',
  },
  {
    name: 'stapi',
    file: '@readme/oas-examples/3.0/yaml/star-trek.yaml',
    operations: 120,
    why: '3.0, every POST of it a form',
  },
  {
    name: 'rclone',
    file: 'rclone-openapi/openapi.yaml',
    operations: 101,
    why: '3.1, remote procedures: each is a POST',
  },
  {
    name: 'shipengine',
    file: 'shipengine-openapi/openapi.yaml',
    operations: 76,
    why: '3.0 with allOf, formats and examples',
  },
  {
    name: 'figma',
    file: '@figma/rest-api-spec/openapi/openapi.yaml',
    operations: 54,
    why: '3.1, a tree of nodes that contain each other',
  },
  {
    name: 'readme',
    file: '@readme/oas-examples/3.1/json/readme.json',
    operations: 54,
    why: '3.1 without one reference, and nullable though 3.1 has none',
  },
  {
    name: 'dialogporten',
    file: '@digdir/dialogporten-schema/swagger.verified.json',
    operations: 44,
    why: '3.0 as .NET generates it, after a byte order mark',
  },
  {
    name: 'decentraland',
    file: '@dcl/catalyst-api-specs/lib/api.yaml',
    operations: 42,
    why: '3.0 with a HEAD and media types with parameters',
  },
  {
    name: 'konsumation',
    file: '@konsumation/openapi/openapi/openapi.json',
    operations: 33,
    why: '3.1 of a small project',
  },
  {
    name: 'galaxy',
    file: '@scalar/galaxy/dist/3.1.yaml',
    operations: 10,
    why: '3.1, made to show what it can do',
  },
  {
    name: 'uspto',
    file: '@readme/oas-examples/3.0/yaml/uspto.yaml',
    operations: 3,
    why: '3.0, a form beside two GETs',
  },
];

export const foreignDescriptions: readonly ForeignDescription[] = descriptions.map(
  (description) => ({ ...description, file: join(packages, description.file) }),
);
