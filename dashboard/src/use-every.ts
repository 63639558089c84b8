import { useEffect, useRef, useState } from 'preact/hooks';

/** Calls every so many milliseconds, but not while nobody looks at the tab; then once when it is looked at again. */
export const useEvery = (milliseconds: number, call: () => void): void => {
  const current = useRef(call);
  current.current = call;
  useEffect(() => {
    const run = () => {
      if (document.visibilityState === 'visible') current.current();
    };
    const timer = setInterval(run, milliseconds);
    document.addEventListener('visibilitychange', run);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', run);
    };
  }, [milliseconds]);
};

/** The time now, for "3 min ago"; moves on by itself. */
export const useNow = (milliseconds = 15_000): number => {
  const [now, setNow] = useState(() => Date.now());
  useEvery(milliseconds, () => setNow(Date.now()));
  return now;
};
