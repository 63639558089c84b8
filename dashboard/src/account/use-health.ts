import { useEffect, useRef, useState } from 'preact/hooks';
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

/**
 * The health of an account and its history, kept live. What is told live is never older than what was asked for before, though an
 * answer may come later than it: the latest told stays.
 */
export const useHealth = (id: string, days: Days, tellFreshness: (freshness: Freshness) => void): LiveHealth => {
  const [current, setCurrent] = useState<Health | null>();
  const [points, setPoints] = useState<ReadonlyArray<HealthPoint>>([]);
  const told = useRef<Health | null | undefined>(undefined);
  const { data, failure, refresh } = useQuery(readHealth, { id, ...days });
  useEffect(() => {
    if (!data?.account) return;
    const { health, healthHistory } = data.account;
    const latest = told.current === undefined ? health.current : told.current;
    tellFreshness(health.freshness);
    setCurrent(latest);
    setPoints(latest === null ? healthHistory.points : withScoredDay(healthHistory.points, latest));
  }, [data]);
  useSubscription(healthChanged, { id }, ({ healthChanged: { freshness, current: scored } }) => {
    told.current = scored;
    tellFreshness(freshness);
    setCurrent(scored);
    if (scored !== null) setPoints((before) => withScoredDay(before, scored));
  });
  return { current, points, failure, retry: refresh };
};
