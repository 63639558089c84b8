import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, dayOf, timestampOf } from '../../domain/primitives.js';
import { dashboardInABrowser } from './support/dashboard-in-a-browser.js';

const dashboard = dashboardInABrowser();
const { signedIn } = dashboard;
let { served, page, complaints } = {} as ReturnType<typeof dashboard.opened>;
beforeEach(() => {
  ({ served, page, complaints } = dashboard.opened());
});

const card = (name: string) => page.getByRole('article', { name, exact: true });
const button = (name: string) => page.getByRole('button', { name, exact: true });
const region = (name: string) => page.getByRole('region', { name, exact: true });
const ago = (days: number) => addDays(dayOf(timestampOf(Date.now())), -days);

describe('segments', () => {
  it('are told with their rule and how many are in them, and who was on a day by the rule of that day', async () => {
    await signedIn('/segments', 'executive');
    const large = card('large');
    await large.getByText('Plan is Enterprise, and Seats is above 100', { exact: true }).waitFor();
    const now = Number((await large.getByText(/^\d+ of 62 accounts$/).textContent())?.split(' ')[0]);
    expect(await button('New segment').count()).toBe(0);
    expect(await button('Change').count()).toBe(0);

    await large.getByRole('link', { name: 'Who is in it' }).press('Enter');
    const members = region('Who is in large');
    await members.getByText(`${now} of 62 accounts`).waitFor();
    expect(await members.getByRole('row').count()).toBe(now + 1);
    await members.getByLabel('At the end of').fill(ago(40));
    await members.getByText(/by version 1$/).waitFor();
    const then = Number((await members.getByText(/^\d+ of 62 accounts$/).textContent())?.split(' ')[0]);
    expect(then).toBeGreaterThan(now);
    await page.waitForURL(/name=large&asOf=/);
    await members.getByLabel('At the end of').fill(ago(80));
    await members.getByRole('alert').waitFor();

    await large.getByRole('link', { name: 'Its trends' }).click();
    await page.waitForURL(/\/trends\?segment=large/);
    const narrowed = page.getByRole('combobox', { name: 'Segment', exact: true });
    await expect.poll(() => narrowed.inputValue(), { timeout: 15_000 }).toBe('large');
    expect(complaints).toEqual([]);
  });

  it('are defined with a count beforehand, say by field what is wrong, are changed and retired', async () => {
    await signedIn('/segments', 'analyst');
    await button('New segment').click();
    const form = page.getByRole('form', { name: 'New segment' });
    await form.locator('input:focus').waitFor();
    await page.keyboard.type('no name');
    await form.getByLabel('Field').selectOption({ label: 'Health score' });
    await form.getByLabel('Comparison').selectOption({ label: 'is between' });
    await form.getByLabel('From').fill('90');
    await form.getByLabel('To', { exact: true }).fill('40');
    await button('How many it matches').click();
    await form.getByText('must be the lower and the higher bound, both included').waitFor();
    await form.getByLabel('To', { exact: true }).fill('100');
    await button('How many it matches').click();
    await form.getByText(/^[1-9]\d* of 62 accounts$/).waitFor();
    await button('Save').click();
    await form.getByText(/must be 1 to 80 letters/).waitFor();
    expect(await form.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    await form.getByLabel('Name').fill('thriving');
    await button('Save').click();
    const thriving = card('thriving');
    await thriving.getByText('Health score is 90 to 100').waitFor();
    await form.waitFor({ state: 'detached' });

    await thriving.getByRole('button', { name: 'Change' }).click();
    const change = page.getByRole('form', { name: 'Change thriving' });
    await change.getByLabel('Write the rule as JSON').check();
    await change.getByLabel('Rule, as JSON').fill('{"not": {"field": "healthScore", "op": "<", "value": 95}}');
    await button('Save').click();
    await thriving.getByText('Not Health score is below 95', { exact: true }).waitFor();
    await thriving.getByRole('button', { name: 'Retire' }).click();
    await thriving.getByRole('button', { name: /^Retire it/ }).click();
    await thriving.getByText('Retired', { exact: true }).waitFor();
    await thriving.and(page.locator(':focus')).waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('on a phone', () => {
  it('nothing of this page reaches over the edge of the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signedIn('/segments?name=large', 'analyst');
    await region('Who is in large').getByRole('table').waitFor();
    await card('large').getByRole('button', { name: 'Change' }).click();
    await page.getByRole('form', { name: 'Change large' }).waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
    await page.goto(`${served.url}/segments`);
    await card('old').getByText('Retired', { exact: true }).waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
  });
});
