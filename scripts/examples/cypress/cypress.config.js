import { startMock } from 'openapi-contract-suite';

export default {
  e2e: {
    async setupNodeEvents(on, config) {
      const mock = await startMock({ descriptions: 'to-do.yaml', stateful: true });
      on('after:run', () => mock.close());
      // cy.task('reset') before each test
      on('task', {
        reset() {
          mock.state.reset();
          return null;
        },
      });
      return {
        ...config,
        baseUrl: config.baseUrl ?? mock.url,
        env: { ...config.env, api: mock.url },
      };
    },
  },
};
