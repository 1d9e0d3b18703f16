import { defineConfig } from '@playwright/test';

const port = process.env.MOCK_PORT ?? '4010';

export default defineConfig({
  webServer: {
    command: `npx contracts mock to-do.yaml --stateful --port ${port}`,
    url: `http://127.0.0.1:${port}/__mock/health`,
  },
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: process.env.CHROMIUM
      ? { executablePath: process.env.CHROMIUM, args: ['--no-sandbox'] }
      : {},
  },
});
