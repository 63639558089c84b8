import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { makeRedisOnlineFeatures } from '../../../infrastructure/redis/online-features.js';
import { featureRow, onlineFeaturesContract } from '../../contracts/online-features.contract.js';
import { startRedis } from '../../support/services/redis.js';

const connected = async (url: string) => {
  const store = makeRedisOnlineFeatures({ url, timeoutMs: 5_000, restMs: 20 });
  const row = featureRow('ready', '2026-01-01', 1n, 1);
  while ((await store.get('ready', row.accountId)) === undefined) {
    await store.put('ready', [row]).catch(() => undefined);
    await sleep(10);
  }
  return store;
};

onlineFeaturesContract('Redis', async () => {
  const redis = await startRedis();
  const store = await connected(redis.url);
  return {
    store,
    close: async () => {
      store.close();
      await redis.stop();
    },
  };
});

describe('online features while Redis is away', () => {
  it('are not found, and a write says that it failed', async () => {
    const redis = await startRedis();
    const store = await connected(redis.url);
    await redis.stop();
    const row = featureRow('ready', '2026-01-02', 2n, 1);
    await expect(store.put('ready', [row])).rejects.toThrow();
    expect(await store.get('ready', row.accountId)).toBeUndefined();
    store.close();
  });
});
