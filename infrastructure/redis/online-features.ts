import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { Redis } from 'ioredis';
import { chunksOf } from '../../application/chunks-of.js';
import { parseJson } from '../../application/parse-json.js';
import type { FeatureRow, OnlineFeatures } from '../../application/ports/feature-store.js';
import { AccountId } from '../../domain/ids.js';
import { CalendarDate } from '../../domain/primitives.js';
import { makeBreaker } from './breaker.js';

const StoredRow = t.strict({
  accountId: AccountId,
  day: CalendarDate,
  values: t.readonlyArray(t.union([t.number, t.string, t.null])),
  digest: t.string,
  commit: t.string,
  prepare: t.string,
});

const DIGITS = 20;

/** Sorts as text as rows do by position and day: numbers of Lua would not hold a position. */
const orderOf = ({ position: { commit, prepare }, day }: FeatureRow): string =>
  `${`${commit}`.padStart(DIGITS, '0')}/${`${prepare}`.padStart(DIGITS, '0')}/${day}`;

const textOf = (row: FeatureRow): string => {
  const { position, ...said } = row;
  return `${orderOf(row)}\n${JSON.stringify({ ...said, commit: `${position.commit}`, prepare: `${position.prepare}` })}`;
};

const rowOf = (text: string): FeatureRow | undefined => {
  const stored = E.chainW(StoredRow.decode)(parseJson(Buffer.from(text.slice(text.indexOf('\n') + 1))));
  if (E.isLeft(stored)) return undefined;
  const { commit, prepare, ...row } = stored.right;
  return { ...row, position: { commit: BigInt(commit), prepare: BigInt(prepare) } };
};

const keyOf = (set: string): string => `treering:features:${set}`;

/** Compared and written in one step, so that of two writers the one who had read more of the log prevails. */
const PUT = `
for i = 1, #ARGV, 3 do
  local held = redis.call('HGET', KEYS[1], ARGV[i])
  if not held or string.sub(held, 1, #ARGV[i + 1]) <= ARGV[i + 1] then
    redis.call('HSET', KEYS[1], ARGV[i], ARGV[i + 2])
  end
end`;

const ROWS_AT_ONCE = 500;

type Options = { readonly url: string; readonly timeoutMs?: number; readonly restMs?: number };

/** In Redis, for all processes: a hash for each set. A look-up that takes long is given up, a write is not. */
export const makeRedisOnlineFeatures = ({
  url,
  timeoutMs = 50,
  restMs = 1_000,
}: Options): OnlineFeatures & { readonly close: () => void } => {
  const connected = (commandTimeout: number): Redis => {
    const redis = new Redis(url, {
      ...{ connectionName: 'treering', commandTimeout, connectTimeout: 2_000, enableOfflineQueue: false },
      ...{ maxRetriesPerRequest: 0, retryStrategy: () => restMs },
    });
    /** Whoever asked is told by a rejection. */
    redis.on('error', () => undefined);
    return redis;
  };
  const reading = connected(timeoutMs);
  const writing = connected(10_000);
  const { tried } = makeBreaker(restMs);
  return {
    put: async (set, rows) => {
      for (const some of chunksOf(rows, ROWS_AT_ONCE)) {
        const said = some.flatMap((row) => [row.accountId, orderOf(row), textOf(row)]);
        await writing.eval(PUT, 1, keyOf(set), ...said);
      }
    },
    get: async (set, accountId) => {
      const text = await tried(() => reading.hget(keyOf(set), accountId));
      return text === undefined || text === null ? undefined : rowOf(text);
    },
    forget: async (set, accountIds) => {
      if (accountIds.length > 0) await writing.hdel(keyOf(set), ...accountIds);
    },
    close: () => {
      reading.disconnect();
      writing.disconnect();
    },
  };
};
