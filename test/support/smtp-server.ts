import type { AddressInfo } from 'node:net';
import { createServer, type Socket } from 'node:net';

/** As much of a mail server (RFC 5321) as takes mails, or refuses every recipient. */
export const startSmtpServer = async () => {
  const mails: Array<{ readonly to: ReadonlyArray<string>; readonly text: string }> = [];
  const sockets = new Set<Socket>();
  let refuses = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    let to: Array<string> = [];
    let inData = false;
    const say = (line: string) => socket.write(`${line}\r\n`);
    const command = (line: string): void => {
      if (/^(EHLO|HELO)/i.test(line)) say('250 stub');
      else if (/^RCPT TO:<(.*)>/i.test(line)) {
        to.push(/<(.*)>/.exec(line)?.[1] ?? '');
        say(refuses ? `550 ${to.at(-1)} is unknown` : '250 ok');
      } else if (/^DATA/i.test(line)) {
        inData = true;
        say('354 go on');
      } else if (/^QUIT/i.test(line)) {
        say('221 bye');
        socket.end();
      } else say('250 ok');
    };
    socket.on('data', (chunk) => {
      text += chunk.toString();
      while (true) {
        const end = text.indexOf(inData ? '\r\n.\r\n' : '\r\n');
        if (end < 0) return;
        const line = text.slice(0, end);
        text = text.slice(end + (inData ? 5 : 2));
        if (!inData) command(line);
        else {
          mails.push({ to, text: line });
          to = [];
          inData = false;
          say('250 kept');
        }
      }
    });
    socket.on('error', () => undefined);
    say('220 stub');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails,
    refuse: () => {
      refuses = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
