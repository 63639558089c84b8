import { MEBIBYTE, type Vendor } from '../vendor.js';
import { acknowledgeCohortSync } from './cohort-sync.js';
import { makeExportFeed } from './export-feed.js';
import { kindOf } from './kind-of.js';
import { makeTranslateMixpanel } from './translate.js';
import { verifyMixpanel } from './webhook.js';

export const mixpanel: Vendor = {
  verify: verifyMixpanel,
  bodyLimit: 64 * MEBIBYTE,
  kindOf,
  makeTranslate: makeTranslateMixpanel,
  acknowledge: acknowledgeCohortSync,
  feeds: [makeExportFeed()],
  rates: [
    { name: 'all', perSecond: 2, burst: 1 },
    { name: 'export', perSecond: 48 / 3_600, burst: 12, of: /\/export$/ },
  ],
};
