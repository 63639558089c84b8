import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { generationStoreContract } from '../../contracts/generation-store.contract.js';

generationStoreContract(async () => {
  const store = makeInMemoryReadStore();
  return { store, generations: store.generations };
});
