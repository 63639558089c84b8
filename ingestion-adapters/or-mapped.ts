import type { Receipt } from '../application/ports/receipts.js';
import { makeTranslateMapped } from './translate-mapped.js';
import type { Vendor } from './vendor.js';

/**
 * For vendors whose customers write some of the bodies themselves: those are read by the connection's mapping once it has
 * one, and until then, as everything else is, by the vendor's own translator.
 */
export const orMapped =
  (isOfTheCustomer: (receipt: Receipt) => boolean, make: Vendor['makeTranslate']): Vendor['makeTranslate'] =>
  (deps) => {
    const [own, mapped] = [make(deps), makeTranslateMapped(deps)];
    return async (receipt, connection) => {
      const { source, name } = connection;
      const isMapped = isOfTheCustomer(receipt) && (await deps.mappingsOf(source, name)).length > 0;
      return (isMapped ? mapped : own)(receipt, connection);
    };
  };
