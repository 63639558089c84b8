import { beforeEach, describe, expect, it } from 'vitest';
import { dashboardInABrowser } from './support/dashboard-in-a-browser.js';

const dashboard = dashboardInABrowser();
const { signedIn } = dashboard;
let { served, page, complaints } = {} as ReturnType<typeof dashboard.opened>;
beforeEach(() => {
  ({ served, page, complaints } = dashboard.opened());
});

const region = (name: string) => page.getByRole('region', { name, exact: true });
const card = (name: string) => page.getByRole('article', { name });

const SOON = { timeout: 15_000 };

/** The inbox reads what was listed again once a change is in the log. */
const readAgain = () => page.waitForResponse((answer) => (answer.request().postData() ?? '').includes('ListAnomalies'));

describe('the trend explorer', () => {
  it('shows what the address asks for, puts what is chosen into the address, and says every number in a table', async () => {
    await signedIn('/trends?last=98&grain=day&compare=1&forecast=1&parts=1');
    const events = region('Events');
    await events.getByRole('row', { name: /^Events [\d,]+ [\d,]+ [+-][\d,]+ [+-]\d+%$/ }).waitFor();
    await events.getByRole('heading', { name: /^Season of 7 days/ }).waitFor();
    await events.getByText('Numbers', { exact: true }).click();
    const numbers = events.getByRole('table', { name: /^Events, from/ });
    await numbers
      .getByRole('row', { name: /nothing told/ })
      .first()
      .waitFor();
    await expect.poll(() => numbers.getByRole('row', { name: /, forecast \d/ }).count(), SOON).toBe(30);

    await page.getByLabel('Add a metric').selectOption('csat');
    await page.getByLabel('Split by').selectOption('segment');
    await page.waitForURL(/metric=events%2Ccsat.*split=segment/);
    await page.reload();
    await region('CSAT')
      .getByRole('row', { name: /^Mid market/ })
      .waitFor();
    await page.getByText(/^Read at .*up to date/).waitFor();

    await page.getByLabel('As known on').fill('2026-03-31');
    await page.waitForURL(/knownAt=2026-03-31/);
    await region('CSAT')
      .getByText(/, as known on .*31/)
      .waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('the anomaly inbox', () => {
  it('shows what is said of an anomaly at once, and goes on showing it when it was read again', async () => {
    await signedIn('/anomalies');
    const anomaly = card('Events of Birch Works').first();
    await anomaly.getByRole('img', { name: /60 to 130 was expected/ }).waitFor();
    const acknowledged = page.waitForResponse(
      async (answer) =>
        (answer.request().postData() ?? '').includes('ListAnomalies') && !(await answer.text()).includes('"anomaly-1"'),
    );
    await anomaly.getByRole('button', { name: 'Acknowledge' }).click();
    await anomaly.getByText('Acknowledged', { exact: true }).waitFor();
    await acknowledged;
    expect(await anomaly.getByRole('status').textContent()).toMatch(/^Acknowledged/);

    await anomaly.getByRole('button', { name: 'Explain' }).press('Enter');
    await anomaly.locator('textarea:focus').waitFor();
    await page.keyboard.type('The importer stood still.');
    await page.keyboard.press('Tab');
    await anomaly.getByRole('button', { name: 'Save' }).and(page.locator(':focus')).waitFor();
    const explained = readAgain();
    await page.keyboard.press('Enter');
    await anomaly.getByText('The importer stood still.').waitFor();
    await explained;
    await page.goto(`${served.url}/anomalies?status=explained`);
    await card('Events of Birch Works').getByText('The importer stood still.').waitFor();
    await expect.poll(() => page.getByRole('article').count(), SOON).toBe(1);
    expect(complaints).toEqual([]);
  });

  it('shows what is unusual of all accounts together, alone or beside the others', async () => {
    await signedIn('/anomalies');
    const ofBook = card('Tickets opened of all accounts');
    await ofBook.getByText('130% above expected').waitFor();
    await ofBook.getByRole('img', { name: /9 to 27 was expected/ }).waitFor();
    await page.getByRole('combobox', { name: 'Of', exact: true }).selectOption('All accounts together');
    await page.waitForURL(/account=\*|account=%2A/);
    await expect.poll(() => page.getByRole('article').count(), SOON).toBe(1);
    await page.getByRole('button', { name: 'Show all accounts' }).click();
    await card('Events of Birch Works').first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('is told how closely to look, once what that would have found was seen', async () => {
    await signedIn('/anomalies', 'analyst');
    await page.getByText('How closely is looked').click();
    await page.getByText('Everything: 1 false alarms a year').waitFor();
    await page.getByRole('button', { name: 'Look otherwise at something' }).click();
    const form = page.getByRole('form', { name: 'How closely to look' });
    await form.getByLabel('At', { exact: true }).selectOption('events');
    await form.getByLabel('False alarms a year').fill('99');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('must be 0, for not at all, or a number to 50').waitFor();
    await form.getByLabel('False alarms a year').fill('12');
    await form.getByRole('button', { name: 'What it would have found' }).click();
    await form.getByText(/^\d+ alarms? from .* of all these accounts together/).waitFor();
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Events of every account: 12 false alarms a year').waitFor();
    await page.getByRole('button', { name: /as usual again$/i }).click();
    await page.getByText('Everything: 1 false alarms a year').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what somebody else says without a reload, to those who may say nothing too', async () => {
    await signedIn('/anomalies?metric=active_users&status=any', 'executive');
    await page.getByText(/^Live, /).waitFor();
    const anomaly = card('Active users of Cedar Clinics');
    await anomaly.getByText('Open', { exact: true }).waitFor();
    expect(await anomaly.getByRole('button').count()).toBe(0);
    const said = await fetch(`${served.url}/api/v1/anomalies/anomaly-4/resolve`, {
      method: 'POST',
      headers: { authorization: `Bearer ${served.tokenFor('csm')}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(said.status).toBe(200);
    await anomaly.getByText('Resolved', { exact: true }).waitFor();
  });
});

describe('correlations', () => {
  it('tells what moves before what, and findings from chance', async () => {
    await signedIn('/correlations?metric=tickets_opened,engagements,csat');
    const row = page.getByRole('row', { name: /^Tickets opened/ });
    await row.getByRole('cell', { name: /^-0\.\d+ 5 days a finding$/ }).waitFor();
    await page.getByText('Tickets opened moves 5 days before Engagements, the other way').waitFor();
    const chance = await page.getByRole('cell', { name: /may be chance$/ }).count();
    expect(chance).toBeGreaterThan(0);
    expect(complaints).toEqual([]);
  });
});

describe('cohorts', () => {
  it('shows what customers of each quarter keep, as a share and as the numbers behind it', async () => {
    await signedIn('/cohorts?grain=quarter');
    const first = page.getByRole('row', { name: /^Q\d 20\d\d 1\d accounts/ }).first();
    await first
      .getByRole('cell', { name: /^100% (\d+) of \1$/ })
      .first()
      .waitFor();
    await page.getByRole('button', { name: 'Revenue kept and grown' }).click();
    await page.waitForURL(/measure=net/);
    await page
      .getByRole('cell', { name: /^1[1-4]\d% .*[MK] of / })
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('an account', () => {
  it('tells why its score moved between two days chosen on the chart, with the facts', async () => {
    await signedIn('/accounts/acc-002');
    const why = region('Why the score moved');
    await why.getByText(/^From \d+ \(Watch\) on .* to \d+ \(Watch\) on /).waitFor();
    const trend = why.getByRole('row', { name: /^Usage trend/ });
    await trend.getByText(/^\d facts?$/).click();
    await trend
      .getByText(/^Usage recorded,/)
      .first()
      .waitFor();

    const usual = await why.getByLabel('From the end of').inputValue();
    const chart = region('Health over 12 months').locator('canvas');
    await chart.waitFor();
    await chart.click({ position: { x: 120, y: 90 } });
    await chart.click({ position: { x: 80, y: 90 } });
    const chosen = why.getByLabel('From the end of');
    await expect.poll(() => chosen.inputValue(), SOON).not.toBe(usual);
    const [from, to] = [await chosen.inputValue(), await why.getByLabel('To the end of').inputValue()];
    expect(from < to).toBe(true);
    await why
      .getByRole('status')
      .getByText(/points$/)
      .waitFor();
    expect(complaints).toEqual([]);
  });
});

describe('on a phone', () => {
  it('nothing of these pages reaches over the edge of the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signedIn('/trends?metric=events,csat&split=segment&compare=1');
    await region('CSAT').locator('canvas').waitFor();
    await page.getByText('Numbers', { exact: true }).first().click();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
    const pages = { '/anomalies': 'article', '/correlations': 'table', '/cohorts?grain=quarter': 'table' } as const;
    for (const [path, role] of Object.entries(pages)) {
      await page.goto(`${served.url}${path}`);
      await page.getByRole(role).first().waitFor();
      expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
    }
  });
});
