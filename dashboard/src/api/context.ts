import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Connection, Live } from './live.js';
import type { Query } from './query.js';

export type Api = {
  readonly query: Query;
  readonly live: Live;
  /** What the token says of whose it is. The API is what decides. */
  readonly role: string | null;
};

export const ApiContext = createContext<Api | undefined>(undefined);

export const useApi = (): Api => {
  const api = useContext(ApiContext);
  if (api === undefined) throw new Error('this page is shown outside a session');
  return api;
};

export const useConnection = (): Connection => {
  const { live } = useApi();
  const [connection, setConnection] = useState(live.connection);
  useEffect(() => live.onConnection(setConnection), [live]);
  return connection;
};
