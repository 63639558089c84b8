import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { verifyStandardWebhooks } from '../standard-webhooks.js';
import { makeTranslateMapped } from '../translate-mapped.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';

/** A CRM of the customer's own: signed as Standard Webhooks, in bodies that the connection's mapping explains. */
export const customCrm: Vendor = {
  verify: verifyStandardWebhooks,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (body) => E.map(() => 'webhook')(parseJson(body)),
  makeTranslate: makeTranslateMapped,
};
