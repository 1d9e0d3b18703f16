export { mixinToken } from './mixin-token.ts';
