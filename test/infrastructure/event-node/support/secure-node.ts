import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { ChannelCredentials, type Client, Metadata, type ServiceError } from '@grpc/grpc-js';
import { selfSigned } from '../../../../infrastructure/event-node/self-signed.js';
import type { EventNodeOptions } from '../../../../infrastructure/event-node/serve.js';
import { serveEventNode } from '../../../../infrastructure/event-node/serve.js';

type Login = readonly [loginName: string, password: string];

export type SecureNode = {
  readonly port: number;
  /** The official client, anonymous without a login. */
  readonly client: (login?: Login) => EventStoreDBClient;
  /** A generated stub. */
  readonly stub: <Stub extends Client>(make: new (address: string, credentials: ChannelCredentials) => Stub) => Stub;
  readonly restart: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

export const ADMIN: Login = ['admin', 'changeit'];
export const OPS: Login = ['ops', 'changeit'];

/** A node that serves over TLS, on a file of its own. */
export const secureNode = async (options: Pick<EventNodeOptions, 'initialPasswords'> = {}): Promise<SecureNode> => {
  const folder = await mkdtemp(join(tmpdir(), 'event-node-secure-'));
  const { authorityFile, ...tls } = await selfSigned(folder, ['localhost']);
  const authority = await readFile(authorityFile);
  const settings = { ...options, file: join(folder, 'events.db'), tls };
  let node = await serveEventNode(settings);
  let clients: Array<EventStoreDBClient> = [];
  let stubs: Array<Client> = [];
  const stop = async () => {
    await Promise.all(clients.map((client) => client.dispose()));
    for (const stub of stubs) stub.close();
    [clients, stubs] = [[], []];
    await node.stop();
  };
  return {
    get port() {
      return node.port;
    },
    client: (login) => {
      const client = new EventStoreDBClient(
        { endpoint: `localhost:${node.port}` },
        { rootCertificate: authority },
        login && { username: login[0], password: login[1] },
      );
      clients.push(client);
      return client;
    },
    stub: (make) => {
      const stub = new make(`localhost:${node.port}`, ChannelCredentials.createSsl(authority));
      stubs.push(stub);
      return stub;
    },
    restart: async () => {
      await stop();
      node = await serveEventNode(settings);
    },
    stop: async () => {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

export const loginMetadata = (login?: Login): Metadata => {
  const metadata = new Metadata();
  if (login !== undefined) metadata.set('authorization', `Basic ${Buffer.from(login.join(':')).toString('base64')}`);
  return metadata;
};

/** The answer of a unary call; rejects with the status it ends with. */
export const answerOf = <Response>(
  call: (respond: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> =>
  new Promise((resolve, reject) => {
    call((error, response) => (error === null ? resolve(response) : reject(error)));
  });
