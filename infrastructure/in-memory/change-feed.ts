import type { ChangeFeed, ChangeNotice } from '../../application/ports/change-feed.js';

type Listener = (notice: ChangeNotice) => void;

/** Notices within one process. What a listener throws goes to `onListenerError`, by default the process's warnings. */
export const makeInMemoryChangeFeed = (
  onListenerError: (error: Error) => void = (error) => process.emitWarning(error),
): ChangeFeed => {
  const listeners = new Map<string, Set<Listener>>();

  const tell = (notice: ChangeNotice): void => {
    for (const listener of [...(listeners.get(notice.readModel) ?? [])]) {
      try {
        listener(notice);
      } catch (error) {
        onListenerError(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };

  return {
    publish: (notices) => {
      setImmediate(() => notices.forEach(tell));
    },
    subscribe: (readModel, listener) => {
      const subscription: Listener = (notice) => listener(notice);
      listeners.set(readModel, (listeners.get(readModel) ?? new Set()).add(subscription));
      return () => {
        listeners.get(readModel)?.delete(subscription);
      };
    },
  };
};
