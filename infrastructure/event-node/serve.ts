import { setMaxListeners } from 'node:events';
import { Server, ServerCredentials } from '@grpc/grpc-js';
import { type Access, makeAccess, unrestrictedAccess } from './access/access.js';
import { addGossip } from './gossip.js';
import { type EventLog, makeEventLog } from './log/event-log.js';
import { makeScavenges } from './operations/scavenges.js';
import { addOperations } from './operations/service.js';
import { addPersistentSubscriptions } from './persistent-subscriptions/service.js';
import { addServerFeatures } from './server-features.js';
import { openSqliteStore } from './store/sqlite-store.js';
import { addStreams } from './streams/service.js';
import { addProjections } from './system-projections/service.js';
import { startSystemProjections } from './system-projections/system-projections.js';
import { makeAuthenticate } from './users/authenticate.js';
import { createFirstUsers, type InitialPasswords } from './users/first-users.js';
import { addUsers } from './users/service.js';
import { makeUserStore } from './users/user-store.js';
import { writeAhead } from './write-ahead.js';

export type EventNodeOptions = {
  /** The SQLite file that keeps the events; created when it does not exist. */
  readonly file: string;
  /** 0 for any that is free. */
  readonly port?: number;
  readonly host?: string;
  /** Without it the node is what the real server calls insecure: no users, and anyone may do anything. */
  readonly tls?: TlsCertificate;
  /** Of the users that a new log gets when there is TLS; `changeit` where none is given, as with the real server. */
  readonly initialPasswords?: InitialPasswords;
  /** Of the events of one append in sum, in bytes; 1 MiB, as on the real server. */
  readonly maximumAppendSize?: number;
  /** When events are recorded, in milliseconds since 1970. */
  readonly now?: () => number;
};

/** In PEM. */
export type TlsCertificate = { readonly certificate: string; readonly key: string };

export type ServedEventNode = { readonly port: number; readonly stop: () => Promise<void> };

const MAXIMUM_MESSAGE = 16 * 1024 * 1024;
const MAXIMUM_APPEND_SIZE = 1024 * 1024;
const TIME_TO_CLOSE = 500;

/** Serves the node in this thread. Rejects when the file is not an event log that it can read. */
export const serveEventNode = async (options: EventNodeOptions): Promise<ServedEventNode> => {
  const {
    file,
    port = 0,
    host = '127.0.0.1',
    tls,
    initialPasswords,
    maximumAppendSize = MAXIMUM_APPEND_SIZE,
    now,
  } = options;
  const log = makeEventLog(openSqliteStore(file), now);
  const stopping = new AbortController();
  setMaxListeners(0, stopping.signal);

  const background: Array<() => Promise<void>> = [];
  const close = async (): Promise<void> => {
    for (const end of background) await end();
    log.close();
  };

  const server = new Server({ 'grpc.max_receive_message_length': MAXIMUM_MESSAGE, interceptors: [writeAhead] });
  const start = async (): Promise<number> => {
    const access = tls === undefined ? unrestrictedAccess() : await addAccess(server, log, initialPasswords);
    addStreams(server, log, access, stopping.signal, maximumAppendSize);
    const scavenges = await makeScavenges(log);
    const projections = await startSystemProjections(log);
    background.push(scavenges.close, projections.close);
    addOperations(server, scavenges, access);
    addProjections(server, projections, access);
    addPersistentSubscriptions(server, log, access, stopping.signal);
    addServerFeatures(server);
    addGossip(server);
    return await bind(server, `${host}:${port}`, credentialsOf(tls));
  };
  const bound = await start().catch(async (error: unknown) => {
    await close();
    throw error;
  });

  return {
    port: bound,
    stop: async () => {
      stopping.abort();
      await new Promise<void>((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), TIME_TO_CLOSE);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      });
      await close();
    },
  };
};

const addAccess = async (server: Server, log: EventLog, passwords: InitialPasswords | undefined): Promise<Access> => {
  const users = makeUserStore(log);
  await createFirstUsers(users, passwords);
  const access = makeAccess(log, makeAuthenticate(users));
  addUsers(server, users, access);
  return access;
};

const bind = (server: Server, address: string, credentials: ServerCredentials): Promise<number> =>
  new Promise((resolve, reject) => {
    server.bindAsync(address, credentials, (error, port) => (error === null ? resolve(port) : reject(error)));
  });

const credentialsOf = (tls: TlsCertificate | undefined): ServerCredentials =>
  tls === undefined
    ? ServerCredentials.createInsecure()
    : ServerCredentials.createSsl(null, [
        { cert_chain: Buffer.from(tls.certificate), private_key: Buffer.from(tls.key) },
      ]);
