import { type EventDefinition, unversioned } from '../event.js';
import * as events from './events.js';
import { contractSignedV1ToV2 } from './upcasters.js';

export const accountEvents = {
  AccountRegistered: unversioned(events.AccountRegistered),
  AccountProfileChanged: unversioned(events.AccountProfileChanged),
  LifecycleStageChanged: unversioned(events.LifecycleStageChanged),
  ContractSigned: { codec: events.ContractSigned, version: 2, upcasters: [contractSignedV1ToV2] },
  ContractAmended: unversioned(events.ContractAmended),
  ContractRenewed: unversioned(events.ContractRenewed),
  ContractCancelled: unversioned(events.ContractCancelled),
  AccountMerged: unversioned(events.AccountMerged),
  AccountSeparated: unversioned(events.AccountSeparated),
  AccountRecordRemoved: unversioned(events.AccountRecordRemoved),
  AccountRecordRestored: unversioned(events.AccountRecordRestored),
} satisfies Record<events.AccountEvent['type'], EventDefinition>;
