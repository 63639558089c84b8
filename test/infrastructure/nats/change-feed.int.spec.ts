import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'nats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangeFeed, ChangeNotice } from '../../../application/ports/change-feed.js';
import type { LocalServer } from '../../../infrastructure/embedded/local-server.js';
import { makeNatsChangeFeed } from '../../../infrastructure/nats/change-feed.js';
import { changeFeedContract } from '../../contracts/change-feed.contract.js';
import { startNats } from '../../support/services/nats.js';
import { startProxy } from '../../support/services/tcp-proxy.js';

changeFeedContract('NATS', async () => {
  const nats = await startNats();
  const errors: Array<Error> = [];
  const feed = await makeNatsChangeFeed({ url: nats.url, onError: (error) => errors.push(error) });
  const close = async () => {
    await feed.close();
    await nats.stop();
  };
  return { feed, errors, close };
});

const aChange: ChangeNotice = { readModel: 'accounts', key: 'acme', position: '12' };

/** Publishes until it is heard: a subscription and a notice of two connections race. */
const publishUntilHeard = async (publisher: ChangeFeed, listener: ChangeFeed): Promise<ChangeNotice> => {
  const told: Array<ChangeNotice> = [];
  const stop = listener.subscribe('accounts', (notice) => told.push(notice));
  while (told.length === 0) {
    publisher.publish([aChange]);
    await sleep(10);
  }
  stop();
  return told[0] ?? aChange;
};

describe('change feed over NATS', () => {
  let nats: LocalServer;
  beforeAll(async () => {
    nats = await startNats();
  });
  afterAll(() => nats.stop());

  it('tells other processes', async () => {
    const [projector, api] = await Promise.all([
      makeNatsChangeFeed({ url: nats.url }),
      makeNatsChangeFeed({ url: nats.url }),
    ]);
    expect(await publishUntilHeard(projector, api)).toEqual(aChange);
    await Promise.all([projector.close(), api.close()]);
  });

  it('finds the server again after the connection was lost, and never throws into the publisher', async () => {
    const proxy = await startProxy(Number(new URL(nats.url).port));
    const feed = await makeNatsChangeFeed({ url: `nats://127.0.0.1:${proxy.port}` });
    await publishUntilHeard(feed, feed);
    proxy.cut();
    feed.publish([aChange]);
    await sleep(50);
    feed.publish([aChange]);
    expect(await publishUntilHeard(feed, feed)).toEqual(aChange);
    await feed.close();
    await proxy.stop();
  });

  it('is closed at once while the server is away, and takes notices in silence from then on', async () => {
    const proxy = await startProxy(Number(new URL(nats.url).port));
    const feed = await makeNatsChangeFeed({ url: `nats://127.0.0.1:${proxy.port}` });
    await proxy.stop();
    await sleep(50);
    await feed.close();
    await feed.close();
    expect(() => feed.publish([aChange])).not.toThrow();
  });

  it('passes by what is no notice, and says so', async () => {
    const errors: Array<Error> = [];
    const feed = await makeNatsChangeFeed({ url: nats.url, onError: (error) => errors.push(error) });
    await publishUntilHeard(feed, feed);
    const stranger = await connect({ servers: nats.url });
    for (const text of ['{', '{"readModel":"accounts"}', '{"readModel":"trends","key":"a","position":"1"}']) {
      stranger.publish('treering.changes.accounts', text);
    }
    await stranger.drain();
    await publishUntilHeard(feed, feed);
    expect(errors.map(({ message }) => message)).toEqual(
      Array(3).fill('a message about accounts is not a change notice of it'),
    );
    await feed.close();
  });

  it('says at once that no server answers', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    await expect(makeNatsChangeFeed({ url: `nats://127.0.0.1:${port}` })).rejects.toThrow('CONNECTION_REFUSED');
  });
});
