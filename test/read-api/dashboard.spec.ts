import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { get, givenApi } from '../support/given-api.js';

let dashboardFolder = '';

beforeAll(async () => {
  dashboardFolder = await mkdtemp(join(tmpdir(), 'treering-dashboard-'));
  await writeFile(join(dashboardFolder, 'index.html'), '<!doctype html><title>Treering</title>');
  await writeFile(join(dashboardFolder, 'main.js'), 'export {};');
});
afterAll(() => rm(dashboardFolder, { recursive: true, force: true }));

const page = (url: string) => get(url, { as: null, headers: { accept: 'text/html,*/*' } });
const given = () => givenApi({}, { dashboardFolder });

describe('the dashboard', () => {
  it('is at the root, with its files', async () => {
    expect((await given().when(page('/')).thenStatus(200)).body).toContain('Treering');
    const script = await given().when(page('/main.js')).thenStatus(200);
    expect(script.headers['content-type']).toContain('javascript');
  });

  it('answers for pages only it knows', async () => {
    const response = await given().when(page('/accounts/acme')).thenStatus(200);
    expect(response.headers['content-type']).toContain('text/html');
  });

  it.each(['/api/v1/nothing', '/ingest/nothing', '/problems/nothing', '/main.css'])(
    'does not answer in place of %s',
    async (url) => {
      const asked = url.endsWith('.css') ? get(url, { as: null, headers: { accept: 'text/css' } }) : page(url);
      await given().when(asked).thenProblem(404, 'route-not-found');
    },
  );

  it('need not be there', async () => {
    await givenApi({}).when(page('/')).thenProblem(404, 'route-not-found');
  });

  it('gives no file from outside its folder', async () => {
    const response = await given()
      .when(get('/..%2f..%2fetc%2fpasswd', { as: null }))
      .answered();
    expect(response.body).not.toContain('root:');
  });
});
