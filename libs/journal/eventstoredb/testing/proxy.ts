/** A door in front of a node: connections go through it, and can be cut, slowed or refused as a network would. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Ends every connection at once, without a word. */
  readonly cut: () => void;
  /** Refuses new connections, and ends those there are. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
  /** Every byte arrives so many milliseconds later, each way. */
  readonly delay: (milliseconds: number) => void;
}

/** Passes bytes on, in order, after a time that may change. */
function passing(from: Socket, to: Socket, milliseconds: () => number): void {
  let onTheirWay = 0;
  const send = (deliver: () => void): void => {
    if (milliseconds() === 0 && onTheirWay === 0) return deliver();
    onTheirWay += 1;
    setTimeout(() => {
      onTheirWay -= 1;
      deliver();
    }, milliseconds());
    return undefined;
  };
  from.on('data', (bytes: Buffer) => {
    send(() => {
      if (!to.destroyed && !to.write(bytes)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
    });
  });
  from.on('end', () => send(() => to.end()));
}

export async function proxyTo(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    return socket;
  };
  let delayed = 0;
  const create = (): Server =>
    createServer((client) => {
      const upstream = keep(connect(target, '127.0.0.1'));
      keep(client);
      passing(client, upstream, () => delayed);
      passing(upstream, client, () => delayed);
      client.on('close', () => upstream.destroy());
      upstream.on('close', () => client.destroy());
    });
  const listen = (server: Server, port: number): Promise<void> =>
    new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', () => resolve()));
  let server: Server | undefined = create();
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    cut,
    shut: async () => {
      const closing = server;
      server = undefined;
      cut();
      if (closing !== undefined) await new Promise<void>((resolve) => closing.close(() => resolve()));
    },
    delay: (milliseconds) => (delayed = milliseconds),
    open: async () => {
      server = create();
      await listen(server, port);
    },
  };
}
