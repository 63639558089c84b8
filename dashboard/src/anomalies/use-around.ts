import type { RefObject } from 'preact';
import { readAround } from '../api/anomaly-documents.js';
import type { Anomaly } from '../api/anomaly-types.js';
import { useQuery } from '../api/use-query.js';
import { daysUpTo } from '../days.js';
import { useSeen } from '../use-seen.js';

const DAYS = 70;
const DAY = 86_400_000;
const AFTER = 7;

/** Whose an anomaly is and the days around it, read once it comes near to be seen. */
export const useAround = (element: RefObject<Element | null>, { accountId, metric, day }: Anomaly) => {
  const seen = useSeen(element);
  const end = Math.min(Date.parse(day) + AFTER * DAY, Date.now());
  const { data } = useQuery(readAround, seen ? { id: accountId, metric, ...daysUpTo(end, DAYS) } : undefined);
  return {
    name: data?.account?.name ?? data?.account?.domain ?? accountId,
    points: data?.account?.trends.series[0]?.points,
  };
};
