import { setMaxListeners } from 'node:events';
import {
  type Connection,
  type ConnectionBroken,
  type Connections,
  isConnectionBroken,
} from '../../application/ports/connections.js';
import type { VendorHttp } from '../../application/ports/vendor-http.js';
import { canonical } from '../../domain/canonical.js';
import type { Feed } from '../feed.js';
import { holdConnection } from '../held-connection.js';
import { type RequestRate, ratesFor } from '../request-rate.js';
import { askLimits, makeAskVendor } from './ask-vendor.js';
import type { FeedStatus } from './feed-status.js';
import { type KeepLeasesDeps, keepLeases } from './keep-leases.js';
import { type KeepPullingDeps, keepPulling, type PulledFeed } from './keep-pulling.js';
import { whyFailed } from './why-failed.js';

export type PullingDeps = KeepPullingDeps &
  Pick<KeepLeasesDeps, 'leases' | 'holder'> & {
    readonly connections: Pick<Connections, 'list' | 'update'>;
    readonly http: VendorHttp;
    readonly feedsOf: (connection: Connection) => ReadonlyArray<Feed>;
    /** What the vendor of a connection allows, as far as that is known. */
    readonly ratesOf: (connection: Connection) => ReadonlyArray<RequestRate>;
  };

export type Pulling = {
  readonly status: () => ReadonlyArray<FeedStatus>;
  /** Asks for nothing more; resolves when what was under way is done. */
  readonly stop: () => Promise<void>;
};

type PulledConnection = {
  /** Whether it is still made from what is wanted: one that is changed is pulled anew, unless by pulling itself. */
  readonly is: (text: string) => boolean;
  readonly feeds: () => ReadonlyArray<PulledFeed>;
  readonly stop: () => void;
  readonly ended: Promise<void>;
};

const LOOK_MS = 2_000;

const isPulled = ({ credentials, paused }: Connection): boolean => credentials !== undefined && paused !== true;

const textOf = (connection: Connection): string => canonical(connection);

const keyOf = ({ source, name }: Connection): string => `${source}/${name}`;

type Wanted = ReadonlyMap<string, { readonly one: Connection; readonly text: string }>;

/**
 * Pulls all feeds of all connections that have credentials and are not paused, each on its own: none waits for another, but
 * the feeds of one connection share its limits. Looks every two seconds whether connections were added, changed, paused or
 * removed. Of several processes each pulls its share of the connections, and takes over those of one that died.
 */
export const startPulling = ({
  connections,
  http,
  feedsOf,
  ratesOf,
  leases,
  holder,
  ...deps
}: PullingDeps): Pulling => {
  const { time, report } = deps;
  const stopping = new AbortController();
  const pulled = new Map<string, PulledConnection>();
  /** Of each connection that was pulled until now: nothing of it is under way any more. */
  const endings = new Map<string, Promise<void>>();
  let wanted: Wanted = new Map();
  let broken: ReadonlySet<string> = new Set();

  const start = (connection: Connection, text: string): PulledConnection => {
    const own = new AbortController();
    // Every feed and every request under way listens: many, and no leak.
    setMaxListeners(0, own.signal);
    const texts = new Set([text]);
    let feeds: ReadonlyArray<PulledFeed> = [];
    const pull = async (): Promise<void> => {
      await endings.get(keyOf(connection));
      if (own.signal.aborted) return;
      const line = makeAskVendor(
        { http, time },
        { ...askLimits, rates: ratesFor(ratesOf(connection), connection.settings) },
      );
      const held = holdConnection(connections, connection, (renewed) => texts.add(textOf(renewed)));
      feeds = feedsOf(connection).map((feed) => keepPulling(deps, held, feed, line, own.signal));
      await Promise.all(feeds.map(({ ended }) => ended));
    };
    return { is: (wantedText) => texts.has(wantedText), feeds: () => feeds, stop: () => own.abort(), ended: pull() };
  };

  const end = async (key: string): Promise<void> => {
    const connection = pulled.get(key);
    if (connection !== undefined) {
      connection.stop();
      pulled.delete(key);
      endings.set(key, connection.ended);
    }
    await endings.get(key);
  };

  const endAll = (): Promise<unknown> => Promise.all([...pulled.keys(), ...endings.keys()].map(end));

  const kept = keepLeases({ leases, holder, time, onExpired: () => void endAll() });

  const noticeBroken = (found: ReadonlyArray<ConnectionBroken>): void => {
    const known = broken;
    broken = new Set(found.map((one) => JSON.stringify(one)));
    for (const one of found) if (!known.has(JSON.stringify(one))) report(one);
  };

  const readWanted = async (): Promise<void> => {
    const listed = await connections.list();
    noticeBroken(listed.filter(isConnectionBroken));
    const readable = listed.filter((one): one is Connection => !isConnectionBroken(one));
    wanted = new Map(readable.filter(isPulled).map((one) => [keyOf(one), { one, text: textOf(one) }]));
  };

  const notRead = (error: unknown): void => report({ _tag: 'ConnectionsNotRead', reason: whyFailed(error).reason });

  const look = async (): Promise<void> => {
    await readWanted().catch(notRead);
    if (stopping.signal.aborted) return;
    await kept.claim([...wanted.keys()], end).catch(notRead);
    if (stopping.signal.aborted) return;
    for (const [key, connection] of pulled)
      if (!connection.is(wanted.get(key)?.text ?? '') || !kept.holds(key)) void end(key);
    for (const [key, { one, text }] of wanted)
      if (kept.holds(key) && !pulled.has(key)) pulled.set(key, start(one, text));
  };

  const feeds = () => [...pulled.values()].flatMap((connection) => connection.feeds());

  const keepLooking = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await look();
      for (const { noticeAlert } of feeds()) noticeAlert();
      await time.sleep(LOOK_MS, stopping.signal).catch(() => undefined);
    }
  };

  const looking = keepLooking();
  return {
    status: () => feeds().map(({ status }) => status()),
    stop: async () => {
      stopping.abort();
      await Promise.all([looking, endAll()]);
      await kept.leave();
    },
  };
};
