import { makeInMemoryChangeFeed } from '../../../infrastructure/in-memory/change-feed.js';
import { changeFeedContract } from '../../contracts/change-feed.contract.js';

changeFeedContract('in memory', async () => {
  const errors: Array<Error> = [];
  return { feed: makeInMemoryChangeFeed((error) => errors.push(error)), errors, close: async () => {} };
});
