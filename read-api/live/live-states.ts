import * as E from 'fp-ts/lib/Either.js';
import type { ChangeFeed } from '../../application/ports/change-feed.js';
import type { ApiError } from '../api-error.js';
import type { ReadModelName } from '../deps.js';
import type { Answer } from '../questions/ask.js';
import { coalesced } from './coalesced.js';
import { type LatestStates, latestStates, type State } from './latest-states.js';

/** Follows one account, from its current state on, or every account from now on, until either side ends it. */
export type Follow<S extends State> = (
  accountId: string | null,
  onEnd: () => void,
) => AsyncIterableIterator<S, undefined>;

export type LiveStates<S extends State> = { readonly follow: Follow<S>; readonly close: () => void };

type Group = { readonly root: string; readonly members: ReadonlyArray<string>; readonly known: boolean };

type Options<S extends State> = {
  /** What a key of a notice is a part of, and the accounts whose followers are told of it. */
  readonly groupOf: (key: string) => Promise<Group>;
  readonly keyOf: (state: S) => string;
  /** Whether who follows one account is told its state at once; only changes otherwise. */
  readonly tellsStateFirst: boolean;
  readonly changeFeed: ChangeFeed;
  readonly readModel: ReadModelName;
  /** The current state of the root of a group. */
  readonly read: (root: string) => Answer<S>;
  readonly errorOf: (error: ApiError) => Error;
  readonly onFailure: (thrown: unknown) => void;
  readonly retryMs: number;
  /** Notices may be lost, so what one account's subscribers see is looked at again this often. */
  readonly refreshMs: number;
};

const EVERY = '*';
const READS_AT_ONCE = 8;

/**
 * Tells subscribers the state of accounts that changed. A notice says only that something changed: the state is read
 * once for all of an account's subscribers, and a later read never reaches a subscriber before an earlier one.
 */
export const liveStates = <S extends State>(options: Options<S>): LiveStates<S> => {
  const { groupOf, keyOf, tellsStateFirst, changeFeed, readModel, read, errorOf, onFailure, retryMs, refreshMs } =
    options;
  const followers = new Map<string, Set<LatestStates<S>>>();
  const timers = new Set<NodeJS.Timeout>();

  const followersOf = (ids: ReadonlyArray<string>) => ids.flatMap((id) => [...(followers.get(id) ?? [])]);

  const again = (key: string): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      look(key, undefined);
    }, retryMs);
    timers.add(timer);
  };

  const tell = coalesced<ReadonlyArray<string>>(READS_AT_ONCE, async (root, members) => {
    try {
      const answered = await read(root)();
      if (E.isLeft(answered)) for (const one of followersOf(members)) one.fail(errorOf(answered.left));
      else for (const one of followersOf([EVERY, ...members])) one.put(answered.right);
    } catch (thrown) {
      onFailure(thrown);
      again(root);
    }
  });

  const look = coalesced<undefined>(READS_AT_ONCE, async (key) => {
    if (followers.size === 0) return;
    try {
      const { root, members, known } = await groupOf(key);
      if (known) tell(root, [...new Set([root, ...members])]);
      else for (const one of followersOf([key])) one.fail(errorOf({ _tag: 'AccountNotFound', accountId: key }));
    } catch (thrown) {
      onFailure(thrown);
      again(key);
    }
  });

  const follow: Follow<S> = (accountId, onEnd) => {
    const key = accountId ?? EVERY;
    const same = followers.get(key) ?? new Set();
    const states = latestStates<S>(keyOf, () => {
      onEnd();
      same.delete(states);
      if (same.size === 0 && followers.get(key) === same) followers.delete(key);
    });
    followers.set(key, same.add(states));
    if (tellsStateFirst && accountId !== null) look(accountId, undefined);
    return states;
  };

  const unsubscribe = changeFeed.subscribe(readModel, ({ key }) => {
    if (followers.size > 0) look(key, undefined);
  });
  const refresh = setInterval(() => {
    if (!tellsStateFirst) return;
    for (const key of followers.keys()) if (key !== EVERY) look(key, undefined);
  }, refreshMs);
  refresh.unref();

  const close = (): void => {
    unsubscribe();
    clearInterval(refresh);
    for (const timer of timers) clearTimeout(timer);
    for (const one of followersOf([...followers.keys()])) void one.return?.();
  };

  return { follow, close };
};
