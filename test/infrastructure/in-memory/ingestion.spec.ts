import { makeInMemoryConnections } from '../../../infrastructure/in-memory/connections.js';
import { makeInMemoryFeedCursors } from '../../../infrastructure/in-memory/feed-cursors.js';
import { makeInMemoryPullLeases } from '../../../infrastructure/in-memory/pull-leases.js';
import { makeInMemoryReceipts } from '../../../infrastructure/in-memory/receipts.js';
import { makeInMemoryRecordClaims } from '../../../infrastructure/in-memory/record-claims.js';
import { connectionsContract } from '../../contracts/connections.contract.js';
import { feedCursorsContract } from '../../contracts/feed-cursors.contract.js';
import { pullLeasesContract } from '../../contracts/pull-leases.contract.js';
import { receiptsContract } from '../../contracts/receipts.contract.js';
import { recordClaimsContract } from '../../contracts/record-claims.contract.js';

const close = async () => {};

receiptsContract('in memory', async () => {
  let current = makeInMemoryReceipts();
  return {
    receipts: {
      keep: (receipt) => current.keep(receipt),
      processWaiting: (limit, work) => current.processWaiting(limit, work),
      processNow: (receipts, work) => current.processNow(receipts, work),
      processAgain: (of, work) => current.processAgain(of, work),
      waiting: () => current.waiting(),
      states: (ids) => current.states(ids),
      quarantine: (limit, of) => current.quarantine(limit, of),
      deliveries: () => current.deliveries(),
      notUnderstood: () => current.notUnderstood(),
    },
    empty: async () => {
      current = makeInMemoryReceipts();
    },
    close,
  };
});
recordClaimsContract('in memory', async () => ({ claims: makeInMemoryRecordClaims(), close }));
pullLeasesContract('in memory', async () => {
  let now = 0;
  const silence = async (_holder: string, seconds: number) => {
    now += seconds * 1_000;
  };
  return { leases: makeInMemoryPullLeases(() => now), silence, close };
});
connectionsContract('in memory', async () => ({ connections: makeInMemoryConnections(), close }));
feedCursorsContract('in memory', async () => {
  const receipts = makeInMemoryReceipts();
  return { cursors: makeInMemoryFeedCursors(receipts), receipts, close };
});
