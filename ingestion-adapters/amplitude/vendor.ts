import { orMapped } from '../or-mapped.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { exportFeed } from './export-feed.js';
import { kindOf } from './kind-of.js';
import { makeTranslateAmplitude } from './translate.js';
import { verifyAmplitude } from './webhook.js';

export const amplitude: Vendor = {
  verify: verifyAmplitude,
  bodyLimit: 16 * MEBIBYTE,
  kindOf,
  makeTranslate: orMapped(({ kind }) => kind === 'webhook', makeTranslateAmplitude),
  feeds: [exportFeed],
  rates: [{ name: 'all', perSecond: 1, burst: 4 }],
};
