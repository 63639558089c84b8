import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection, Connections } from '../../application/ports/connections.js';

export type ConnectionsUnderTest = { readonly connections: Connections; readonly close: () => Promise<void> };

export const connectionsContract = (adapter: string, start: () => Promise<ConnectionsUnderTest>): void => {
  describe(`connections, ${adapter}`, () => {
    let underTest: ConnectionsUnderTest;
    let connections: Connections;
    beforeAll(async () => {
      underTest = await start();
      connections = underTest.connections;
    });
    afterAll(() => underTest.close());

    const hubspot: Connection = {
      source: 'hubspot',
      name: 'demo',
      secrets: ['newer', 'older'],
      settings: { currency: 'EUR' },
    };
    const mixpanel: Connection = {
      source: 'mixpanel',
      name: 'demo',
      secrets: ['s3cret'],
      settings: { accountProperties: ['company_id'], accountIdsAre: 'hubspot/demo', timeZone: 'Europe/Berlin' },
    };

    it('finds what was saved, by source and name', async () => {
      await connections.save(mixpanel);
      await connections.save(hubspot);
      expect(await connections.find('mixpanel', 'demo')).toEqual(mixpanel);
      expect(await connections.find('hubspot', 'demo')).toEqual(hubspot);
      expect(await connections.find('hubspot', 'prod')).toBeUndefined();
      expect(await connections.find('nobody', 'demo')).toBeUndefined();
      expect(await connections.list()).toEqual([hubspot, mixpanel]);
    });

    it('replaces the one of the same source and name', async () => {
      await connections.save({ ...hubspot, secrets: ['newest'], settings: {} });
      expect(await connections.find('hubspot', 'demo')).toEqual({ ...hubspot, secrets: ['newest'], settings: {} });
      expect(await connections.list()).toHaveLength(2);
    });
  });
};
