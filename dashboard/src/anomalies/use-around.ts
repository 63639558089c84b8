import type { RefObject } from 'preact';
import { readAround } from '../api/anomaly-documents.js';
import type { Anomaly } from '../api/anomaly-types.js';
import { readSeries } from '../api/trend-documents.js';
import { useQuery } from '../api/use-query.js';
import { WHOLE_BOOK } from '../book/whole-book.js';
import { daysUpTo } from '../days.js';
import { useSeen } from '../use-seen.js';

const DAYS = 70;
const DAY = 86_400_000;
const AFTER = 7;

/** Whose an anomaly is and the days around it, read once it comes near to be seen. */
export const useAround = (element: RefObject<Element | null>, { accountId, metric, day }: Anomaly) => {
  const seen = useSeen(element);
  const end = Math.min(Date.parse(day) + AFTER * DAY, Date.now());
  const days = daysUpTo(end, DAYS);
  const isBook = accountId === WHOLE_BOOK;
  const { data } = useQuery(readAround, seen && !isBook ? { id: accountId, metric, ...days } : undefined);
  const ofBook = useQuery(
    readSeries,
    seen && isBook ? { metrics: [metric], ...days, knownAt: null, split: null, grain: 'day' as const } : undefined,
  );
  return {
    name: data?.account?.name ?? data?.account?.domain ?? accountId,
    points: (isBook ? ofBook.data?.trendSeries : data?.account?.trends)?.series[0]?.points,
  };
};
