import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { bodyOf } from './body.js';
import { feeds } from './feeds.js';
import { makeTranslateIntercom } from './translate.js';
import { verifyIntercom } from './webhook.js';

export const intercom: Vendor = {
  verify: verifyIntercom,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (bytes) =>
    E.map((json) => {
      const { kind } = bodyOf(json);
      return kind === 'other' ? 'webhook' : kind;
    })(parseJson(bytes)),
  makeTranslate: makeTranslateIntercom,
  feeds,
  rates: [{ name: 'all', perSecond: 20, burst: 20 }],
};
