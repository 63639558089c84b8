import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HotAnswers } from '../../../application/ports/hot-answers.js';
import type { LocalServer } from '../../../infrastructure/embedded/local-server.js';
import { makeRedisHotAnswers } from '../../../infrastructure/redis/hot-answers.js';
import { hotAnswersContract } from '../../contracts/hot-answers.contract.js';
import { startRedis } from '../../support/services/redis.js';
import { startProxy } from '../../support/services/tcp-proxy.js';

const bounds = { maxBytes: 1_000_000, keepMs: 60_000 };
const patient = { timeoutMs: 5_000, restMs: 20 };

/** Puts until it is found again: a connection takes a moment. */
const untilKept = async (answers: HotAnswers, key: string): Promise<void> => {
  while ((await answers.get(key)) === undefined) {
    await answers.put(key, 'said');
    await sleep(10);
  }
};

hotAnswersContract('Redis', async () => {
  const redis = await startRedis();
  const made: Array<{ readonly close: () => void }> = [];
  const direct = new Redis(redis.url);
  return {
    make: async (chosen) => {
      const answers = makeRedisHotAnswers({ url: redis.url, ...chosen, ...patient });
      made.push(answers);
      await untilKept(answers, 'ready');
      await direct.flushall();
      return answers;
    },
    pass: (ms) => sleep(ms),
    close: async () => {
      for (const { close } of made) close();
      direct.disconnect();
      await redis.stop();
    },
  };
});

describe('hot answers in Redis', () => {
  let redis: LocalServer;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());

  it('are shared by processes', async () => {
    const [one, other] = [0, 1].map(() => makeRedisHotAnswers({ url: redis.url, ...bounds, ...patient }));
    if (one === undefined || other === undefined) throw new Error('both are there');
    await untilKept(one, 'shared');
    await untilKept(other, 'mine');
    expect(await other.get('shared')).toBe('said');
    one.close();
    other.close();
  });

  it('are not found while Redis is away, and are again once it is back', async () => {
    const proxy = await startProxy(Number(new URL(redis.url).port));
    const answers = makeRedisHotAnswers({ url: `redis://127.0.0.1:${proxy.port}`, ...bounds, ...patient });
    await untilKept(answers, 'away');
    proxy.cut();
    await answers.put('lost', 'said');
    expect(await answers.get('away')).toBeUndefined();
    await untilKept(answers, 'back');
    expect(await answers.get('away')).toBe('said');
    answers.close();
    await proxy.stop();
  });

  it('keep nobody waiting who asks a Redis that is stuck', async () => {
    const answers = makeRedisHotAnswers({ url: redis.url, ...bounds, timeoutMs: 200, restMs: 20 });
    const other = new Redis(redis.url);
    await untilKept(answers, 'stuck');
    await other.call('CLIENT', 'PAUSE', '1000', 'ALL');
    expect(await answers.get('stuck')).toBeUndefined();
    await other.ping();
    await untilKept(answers, 'stuck');
    answers.close();
    other.disconnect();
  });

  it('say nothing and find nothing where no Redis answers', async () => {
    const answers = makeRedisHotAnswers({ url: 'redis://127.0.0.1:1', ...bounds });
    await answers.put('trend', 'said');
    expect(await answers.get('trend')).toBeUndefined();
    answers.close();
  });
});
