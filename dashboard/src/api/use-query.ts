import { useEffect, useMemo, useState } from 'preact/hooks';
import { throttled } from '../throttle.js';
import type { Failure } from './answer.js';
import { useApi } from './context.js';
import type { Document } from './document.js';

export type Read<A> = {
  /** What was answered last; it stays while it is read again. */
  readonly data: A | undefined;
  readonly failure: Failure | undefined;
  readonly loading: boolean;
  readonly refresh: () => void;
};

const REFRESH_EVERY = 2_000;

/** Reads when shown, when its variables change (nothing while there are none), after a gap in the live connection, and when asked to, but at most once in a while. */
export const useQuery = <A, V>(
  document: Document<A, V>,
  variables: V | undefined,
  refreshEvery = REFRESH_EVERY,
): Read<A> => {
  const { query, live } = useApi();
  const [read, setRead] = useState<Omit<Read<A>, 'refresh'>>({ data: undefined, failure: undefined, loading: true });
  const [turn, setTurn] = useState(0);
  const asked = variables === undefined ? undefined : JSON.stringify(variables);
  const refreshing = useMemo(() => throttled(() => setTurn((n) => n + 1), refreshEvery), [refreshEvery]);

  useEffect(() => {
    if (asked === undefined) {
      setRead({ data: undefined, failure: undefined, loading: false });
      return;
    }
    const stopped = new AbortController();
    setRead((before) => ({ ...before, loading: true }));
    void query(document, JSON.parse(asked) as V, stopped.signal).then((answer) => {
      if (stopped.signal.aborted) return;
      setRead(({ data }) =>
        answer.ok
          ? { data: answer.data, failure: undefined, loading: false }
          : { data, failure: answer.failure, loading: false },
      );
    });
    return () => stopped.abort();
  }, [query, document, asked, turn]);

  useEffect(() => live.onResumed(refreshing.run), [live, refreshing]);
  useEffect(() => refreshing.cancel, [refreshing]);
  return { ...read, refresh: refreshing.run };
};
