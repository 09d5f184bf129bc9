/** A door in front of a node: connections go through it, and can be cut, slowed or refused as a network would. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export interface Proxy {
  readonly port: number;
  /** Ends every connection at once, without a word. */
  readonly cut: () => void;
  /** Refuses new connections, and ends those there are. */
  readonly shut: () => Promise<void>;
  readonly open: () => Promise<void>;
}

export async function proxyTo(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
    return socket;
  };
  const create = (): Server =>
    createServer((client) => {
      const upstream = keep(connect(target, '127.0.0.1'));
      keep(client).pipe(upstream).pipe(client);
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
    open: async () => {
      server = create();
      await listen(server, port);
    },
  };
}
