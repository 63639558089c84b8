import type { RecordKind } from '../domain/mapping/definition.js';
import { mappedAccount } from './mapped-account.js';
import { mappedContact } from './mapped-contact.js';
import { mappedContract } from './mapped-contract.js';
import { mappedOpportunity } from './mapped-opportunity.js';
import type { MappedContext } from './mapped-record.js';
import { mappedSupportCase } from './mapped-support-case.js';
import { mappedUsage } from './mapped-usage.js';
import type { SourcedCommand } from './translation.js';

/** What a record of each kind says. */
export const mappedCommands: Readonly<Record<RecordKind, (context: MappedContext) => ReadonlyArray<SourcedCommand>>> = {
  account: mappedAccount,
  contact: mappedContact,
  opportunity: mappedOpportunity,
  contract: mappedContract,
  'support-case': mappedSupportCase,
  usage: mappedUsage,
};
