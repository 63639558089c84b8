import type { EventStore } from '../../application/ports/event-store.js';
import { followLog } from './catch-up-subscription.js';
import type { LogReader } from './log-reader.js';
import type { ReaderStatus } from './reader-status.js';
import type { Report } from './report.js';

/** Readers that share a subscription, and what they are made of. */
export type Team = {
  readonly name: string;
  /** What this process holds of them: they are made anew once that changes. */
  readonly holding: string;
  readonly reads: 'everything' | 'what-is-handled';
  readonly makeReaders: () => Promise<ReadonlyArray<LogReader>>;
};

type Following = {
  readonly holding: string;
  readonly readers: ReadonlyArray<LogReader>;
  /** Resolves once the last transaction ended. */
  readonly stop: () => Promise<void>;
};

type Deps = {
  readonly eventStore: Pick<EventStore, 'subscribeToAll' | 'placesBackwards'>;
  readonly report: Report;
  /** A reader lost what it read for: who holds what has to be found out again. */
  readonly onLost: () => void;
  /** Something was thrown that no reader knows how to handle. */
  readonly onFailure: (error: unknown) => void;
};

export type Teams = {
  /**
   * Lets a team follow the log, unless it already does with what is held now. Its readers of before come to an end first.
   * Rejects with `StoreUnavailable`.
   */
  readonly assemble: (team: Team) => Promise<void>;
  readonly status: () => ReadonlyArray<ReaderStatus>;
  /** Resolves once the last transaction of every team ended. */
  readonly stop: () => Promise<void>;
};

/** The teams of readers in this process; all of them come to an end once the signal aborts. */
export const makeTeams = ({ eventStore, report, onLost, onFailure }: Deps, signal: AbortSignal): Teams => {
  const teams = new Map<string, Following>();
  /** Of which a reader lost what it read for. */
  const disbanded = new Set<string>();

  const follow = ({ name, holding, reads }: Team, readers: ReadonlyArray<LogReader>): Following => {
    const ending = new AbortController();
    const lost = (): void => {
      disbanded.add(name);
      onLost();
    };
    const deps = { eventStore, report, reads, onLost: lost };
    const following = followLog(deps, readers, AbortSignal.any([signal, ending.signal])).catch(onFailure);
    return {
      holding,
      readers,
      stop: async () => {
        ending.abort();
        await following;
      },
    };
  };
  return {
    assemble: async (team) => {
      const { name, holding, makeReaders } = team;
      const before = teams.get(name);
      if (before?.holding === holding && !disbanded.has(name)) return;
      await before?.stop();
      teams.delete(name);
      disbanded.delete(name);
      const readers = await makeReaders();
      if (readers.length > 0) teams.set(name, follow(team, readers));
    },
    status: () => [...teams.values()].flatMap(({ readers }) => readers.map((reader) => reader.status())),
    stop: async () => {
      for (const team of teams.values()) await team.stop();
    },
  };
};
