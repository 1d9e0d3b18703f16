export default {
  testEnvironment: 'node',
  transform: {},
  setupFilesAfterEnv: ['openapi-contract-suite/jest'],
};
