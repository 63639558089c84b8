import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Whether it was ever near the part of the page that is seen. */
export const useSeen = (element: RefObject<Element | null>): boolean => {
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
