import { useCallback, useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from '../api/answer.js';
import { useApi } from '../api/context.js';
import type { Changed, Freshness } from '../api/types.js';
import { useSubscription } from '../api/use-subscription.js';
import { throttled } from '../throttle.js';
import { useEvery } from '../use-every.js';
import { holding, type Inbox, noInbox, readAnew, shownOf, withoutSaying, withSaying } from './inbox.js';
import type { Source } from './source.js';

const PAGE = 20;
/** As many as the API gives at once. */
export const MOST_LISTED = 500;
const READ_EVERY = 30_000;
/** Many can come at once. */
const AT_MOST_EVERY = 2_000;

type State<I> = {
  readonly inbox: Inbox<I>;
  readonly hasMore: boolean;
  readonly failure: Failure | undefined;
  readonly refusals: ReadonlyMap<string, Failure>;
  readonly loading: boolean;
};

const nothing: State<never> = {
  inbox: noInbox,
  hasMore: false,
  failure: undefined,
  refusals: new Map(),
  loading: true,
};

/** The items asked for, read again when any comes or something is said of one, and from time to time. */
export const useInbox = <I, F>(source: Source<I, F>, filter: F, tellFreshness: (freshness: Freshness) => void) => {
  const { query, live } = useApi();
  const { idOf } = source;
  const asked = JSON.stringify(filter);
  const [state, setState] = useState<State<I>>(nothing);
  const shown = useRef<State<I>>(nothing);
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
    const filtered = JSON.parse(asked) as F;
    const answer = await query(source.list, { ...filtered, first: wanted.current, minPosition: at }, stopped.signal);
    if (stopped.signal.aborted) return;
    if (!answer.ok) {
      setState((before) => ({ ...before, failure: answer.failure, loading: false }));
      return;
    }
    const { items: listed, nextCursor, freshness } = answer.data.page;
    const held = await Promise.all(
      [...shown.current.inbox.held.keys()].map(async (id): Promise<ReadonlyArray<I>> => {
        const found = listed.find((item) => idOf(item) === id);
        if (found !== undefined) return [found];
        const one = await query(source.one, { id, minPosition: at }, stopped.signal);
        return one.ok ? [one.data.found.item] : [];
      }),
    );
    if (stopped.signal.aborted) return;
    tellFreshness(freshness);
    setState((before) => ({
      ...before,
      inbox: readAnew(before.inbox, listed, new Map(held.flat().map((item) => [idOf(item), item]))),
      hasMore: nextCursor !== null,
      failure: undefined,
      loading: false,
    }));
  }, [query, source, asked, tellFreshness]);
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
  useSubscription(source.changed, {}, hearing.run);

  const hold = useCallback(
    (item: I) => setState((before) => ({ ...before, inbox: holding(before.inbox, idOf(item), item) })),
    [idOf],
  );
  /** Says something of an item; what it comes to is shown before the log has taken it. */
  const say = (item: I, said: Partial<I>, change: () => Promise<Answer<{ readonly changed: Changed }>>): void => {
    const id = idOf(item);
    setState((before) => ({
      ...before,
      inbox: withSaying(holding(before.inbox, id, item), id, { said, isTaken: false }),
      refusals: new Map([...before.refusals].filter(([other]) => other !== id)),
    }));
    changes.current = changes.current.then(async () => {
      const answer = await change();
      if (answer.ok) {
        minPosition.current = answer.data.changed.position ?? minPosition.current;
        setState((before) => ({ ...before, inbox: withSaying(before.inbox, id, { said, isTaken: true }) }));
      } else {
        setState((before) => ({
          ...before,
          inbox: withoutSaying(before.inbox, id),
          refusals: new Map([...before.refusals, [id, answer.failure]]),
        }));
      }
      await current.current();
    });
  };

  return { ...state, items: shownOf(state.inbox, source), readAgain: read, readMore, hold, say };
};

export type OpenInbox<I> = Omit<ReturnType<typeof useInbox<I, unknown>>, 'inbox'>;
