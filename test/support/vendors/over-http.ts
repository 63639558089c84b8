import { once } from 'node:events';
import { createServer } from 'node:http';
import type { VendorRequest, VendorResponse } from '../../../ingestion-adapters/feed.js';

/** `undefined`: the connection breaks in the middle of the answer. */
export type AnswerOfVendor = (request: VendorRequest) => VendorResponse | undefined;

/** A vendor's API on a free port of this machine. */
export const overHttp = async (answer: AnswerOfVendor): Promise<{ readonly url: string; close: () => void }> => {
  const server = createServer(async (request, response) => {
    const chunks: Array<Buffer> = [];
    for await (const chunk of request) chunks.push(chunk);
    const headers = Object.entries(request.headers).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    const url = `http://${request.headers.host}${request.url ?? '/'}`;
    const said = answer({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url,
      headers: Object.fromEntries(headers),
      body: Buffer.concat(chunks),
    });
    if (said !== undefined) response.writeHead(said.status, said.headers).end(said.body);
    else response.writeHead(200, { 'content-length': '1000' }).write('{"event": "A', () => response.destroy());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
};
