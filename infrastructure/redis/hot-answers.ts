import { Redis } from 'ioredis';
import { type HotAnswers, type HotAnswersBounds, LARGEST_SHARE } from '../../application/ports/hot-answers.js';
import { makeBreaker } from './breaker.js';

export type RedisHotAnswersOptions = HotAnswersBounds & {
  readonly url: string;
  /** How long a look-up may take before the answer is worked out without it. */
  readonly timeoutMs?: number;
  /** How long Redis is left alone after it failed. */
  readonly restMs?: number;
};

/** All three in one slot of a cluster: texts by key, keys by the time they were put, and the bytes of all. */
const NAMES = ['texts', 'times', 'bytes'].map((name) => `{treering:hot-answers}:${name}`);

/**
 * Puts a text, drops what is too old, and then the oldest until all fit. In one step, so that the count of bytes is always
 * that of what is there; where nobody asks any more, all of it is dropped by Redis itself.
 */
const PUT = `
local texts, times, bytes = KEYS[1], KEYS[2], KEYS[3]
local key, text, most, keep = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local function drop(one)
  local size = redis.call('HSTRLEN', texts, one)
  if redis.call('HDEL', texts, one) == 1 then redis.call('DECRBY', bytes, size + #one) end
  redis.call('ZREM', times, one)
end
drop(key)
for _, one in ipairs(redis.call('ZRANGEBYSCORE', times, '-inf', now - keep)) do drop(one) end
redis.call('HSET', texts, key, text)
redis.call('ZADD', times, now, key)
local total = redis.call('INCRBY', bytes, #key + #text)
while total > most do
  drop(redis.call('ZRANGE', times, 0, 0)[1])
  total = tonumber(redis.call('GET', bytes))
end
for _, name in ipairs(KEYS) do redis.call('PEXPIRE', name, keep) end`;

/** In Redis, for all processes. While it is away or slow, nothing is found and nothing is kept, and nobody waits. */
export const makeRedisHotAnswers = ({
  url,
  maxBytes,
  keepMs,
  timeoutMs = 50,
  restMs = 1_000,
}: RedisHotAnswersOptions): HotAnswers & { readonly close: () => void } => {
  const redis = new Redis(url, {
    connectionName: 'treering',
    commandTimeout: timeoutMs,
    connectTimeout: 2_000,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: () => restMs,
  });
  /** Whoever asked is told by a rejection. */
  redis.on('error', () => undefined);
  const { tried } = makeBreaker(restMs);
  return {
    get: (key) => tried(async () => (await redis.hget(NAMES[0] ?? '', key)) ?? undefined),
    put: async (key, text) => {
      if (Buffer.byteLength(key) + Buffer.byteLength(text) > maxBytes * LARGEST_SHARE) return;
      await tried(() => redis.eval(PUT, NAMES.length, ...NAMES, key, text, maxBytes, keepMs));
    },
    close: () => redis.disconnect(),
  };
};
