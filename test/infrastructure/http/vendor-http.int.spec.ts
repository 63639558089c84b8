import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { type HttpLimits, makeVendorHttp } from '../../../infrastructure/http/vendor-http.js';
import { cutOff, type Handler, saying, silent, startVendorServer } from '../../support/vendors/vendor-server.js';

const closing: Array<() => Promise<void>> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const serverSaying = async (handler: Handler): Promise<string> => {
  const server = await startVendorServer(handler);
  closing.push(server.close);
  return server.url;
};

const never = new AbortController().signal;
const get = (url: string, limits: HttpLimits = {}, signal = never) =>
  makeVendorHttp(limits)({ method: 'GET', url, headers: { authorization: 'Bearer a-token' } }, signal);

describe('asking over HTTP', () => {
  it('hands over what the vendor answers, whatever its status', async () => {
    const url = await serverSaying(saying(404, { 'X-RateLimit-Remaining': '7' }, 'no such "thing"'));
    const { status, headers, body } = await get(url);
    expect({ status, body: body.toString() }).toEqual({ status: 404, body: 'no such "thing"' });
    expect(headers['x-ratelimit-remaining']).toBe('7');
  });

  it('sends method, headers and body', async () => {
    const url = await serverSaying(async (request, response) => {
      response.end(`${request.method} ${request.headers['content-type']} ${await text(request)}`);
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await makeVendorHttp()({ method: 'POST', url, headers, body: Buffer.from('{"limit": 2}') }, never);
    expect(answer.body.toString()).toBe('POST application/json {"limit": 2}');
  });

  it('unpacks what was packed for the way, and reads no more than it may', async () => {
    const bomb = gzipSync(Buffer.alloc(1_000_000));
    const url = await serverSaying((_request, response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
    );
    const whole = await get(url);
    expect(whole.body).toHaveLength(1_000_000);
    expect(whole.headers).not.toHaveProperty('content-encoding');
    await expect(get(url, { bytes: 999_999 })).rejects.toEqual({ _tag: 'AnswerTooLarge', limitBytes: 999_999 });
  });

  it('says that nothing was answered where the connection breaks, before or within the answer', async () => {
    const refused = await startVendorServer(silent);
    await refused.close();
    const noAnswer = { _tag: 'NoAnswer', reason: expect.stringMatching(/^the connection failed: [A-Z_]+$/) };
    await expect(get(refused.url)).rejects.toEqual(noAnswer);
    await expect(get(await serverSaying(cutOff))).rejects.toEqual(noAnswer);
  });

  it('waits no longer than it may, for the first byte, the next one and the last', async () => {
    const url = await serverSaying(silent);
    const nothing = { _tag: 'NoAnswer', reason: 'nothing came within 0.05 s' };
    await expect(get(url, { idleMilliseconds: 50 })).rejects.toEqual(nothing);
    const stuck = await serverSaying((_request, response) => response.writeHead(200).write('['));
    const nothingMore = { _tag: 'NoAnswer', reason: 'nothing more came within 1.5 s' };
    await expect(get(stuck, { idleMilliseconds: 1_500 })).rejects.toEqual(nothingMore);
    const dripping = await serverSaying((_request, response) => {
      const drops = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drops));
    });
    const notAll = { _tag: 'NoAnswer', reason: 'not all of the answer came within 0.2 s' };
    await expect(get(dripping, { wholeMilliseconds: 200 })).rejects.toEqual(notAll);
  });

  it('ends with the reason of the signal', async () => {
    const stopping = new AbortController();
    const asked = get(await serverSaying(silent), {}, stopping.signal);
    stopping.abort('we stop');
    await expect(asked).rejects.toBe('we stop');
  });

  it('follows redirects, and shows another host no token', async () => {
    const elsewhere = await serverSaying((request, response) =>
      response.end(`${request.url} ${request.headers.authorization}`),
    );
    const url = await serverSaying((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: `${elsewhere}/file` }).end();
      else if (request.url === '/here') response.end(`here ${request.headers.authorization}`);
      else response.writeHead(301, { location: request.url === '/' ? '/here' : '/round' }).end();
    });
    expect((await get(url)).body.toString()).toBe('here Bearer a-token');
    expect((await get(`${url}/moved`)).body.toString()).toBe('/file undefined');
    expect((await get(`${url}/round`)).status).toBe(301);
  });
});
