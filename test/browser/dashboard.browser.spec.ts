import type { Locator } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { dashboardInABrowser } from './support/dashboard-in-a-browser.js';

const dashboard = dashboardInABrowser();
const { signedIn } = dashboard;
let { served, page, complaints } = {} as ReturnType<typeof dashboard.opened>;
beforeEach(() => {
  ({ served, page, complaints } = dashboard.opened());
});

const rowOf = (accountId: string): Locator => page.locator(`tr[data-account="${accountId}"]`);
const rows = (): Locator => page.locator('tr[data-account]');
const live = () => page.getByText(/^Live, /).waitFor();
const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const first = () => served.company.firstCustomer.account;

/** As much of a canvas as the specs look at; they are checked without the types of a browser. */
type Canvas = {
  readonly width: number;
  readonly height: number;
  readonly getContext: (kind: '2d') => {
    readonly getImageData: (
      x: number,
      y: number,
      width: number,
      height: number,
    ) => { readonly data: Uint8ClampedArray };
  };
};

/** A canvas that was never drawn on has no pixel of any colour. */
const isDrawn = (canvas: Locator) =>
  canvas.evaluate((element: Canvas) =>
    element
      .getContext('2d')
      .getImageData(0, 0, element.width, element.height)
      .data.some((value) => value !== 0),
  );

describe('signing in', () => {
  it('takes a pasted token, and shows the accounts', async () => {
    await page.goto(served.url);
    await heading('Sign in to Treering');
    await page.getByLabel('Access token').fill(served.tokenFor('csm'));
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading('Accounts');
    await rows().first().waitFor();
    expect(complaints).toEqual([]);
  });

  it('takes the token of the address out of the address, and keeps it over a reload', async () => {
    await signedIn('/');
    await rows().first().waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.reload();
    await rows().first().waitFor();
  });

  it('says that what was pasted is no token', async () => {
    await page.goto(served.url);
    await page.getByLabel('Access token').fill('open sesame');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('This is not a token').waitFor();
  });

  it('says that a token is not one of ours', async () => {
    await signedIn('/', 'csm', `${served.tokenFor('csm').slice(0, -8)}AAAAAAAA`);
    await page.getByRole('alert').getByText('The token is not one of ours').waitFor();
  });

  it('asks for a new token when the token expires, and forgets the old one', async () => {
    await signedIn('/', 'csm', served.tokenFor('csm', 4));
    await rows().first().waitFor();
    await page.getByRole('alert').getByText('The token has expired').waitFor();
    await page.reload();
    await heading('Sign in to Treering');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it('lets one sign out', async () => {
    await signedIn('/');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await heading('Sign in to Treering');
  });
});

describe('the account list', () => {
  it('shows the accounts with score and band in words, page by page', async () => {
    await signedIn('/?order=name');
    await live();
    await expect.poll(() => rows().count()).toBe(50);
    await rowOf(first().accountId).getByText('Healthy').waitFor();
    await page.getByRole('button', { name: 'Load more' }).click();
    await expect.poll(() => rows().count()).toBe(62);
    expect(complaints).toEqual([]);
  });

  it('narrows to a band and an industry, and says so in the address', async () => {
    await signedIn('/');
    await page.getByRole('button', { name: /^Critical/ }).click();
    await page.getByLabel('Industry').selectOption({ label: 'Machinery' });
    await page.waitForURL(/band=critical/);
    await page.waitForURL(/industry=MACHINERY/);
    const bands = rows().locator('.band');
    await expect.poll(async () => new Set(await bands.allTextContents())).toEqual(new Set(['Critical']));
    const kinds = rows().locator('[data-label="Segment"]');
    await expect
      .poll(async () => (await kinds.allTextContents()).every((kind) => kind.includes('Machinery')))
      .toBe(true);
  });

  it('finds an account by what is typed, and says when there is none', async () => {
    await signedIn('/');
    const search = page.getByLabel('Search');
    await search.fill('hazel cl');
    await page.waitForURL(/search=hazel/);
    await expect.poll(() => rows().count()).toBeLessThan(5);
    await search.fill('nobody at all');
    await page.getByText('No account fits').waitFor();
  });

  it('shows a live change in place, without a reload', async () => {
    await signedIn('/?order=name');
    await live();
    const { accountId } = first();
    const row = rowOf(accountId);
    await row.waitFor();
    served.rescore(accountId, 12);
    await row.getByText('Critical').waitFor();
    expect(await row.locator('.score').textContent()).toBe('12');
    served.rescore(accountId, 92);
    await row.getByText('Healthy').waitFor();
    expect(complaints).toEqual([]);
  });

  it('says when the connection is gone, and reads what it missed when it is back', async () => {
    await signedIn('/?order=name');
    await live();
    const { accountId } = first();
    await rowOf(accountId).getByText('Healthy').waitFor();
    await served.restart(async () => {
      await page.getByText(/^Reconnecting…/).waitFor();
      served.company.rescore(accountId, 47);
    });
    await rowOf(accountId).getByText('At risk').waitFor();
    await live();
    served.company.rescore(accountId, 92);
  });
});

describe('an account', () => {
  it('opens from the list, and is left by going back', async () => {
    await signedIn('/?order=name');
    const { name, accountId } = first();
    await page
      .getByRole('link', { name: name ?? '' })
      .first()
      .click();
    await heading(name ?? '');
    expect(new URL(page.url()).pathname).toBe(`/accounts/${accountId}`);
    await page.goBack();
    await heading('Accounts');
  });

  it('shows its health with what it is made of, and draws its history, usage, cases and what is predicted', async () => {
    await signedIn(`/accounts/${first().accountId}`);
    const health = page.getByRole('region', { name: 'Health', exact: true });
    await health.getByRole('row', { name: /^Usage trend/ }).waitFor();
    await health.getByRole('row', { name: /^Satisfaction Not reported/ }).waitFor();
    const canvases = page.locator('.chart canvas');
    await expect.poll(() => canvases.count()).toBe(5);
    for (const canvas of await canvases.all()) await expect.poll(() => isDrawn(canvas)).toBe(true);
    await page.getByRole('button', { name: '12 months' }).click();
    await page.getByRole('img', { name: /over the last 12 months/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows a new score without a reload, and what holds it down', async () => {
    await signedIn(`/accounts/${first().accountId}`);
    const health = page.getByRole('region', { name: 'Health', exact: true });
    await live();
    await health.getByText('Healthy', { exact: true }).waitFor();
    served.rescore(first().accountId, 21);
    await health.getByText('Critical', { exact: true }).waitFor();
    await health.getByText('Several stakeholders left').waitFor();
    served.rescore(first().accountId, 92);
    await health.getByText('Healthy', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('tells the facts behind it to an auditor, and to a customer success manager that they are for others', async () => {
    await signedIn(`/accounts/${first().accountId}`, 'auditor');
    const facts = page.getByRole('region', { name: 'Recent history' }).getByRole('listitem').locator('strong');
    await expect.poll(() => facts.allTextContents()).toEqual(['Lifecycle stage changed', 'Account profile changed']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signedIn(`/accounts/${first().accountId}`);
    await page.getByText('not for your role').waitFor();
  });

  it('says that there is no such account', async () => {
    await signedIn('/accounts/nobody');
    await page.getByText('There is no such account').waitFor();
  });
});

describe('on a phone', () => {
  it('nothing reaches over the edge of the screen', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await signedIn('/');
    await rows().first().waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
    await page.goto(`${served.url}/accounts/${first().accountId}`);
    await page.locator('.chart canvas').nth(2).waitFor();
    expect(await dashboard.overflow()).toBeLessThanOrEqual(0);
  });
});
