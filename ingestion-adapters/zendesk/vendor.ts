import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { isTicketsPage } from './payload.js';
import { makeTranslateZendesk } from './translate.js';
import { verifyZendesk } from './webhook.js';

export const zendesk: Vendor = {
  verify: verifyZendesk,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (body) => E.map((json) => (isTicketsPage(json) ? 'tickets-export' : 'webhook'))(parseJson(body)),
  makeTranslate: makeTranslateZendesk,
};
