import { useEffect, useState } from 'preact/hooks';
import type { Failure } from '../api/answer.js';
import { healthChanged, readHealth } from '../api/documents.js';
import type { Freshness, Health, HealthPoint } from '../api/types.js';
import { useQuery } from '../api/use-query.js';
import { useSubscription } from '../api/use-subscription.js';
import type { Days } from '../days.js';
import { withScoredDay } from './scored-days.js';

export type LiveHealth = {
  /** `null`: never scored; `undefined`: not read yet. */
  readonly current: Health | null | undefined;
  readonly points: ReadonlyArray<HealthPoint>;
  readonly failure: Failure | undefined;
  readonly retry: () => void;
};

/** The health of an account and its history, kept live. */
export const useHealth = (id: string, days: Days, tellFreshness: (freshness: Freshness) => void): LiveHealth => {
  const [current, setCurrent] = useState<Health | null>();
  const [points, setPoints] = useState<ReadonlyArray<HealthPoint>>([]);
  const { data, failure, refresh } = useQuery(readHealth, { id, ...days });
  useEffect(() => {
    if (!data?.account) return;
    tellFreshness(data.account.health.freshness);
    setCurrent(data.account.health.current);
    setPoints(data.account.healthHistory.points);
  }, [data]);
  useSubscription(healthChanged, { id }, ({ healthChanged: told }) => {
    tellFreshness(told.freshness);
    setCurrent(told.current);
    if (told.current !== null) {
      const scored = told.current;
      setPoints((before) => withScoredDay(before, scored));
    }
  });
  return { current, points, failure, retry: refresh };
};
