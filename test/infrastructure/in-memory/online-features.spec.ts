import { makeInMemoryOnlineFeatures } from '../../../infrastructure/in-memory/online-features.js';
import { onlineFeaturesContract } from '../../contracts/online-features.contract.js';

onlineFeaturesContract('memory', async () => ({
  store: makeInMemoryOnlineFeatures(),
  close: async () => undefined,
}));
