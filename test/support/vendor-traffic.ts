import type { Delivery } from '../../simulator/delivery.js';
import { signDelivery } from '../../simulator/sign-delivery.js';
import type { ListedConnection, System } from './system.js';

export type Answer = { readonly status: number; readonly body: unknown };

/** Posts as the vendor would. `undefined` when nobody answered: such a delivery was not acknowledged. */
export const post = async (delivery: Delivery, connection: ListedConnection): Promise<Answer | undefined> => {
  const url = connection.webhookUrl;
  const headers = signDelivery(delivery, { url, secret: connection.secrets[0] ?? '', now: new Date() });
  try {
    const response = await fetch(url, { method: 'POST', headers: { ...headers }, body: delivery.body });
    return { status: response.status, body: await response.json() };
  } catch {
    return undefined;
  }
};

export const connectionFor = (connections: ReadonlyArray<ListedConnection>, { source }: Delivery): ListedConnection => {
  const connection = connections.find((candidate) => candidate.source === source);
  if (connection === undefined) throw new Error(`no connection to ${source}`);
  return connection;
};

/** One connection to each source, all of which know accounts by their HubSpot ids. */
export const connectVendors = async (
  system: Pick<System, 'treering' | 'connections'>,
): Promise<ReadonlyArray<ListedConnection>> => {
  const byHubspotIds = ['--settings', '{"accountIdsAre":"hubspot/journey"}'];
  await system.treering('connect', 'hubspot', 'journey');
  await system.treering('connect', 'zendesk', 'journey', ...byHubspotIds);
  await system.treering('connect', 'mixpanel', 'journey', ...byHubspotIds);
  return system.connections();
};
