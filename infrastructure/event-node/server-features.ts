import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import pb from '@eventstore/db-client/generated/serverfeatures_pb.js';
import type { Server } from '@grpc/grpc-js';

/** The version of the real server whose behaviour this node has; clients choose by it what they ask for. */
const SERVER_VERSION = '24.10.0';

const PROJECTIONS = 'event_store.client.projections.projections';
const PERSISTENT_SUBSCRIPTIONS = 'event_store.client.persistent_subscriptions.persistentsubscriptions';

const methods: ReadonlyArray<{ service: string; method: string; features: ReadonlyArray<string> }> = [
  { service: 'event_store.client.streams.streams', method: 'read', features: ['position', 'events'] },
  { service: 'event_store.client.streams.streams', method: 'append', features: [] },
  { service: 'event_store.client.streams.streams', method: 'batchappend', features: [] },
  { service: 'event_store.client.streams.streams', method: 'delete', features: [] },
  { service: 'event_store.client.streams.streams', method: 'tombstone', features: [] },
  ...['update', 'delete', 'statistics', 'disable', 'enable', 'reset', 'state', 'result', 'restartsubsystem'].map(
    (method) => ({ service: PROJECTIONS, method, features: [] }),
  ),
  ...['create', 'update', 'delete', 'read', 'getinfo', 'replayparked', 'list', 'restartsubsystem'].map((method) => ({
    service: PERSISTENT_SUBSCRIPTIONS,
    method,
    features: ['stream', 'all'],
  })),
  { service: PROJECTIONS, method: 'create', features: ['track_emitted_streams'] },
  { service: 'event_store.client.gossip.gossip', method: 'read', features: [] },
  { service: 'event_store.client.server_features.serverfeatures', method: 'getsupportedmethods', features: [] },
];

export const addServerFeatures = (server: Server): void => {
  server.addService(ServerFeaturesService, {
    getSupportedMethods: (_call: unknown, respond: (error: null, response: typeof supported) => void) =>
      respond(null, supported),
  });
};

const supported = new pb.SupportedMethods().setEventStoreServerVersion(SERVER_VERSION).setMethodsList(
  methods.map(({ service, method, features }) =>
    new pb.SupportedMethod()
      .setServiceName(service)
      .setMethodName(method)
      .setFeaturesList([...features]),
  ),
);
