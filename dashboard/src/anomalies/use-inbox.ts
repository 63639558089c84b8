import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type AnomalyFilter, anomalyChanged, listAnomalies, readAnomaly } from '../api/anomaly-documents.js';
import type { Anomaly, Changed } from '../api/anomaly-types.js';
import type { Answer, Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import type { Freshness } from '../api/types.js';
import { useSubscription } from '../api/use-subscription.js';
import { throttled } from '../throttle.js';
import { useEvery } from '../use-every.js';
import { holding, type Inbox, noInbox, readAnew, type Saying, shownOf, withoutSaying, withSaying } from './inbox.js';

const PAGE = 20;
/** As many as the API gives at once. */
export const MOST_LISTED = 500;
const READ_EVERY = 30_000;
/** Many can be found at once. */
const AT_MOST_EVERY = 2_000;

/** Says something of an anomaly; what it comes to is shown before the log has taken it. */
export type Say = (
  anomaly: Anomaly,
  saying: Pick<Saying, 'status' | 'explanation'>,
  change: () => Promise<Answer<{ readonly changed: Changed }>>,
) => void;

type State = {
  readonly inbox: Inbox;
  readonly hasMore: boolean;
  readonly failure: Failure | undefined;
  readonly refusals: ReadonlyMap<string, Failure>;
  readonly loading: boolean;
};

const nothing: State = {
  inbox: noInbox,
  hasMore: false,
  failure: undefined,
  refusals: new Map(),
  loading: true,
};

/** The anomalies asked for, read again when any is found or something is said of one, and from time to time. */
export const useInbox = (filter: AnomalyFilter, tellFreshness: (freshness: Freshness) => void) => {
  const { query, live } = useApi();
  const asked = JSON.stringify(filter);
  const [state, setState] = useState(nothing);
  const shown = useRef(nothing);
  shown.current = state;
  const wanted = useRef(PAGE);
  const reading = useRef(new AbortController());
  /** Of the last change: what is read must not be from before it. */
  const minPosition = useRef<string | null>(null);
  /** One change at a time, so that their positions are in order. */
  const changes = useRef(Promise.resolve());

  const read = useCallback(async () => {
    reading.current.abort();
    const stopped = new AbortController();
    reading.current = stopped;
    setState((before) => ({ ...before, loading: true }));
    const at = minPosition.current;
    const filtered = JSON.parse(asked) as AnomalyFilter;
    const answer = await query(listAnomalies, { ...filtered, first: wanted.current, minPosition: at }, stopped.signal);
    if (stopped.signal.aborted) return;
    if (!answer.ok) {
      setState((before) => ({ ...before, failure: answer.failure, loading: false }));
      return;
    }
    const { items: listed, nextCursor, freshness } = answer.data.anomalies;
    const held = await Promise.all(
      [...shown.current.inbox.held.keys()].map(async (id): Promise<ReadonlyArray<Anomaly>> => {
        const found = listed.find(({ anomalyId }) => anomalyId === id);
        if (found !== undefined) return [found];
        const one = await query(readAnomaly, { id, minPosition: at }, stopped.signal);
        return one.ok ? [one.data.anomaly.anomaly] : [];
      }),
    );
    if (stopped.signal.aborted) return;
    tellFreshness(freshness);
    setState((before) => ({
      ...before,
      inbox: readAnew(before.inbox, listed, held.flat()),
      hasMore: nextCursor !== null,
      failure: undefined,
      loading: false,
    }));
  }, [query, asked, tellFreshness]);
  /** A change may come back when something else is asked for by then. */
  const current = useRef(read);
  current.current = read;
  const readMore = useCallback(() => {
    wanted.current = Math.min(wanted.current + PAGE, MOST_LISTED);
    void read();
  }, [read]);

  useEffect(() => {
    setState(nothing);
    wanted.current = PAGE;
    void read();
    return () => reading.current.abort();
  }, [read]);
  useEvery(READ_EVERY, () => void read());
  const hearing = useMemo(() => throttled(() => void read(), AT_MOST_EVERY), [read]);
  useEffect(() => {
    const stop = live.onResumed(hearing.run);
    return () => {
      stop();
      hearing.cancel();
    };
  }, [live, hearing]);
  useSubscription(anomalyChanged, {}, hearing.run);

  const hold = useCallback(
    (anomaly: Anomaly) => setState((before) => ({ ...before, inbox: holding(before.inbox, anomaly) })),
    [],
  );
  const say: Say = (anomaly, saying, change) => {
    const { anomalyId } = anomaly;
    setState((before) => ({
      ...before,
      inbox: withSaying(holding(before.inbox, anomaly), anomalyId, { ...saying, isTaken: false }),
      refusals: new Map([...before.refusals].filter(([id]) => id !== anomalyId)),
    }));
    changes.current = changes.current.then(async () => {
      const answer = await change();
      if (answer.ok) {
        minPosition.current = answer.data.changed.position ?? minPosition.current;
        setState((before) => ({
          ...before,
          inbox: withSaying(before.inbox, anomalyId, { ...saying, isTaken: true }),
        }));
      } else {
        setState((before) => ({
          ...before,
          inbox: withoutSaying(before.inbox, anomalyId),
          refusals: new Map([...before.refusals, [anomalyId, answer.failure]]),
        }));
      }
      await current.current();
    });
  };

  return { ...state, anomalies: shownOf(state.inbox), readAgain: read, readMore, hold, say };
};

export type OpenInbox = ReturnType<typeof useInbox>;
