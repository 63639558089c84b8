import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Received = { readonly headers: Readonly<Record<string, unknown>>; readonly body: string };

/** What the receiver does with a post: keep it and say so, keep it and break off, break off at once, hang, or answer something else. */
type Answer =
  | 'takes'
  | 'takes and breaks off'
  | 'breaks off'
  | 'hangs'
  | { readonly status: number; readonly location?: string };

/** A receiver of webhooks on a port of its own. */
export const startReceiver = async () => {
  const received: Array<Received> = [];
  const answers: Array<Answer> = [];
  const server = createServer((request, response) => {
    const chunks: Array<Buffer> = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const answer = answers.shift() ?? 'takes';
      if (answer === 'hangs') return;
      if (answer === 'breaks off') {
        request.socket.destroy();
        return;
      }
      if (typeof answer === 'object') {
        response.writeHead(answer.status, answer.location === undefined ? {} : { location: answer.location }).end();
        return;
      }
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      if (answer === 'takes') response.end('ok');
      else request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    /** What it answers next, one after the other; it takes what comes after that. */
    answers: (...next: ReadonlyArray<Answer>) => void answers.splice(0, answers.length, ...next),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
