import { beforeEach, describe, expect, it } from 'vitest';
import { dashboardInABrowser } from './support/dashboard-in-a-browser.js';

const dashboard = dashboardInABrowser();
const { signedIn, overflow } = dashboard;
let { served, page, complaints } = {} as ReturnType<typeof dashboard.opened>;
beforeEach(() => {
  ({ served, page, complaints } = dashboard.opened());
});

const rows = () => page.locator('tbody tr th a').allTextContents();
const accountAt = (i: number) => {
  const customer = served.company.customers()[i];
  if (customer === undefined) throw new Error('there are too few customers');
  return customer.account;
};
const nameAt = (i: number) => accountAt(i).name ?? '';

describe('the list of risks', () => {
  it('has the highest first, with reasons, and is asked in the address', async () => {
    await signedIn('/risks');
    await page.getByText('72%', { exact: true }).waitFor();
    expect(await rows()).toEqual([nameAt(0), nameAt(1), nameAt(2)]);
    const first = page.locator('tbody tr').first();
    await first.getByText('Health score 41 raises the risk').waitFor();
    await first.getByText('36% to 100%').waitFor();
    await page.getByRole('button', { name: '30 days' }).click();
    await page.getByText('24%').waitFor();
    expect(page.url()).toContain('horizon=30');
    await page.getByLabel('Search').fill(nameAt(1));
    await page.getByLabel('Search').press('Enter');
    await expect.poll(rows).toEqual([nameAt(1)]);
    expect(complaints).toEqual([]);
  });
});

describe('opportunities', () => {
  it('are ranked by what is to be expected of them, on a phone too', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await signedIn('/opportunities?horizon=365');
    await page.getByText('€36,500', { exact: true }).waitFor();
    await page.getByText('€0 to €73,000').waitFor();
    expect(await rows()).toEqual([nameAt(1)]);
    expect(await overflow()).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
  });
});

describe('what is predicted of an account', () => {
  it('is told with its interval, reasons, accounts like it, and when to do what', async () => {
    await signedIn(`/accounts/${accountAt(0).accountId}`);
    const card = page.getByRole('region', { name: 'Predictions' });
    await card.getByText('72%', { exact: true }).waitFor();
    await card.getByText('Health score 41 raises the risk').waitFor();
    await card.getByRole('link', { name: nameAt(2) }).waitFor();
    await card.getByRole('img', { name: /^The risk within 90 days/ }).waitFor();
    await card.getByText('Acting changes most from').waitFor();
    await card.getByText('executive check-in: +4.5 points before (1.2 to 7.8, 38 cases).').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says so where there is nothing yet', async () => {
    await signedIn(`/accounts/${accountAt(9).accountId}`);
    const card = page.getByRole('region', { name: 'Predictions' });
    await card.getByText('No prediction yet').waitFor();
    await card.getByText('No model is in use yet.').waitFor();
  });
});
