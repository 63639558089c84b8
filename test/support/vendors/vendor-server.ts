import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type VendorServer = { readonly url: string; readonly close: () => Promise<void> };

/** A vendor's API on a free port of this machine. */
export const startVendorServer = async (handler: Handler): Promise<VendorServer> => {
  const server = createServer(handler);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** Ends the connection in the middle of an answer that promised more. */
export const cutOff: Handler = (_request, response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"results": [', () => response.destroy());
};

/** Takes the request, and never says anything. */
export const silent: Handler = () => undefined;

export const saying =
  (status: number, headers: Readonly<Record<string, string>> = {}, body = ''): Handler =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };
