import { MEBIBYTE, type Vendor } from '../vendor.js';
import { changeFeed } from './change-feed.js';
import { objectFeed } from './feed.js';
import { objects } from './field-map.js';
import { withoutSession } from './outbound-message.js';
import { kindOfSalesforce, makeTranslateSalesforce } from './translate.js';
import { acknowledgeSalesforce, verifySalesforce } from './webhook.js';

export const salesforce: Vendor = {
  verify: verifySalesforce,
  bodyLimit: 8 * MEBIBYTE,
  kindOf: kindOfSalesforce,
  makeTranslate: makeTranslateSalesforce,
  withoutCredentials: withoutSession,
  acknowledge: acknowledgeSalesforce,
  feeds: [...objects.map(objectFeed), changeFeed],
};
