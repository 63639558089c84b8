import type { makeEventStore } from '../../../infrastructure/eventstoredb/event-store.js';
import { eventLogContract, eventStoreContract } from '../../contracts/event-store.contract.js';
import { startLog } from './support.js';

/** Only what is built reads the log in a thread of its own. */
const BUILT = new URL('../../../dist/infrastructure/eventstoredb/event-store.js', import.meta.url).href;

const startBuilt = async () => {
  const built: { readonly makeEventStore: typeof makeEventStore } = await import(BUILT);
  return startLog(built.makeEventStore);
};

eventStoreContract('EventStoreDB client in a thread of its own', startBuilt);
eventLogContract('EventStoreDB client in a thread of its own', startBuilt);
