import { makeInMemoryReadStore } from '../../../infrastructure/in-memory/read-store.js';
import { parkingContract } from '../../contracts/parking.contract.js';
import { readStoreContract } from '../../contracts/read-store.contract.js';

readStoreContract(async () => makeInMemoryReadStore());
parkingContract(async () => {
  const store = makeInMemoryReadStore();
  return { store, parking: store.parking };
});
