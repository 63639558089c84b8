import { inMemoryEventStore } from '../../../infrastructure/in-memory/event-store.js';
import { eventStoreContract } from '../../contracts/event-store.contract.js';

eventStoreContract('in memory', async () => ({ store: inMemoryEventStore(), close: async () => {} }));
