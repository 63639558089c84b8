import type { AccountId, ExternalRef } from '../domain/ids.js';
import { deterministicId } from './deterministic-id.js';

/** The account a vendor's organisation stands for. Two references become one account by `AccountMerged`, two again by `AccountSeparated`, never by a new id. */
export const accountIdOf = ({ source, connection, id }: ExternalRef): AccountId =>
  deterministicId('account', source, connection, id) as AccountId;
