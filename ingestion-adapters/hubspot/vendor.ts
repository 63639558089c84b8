import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { feeds } from './feeds.js';
import { pulledKindOf } from './pulled.js';
import { makeTranslateHubspot } from './translate.js';
import { verifyHubspot } from './webhook.js';

export const hubspot: Vendor = {
  verify: verifyHubspot,
  bodyLimit: 5 * MEBIBYTE,
  kindOf: (body) => E.map((parsed) => pulledKindOf(parsed) ?? 'webhook')(parseJson(body)),
  makeTranslate: makeTranslateHubspot,
  feeds,
  rates: [
    { name: 'all', perSecond: 9, burst: 10 },
    { name: 'search', perSecond: 4, burst: 1, of: /\/search$/ },
  ],
};
