import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { readAround } from '../api/anomaly-documents.js';
import type { Anomaly } from '../api/anomaly-types.js';
import { useQuery } from '../api/use-query.js';
import { daysUpTo } from '../days.js';

const DAYS = 70;
const DAY = 86_400_000;
const AFTER = 7;

/** Whether it was ever near the part of the page that is seen. */
const useSeen = (element: RefObject<Element | null>): boolean => {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const { current } = element;
    if (current === null || seen) return;
    const watch = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setSeen(true),
      {
        rootMargin: '300px',
      },
    );
    watch.observe(current);
    return () => watch.disconnect();
  }, [seen]);
  return seen;
};

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
