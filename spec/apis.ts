/** Every API of this repository: its name and its entry document, from the root. */
export const apis = {
  amity: 'spec/amity/openapi.yaml',
  mixin: 'spec/mixin/openapi.yaml',
  notifications: 'spec/notifications/openapi.yaml',
} as const;

export type ApiName = keyof typeof apis;
