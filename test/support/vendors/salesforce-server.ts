import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorRequest, VendorResponse } from '../../../ingestion-adapters/feed.js';

/** An organisation's answers on a free port of this machine. */
export const serveSalesforce = async (handle: (request: VendorRequest) => VendorResponse) => {
  let baseUrl = '';
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const method = request.method === 'POST' ? 'POST' : 'GET';
    const answer = handle({ method, url: `${baseUrl}${request.url}`, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const stop = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { baseUrl, stop };
};
