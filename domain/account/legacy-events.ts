import * as t from 'io-ts';
import { CalendarDate } from '../primitives.js';

/** Version 1 of ContractSigned kept the yearly value as a float and the dates as a pair. Retired; still in old logs. */
export const ContractSignedV1 = t.strict(
  {
    accountId: t.string,
    contractId: t.string,
    occurredAt: t.string,
    arr: t.number,
    currency: t.string,
    term: t.tuple([CalendarDate, CalendarDate]),
  },
  'ContractSigned@1',
);
