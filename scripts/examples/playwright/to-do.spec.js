import { expect, test } from '@playwright/test';

/** Stands for the page of your application. */
const app = `<!doctype html><title>To-dos</title><ul></ul><script type="module">
  const [list] = document.getElementsByTagName('ul');
  const response = await fetch('/todos');
  const { items = [] } = await response.json();
  list.textContent = response.ok ? items.map(({ title }) => title).join() : 'Out of order';
</script>`;

test.beforeEach(async ({ page, request }) => {
  await request.delete('/__mock/state');
  await page.route('**/app', (route) => route.fulfill({ contentType: 'text/html', body: app }));
});

test('the page shows what the API keeps', async ({ page, request }) => {
  await request.post('/todos', { data: { title: 'Milk' } });
  await page.goto('/app');
  await expect(page.getByRole('list')).toContainText('Milk');
});

test('the page says that the API refuses', async ({ page }) => {
  await page.route('**/todos', (route) =>
    route.continue({ headers: { ...route.request().headers(), prefer: 'code=400' } }),
  );
  await page.goto('/app');
  await expect(page.getByRole('list')).toHaveText('Out of order');
});
