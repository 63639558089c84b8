import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { orMapped } from '../or-mapped.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';
import { makeTranslateCustomSupport } from './translate.js';
import { verifyCustomSupport } from './webhook.js';

export const customSupport: Vendor = {
  verify: verifyCustomSupport,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (body) => E.map(() => 'webhook')(parseJson(body)),
  makeTranslate: orMapped(({ kind }) => kind === 'webhook', makeTranslateCustomSupport),
};
