import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Role } from '../../../read-api/permissions.js';
import { startChromium } from '../../support/services/chromium.js';
import { type ServedDashboard, serveDashboard } from './served-dashboard.js';

/** A browser in front of a served dashboard for all specs of a file, and a page for each, with what it complained of. */
export const dashboardInABrowser = () => {
  let browser: Browser;
  let served: ServedDashboard;
  let page: Page;
  let complaints: Array<string>;

  beforeAll(async () => {
    [browser, served] = await Promise.all([startChromium(), serveDashboard()]);
  });
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });
  beforeEach(async () => {
    page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(() => page.close());

  return {
    opened: () => ({ served, page, complaints }),
    signedIn: (path: string, role: Role = 'csm', token = served.tokenFor(role)) =>
      page.goto(`${served.url}${path}#token=${token}`),
    /** How far the page reaches over the right edge of the screen. */
    overflow: () => page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth'),
  };
};
