import { eventLogContract, eventStoreContract } from '../../contracts/event-store.contract.js';
import { startLog } from './support.js';

eventStoreContract('EventStoreDB client and embedded node', () => startLog());
eventLogContract('EventStoreDB client and embedded node', () => startLog());
