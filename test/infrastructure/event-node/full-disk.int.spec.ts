import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { describe, expect, it } from 'vitest';
import { serveEventNode } from '../../../infrastructure/event-node/serve.js';
import { mayMount, smallDisk } from '../../support/services/small-disk.js';
import { collect } from './support/collect.js';
import { unary } from './support/events.js';

const large = () => jsonEvent({ id: randomUUID(), type: 'Said', data: { text: 'x'.repeat(50_000) } });

describe.skipIf(!(await mayMount()))('an event node on a full disk (needs the right to mount)', () => {
  it.each([
    ['batch append', {}],
    ['unary append', unary],
  ])(
    'says so, loses nothing that it acknowledged, and takes events again once there is room: %s',
    async (_, options) => {
      const disk = await smallDisk(4);
      const file = join(disk.folder, 'log.sqlite');
      let node = await serveEventNode({ file });
      let client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
      const idsIn = async () => (await collect(client.readStream('things'))).map(({ event }) => event?.id);
      try {
        const acknowledged: Array<string> = [];
        let failure: unknown;
        while (failure === undefined) {
          const event = large();
          try {
            await client.appendToStream('things', event, options);
            acknowledged.push(event.id);
          } catch (error) {
            failure = error;
          }
        }
        expect(String(failure)).toContain('database or disk is full');
        expect(acknowledged.length).toBeGreaterThan(5);
        await expect(client.appendToStream('things', large(), options)).rejects.toThrow('database or disk is full');
        expect(await idsIn()).toEqual(acknowledged);
        await disk.resize(32);
        const event = large();
        await client.appendToStream('things', event, options);
        expect(await idsIn()).toEqual([...acknowledged, event.id]);
        await client.dispose();
        await node.stop();
        node = await serveEventNode({ file });
        client = EventStoreDBClient.connectionString`esdb://127.0.0.1:${node.port}?tls=false`;
        expect(await idsIn()).toEqual([...acknowledged, event.id]);
      } finally {
        await client.dispose();
        await node.stop();
        await disk.remove();
      }
    },
  );
});
