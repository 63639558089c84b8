import * as E from 'fp-ts/lib/Either.js';
import type { Upcaster } from '../event.js';
import { ContractSignedV1 } from './legacy-events.js';

export const contractSignedV1ToV2: Upcaster = (data) => {
  const decoded = ContractSignedV1.decode(data);
  if (E.isLeft(decoded)) throw new TypeError('not a ContractSigned of version 1');
  const { arr, currency, term, ...rest } = decoded.right;
  return { ...rest, arr: { amount: arr.toFixed(2), currency }, startsOn: term[0], endsOn: term[1] };
};
