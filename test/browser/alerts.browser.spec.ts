import { beforeEach, describe, expect, it } from 'vitest';
import { dashboardInABrowser } from './support/dashboard-in-a-browser.js';

const dashboard = dashboardInABrowser();
const { signedIn } = dashboard;
let { served, page, complaints } = {} as ReturnType<typeof dashboard.opened>;
beforeEach(() => {
  ({ served, page, complaints } = dashboard.opened());
});

const card = (name: string) => page.getByRole('article', { name });
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** What somebody else says of an alert. */
const said = (path: string) =>
  fetch(`${served.url}/api/v1/alerts/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${served.tokenFor('csm')}`, 'content-type': 'application/json' },
    body: '{}',
  });

describe('alerts', () => {
  it('are told with their cause, and what is said of one is shown at once and goes on being shown', async () => {
    await signedIn('/alerts');
    const alert = card('Health at risk: Alder Works');
    await alert.getByText(/^Health 31 on /).waitFor();
    await alert.getByText('Told 1 channel').click();
    await alert.getByText(/^desk: told /).waitFor();
    const readAgain = page.waitForResponse(
      async (answer) =>
        (answer.request().postData() ?? '').includes('ListAlerts') && !(await answer.text()).includes('"alerts-1:1"'),
    );
    await alert.getByRole('button', { name: 'Acknowledge' }).press('Enter');
    await alert.getByText('Acknowledged', { exact: true }).waitFor();
    await readAgain;
    expect(await alert.getByRole('status').textContent()).toMatch(/^Acknowledged/);
    await alert.getByRole('button', { name: 'Resolve' }).press('Enter');
    await alert.getByText('Resolved', { exact: true }).waitFor();
    expect(await alert.getByRole('button').count()).toBe(0);

    await page.getByLabel('State').selectOption('resolved');
    await card('Health at risk: Cedar Clinics').getByText('Ended by itself').waitFor();
    expect(complaints).toEqual([]);
  });

  it('change without a reload, also for those who may say nothing', async () => {
    await signedIn('/alerts', 'executive');
    await page.getByText(/^Live, /).waitFor();
    const alert = card('Use that is unusual: Birch Works');
    await alert.getByText('87% below expected').waitFor();
    expect(await alert.getByRole('button').count()).toBe(0);
    expect((await said('alerts-2:1/resolve')).status).toBe(200);
    await alert.waitFor({ state: 'detached' });
  });
});

describe('alert rules', () => {
  it('are made with a look at what they would have raised, and say by field what is wrong with them', async () => {
    await signedIn('/alerts?view=rules', 'analyst');
    await card('Use that is unusual').getByText('Paused').waitFor();
    await button('New rule').click();
    const form = page.getByRole('form', { name: 'New rule' });
    await form.locator('input:focus').waitFor();
    await page.keyboard.type('Falling');
    await form.getByLabel('When').selectOption({ label: 'Health falls' });
    await form.getByLabel('Within days').fill('0');
    await form.getByRole('button', { name: 'What it would have raised' }).click();
    await form.getByText('must be 1 to 365 days').waitFor();
    expect(await form.getByLabel('Within days').getAttribute('aria-invalid')).toBe('true');
    await form.getByText('must be 1 to 20 channels').waitFor();

    await form.getByLabel('desk').check();
    await form.getByLabel('Within days').fill('30');
    await form.getByLabel('By points').fill('10');
    await form.getByRole('button', { name: 'What it would have raised' }).click();
    await form.getByText(/^[1-9]\d* alerts? from .* of 62 accounts watched$/).waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await card('Falling').getByText('Health falls by 10 points within 30 days').waitFor();
    await form.waitFor({ state: 'detached' });

    await card('Falling').getByRole('button', { name: 'Change' }).click();
    await page.getByRole('form', { name: 'Change Falling' }).getByLabel('By points').fill('12');
    await button('Save').click();
    await card('Falling').getByText('Health falls by 12 points within 30 days').waitFor();
    await card('Falling').getByRole('button', { name: 'Pause' }).click();
    await card('Falling').getByText('Paused', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('are not changed by who may only look into alerts', async () => {
    await signedIn('/alerts?view=rules', 'csm');
    await card('Health at risk').getByText('In use').waitFor();
    await page.getByRole('heading', { name: 'Channels' }).waitFor();
    for (const name of ['New rule', 'Change', 'Pause']) expect(await button(name).count()).toBe(0);
  });
});

describe('on a phone', () => {
  it('nothing of these pages reaches over the edge of the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signedIn('/alerts?status=any', 'analyst');
    await page.getByRole('article').first().waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
    await page.goto(`${served.url}/alerts?view=rules`);
    await button('New rule').click();
    await page.getByRole('form', { name: 'New rule' }).getByLabel('Quiet hours').check();
    await page.getByLabel('Time zone').waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
  });
});
