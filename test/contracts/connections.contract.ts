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

    it('keeps when a secret ends, whether it is paused, and what is shown to the vendor', async () => {
      const zendesk: Connection = {
        source: 'zendesk',
        name: 'demo',
        secrets: ['newer', 'older'],
        secretEnds: { older: '2026-03-02T00:00:00.000Z' },
        credentials: { accessToken: 't0ken' },
        settings: {},
        paused: true,
      };
      await connections.save(zendesk);
      expect(await connections.find('zendesk', 'demo')).toEqual(zendesk);
      const { paused, credentials, ...resumed } = zendesk;
      await connections.save(resumed);
      expect(await connections.find('zendesk', 'demo')).toEqual(resumed);
    });

    it('is updated by one at a time', async () => {
      const counted: Connection = { source: 'intercom', name: 'demo', secrets: [], settings: {} };
      const add = () =>
        connections.update('intercom', 'demo', async (kept = counted) => {
          await new Promise((turn) => setTimeout(turn, 1));
          return { ...kept, secrets: [...kept.secrets, `s${kept.secrets.length}`] };
        });
      const updated = await Promise.all(Array.from({ length: 5 }, add));
      expect(updated.map((kept) => kept?.secrets.length).sort()).toEqual([1, 2, 3, 4, 5]);
      expect((await connections.find('intercom', 'demo'))?.secrets).toEqual(['s0', 's1', 's2', 's3', 's4']);
    });

    it('stays as it is where an update makes nothing of it, or fails', async () => {
      const kept = await connections.find('mixpanel', 'demo');
      expect(await connections.update('mixpanel', 'demo', async () => undefined)).toEqual(kept);
      expect(await connections.update('amplitude', 'demo', async () => undefined)).toBeUndefined();
      const fails = connections.update('mixpanel', 'demo', async () => Promise.reject(new Error('no')));
      await expect(fails).rejects.toThrow('no');
      expect(await connections.find('mixpanel', 'demo')).toEqual(kept);
      await connections.update('mixpanel', 'demo', async () => kept);
    });
  });
};
