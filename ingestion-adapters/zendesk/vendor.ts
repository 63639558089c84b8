import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { orMapped } from '../or-mapped.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { exportPageIn } from './exports.js';
import { zendeskFeeds } from './feeds.js';
import { isEventBody } from './payload.js';
import { makeTranslateZendesk } from './translate.js';
import { verifyZendesk } from './webhook.js';

const kindOf = (body: unknown): string => {
  if (isEventBody(body)) return 'webhook';
  return exportPageIn(body)?.kind ?? (t.UnknownRecord.is(body) ? 'trigger' : 'webhook');
};

export const zendesk: Vendor = {
  verify: verifyZendesk,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (body) => E.map(kindOf)(parseJson(body)),
  makeTranslate: orMapped(({ kind }) => kind === 'trigger', makeTranslateZendesk),
  feeds: zendeskFeeds,
  rates: [
    { name: 'all', perSecond: 3, burst: 10 },
    { name: 'incremental', perSecond: 8 / 60, burst: 2, of: /\/incremental\// },
  ],
};
