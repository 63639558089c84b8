import * as E from 'fp-ts/lib/Either.js';
import { parseJson } from '../../application/parse-json.js';
import { missingSignature } from '../delivery.js';
import { MEBIBYTE, type Vendor } from '../vendor.js';

export const customCrm: Vendor = {
  verify: () => missingSignature,
  bodyLimit: 16 * MEBIBYTE,
  kindOf: (body) => E.map(() => 'webhook')(parseJson(body)),
  makeTranslate: () => async () => ({ commands: [], quarantined: [], notUnderstood: {} }),
};
