import type { FastifyInstance } from 'fastify';
import * as t from 'io-ts';
import { Source } from '../../application/ports/connections.js';
import { ConnectionName } from '../../domain/connection/name.js';
import { ChangedConnection, TestedConnection } from '../answers/connections.js';
import type { ReadSide } from '../deps.js';
import { Credentials, OverlapHours, SecretText, SettingsInput, SettingsPatch } from '../parameters/connections.js';
import type { CodecTypes } from '../plugins/codec-compilers.js';
import { changeConnections } from '../questions/change-connections.js';
import { testConnection } from '../questions/test-connection.js';
import { askerOf } from './asker.js';
import { sendUnkept } from './send-unkept.js';

const Named = t.strict({ source: Source, name: ConnectionName });
const NewConnection = t.intersection([Named, t.exact(t.partial({ settings: SettingsInput, secret: SecretText }))]);
const Rotation = t.exact(t.partial({ secret: SecretText, overlapHours: OverlapHours }));
const Nothing = t.strict({});

const ONE = '/connections/:source/:name';
const mayChange = { permission: 'admin:connections' } as const;

const changing = (summary: string) => ({
  tags: ['connections'],
  summary,
  params: Named,
  querystring: t.strict({}),
  response: { 200: ChangedConnection },
});

/** Changes of connections. One with an `Idempotency-Key` can be asked for again without being made twice. */
export const connectionChangeRoutes = async (instance: FastifyInstance, readSide: ReadSide): Promise<void> => {
  const app = instance.withTypeProvider<CodecTypes>();
  const change = changeConnections(readSide);

  app.post(
    '/connections',
    {
      schema: {
        tags: ['connections'],
        summary: 'Add a connection; its secret is answered this once',
        querystring: t.strict({}),
        body: NewConnection,
        response: { 201: ChangedConnection },
      },
      config: mayChange,
    },
    (request, reply) => sendUnkept(reply, change.create(request.body, request.body, askerOf(request)), 201),
  );
  app.patch(
    ONE,
    {
      schema: { ...changing('Set what is said, take away what is null'), body: t.strict({ settings: SettingsPatch }) },
      config: mayChange,
    },
    (request, reply) => sendUnkept(reply, change.configure(request.params, request.body.settings, askerOf(request))),
  );
  app.post(
    `${ONE}/pause`,
    { schema: { ...changing('Refuse deliveries and pull nothing for now'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.pause(request.params, askerOf(request))),
  );
  app.post(
    `${ONE}/resume`,
    { schema: { ...changing('Take deliveries and pull again'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.resume(request.params, askerOf(request))),
  );
  app.post(
    `${ONE}/rotate-secret`,
    {
      schema: {
        ...changing('A new secret, answered this once; the old one is taken besides for some hours'),
        body: Rotation,
      },
      config: mayChange,
    },
    (request, reply) => sendUnkept(reply, change.rotateSecret(request.params, request.body, askerOf(request))),
  );
  app.post(
    `${ONE}/retire-old-secrets`,
    { schema: { ...changing('Take the newest secret only from now on'), body: Nothing }, config: mayChange },
    (request, reply) => sendUnkept(reply, change.retireOldSecrets(request.params, askerOf(request))),
  );
  app.put(
    `${ONE}/credentials`,
    {
      schema: { ...changing('What to show the API of the vendor'), body: t.strict({ credentials: Credentials }) },
      config: mayChange,
    },
    (request, reply) =>
      sendUnkept(reply, change.changeCredentials(request.params, request.body.credentials, askerOf(request))),
  );
  app.post(
    `${ONE}/test`,
    {
      schema: {
        ...changing('What is wrong with the connection, in words'),
        body: Nothing,
        response: { 200: TestedConnection },
      },
      config: mayChange,
    },
    ({ params }, reply) => sendUnkept(reply, testConnection(readSide)(params)),
  );
};
