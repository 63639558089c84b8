import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { readStoreContract } from '../../contracts/read-store.contract.js';

readStoreContract(async () => makeInMemoryReadStore());
